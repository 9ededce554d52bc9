"""What `yinling account` does: each command one transaction of the system, with its fact in the journal.

The commands call the apps' own actions; what is checked here are the things that a typing hand gets wrong.
Every refusal is a `Refusal` in the reader's language, every answer a text for the terminal.
"""

from __future__ import annotations

import getpass
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yinling.base.access import actions as access
from yinling.base.access.models import Grant
from yinling.base.accounts import actions as accounts
from yinling.base.accounts.domain import sign_in_name
from yinling.base.accounts.models import Account, Recovery
from yinling.base.accounts.terms import AccountKind, RecoveryState
from yinling.base.regions import queries as regions
from yinling.base.regions.queries import AreaUnknown
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.viewing import state
from yinling.base.units.models import Unit
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.tables import table
from yinling.config.launcher.words import _
from yinling.kernel.areas import AreaCodeInvalid, parse_area_code
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role, Viewer, system
from yinling.web.kernel_texts import translated


def add(*, username: str, name: str) -> str:
    """Make an account with a password for one sign-in; the answer is the only place that shows it."""
    typed = sign_in_name(username)
    if not name.strip():
        raise Refusal(_("姓名不能为空。"))
    password = accounts.one_time_password()
    with _working() as (by, at):
        try:
            accounts.create_account(username=typed, display_name=name.strip(), password=password, by=by, at=at)
        except accounts.NameUnfit:
            raise Refusal(
                _("账号“%(name)s”不合要求：用 3 到 40 个小写字母、数字、点、横线或下划线，以字母或数字开头。")
                % {"name": username}
            ) from None
        except accounts.NameTaken:
            raise Refusal(_("账号 %(name)s 已经有人使用：请换一个。") % {"name": typed}) from None
        except ValidationError as error:
            raise Refusal(" ".join(error.messages)) from None
    return _(
        "已建立账户 %(name)s。\n一次性密码：%(password)s\n只显示这一次；首次登录时要绑定动态口令，并换成自己的密码。"
    ) % {"name": typed, "password": password}


def grant(
    *,
    username: str,
    role: Role,
    area: str,
    units: Sequence[UUID],
    purposes: frozenset[Purpose],
    start: date | None,
    end: date | None,
) -> str:
    """Give an account a role over an area or units from `start` (today) to before `end` (open)."""
    given = uuid.uuid4()
    with _working() as (by, at):
        account, today = _account(username), local_day(at)
        start = start or today
        _forwards(start, end, today)
        code = _area_code(area, start) if area else ""
        _known_units(units)
        with _told_apart(account, role):
            access.give_grant(
                grant=given, account=account.public_id, role=role, area_code=code, units=units, purposes=purposes,
                valid_from=start, valid_to=end, by=by, at=at,
            )  # fmt: skip
        where = regions.path(code) if code else ""
    return _("已授权：%(name)s，%(role)s，%(where)s。\n授权编号：%(grant)s") % {
        "name": account.display_name,
        "role": role_names()[role],
        "where": _listed([where, *([_("%(count)d 个单位") % {"count": len(units)}] if units else [])]),
        "grant": given,
    }


def end(*, grant: UUID) -> str:
    """End a grant today."""
    with _working() as (by, at):
        found = Grant.objects.select_related("account").filter(public_id=grant).first()
        if found is None:
            raise Refusal(_("没有这个授权：请用 ./yinling account list 查看授权编号。"))
        try:
            access.end_grant(grant=grant, by=by, at=at)
        except Forbidden:
            raise Refusal(_why_it_stays(found, local_day(at))) from None
    return _("已终止 %(name)s 的授权。") % {"name": found.account.display_name}


def lock(*, username: str, reason: str) -> str:
    """Close an account and end its sessions."""
    with _working() as (by, at):
        account = _account(username)
        accounts.lock(account=account, reason=reason, by=by, at=at)
    return _("已停用账户 %(name)s，它的会话都已结束。") % {"name": account.username}


def unlock(*, username: str) -> str:
    """Open an account and lift a lock by failures."""
    with _working() as (by, at):
        account = _account(username)
        accounts.unlock(account=account, by=by, at=at)
    return _("账户 %(name)s 可以登录。") % {"name": account.username}


def recover(*, username: str) -> str:
    """Approve what a security administrator asked for: the second pair of eyes where there is no other one."""
    with _working() as (by, at):
        account = _account(username)
        asked = Recovery.objects.filter(account=account, state=RecoveryState.OPEN.value).first()
        if asked is None:
            raise Refusal(_("没有人为 %(name)s 申请恢复：先由安全管理员在网页上申请。") % {"name": account.username})
        half = accounts.approve_recovery(recovery=asked.public_id, by=by, at=at)
    return _(
        "已恢复账户 %(name)s，它的密码、动态口令和会话都已作废。\n"
        "一次性密码的后半段：%(half)s\n只显示这一次；前半段在 %(asker)s 那里，两段用短横线连起来。"
    ) % {"name": account.username, "half": half, "asker": asked.asked_by_name}


def overview() -> str:
    """All accounts, each with its grants in force or to come."""
    with _working() as (_by, at):
        held: dict[int, list[Grant]] = {}
        open_ones = Grant.objects.filter(_not_over(local_day(at)))
        for row in open_ones.prefetch_related("units").order_by("id"):
            held.setdefault(row.account_id, []).append(row)
        factors = Authenticator.objects.filter(type=Authenticator.Type.TOTP)
        enrolled = set(factors.values_list("user_id", flat=True))
        places = regions.paths({row.area_code for rows in held.values() for row in rows if row.area_code})
        lines = [
            line
            for account in Account.objects.filter(kind=AccountKind.STAFF.value).order_by("username")
            for line in _lines(account, held.get(account.pk, []), places, enrolled=account.pk in enrolled)
        ]
    heads = [_("账号"), _("姓名"), _("可登录"), _("动态口令"), _("角色"), _("范围"), _("有效期"), _("授权编号")]
    return table(heads, lines) if lines else _("还没有账户：用 ./yinling account add 建立。")


def role_names() -> dict[Role, str]:
    """What each role is called."""
    return {
        Role.OFFICER: _("经办人员"),
        Role.WORKER: _("服务人员"),
        Role.PERSON: _("本人"),
        Role.PROXY: _("代办人"),
        Role.SYSTEM_ADMIN: _("系统管理员"),
        Role.SECURITY_ADMIN: _("安全管理员"),
        Role.AUDIT_ADMIN: _("审计管理员"),
    }


@contextmanager
def _working() -> Iterator[tuple[Viewer, datetime]]:
    """One transaction of the system, named for who typed the command; with the moment it happens at."""
    by = system(f"command line: {getpass.getuser()}")
    with transaction.atomic():
        state(by)
        yield by, timezone.now()


def _account(username: str) -> Account:
    found = Account.objects.filter(username=sign_in_name(username)).first()
    if found is None:
        raise Refusal(_("没有账号 %(name)s：请用 ./yinling account list 查看。") % {"name": username})
    return found


def _forwards(start: date, end: date | None, today: date) -> None:
    """Refuse a period that runs backwards or is over already."""
    if end is not None and end <= start:
        raise Refusal(_("期限不对：--until（%(end)s）要晚于 --from（%(start)s）。") % {"start": start, "end": end})
    if end is not None and end <= today:
        raise Refusal(_("期限不对：--until（%(end)s）已经过去。") % {"end": end})


def _area_code(text: str, on: date) -> str:
    """The code of an area that exists on a day, also typed with zeros at the end."""
    try:
        found = regions.area(parse_area_code(text))
    except AreaCodeInvalid as error:
        raise Refusal(translated(str(error), _)) from None
    except AreaUnknown:
        raise Refusal(_("没有区划代码 %(code)s 这个地区。") % {"code": text}) from None
    if found.valid_to is not None and found.valid_to <= on:
        raise Refusal(
            _("%(name)s已于 %(day)s 撤销：请用现在的区划代码。") % {"name": found.name, "day": found.valid_to}
        )
    return str(found.code)


def _known_units(units: Sequence[UUID]) -> None:
    known = set(Unit.objects.filter(public_id__in=units).values_list("public_id", flat=True))
    if missing := [str(unit) for unit in units if unit not in known]:
        raise Refusal(_("没有编号为 %(ids)s 的单位。") % {"ids": _("、").join(missing)})


@contextmanager
def _told_apart(account: Account, role: Role) -> Iterator[None]:
    """Around a grant: what rights refuse, as a sentence for the terminal."""
    said = {"role": role_names()[role], "name": account.display_name}
    try:
        yield
    except access.RolesClash:
        raise Refusal(
            _("三类管理员由不同的人担任，也不兼任别的角色：请为 %(role)s 另建账户，或先终止 %(name)s 原有的授权。")
            % said
        ) from None
    except access.RoleUnfit:
        raise Refusal(_("%(name)s 的账户类别不能授予“%(role)s”角色。") % said) from None
    except access.ScopeMissing:
        raise Refusal(_("请用 --area 写明区划代码，例如 620102。"), 2) from None


def _not_over(today: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=today)


def _why_it_stays(found: Grant, today: date) -> str:
    """Why a grant could not be ended, and what to do instead."""
    if found.valid_to is not None and found.valid_to <= today:
        return _("这个授权已于 %(day)s 终止。") % {"day": found.valid_to}
    if found.valid_from >= today:
        return _("这个授权今天才开始，最早明天终止；要马上停用，请运行 ./yinling account lock %(name)s。") % {
            "name": found.account.username
        }
    return _("这个授权没有终止，请再试一次。")


def _lines(account: Account, held: Sequence[Grant], places: dict[str, str], *, enrolled: bool) -> Iterator[list[str]]:
    """One line for each grant, or one for an account that holds none."""
    yes, no = _("是"), _("否")
    who = [account.username, account.display_name, yes if account.is_active else no, yes if enrolled else no]
    if not held:
        yield [*who, _("（无授权）"), "", "", ""]
    for row in held:
        where = [places.get(row.area_code, row.area_code), *(unit.short_name for unit in row.units.all())]
        until = row.valid_to.isoformat() if row.valid_to else ""
        period = f"{row.valid_from.isoformat()} – {until}".rstrip()
        yield [*who, role_names()[Role(row.role)], _listed(where), period, str(row.public_id)]


def _listed(words: Sequence[str]) -> str:
    """The words that say something, in one line; a dash for none."""
    return _("、").join(word for word in words if word) or "—"

"""What an installation knows before anybody worked in it: places, rules, and a demo's units and accounts. No people."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.access.actions import give_grant
from yinling.base.access.policy import ADMINISTRATORS
from yinling.base.access.queries import viewer
from yinling.base.accounts.actions import create_account, enrol_totp
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import DEMO_PASSWORD
from yinling.base.regions.actions import load_areas
from yinling.base.rows.viewing import state
from yinling.base.units.actions import load_units
from yinling.decisions.entitlements.actions import load_requirements
from yinling.decisions.rulebook.actions import load_rules
from yinling.decisions.rulebook.queries import whole_book
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role, Viewer, system
from yinling.people.registry.terms import vocabulary
from yinling.supply.catalogue.actions import SHIPPED as CATALOGUE
from yinling.supply.catalogue.actions import load_catalogue
from yinling.supply.workforce.actions import register as register_worker
from yinling.supply.workforce.domain import Profile
from yinling.supply.workforce.models import Worker

_DEMO_SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class DemoAccount:
    """One account of the demo, as the launcher and the sign-in page show it."""

    username: str
    name: str
    role: Role
    area_code: str
    does: str

    @property
    def totp_secret(self) -> str:
        """The secret for the authenticator app: derived from the installation's key, so no two demos share one."""
        digest = hmac.new(settings.YINLING_INDEX_KEY, f"demo totp {self.username}".encode(), hashlib.sha256).digest()
        return base64.b32encode(digest[:20]).decode()


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Who can sign in to a demo: two cities that do not see each other, who approves above one, and administrators."""
    return (
        DemoAccount("lanzhou", "王敏", Role.OFFICER, "6201", _("兰州市经办人员：录入、审批、下载回执")),
        DemoAccount("gansu", "赵立新", Role.OFFICER, "62", _("甘肃省经办人员：看全省，复核和批准规则")),
        DemoAccount("chengguan", "马丽", Role.OFFICER, "620102", _("城关区经办人员：只看城关区")),
        DemoAccount("qilihe", "陈刚", Role.OFFICER, "620103", _("七里河区经办人员：看不到城关区")),
        DemoAccount("kunming", "李雪梅", Role.OFFICER, "5301", _("昆明市经办人员：看不到兰州市")),
        DemoAccount("xiaozhou", "周海", Role.WORKER, "6201", _("兰州市服务人员：在手机上接单、上门")),
        DemoAccount("xiaoma", "马秀兰", Role.WORKER, "6201", _("兰州市服务机构人员：在手机上接单、上门")),
        DemoAccount("xiaotian", "田军", Role.WORKER, "6201", _("兰州市服务人员：只做陪护、家政和心理慰藉")),
        DemoAccount("xiaohe", "和丽芬", Role.WORKER, "5301", _("昆明市服务人员：在手机上接单、上门")),
        DemoAccount("aqgl", "孙静", Role.SECURITY_ADMIN, "", _("安全管理员：账户、授权、账户恢复")),
        DemoAccount("aqfh", "丁强", Role.SECURITY_ADMIN, "", _("另一位安全管理员：批准账户恢复")),
        DemoAccount("sjgl", "何兰", Role.AUDIT_ADMIN, "0", _("审计管理员：临时查看、查看记录、日志状态")),
        DemoAccount("xtgl", "罗军", Role.SYSTEM_ADMIN, "", _("系统管理员：运行状态")),
    )


# What the demo's workers can do; who keeps them is the officer of their city.
_PROFILES = {
    "xiaozhou": ("lanzhou", Profile("staff", sex="1", languages=("cmn",), most_at_once=10)),
    "xiaoma": (
        "lanzhou", Profile("provider", "惠民居家服务（演示）", sex="2", languages=("cmn",), most_at_once=10)
    ),
    "xiaotian": (
        "lanzhou", Profile("staff", sex="1", languages=("cmn",), skills=("05", "06", "07"), most_at_once=10)
    ),
    "xiaohe": ("kunming", Profile("staff", sex="2", languages=("cmn", "cmn-x-xinan", "nxq"), most_at_once=10)),
}  # fmt: skip


def seed(*, demo: bool) -> tuple[DemoAccount, ...]:
    """Load reference data, and units and accounts of the demo; safe to repeat. Returns the demo's accounts, if any."""
    at, by = timezone.now(), system("seeding")
    with transaction.atomic():
        state(by)
        _reference(_shipped("yinling.base.units", "demo_units.csv") if demo else None, by, at)
        for account in demo_accounts() if demo else ():
            _make(account, by, at)
        for username in _PROFILES if demo else ():
            _register(username, at)
    return demo_accounts() if demo else ()


def load_reference(*, units: Path | None) -> dict[str, int]:
    """Load the shipped areas, services and rules and, when given, a file of units, in one transaction; safe to repeat.

    Returns how many `areas` and `units` are new. Raises what the loading actions refuse.
    """
    at, by = timezone.now(), system("loading reference data")
    with transaction.atomic():
        state(by)
        return _reference(units, by, at)


def _reference(units: Path | None, by: Viewer, at: datetime) -> dict[str, int]:
    areas = load_areas(path=_shipped("yinling.base.regions", "areas.csv"), by=by, at=at)
    load_catalogue(path=CATALOGUE, by=by, at=at)
    load_rules(path=_shipped("yinling.decisions.rulebook", "rules.toml"), vocabulary=vocabulary(), by=by, at=at)
    entitlements = {rule.code for rule in whole_book().rules if rule.kind == RuleKind.ENTITLEMENT}
    load_requirements(
        path=_shipped("yinling.decisions.entitlements", "requirements.toml"), codes=entitlements, by=by, at=at
    )
    added = load_units(path=units, by=by, at=at).added if units else 0
    return {"areas": areas.added, "units": added}


def _shipped(package: str, name: str) -> Path:
    return Path(str(files(package))) / "data" / name


def _make(demo: DemoAccount, by: Viewer, at: datetime) -> None:
    if Account.objects.filter(username=demo.username).exists():
        return
    account = create_account(
        username=demo.username, display_name=demo.name, password=DEMO_PASSWORD, by=by, at=at, demo=True
    )
    enrol_totp(account=account, secret=demo.totp_secret, by=by, at=at)
    give_grant(
        grant=_grant_id(account), account=account.public_id, role=demo.role, area_code=demo.area_code, units=(),
        purposes=_purposes(demo.role), valid_from=_DEMO_SINCE, valid_to=None, by=by, at=at,
    )  # fmt: skip


def _register(username: str, at: datetime) -> None:
    """Give a demo's worker a profile, as the officer of the city would."""
    keeper, profile = _PROFILES[username]
    account, officer = (Account.objects.get(username=name) for name in (username, keeper))
    by = viewer(officer, grant=None, on=local_day(at))
    if by is not None and not Worker.objects.filter(account=account.public_id).exists():
        register_worker(account=account.public_id, profile=profile, by=by, at=at)


def _purposes(role: Role) -> frozenset[Purpose]:
    """What an office reads for its work; a worker at the door needs nothing about politics, administrators nothing."""
    if role in ADMINISTRATORS:
        return frozenset({Purpose.GENERAL})
    working = frozenset({Purpose.GENERAL, Purpose.HEALTH})
    return working | {Purpose.POLITICAL} if role is Role.OFFICER else working


def _grant_id(account: Account) -> UUID:
    return uuid.uuid5(account.public_id, "demo grant")

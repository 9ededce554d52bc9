"""Changes of the workforce: a profile given, changed; away and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.accounts.queries import account_of
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused, Stale
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.names import search_keys
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.terms import Sex
from yinling.supply.workforce import policy
from yinling.supply.workforce.domain import MOST, Profile, Wrong, wrongs
from yinling.supply.workforce.events import WorkerAway, WorkerChanged, WorkerRegistered
from yinling.supply.workforce.models import Worker
from yinling.supply.workforce.queries import as_profile, home_of, skill_labels, worker_row
from yinling.supply.workforce.terms import Language, WorkerKind


class WorkerExists(Refused):
    """The account has a profile already: somebody was faster. Look again."""


@transaction.atomic
def register(*, account: UUID, profile: Profile, by: Viewer, at: datetime) -> UUID:
    """Give an account that may work in the officer's area a profile. Returns the worker's public id.

    Raises Forbidden when the account works nowhere in his area, WorkerExists, Unacceptable.
    """
    home, holder = home_of(account, by=by, on=local_day(at)), account_of(account)
    policy.may_keep(by, home)
    if holder is None:
        raise Forbidden
    if Worker.objects.filter(account=account).exists():
        raise WorkerExists
    profile = _checked(profile, home, local_day(at))
    keys = search_keys(holder.display_name)
    row = Worker.objects.create(
        account=account, area_code=home, name=keys.name, pinyin=keys.pinyin, initials=keys.initials, changed_at=at,
        **_columns(profile),
    )  # fmt: skip
    fact = WorkerRegistered(row.public_id, account, home, profile.skills, profile.languages, profile.most_at_once)
    record(fact, by=by, at=at)
    return row.public_id


@transaction.atomic
def change(*, worker: UUID, profile: Profile, seen: int, by: Viewer, at: datetime) -> None:
    """Change what is said of a worker; the same again changes nothing. `seen` is the version that the form showed.

    Raises Forbidden, Stale, Unacceptable.
    """
    row = worker_row(worker, by=by)
    profile = _checked(profile, row.area_code, local_day(at))
    changed = profile.changed_from(as_profile(row))
    if not changed:
        return
    claim = Worker.objects.filter(pk=row.pk, version=seen)
    if not claim.update(version=seen + 1, changed_at=at, **_columns(profile)):
        raise Stale
    fact = WorkerChanged(worker, changed, profile.skills, profile.languages, profile.most_at_once)
    record(fact, by=by, at=at)


@transaction.atomic
def set_away(*, worker: UUID, away_from: date | None, away_to: date | None, by: Viewer, at: datetime) -> None:
    """A worker is offered nothing from a day until the day of his return (open without one); neither: he is here.

    What he has in hand stays with him. Raises Forbidden, Unacceptable for a return that is not after the first day.
    """
    row = worker_row(worker, by=by)
    if away_to is not None and (away_from is None or away_to <= away_from):
        raise Unacceptable({"away_to": _("回来的那天要在离开的那天之后")})
    Worker.objects.filter(pk=row.pk).update(away_from=away_from, away_to=away_to, changed_at=at)
    fact = WorkerAway(worker, _written(away_from), _written(away_to))
    record(fact, by=by, at=at)


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _checked(said: Profile, area_code: str, on: date) -> Profile:
    """The profile as it is kept. Raises Unacceptable with a sentence for each field."""
    said = replace(said, provider_name=plain(said.provider_name), phone=said.phone.strip())
    found = wrongs(
        said, kinds={*WorkerKind.values}, sexes={"", Sex.MALE.value, Sex.FEMALE.value},
        languages={*Language.values}, skills={*skill_labels(area_code, on)},
    )  # fmt: skip
    if found:
        raise Unacceptable({wrong.value: _sentence(wrong) for wrong in found})
    return said


def _sentence(wrong: Wrong) -> str:
    return {
        Wrong.KIND: _("请选择人员类别"),
        Wrong.PROVIDER_NAME: _("服务机构人员请填写机构名称（50 个字以内），本单位人员不填"),
        Wrong.SEX: _("请选择男、女，或不填"),
        Wrong.LANGUAGES: _("请只从列出的语言里选择"),
        Wrong.SKILLS: _("请只从服务目录里选择"),
        Wrong.MOST_AT_ONCE: _("请填写 1 到 {limit} 的整数").format(limit=MOST),
        Wrong.PHONE: _("请填写 7 到 12 位数字的电话"),
    }[wrong]


def _columns(said: Profile) -> dict[str, object]:
    return {
        "kind": said.kind, "provider_name": said.provider_name, "sex": said.sex, "languages": list(said.languages),
        "skills": list(said.skills), "most_at_once": said.most_at_once, "phone": said.phone or None,
    }  # fmt: skip

"""The people behind a number of a cohort table, fifty at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.domain.cohorts import OWN_LEVEL, CohortFilter
from yinling.decisions.portrait.queries.cohort_counts import live_rows
from yinling.decisions.portrait.queries.ruling import reads_kind, secret_codes
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.calendars import age_on
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.policy import may_count
from yinling.people.registry.terms import say_value

PAGE: Final = 50


@dataclass(frozen=True)
class CohortPerson:
    """One person of a cohort; words where a code stands, an empty text and None where nothing is known."""

    person: UUID
    name: str
    person_type: str
    age: int | None
    level: str
    area_code: str
    unit: str


@dataclass(frozen=True)
class CohortPage:
    """Fifty people of a cohort by pinyin, and where the next fifty begin; `after` is None on the last page."""

    lines: Sequence[CohortPerson]
    after: str | None


def cohort_people(*, by: Viewer, chosen: CohortFilter, on: date, after: str = "") -> CohortPage:
    """The people on the roll whom a filter means, as they are now; `after` is what an earlier page gave.

    Raises Forbidden as `cohort` does.
    """
    may_count(by, chosen.area.removesuffix(OWN_LEVEL) or None)
    secret = secret_codes(by=by)
    if not secret.isdisjoint(chosen.tags) or (chosen.tier and not reads_kind(RuleKind.TIER, by=by)):
        raise Forbidden
    rows = live_rows(by=by, chosen=chosen, on=on, secret=secret).filter(_later(after)).order_by("pinyin", "person_id")
    wanted = rows.only("person_id", "name", "pinyin", "person_type", "birth_date", "post_level", "area_code")
    found = list(wanted[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return CohortPage(_lines(found[:PAGE], on), f"{last.pinyin}|{last.person_id}" if last else None)


def _lines(rows: Sequence[PersonNow], on: date) -> list[CohortPerson]:
    ids = [row.person_id for row in rows]
    named = Person.objects.filter(id__in=ids).values_list("id", "public_id", "unit__short_name")
    people = {inner: (public, unit) for inner, public, unit in named}
    return [
        CohortPerson(
            person=people[row.person_id][0], name=row.name, person_type=say_value("person_type", row.person_type),
            age=age_on(row.birth_date, on) if row.birth_date and row.birth_date <= on else None,
            level=say_value("post_level", row.post_level or ""), area_code=row.area_code,
            unit=people[row.person_id][1],
        )
        for row in rows
    ]  # fmt: skip


def _later(after: str) -> Q:
    """Behind the key that an earlier page gave; everybody when it is no such thing."""
    pinyin, _bar, number = after.rpartition("|")
    if not (number.isascii() and number.isdigit() and len(number) < 19) or "\x00" in pinyin:
        return Q()
    return Q(pinyin__gt=pinyin) | Q(pinyin=pinyin, person_id__gt=int(number))

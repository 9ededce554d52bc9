"""The list of persons: a page, a search, a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from yinling.kernel.names import fold_query
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.terms import SECRET_TERMS, say_value

PAGE = 50
COUNT_LIMIT = 10_000


@dataclass(frozen=True)
class PersonLine:
    """One line of a list."""

    person: UUID
    name: str
    sex: str
    birth_date: date | None
    person_type: str
    living_arrangement: str
    area_code: str
    unit: str
    phone_tail: str
    id_number_tail: str


@dataclass(frozen=True)
class Page:
    """Fifty lines and where the next fifty begin; `after` is None on the last page."""

    lines: Sequence[PersonLine]
    after: str | None


def page(*, by: Viewer, search: str = "", after: str = "") -> Page:
    """Fifty persons in the viewer's scope, by pinyin, or those that a search finds, best first.

    A search compares beginnings: Chinese against name and given name, letters against pinyin and initials,
    digits against the tails of phone and identity number. `after` is what an earlier page gave.
    """
    query = fold_query(search)[:50]
    if query:
        return Page(_found(by, query), None)
    rows = _for_lists(_in_scope(by)).order_by("pinyin", "person_id")
    if after and (key := _parse_after(after)):
        rows = rows.filter(Q(pinyin__gt=key[0]) | Q(pinyin=key[0], person_id__gt=key[1]), pinyin__gte=key[0])
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(_lines(found[:PAGE]), f"{last.pinyin}|{last.person_id}" if last else None)


def count(*, by: Viewer) -> tuple[int, bool]:
    """How many persons the viewer sees, and whether that is exact: counting stops at 10,000."""
    capped = _in_scope(by).order_by().values("person_id")[: COUNT_LIMIT + 1].count()
    return min(capped, COUNT_LIMIT), capped <= COUNT_LIMIT


def _in_scope(by: Viewer) -> QuerySet[PersonNow]:
    """The viewer's rows, said again as plain conditions: the policy is the net below, not the plan."""
    arms = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi) if by.area else Q(pk__in=())
    if by.units:
        arms |= Q(unit_id__in=by.units)
    if by.persons:
        arms |= Q(person_id__in=by.persons)
    return PersonNow.objects.filter(arms)


def _for_lists(rows: QuerySet[PersonNow]) -> QuerySet[PersonNow]:
    """Without the secret columns: a list neither shows nor decrypts them."""
    return rows.defer(*SECRET_TERMS, "id_number_index")


def _found(by: Viewer, query: str) -> list[PersonLine]:
    """Each key in an ordered query of its own: an OR over two keys would sort the whole province."""
    found: dict[int, PersonNow] = {}
    for key in _keys_for(query):
        rows = _for_lists(_in_scope(by)).filter(**{f"{key}__begins": query}).order_by(key, "person_id")
        for row in rows[: PAGE - len(found)]:
            found.setdefault(row.person_id, row)
    return _lines(list(found.values()))


def _keys_for(query: str) -> tuple[str, ...]:
    if query[:-1].isdigit() and (query[-1].isdigit() or query[-1] == "x"):
        return ("phone_tail", "id_number_tail")
    if query.isascii():
        return ("pinyin", "initials")
    return ("name", "given_name")


def _parse_after(after: str) -> tuple[str, int] | None:
    pinyin, _bar, number = after.rpartition("|")
    return (
        (pinyin, int(number))
        if number.isascii() and number.isdigit() and len(number) < 19 and "\x00" not in pinyin
        else None
    )


def _lines(rows: Sequence[PersonNow]) -> list[PersonLine]:
    ids = [row.person_id for row in rows]
    places = Person.objects.filter(id__in=ids).values_list("id", "public_id", "unit__short_name")
    named = {inner: (public, unit) for inner, public, unit in places}
    return [
        PersonLine(
            person=named[row.person_id][0], name=row.name, sex=say_value("sex", row.sex), birth_date=row.birth_date,
            person_type=say_value("person_type", row.person_type),
            living_arrangement=say_value("living_arrangement", row.living_arrangement or ""),
            area_code=row.area_code, unit=named[row.person_id][1],
            phone_tail=row.phone_tail, id_number_tail=row.id_number_tail,
        )
        for row in rows
    ]  # fmt: skip


def explain_page(*, by: Viewer, search: str = "") -> str:
    """PostgreSQL's plan of the list's first query, for docs/measurements.md."""
    query = fold_query(search)
    rows = _for_lists(_in_scope(by))
    key = _keys_for(query)[0] if query else "pinyin"
    rows = rows.filter(**{f"{key}__begins": query}) if query else rows
    return str(rows.order_by(key, "person_id")[:PAGE].explain(analyze=True))

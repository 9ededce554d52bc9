"""The published figures of an area on a day, and the people behind each."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import ExtractYear

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.queries.figures.definitions import FIGURES, READ_TERMS, Figure, Measure
from yinling.people.registry.queries.figures.rows import PastRow, in_area, on_roll, past_rows, right_on, was_on_roll
from yinling.people.registry.terms import label_of, say_value

PAGE: Final = 50
_IN_QUERY: Final = 10_000  # ids named in one query


@dataclass(frozen=True)
class PublishedFigures:
    """The figures that the viewer may see, in the published order: whole numbers, the mean age with one decimal.

    A mean of nobody is 0.0. `area` is None for all that the viewer sees. `from_facts` says of how many persons the
    facts were read because their row is newer than the day, `unknown` of how many of these nothing is known on it.
    """

    area: str | None
    on: date
    figures: Mapping[str, int | float]
    from_facts: int
    unknown: int


@dataclass(frozen=True)
class CountedPerson:
    """One person behind a figure, with the values that made it count: labels and what stands there, in words."""

    person: UUID
    name: str
    person_type: str
    age: int | None
    area_code: str
    unit: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CountedPage:
    """Fifty people behind a figure by pinyin, and where the next fifty begin; `after` is None on the last page."""

    lines: Sequence[CountedPerson]
    after: str | None


@dataclass
class _Sums:
    """What several readings add up to: a number for each figure, ages, and different values."""

    numbers: dict[str, int]
    ages: dict[str, int]
    different: dict[str, set[str]]

    def result(self, figure: Figure) -> int | float:
        if figure.measure is Measure.DIFFERENT:
            return len(self.different[figure.name])
        number = self.numbers[figure.name]
        return _one_decimal(self.ages[figure.name], number) if figure.measure is Measure.MEAN_AGE else number


def figures_for(by: Viewer) -> tuple[Figure, ...]:
    """The figures whose terms the viewer may read for his purposes, in the published order."""
    return tuple(figure for figure in FIGURES.values() if policy.has_purposes(by, figure.purposes))


def published(*, by: Viewer, area: str | None, on: date, only: str = "") -> PublishedFigures:
    """The published figures of an area (of all that the viewer sees, when none is named) on a day; `only` one of them.

    Raises Forbidden for an area that is not wholly the viewer's, AreaCodeInvalid for what is no area code.
    """
    policy.may_count(by, area)
    rows, wanted = in_area(by, area), [figure for figure in figures_for(by) if only in ("", figure.name)]
    sums = _from_rows(rows.filter(right_on(on) & on_roll(on)), wanted, on)
    from_facts = unknown = 0
    for past in past_rows(rows, on=on, terms=READ_TERMS):
        from_facts += 1
        unknown += not past.values.get("person_type")
        if was_on_roll(past.values, on):
            _add(sums, past, wanted, on)
    found = {figure.name: sums.result(figure) for figure in wanted}
    return PublishedFigures(area, on, found, from_facts, unknown)


def drill_down(*, by: Viewer, area: str | None, on: date, figure: str, after: str = "") -> CountedPage:
    """The people whom a figure counts, fifty at a time by pinyin; `after` is what an earlier page gave.

    Raises Forbidden for a figure that does not exist or that the viewer has no purpose for, and as `published`.
    """
    policy.may_count(by, area)
    wanted = {known.name: known for known in figures_for(by)}.get(figure)
    if wanted is None:
        raise Forbidden
    rows, since = in_area(by, area), _parse_after(after)
    past = {
        row.person_id: row.values
        for row in past_rows(rows, on=on, terms=READ_TERMS)
        if was_on_roll(row.values, on) and wanted.holds(row.values)
    }
    now = rows.filter(right_on(on) & on_roll(on) & wanted.rows()).filter(_later(since))
    keys = [
        *now.order_by("pinyin", "person_id").values_list("pinyin", "person_id")[: PAGE + 1],
        *_keys_of(past.keys(), since),
    ]
    first = heapq.nsmallest(PAGE + 1, keys)
    lines = _lines([person for _pinyin, person in first[:PAGE]], wanted, past, on)
    return CountedPage(lines, f"{first[PAGE - 1][0]}|{first[PAGE - 1][1]}" if len(first) > PAGE else None)


def _from_rows(rows: QuerySet[PersonNow], wanted: Sequence[Figure], on: date) -> _Sums:
    """One reading of the rows for all figures; a second for the values that are counted once each."""
    # Marked as ours: a figure may be called like a column.
    counts = {f"{figure.name}_number": Count("person_id", filter=figure.rows()) for figure in wanted}
    means = [figure for figure in wanted if figure.measure is Measure.MEAN_AGE]
    ages = {f"{figure.name}_sum": Sum(_age(on), filter=figure.rows()) for figure in means}
    found = rows.aggregate(**counts, **ages)
    return _Sums(
        {figure.name: found[f"{figure.name}_number"] for figure in wanted},
        {figure.name: found[f"{figure.name}_sum"] or 0 for figure in means},
        {figure.name: _values_of(rows, figure) for figure in wanted if figure.measure is Measure.DIFFERENT},
    )


def _values_of(rows: QuerySet[PersonNow], figure: Figure) -> set[str]:
    return set(rows.filter(figure.rows()).order_by().values_list(_counted_term(figure), flat=True).distinct())


def _counted_term(figure: Figure) -> str:
    return figure.conditions[0].term


def _age(on: date) -> Case | Value:
    """Completed years on the day, as `age_on` counts them."""
    years = Value(on.year) - ExtractYear("birth_date")
    has_birthday_ahead = Q(birth_date__month__gt=on.month) | Q(birth_date__month=on.month, birth_date__day__gt=on.day)
    return Case(When(has_birthday_ahead, then=years - 1), default=years, output_field=IntegerField())


def _add(sums: _Sums, past: PastRow, wanted: Sequence[Figure], on: date) -> None:
    for figure in wanted:
        if figure.holds(past.values):
            sums.numbers[figure.name] += 1
            if figure.measure is Measure.MEAN_AGE:
                sums.ages[figure.name] += _years(past.values["birth_date"], on)
            if figure.measure is Measure.DIFFERENT:
                sums.different[figure.name].add(past.values[_counted_term(figure)])


def _years(born: str, on: date) -> int:
    """Completed years of somebody born on a date known to the year (YYYY), the month (YYYY-MM) or the day.

    What is less exact stands on its first day. Before the birth the number is negative, as in the rows.
    """
    first = date.fromisoformat(f"{born}-01-01"[:10])
    return on.year - first.year - ((on.month, on.day) < (first.month, first.day))


def _one_decimal(total: int, number: int) -> float:
    if not number:
        return 0.0
    return float((Decimal(total) / number).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _parse_after(after: str) -> tuple[str, int] | None:
    """The key in what an earlier page gave; None when it is no such thing."""
    pinyin, _bar, number = after.rpartition("|")
    is_key = number.isascii() and number.isdigit() and len(number) < 19 and "\x00" not in pinyin
    return (pinyin, int(number)) if is_key else None


def _later(since: tuple[str, int] | None) -> Q:
    if since is None:
        return Q()
    return Q(pinyin__gt=since[0]) | Q(pinyin=since[0], person_id__gt=since[1])


def _keys_of(persons: Collection[int], since: tuple[str, int] | None) -> Iterator[tuple[str, int]]:
    """The list keys of these persons that come after one."""
    ids = list(persons)
    for start in range(0, len(ids), _IN_QUERY):
        rows = PersonNow.objects.filter(_later(since), person_id__in=ids[start : start + _IN_QUERY])
        yield from rows.values_list("pinyin", "person_id")


def _lines(ids: Sequence[int], figure: Figure, past: Mapping[int, Mapping[str, str]], on: date) -> list[CountedPerson]:
    """The people in this order, two queries for all."""
    terms = list(dict.fromkeys(c.term for c in figure.conditions if c.term not in {"person_type", "birth_date"}))
    columns = ("person_type", "birth_date", *terms)
    rows = PersonNow.objects.filter(person_id__in=ids).only("person_id", "name", "area_code", *columns)
    now = {row.person_id: row for row in rows}
    places = Person.objects.filter(id__in=ids).values_list("id", "public_id", "unit__short_name")
    named = {inner: (public, unit) for inner, public, unit in places}
    lines = []
    for inner in ids:
        row = now[inner]
        values = past.get(inner) or {column: str(getattr(row, column) or "") for column in columns}
        born = values.get("birth_date", "")
        lines.append(
            CountedPerson(
                person=named[inner][0], name=row.name, person_type=say_value("person_type", values["person_type"]),
                age=_years(born, on) if born else None, area_code=row.area_code, unit=named[inner][1],
                values=tuple((label_of(term), say_value(term, values.get(term, ""))) for term in terms),
            )
        )  # fmt: skip
    return lines

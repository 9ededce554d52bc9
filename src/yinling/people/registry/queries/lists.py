"""The list of persons: fifty at a time in an order, or those that a search finds; and rows one by one for a file."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.queries.columns import DEFAULT_COLUMNS, cells, in_order, stored
from yinling.people.registry.queries.filters import Filter, folded, found_by, persons, search_keys_for

PAGE = 50
_SLICE = 1_000  # rows of a file that are in memory at once
_ALWAYS = {"person_id", "name", "pinyin", "area_code", "unit_id", "sex", "birth_date", "person_type"}

# What one can sort by, and the stored column behind it. Under each there is an index, for the province and for an area.
SORTS: dict[str, str] = {
    "name": "pinyin",
    "age": "birth_date",
    "type": "person_type",
    "area": "area_code",
    "unit": "unit_id",
    "level": "post_level",
    "treatment": "treatment_level",
    "known": "known_on",
}


@dataclass(frozen=True)
class Sort:
    """An order of the list: by a name of SORTS, equal ones by pinyin, those without a value last both ways.

    Raises KeyError for a name that is not there.
    """

    by: str = "name"
    descending: bool = False

    def __post_init__(self) -> None:
        """Refuse what is not there."""
        SORTS[self.by]

    def __str__(self) -> str:
        """As addresses say it: `age`, `-age`."""
        return f"-{self.by}" if self.descending else self.by

    @property
    def column(self) -> str:
        """The stored column that it goes by."""
        return SORTS[self.by]

    @property
    def backwards(self) -> bool:
        """Whether the stored column falls: who is young was born late."""
        return self.descending != (self.by == "age")


@dataclass(frozen=True)
class PersonLine:
    """One line of a list: who it is, and the cells of the columns asked for, in words."""

    person: UUID
    name: str
    sex: str
    birth_date: date | None
    area_code: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """Fifty lines and where the next fifty begin; `after` is None on the last page."""

    lines: Sequence[PersonLine]
    after: str | None


class _Place(NamedTuple):
    """Where a page ended: the key of its last line (None where it had none), its pinyin and its inner id."""

    key: date | int | str | None
    pinyin: str
    person_id: int


def page(
    *,
    by: Viewer,
    chosen: Filter | None = None,
    search: str = "",
    sort: Sort | None = None,
    after: str = "",
    columns: Sequence[str] = DEFAULT_COLUMNS,
    among: Q | None = None,
) -> Page:
    """Fifty persons of those that a filter means, in the viewer's scope, in an order; or those a search finds.

    A search (that of the filter, or `search`) compares beginnings and shows the best fifty at once: Chinese against
    name and given name, letters against pinyin and initials, digits against the tails of phone and identity number.
    `after` is what an earlier page of the same order gave; anything else is the beginning. `among` is as for
    `filters.persons`. Raises Forbidden for a filter or a column whose purpose the viewer does not hold.
    """
    chosen, sort = chosen or Filter(), sort or Sort()
    columns = in_order(columns)
    policy.may_list(by, columns)
    rows = persons(by=by, chosen=chosen, among=among).only(*(_ALWAYS | stored(columns)))
    query = folded(search or chosen.search)
    if query:
        return Page(_lines(_found(rows, query), columns, chosen), None)
    found = _from(rows, sort, _parse_after(after, sort))
    last = _key_of(found[PAGE - 1], sort) if len(found) > PAGE else None
    return Page(_lines(found[:PAGE], columns, chosen), _say_after(last, sort) if last else None)


def rows_for_file(
    *, by: Viewer, chosen: Filter, sort: Sort, columns: Sequence[str], limit: int, among: Q | None = None
) -> Iterator[list[dict[str, str]]]:
    """The cells of everybody whom a filter means, up to `limit`, a slice at a time; search included.

    It belongs to the transaction in which it began: the wall holds for each slice. Secret columns come in clear.
    `among` is as for `filters.persons`. Raises Forbidden for terms whose purpose the viewer does not hold.
    """
    policy.may_read(by, columns)
    rows = persons(by=by, chosen=chosen, among=among).filter(found_by(chosen.search)).only(*(_ALWAYS | stored(columns)))
    sign = "-" if sort.backwards else ""
    key = F(sort.column).desc(nulls_last=True) if sort.backwards else F(sort.column).asc(nulls_last=True)
    ordered = rows.order_by(key, f"{sign}pinyin", f"{sign}person_id")[:limit]
    held: list[PersonNow] = []
    for row in ordered.iterator(chunk_size=_SLICE):
        held.append(row)
        if len(held) == _SLICE:
            yield cells(held, columns, on=chosen.on)
            held = []
    if held:
        yield cells(held, columns, on=chosen.on)


def explain_page(*, by: Viewer, chosen: Filter | None = None, search: str = "", sort: Sort | None = None) -> str:
    """PostgreSQL's plan of the list's first query, for docs/measurements.md."""
    sort, query = sort or Sort(), folded(search)
    rows = persons(by=by, chosen=chosen or Filter()).only(*(_ALWAYS | stored(DEFAULT_COLUMNS)))
    if query:
        key = search_keys_for(query)[0]
        return str(rows.filter(**{f"{key}__begins": query}).order_by(key, "person_id")[:PAGE].explain(analyze=True))
    return str(_known_part(rows, sort, None)[: PAGE + 1].explain(analyze=True))


def _found(rows: QuerySet[PersonNow], query: str) -> list[PersonNow]:
    """Each key in an ordered query of its own: an OR over two keys would sort the whole province."""
    found: dict[int, PersonNow] = {}
    for key in search_keys_for(query):
        ordered = rows.filter(**{f"{key}__begins": query}).order_by(key, "person_id")
        for row in ordered[: PAGE - len(found)]:
            found.setdefault(row.person_id, row)
    return list(found.values())


def _from(rows: QuerySet[PersonNow], sort: Sort, place: _Place | None) -> list[PersonNow]:
    """One line more than a page, from a place on: first those that have a key, then those that have none.

    Two queries where the key may be absent: only so does each follow an index both ways.
    """
    if not PersonNow._meta.get_field(sort.column).null:
        return list(_known_part(rows, sort, place)[: PAGE + 1])
    found: list[PersonNow] = []
    if place is None or place.key is not None:
        found = list(_known_part(rows.filter(**{f"{sort.column}__isnull": False}), sort, place)[: PAGE + 1])
        place = None
    if len(found) <= PAGE:
        absent = rows.filter(**{f"{sort.column}__isnull": True})
        found += _ordered(absent, ("pinyin", "person_id"), place and place[1:], backwards=sort.backwards)[
            : PAGE + 1 - len(found)
        ]
    return found


def _known_part(rows: QuerySet[PersonNow], sort: Sort, place: _Place | None) -> QuerySet[PersonNow]:
    if sort.column == "pinyin":
        return _ordered(rows, ("pinyin", "person_id"), place and place[1:], backwards=sort.backwards)
    return _ordered(rows, (sort.column, "pinyin", "person_id"), place, backwards=sort.backwards)


def _ordered(
    rows: QuerySet[PersonNow], keys: Sequence[str], place: Sequence[object] | None, *, backwards: bool
) -> QuerySet[PersonNow]:
    """In the order of the keys, from behind a place: one comparison of rows, which an index can begin at."""
    if place is not None:
        beyond = TupleLessThan if backwards else TupleGreaterThan
        rows = rows.filter(beyond(Tuple(*map(F, keys)), tuple(place)))
    return rows.order_by(*(f"-{key}" if backwards else key for key in keys))


def _key_of(row: PersonNow, sort: Sort) -> _Place:
    return _Place(getattr(row, sort.column), row.pinyin, row.person_id)


def _say_after(place: _Place, sort: Sort) -> str:
    key = place.key.isoformat() if isinstance(place.key, date) else place.key
    text = json.dumps([str(sort), key, place.pinyin, place.person_id], ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _parse_after(after: str, sort: Sort) -> _Place | None:
    """The place that an earlier page of this order gave; None for anything else that stands in the address."""
    try:
        read = json.loads(urlsafe_b64decode(after[:2_000] + "=" * (-len(after) % 4)))
        said, key, pinyin, person_id = read
        if said != str(sort) or "\x00" in f"{key}{pinyin}" or not isinstance(pinyin, str):
            return None
        return _Place(_typed(key, sort), pinyin, _whole(person_id))
    except (ValueError, TypeError, RecursionError):
        return None


def _typed(key: object, sort: Sort) -> date | int | str | None:
    field = PersonNow._meta.get_field(sort.column)
    if key is None and field.null:
        return None
    if field.get_internal_type() == "BigIntegerField":
        return _whole(key)
    if not isinstance(key, str):
        raise TypeError(sort.column)
    return date.fromisoformat(key) if field.get_internal_type() == "DateField" else key


def _whole(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        raise ValueError(number)
    return number


def _lines(rows: Sequence[PersonNow], columns: Sequence[str], chosen: Filter) -> list[PersonLine]:
    publics = dict(Person.objects.filter(id__in=[row.person_id for row in rows]).values_list("id", "public_id"))
    said = cells(rows, [*columns, *({"sex"} - {*columns})], on=chosen.on)
    return [
        PersonLine(publics[row.person_id], row.name, of["sex"], row.birth_date, row.area_code, of)
        for row, of in zip(rows, said, strict=True)
    ]

"""What a list can show of a person: columns by name, which of them a viewer may see, and their cells in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yinling.base.regions.queries import paths
from yinling.base.units.models import Unit
from yinling.kernel.areas import AreaCodeInvalid
from yinling.kernel.calendars import BirthAfterDay, age_on
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.models import PersonNow
from yinling.people.registry.terms import CATALOGUE, CHOICES, DATE_TERMS, SECRET_TERMS, Precision, TermKind, label_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# Columns that are no terms: what they are called, and the stored columns that they come from.
_COMPUTED: dict[str, tuple[StrPromise, tuple[str, ...]]] = {
    "age": (_("年龄"), ("birth_date",)),
    "area": (_("地区"), ("area_code",)),
    "unit": (_("单位"), ("unit_id",)),
    "phone_tail": (_("电话尾号"), ("phone_tail",)),
    "id_number_tail": (_("证件尾号"), ("id_number_tail",)),
    "known_on": (_("信息日期"), ("known_on",)),
}
_BEFORE = {"birth_date": ("age",)}  # the computed column stands before the term that it comes from
_FIRST = ("name",)

# The order of columns, in lists as in files: that of the dossier, the computed ones where one looks for them.
COLUMNS: tuple[str, ...] = (
    *(c for term in CATALOGUE if term not in SECRET_TERMS for c in ((*_BEFORE.get(term, ()), term))),
    "area",
    "unit",
    "phone_tail",
    "id_number_tail",
    "known_on",
)
SECRET_COLUMNS: tuple[str, ...] = tuple(term for term in CATALOGUE if term in SECRET_TERMS)
DEFAULT_COLUMNS: tuple[str, ...] = (
    "name", "sex", "age", "person_type", "living_arrangement", "area", "unit", "phone_tail", "id_number_tail",
)  # fmt: skip
NUMBERS = frozenset(("age", *(term for term, spec in CATALOGUE.items() if spec.kind is TermKind.NUMBER)))
_AREAS = frozenset(("area", *(term for term, spec in CATALOGUE.items() if spec.kind is TermKind.AREA)))


def columns_for(by: Viewer) -> tuple[str, ...]:
    """The columns that this viewer may choose for a list, in their order; the name is always the first."""
    return tuple(column for column in COLUMNS if policy.reads(by, column))


def secret_columns_for(by: Viewer) -> tuple[str, ...]:
    """The secret terms that this viewer may export, for a reason."""
    return tuple(term for term in SECRET_COLUMNS if policy.reads(by, term))


def in_order(columns: Iterable[str]) -> tuple[str, ...]:
    """The same columns in the order of lists, the name first, unknown ones dropped."""
    wanted = {*columns, *_FIRST}
    return (*_FIRST, *(c for c in (*COLUMNS, *SECRET_COLUMNS) if c in wanted and c not in _FIRST))


def label_of_column(column: str) -> str:
    """What people call a column."""
    return str(_COMPUTED[column][0]) if column in _COMPUTED else label_of(column)


def stored(columns: Iterable[str]) -> set[str]:
    """The stored columns that these come from: nothing else is fetched, and no secret opened unasked."""
    found: set[str] = set()
    for column in columns:
        found |= {*_COMPUTED[column][1]} if column in _COMPUTED else {column}
        if column in DATE_TERMS:
            found.add(f"{column}_precision")
    return found


def cells(rows: Sequence[PersonNow], columns: Sequence[str], *, on: date | None) -> list[dict[str, str]]:
    """The cells of these rows in words, empty where nothing is known; two queries at most, however many rows.

    `on` is the day on which ages are counted.
    """
    said = _Words.of(rows, columns, on)
    return [{column: _cell(row, column, said) for column in columns} for row in rows]


@dataclass(frozen=True)
class _Words:
    """What the cells of some rows are said with, looked up and translated once for all of them."""

    places: Mapping[str, str]
    units: Mapping[int, str]
    choices: Mapping[str, Mapping[str, str]]
    on: date | None

    @classmethod
    def of(cls, rows: Sequence[PersonNow], columns: Sequence[str], on: date | None) -> _Words:
        choices = {c: {str(v): str(label) for v, label in CHOICES[c].choices} for c in columns if c in CHOICES}
        return cls(_places(rows, columns), _units(rows) if "unit" in columns else {}, choices, on)


def _cell(row: PersonNow, column: str, said: _Words) -> str:
    if column == "age":
        return _age(row.birth_date, said.on)
    if column == "unit":
        return said.units.get(row.unit_id, "")
    if column in _AREAS:
        code = _code(row, column)
        return said.places.get(code, code)
    value = getattr(row, column)
    if value is None:
        return ""
    words = said.choices.get(column)
    return words.get(value, value) if words is not None else _plain(row, column, value)


def _plain(row: PersonNow, column: str, value: date | Decimal | int | str) -> str:
    if isinstance(value, date):
        return say_day(value, getattr(row, f"{column}_precision", Precision.DAY))
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value).upper() if column == "id_number_tail" else str(value)


def _code(row: PersonNow, column: str) -> str:
    return str(getattr(row, "area_code" if column == "area" else column) or "")


def say_day(day: date, precision: str) -> str:
    """A date as exactly as it is known: 1950, 1950-06 or 1950-06-01."""
    return day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision), 10)]


def _age(birth_date: date | None, on: date | None) -> str:
    try:
        return str(age_on(birth_date, on)) if birth_date and on else ""
    except BirthAfterDay:
        return ""


def _places(rows: Sequence[PersonNow], columns: Sequence[str]) -> dict[str, str]:
    """Names of areas without the province, which the reader knows; a code of no area stays as it is written."""
    codes = {_code(row, column) for column in columns if column in _AREAS for row in rows}
    try:
        names = paths(code for code in codes if code)
    except AreaCodeInvalid:
        return {}
    return {code: " ".join(path.split()[1:]) or path for code, path in names.items()}


def _units(rows: Sequence[PersonNow]) -> dict[int, str]:
    ids = {row.unit_id for row in rows}
    return dict(Unit.objects.filter(id__in=ids).values_list("id", "short_name"))

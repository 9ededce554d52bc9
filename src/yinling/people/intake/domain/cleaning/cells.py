"""One cell at a time: which rules read which term."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from yinling.people.intake.domain.cleaning.addresses import (
    clean_address,
    clean_community,
    clean_living_elsewhere,
    clean_street,
)
from yinling.people.intake.domain.cleaning.choices import clean_choice
from yinling.people.intake.domain.cleaning.context import Context
from yinling.people.intake.domain.cleaning.dates import clean_date
from yinling.people.intake.domain.cleaning.identity import clean_id_number
from yinling.people.intake.domain.cleaning.levels import clean_level
from yinling.people.intake.domain.cleaning.lists import clean_list
from yinling.people.intake.domain.cleaning.names import clean_name
from yinling.people.intake.domain.cleaning.numbers import clean_number
from yinling.people.intake.domain.cleaning.phones import clean_phone
from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, is_unknown, read
from yinling.people.intake.domain.cleaning.texts import clean_text
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell
from yinling.people.registry.terms import CATALOGUE, TermKind

_Reader = Callable[[str, Cell, Context], Cleaned]


def _name(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_name(term, cell)


def _id_number(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_id_number(cell, context.on)


def _phone(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_phone(cell, context.dialling_code)


def _level(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_level(term, cell)


def _number(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_number(term, cell)


def _list(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_list(term, cell)


def _street(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_street(cell, context)


def _community(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_community(cell, context)


def _living_elsewhere(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_living_elsewhere(cell, context)


def _address(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_address(cell, context)


def _area(term: str, cell: Cell, context: Context) -> Cleaned:
    """A column of areas: the code, or the place that the text names and nothing else."""
    text = read(cell)
    if text in context.places.names:
        return Cleaned(text, "area.code")
    if not text or is_unknown(text):
        return UNKNOWN if text else BLANK
    place = context.places.place_of(text)
    return Cleaned(place.area, "area.by_name", "area.beside" if place.rest else "") if place.area else _NO_AREA


_NO_AREA: Final = Cleaned("", "unreadable", "area.unknown")


def _text(term: str, cell: Cell, context: Context) -> Cleaned:
    return clean_text(term, cell)


_BY_TERM: Final[dict[str, _Reader]] = {
    "name": _name,
    "former_name": _name,
    "spouse_name": _name,
    "contact_name": _name,
    "deceased_cadre": _name,
    "id_number": _id_number,
    "phone": _phone,
    "contact_phone": _phone,
    "address": _address,
    "street": _street,
    "community": _community,
    "living_elsewhere": _living_elsewhere,
    "post_level": _level,
    "treatment_level": _level,
}
_BY_KIND: Final[dict[TermKind, _Reader]] = {
    TermKind.TEXT: _text,
    TermKind.CHOICE: clean_choice,
    TermKind.DATE: clean_date,
    TermKind.NUMBER: _number,
    TermKind.LIST: _list,
    TermKind.AREA: _area,
}
_READERS: Final = {term: _BY_TERM.get(term) or _BY_KIND[spec.kind] for term, spec in CATALOGUE.items()}
# Cells that hardly repeat are not remembered: it would cost memory and save nothing.
UNREPEATED: Final = frozenset(
    {"name", "id_number", "phone", "address", "spouse_name", "contact_name", "contact_phone", "health_note", "remarks"}
)
# The kinds of cells whose meaning is remembered. 1, 1.0 and True are one key of a dictionary, but not one cell.
REPEATING: Final = frozenset({str, float})


def clean_cell(term: str, cell: Cell, context: Context) -> Cleaned:
    """What one cell says about `term`: a canonical value with the rule that gave it, perhaps a doubt.

    Never raises on what a cell may hold. A canonical value is read as itself. Equal cells of one context share
    their result. Raises KeyError when `term` is no term of the catalogue.
    """
    reader = _READERS[term]
    if term in UNREPEATED or not (isinstance(cell, str) or type(cell) is float):  # REPEATING, said for the type checker
        return reader(term, cell, context)
    memo = context.memo.get(term)
    if memo is None:
        memo = context.memo[term] = {}
    cleaned = memo.get(cell)
    if cleaned is None:
        cleaned = memo[cell] = reader(term, cell, context)
    return cleaned

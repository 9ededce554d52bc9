"""One person's row: its cells together, and what one column says against another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from yinling.people.intake.domain.cleaning.across import Draft, compare
from yinling.people.intake.domain.cleaning.addresses import residence_with_street
from yinling.people.intake.domain.cleaning.cells import REPEATING, clean_cell
from yinling.people.intake.domain.cleaning.context import Context
from yinling.people.intake.domain.cleaning.identity import id_hint
from yinling.people.intake.domain.cleaning.phones import dialling_code
from yinling.people.intake.domain.cleaning.signs import written
from yinling.people.intake.domain.records import CleanRow, Doubt
from yinling.people.intake.domain.sheets import Cell
from yinling.people.registry.terms import CATALOGUE, DATE_TERMS

__all__ = ["clean_row", "dialling_code", "first_of_month"]

_APPENDED: Final = {"former_name": "、", "health_note": "；", "phone": "、", "contact_phone": "、"}
_RULES_BESIDE: Final = {"residence": "residence.from_address"}
_MIDNIGHT: Final = " 00:00"
_FEWEST: Final = 3


def clean_row(cells: Mapping[str, Cell], *, context: Context) -> CleanRow:
    """Every cell of a row by its rule, then the columns against each other.

    Keys that are no terms (the serial number, ignored columns) are passed over. Refusal: name.missing.
    """
    draft = Draft(context=context)
    hint = ""
    said: list[tuple[str, str, str]] = []
    values, rules, memos = draft.values, draft.rules, context.memo
    for term, cell in cells.items():
        if cell == "":
            continue
        # Looked up here as well as in clean_cell: the call would cost more than all the rest, two million times.
        memo = memos.get(term)
        cleaned = memo.get(cell) if memo and type(cell) in REPEATING else None  # type: ignore[arg-type]  # as said
        if cleaned is None:
            if term not in CATALOGUE:
                continue
            cleaned = clean_cell(term, cell, context)
        if cleaned.value:
            values[term] = cleaned.value
            rules[term] = cleaned.rule
        if cleaned.doubt:
            draft.doubts.append(Doubt(term, cleaned.doubt, written(cell), cleaned.other))
            if term == "id_number":
                hint = id_hint(cell, cleaned.doubt)
        for other, value in cleaned.also:
            said.append((other, value, cleaned.rule))
    for other, value, rule in said:
        _add(draft, other, value, rule)
    _deepen_residence(draft)
    compare(draft, cells)
    refusal = "" if draft.values.get("name") else "name.missing"
    return CleanRow(draft.values, draft.rules, tuple(draft.doubts), draft.stated, hint, refusal)


def _add(draft: Draft, term: str, value: str, rule: str) -> None:
    """What another column says of a term: it fills an empty one, and joins one that may hold several."""
    known = draft.values.get(term)
    if not known:
        draft.set(term, value, _RULES_BESIDE.get(term, rule))
    elif term in _APPENDED and value not in known:
        draft.values[term] = f"{known}{_APPENDED[term]}{value}"


def _deepen_residence(draft: Draft) -> None:
    """The residence down to its township, when the street column names one of that county."""
    residence, street = draft.values.get("residence", ""), draft.values.get("street", "")
    if residence and street:
        deepened = residence_with_street(residence, street, draft.context.places)
        if deepened != residence:
            draft.set("residence", deepened, "residence.with_street")


def first_of_month(term: str, cells: Iterable[Cell]) -> bool:
    """Whether the cells of a date column that hold whole days all hold the first of a month: months, then.

    At least three such cells; dates written as text say nothing about it.
    """
    if term not in DATE_TERMS:
        return False
    days = 0
    for cell in cells:
        day = _day_of(cell)
        if day is None:
            continue
        if day != 1:
            return False
        days += 1
    return days >= _FEWEST


def _day_of(cell: Cell) -> int | None:
    """The day of the month of a cell that holds a whole day: a day cell, a day count, a text ending in midnight."""
    if isinstance(cell, date):
        return cell.day
    if isinstance(cell, float | int) and not isinstance(cell, bool) and 2100 <= cell <= 60000:
        return date.fromordinal(int(cell) + 693594).day
    if isinstance(cell, str) and _MIDNIGHT in cell and cell[8:10].isdecimal():
        return int(cell[8:10])
    return None

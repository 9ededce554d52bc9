"""Days, months and years as offices write them, each kept as exactly as it is known."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from yinling.people.intake.domain.cleaning.context import Context
from yinling.people.intake.domain.cleaning.date_texts import Reading, plain_date, read_date
from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, is_unknown, number_text, read
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell

_EPOCH: Final = date(1899, 12, 30)  # Excel's day 0, right from 1900-03-01 on
_FIRST_YEAR: Final = 1850
_FIRST_SERIAL: Final = 2100  # below, a number is a year: serials up to here are days before October 1905
_SHORTEST_LIVES: Final = {"joined_party": 12, "began_work": 10, "retired_on": 40, "died_on": 20}
_LONGEST_LIFE: Final = 105
_POINT_NOUGHT: Final = re.compile(r"^(\d{4,8})\.0$")  # a number cell that became text
_MIDNIGHT: Final = re.compile(r"(?:\s+|T)0{1,2}:00(?::00(?:\.0+)?)?$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A reading, and whether the cell held a whole day because its kind can hold nothing else."""

    reading: Reading
    is_day_cell: bool = False


def clean_date(term: str, cell: Cell, context: Context) -> Cleaned:
    """A date cell as YYYY, YYYY-MM or YYYY-MM-DD.

    Doubts: date.impossible (no such day, or after the day of the roster), date.unreadable, date.approximate,
    date.range, date.several, date.lunar, date.republican, date.century, date.day_or_month,
    date.january_or_october (a number lost the 0 of 1931.10), date.ambiguous, date.typed_in_day_cell.
    """
    if isinstance(cell, str):
        return _from_text(term, cell, context)
    if isinstance(cell, datetime):
        return _from_day(term, cell.date(), context)
    if isinstance(cell, date):
        return _from_day(term, cell, context)
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        return Cleaned("", "unreadable", "date.unreadable")
    if not cell or math.isnan(cell) or math.isinf(cell):
        return UNKNOWN
    found = _from_number(float(cell), context.on)
    return _kept(term, found, context) if found else Cleaned("", "unreadable", "date.unreadable")


def _from_text(term: str, cell: str, context: Context) -> Cleaned:
    text = _POINT_NOUGHT.sub(r"\1", read(cell))
    if not text:
        return BLANK
    if quick := plain_date(text):
        return _kept(term, _Found(quick), context)
    if is_unknown(text):
        return UNKNOWN
    if midnight := _MIDNIGHT.search(text):
        reading = plain_date(text[: midnight.start()])
        return _kept(term, _Found(reading, is_day_cell=True), context) if reading else _from_words(term, text, context)
    return _from_words(term, text, context)


def _from_words(term: str, text: str, context: Context) -> Cleaned:
    if text.isdecimal() and len(text) == 5:
        return _from_five_digits(term, text, context)
    reading = read_date(text)
    return _kept(term, _Found(reading), context) if reading else Cleaned("", "unreadable", "date.unreadable")


def _from_five_digits(term: str, text: str, context: Context) -> Cleaned:
    """A day count that became text; 19315 might as well be May 1931."""
    if text[:2] in {"19", "20"} and text[4] != "0" and int(text[:4]) <= context.on.year:
        return Cleaned("", "unreadable", "date.ambiguous")
    found = _from_number(float(text), context.on)
    return _kept(term, found, context) if found else Cleaned("", "unreadable", "date.unreadable")


def _from_day(term: str, day: date, context: Context) -> Cleaned:
    """A cell that holds a day; when that cannot be, somebody typed 1931 or 193105 into a cell formatted for days."""
    serial = (day - _EPOCH).days
    if serial < _FIRST_SERIAL or day > context.on:
        found = _from_number(float(serial), context.on)
        if found and not found.is_day_cell:
            return _kept(term, _Found(replace(found.reading, doubt="date.typed_in_day_cell")), context)
    return _kept(term, _Found(Reading(day.year, day.month, day.day, "date.day_cell"), is_day_cell=True), context)


def _from_number(number: float, on: date) -> _Found | None:
    if number == int(number):
        return _from_whole(int(number), on)
    if 1 <= number < _FIRST_SERIAL:
        reading = read_date(_two_places(number))
        if not reading:
            return None
        if reading.doubt == "date.january_or_october":
            reading = replace(reading, month=10)
        return _Found(replace(reading, rule="date.number_year_month"))
    return _from_whole(int(number), on)


def _two_places(number: float) -> str:
    """1931.05 as typed; computing may have left 1931.0500000000002."""
    rounded = f"{number:.4f}".rstrip("0")
    return rounded if abs(float(rounded) - number) < 1e-6 else number_text(number)


def _from_whole(number: int, on: date) -> _Found | None:
    if _FIRST_YEAR <= number <= on.year:
        return _Found(Reading(number, 0, 0, "date.year"))
    if _FIRST_SERIAL <= number <= (on - _EPOCH).days:
        day = _EPOCH + timedelta(days=number)
        return _Found(Reading(day.year, day.month, day.day, "date.serial"), is_day_cell=True)
    reading = read_date(str(number)) if len(str(number)) in {6, 8} else None
    return _Found(reading) if reading else None


def _kept(term: str, found: _Found, context: Context) -> Cleaned:
    """The reading as a value when such a day can be: it exists, and had come by the day of the roster."""
    reading = found.reading
    year, doubt = (reading.year, reading.doubt) if reading.year > 99 else _century(term, reading, context.on)
    month, day = reading.month, reading.day if reading.month else 0
    rule = reading.rule
    if found.is_day_cell and day == 1 and term in context.first_of_month:
        day, rule = 0, "date.first_of_month"
    if not (_FIRST_YEAR <= year <= 9999 and _exists(year, month, day)):
        return Cleaned("", "unreadable", "date.impossible")
    value = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
    if value > context.on.isoformat()[: len(value)]:
        return Cleaned("", "unreadable", "date.impossible")
    return Cleaned(value, rule, doubt)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True


def _century(term: str, reading: Reading, on: date) -> tuple[int, str]:
    """The year of a two-digit one: the century in which somebody alive on that day can have lived it."""
    earliest = on.year - _LONGEST_LIFE + _SHORTEST_LIVES.get(term, 0)
    past, recent = 1900 + reading.year, 2000 + reading.year
    if term == "birth_date":
        return past, reading.doubt or ("date.century" if past < earliest else "")
    can_be_past = past >= earliest
    can_be_recent = (recent, reading.month) <= (on.year, on.month if reading.month else 0)
    if can_be_past and can_be_recent:
        return past, "date.century"
    return (past if can_be_past or recent > on.year else recent), reading.doubt

"""Identity numbers in cells: 18 or 15 signs, or a number cell that lost its last digits (GB 11643-1999)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from yinling.kernel.identity import (
    IdNumberBirthDate,
    IdNumberCharacters,
    IdNumberCheckDigit,
    IdNumberInvalid,
    IdNumberLength,
    parse_id_number,
)
from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, is_unknown, number_text, read
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell

_LABEL: Final = re.compile(r"^(?:公民)?(?:居民)?身份证(?:号码?)?[:：]?")
_SIGNS: Final = re.compile(r"[\s'’‘`\".,，。、_\-—–·]+")
_SCIENTIFIC: Final = re.compile(r"[1-9](?:\.\d+)?E\+?1[4-8]")
_OTHER: Final = re.compile(
    r"[A-Z]{1,2}\d{6,10}(?:\(\w\))?|\d{8}|.*(?:军|护照|港澳|通行证|台胞|台湾|居留|字第|[士官]兵|警官|户口|驾驶).*"
)
_REASONS: Final[dict[type[IdNumberInvalid], str]] = {
    IdNumberLength: "id_number.length",
    IdNumberCharacters: "id_number.characters",
    IdNumberBirthDate: "id_number.birth_date",
    IdNumberCheckDigit: "id_number.check_digit",
}


def clean_id_number(cell: Cell, on: date) -> Cleaned:
    """The 18 signs of a valid number, "" and a doubt for one that is none (`id_hint` says what it still tells).

    Doubts: id_number.lost_digits, .check_digit, .length, .characters, .birth_date, .masked, .other_certificate.
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _from_number(cell, on)
    text = read(cell)
    if not text:
        return BLANK
    typed = _SIGNS.sub("", _LABEL.sub("", text)).upper().replace("×", "X")
    if is_unknown(text) or not typed:
        return UNKNOWN
    if _SCIENTIFIC.fullmatch(text.upper().replace(" ", "")):
        return Cleaned("", "unreadable", "id_number.lost_digits")
    return _from_typed(typed, cell, on)


def _from_typed(typed: str, cell: Cell, on: date) -> Cleaned:
    try:
        number = parse_id_number(typed, on=on)
    except IdNumberInvalid as wrong:
        return Cleaned("", "unreadable", _why(typed, wrong))
    if number.was_15:
        return Cleaned(number.number, "id_number.fifteen")
    return Cleaned(number.number, "id_number.as_written" if number.number == cell else "id_number.signs_tidied")


def _why(typed: str, wrong: IdNumberInvalid) -> str:
    if "*" in typed:
        return "id_number.masked"
    if isinstance(wrong, IdNumberLength | IdNumberCharacters) and _OTHER.fullmatch(typed):
        return "id_number.other_certificate"
    if isinstance(wrong, IdNumberCheckDigit) and typed.endswith("000"):
        return "id_number.lost_digits"  # what is left when a number cell is turned into text
    return _REASONS[type(wrong)]


def _from_number(cell: float, on: date) -> Cleaned:
    """A number cell keeps 15 digits: all of an old number, not all of one of 18.

    A whole number that no floating-point cell could hold was written by a program that kept every digit.
    """
    digits = str(int(cell)) if abs(cell) < 1e19 else ""
    if len(digits) == 15 or (len(digits) == 18 and isinstance(cell, int) and int(float(cell)) != cell):
        found = _from_typed(digits, digits, on)
        return replace(found, rule="id_number.number_cell") if found.value and len(digits) == 18 else found
    if len(digits) in {16, 17, 18}:
        return Cleaned("", "unreadable", "id_number.lost_digits")
    if not cell:
        return UNKNOWN
    return Cleaned("", "unreadable", "id_number.length")


def id_hint(cell: Cell, doubt: str) -> str:
    """What an unusable number still tells matching: see CleanRow.id_hint. "" for every other doubt."""
    if doubt == "id_number.check_digit":
        return _SIGNS.sub("", _LABEL.sub("", read(cell))).upper().replace("×", "X")
    return _first_fifteen(cell) if doubt == "id_number.lost_digits" else ""


def _first_fifteen(cell: Cell) -> str:
    if isinstance(cell, str):
        text = _SIGNS.sub("", read(cell).upper()) if "E" not in read(cell).upper() else ""
        mantissa = read(cell).upper().replace(" ", "").partition("E")[0].replace(".", "")
        return text[:15] or (mantissa if len(mantissa) == 15 else "")
    number = float(number_text(cell)) if isinstance(cell, float | int) else 0.0
    kept = f"{number:.14e}"
    # Excel wrote 15 digits and no more; another program may have written as many as the cell could carry.
    return kept[0] + kept[2:16] if float(kept) == number else str(int(number))[:15]

"""Cells that choose one of a few answers, by tables of the words that people write for each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from yinling.people.intake.domain.cleaning.context import Context
from yinling.people.intake.domain.cleaning.names import simplified
from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, is_unknown, read
from yinling.people.intake.domain.cleaning.words import choice_words
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell
from yinling.people.registry.terms import CHOICES, YesNo

_TAILS: Final = ("族", "单位", "干部", "人员", "级", "。", ".", "性", "文化", "毕业", "学历", "程度")
_QUESTIONS: Final = frozenset(term for term, choices in CHOICES.items() if choices is YesNo)
_KIN: Final = {"contact_kin": "contact_kin", "deceased_kin": "contact_kin"}


def clean_choice(term: str, cell: Cell, context: Context) -> Cleaned:
    """The code that a choice cell means: its code, its label, a word of words_choices.csv.

    Doubts: `<term>.unknown_word`; choice.beside (a remark behind the word); person_type.against_sheet when the sheet
    is for others.
    """
    word = _plain(cell)
    if not word:
        return BLANK
    code = _code(term, word)
    if not code:
        return UNKNOWN if is_unknown(word) else _roundabout(term, word)
    if term == "person_type" and context.person_type not in {"", code}:
        return Cleaned(code, "choice.word", "person_type.against_sheet", context.person_type)
    return Cleaned(code, "choice.word" if word != code else "choice.code")


def _roundabout(term: str, word: str) -> Cleaned:
    """A word in traditional characters, or with a remark in brackets behind it."""
    if code := _code(term, simplified(word)):
        return Cleaned(code, "choice.word")
    before, bracket, _remark = word.partition("(")
    code = _code(term, simplified(before)) if bracket and before else ""
    return Cleaned(code, "choice.word", "choice.beside") if code else Cleaned("", "unreadable", f"{term}.unknown_word")


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and abs(cell) < 1000 and cell == int(cell):
        return str(int(cell))
    return read(cell).replace(" ", "").replace("\n", "").lower()


def _code(term: str, word: str) -> str:
    table = _table(term)
    if word in table:
        return table[word]
    for tail in _TAILS:
        if word.endswith(tail) and (code := table.get(word.removesuffix(tail))):
            return code
    if term == "education":  # 中央党校函授本科: the last word is the degree
        return next((code for known, code in table.items() if len(known) > 1 and word.endswith(known)), "")
    return ""


@cache
def _table(term: str) -> Mapping[str, str]:
    """Every word of a term: those of the file, the codes, and for numbers the code without its zero."""
    words = choice_words()
    codes = [str(code) for code in CHOICES[term].values]
    table = dict(words.get("yes_no", {})) if term in _QUESTIONS else {}
    table.update(words.get(_KIN.get(term, term), {}))
    table.update({code.removeprefix("0"): code for code in codes if len(code) == 2 and code.isdecimal()})
    table.update({code: code for code in codes})
    return table

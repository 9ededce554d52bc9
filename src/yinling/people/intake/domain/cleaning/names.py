"""Names of persons: what their bearer writes is kept; how they are written apart from that is tidied.

A former name in brackets is taken out. Traditional and variant characters stay, as do those outside the basic plane;
`fold_name` makes them alike for comparing only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

import opencc

from yinling.people.intake.domain.cleaning.signs import (
    BLANK,
    UNKNOWN,
    UNKNOWN_WORDS,
    is_unknown,
    shown,
    written,
)
from yinling.people.intake.domain.cleaning.words import choice_words, name_variants, word_set
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell

_HAN: Final = (
    "\u3005\u3007\u2e80-\u2fd5\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4c6\uf900-\ufaff\ue000-\uf8ff"
    "\U00020000-\U0003fffd\U000f0000-\U0010fffd"
)
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_PLAIN: Final = re.compile("[\u4e00-\u9fff]{2,3}")
_SPACES_WITHIN: Final = re.compile(f"(?<=[{_HAN}\ufe00-\ufe0f\U000e0100-\U000e01ef])[ \n]+(?=[{_HAN}])")
_DOTS: Final = re.compile(r"\s*[·•．・‧∙⋅･᛫●﹒]\s*")
# A full stop or hyphen between two characters of Chinese can only be meant as the middle dot of 买买提·艾山.
_STOPS: Final = re.compile(rf"(?<=[{_HAN}])[.。\-](?=[{_HAN}])")
_LATIN_WIDTH: Final = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_OPEN, _CLOSE = "（(［[【〔〖｛{《〈<「『", "）)］]】〕〗｝}》〉>」』"
_IN_BRACKETS: Final = re.compile(f"[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}]*)[{re.escape(_CLOSE)}]?")
_FORMER_WORD: Final = "(?:曾\\s*用\\s*名|原\\s*用\\s*名|[原又旧别曾化本乳小]\\s*名)"
_FORMER: Final = re.compile(f"{_FORMER_WORD}\\s*[是为叫]?\\s*[：:]?\\s*(.+)", re.DOTALL)
_FORMER_BEHIND: Final = re.compile(f"(.+?)[\\s,，、/；;]*{_FORMER_WORD}\\s*[：:]?\\s*(.+)", re.DOTALL)
_NAMELIKE: Final = re.compile(f"[{_HAN}]{{2,4}}|[{_HAN}]{{2,}}(?:·[{_HAN}]+)+")
_NOTES: Final = word_set("beside_name")
_MOBILE: Final = re.compile(r"(?<![\d.])1[3-9]\d{9}(?!\d)")
_MARKS: Final = frozenset("· '’-、་")  # 、 parts former names, ་ the syllables of Tibetan
_LONGEST: Final = 60


def clean_name(term: str, cell: Cell) -> Cleaned:
    """A name cell: the name, in `also` a former name it mentions (for a contact, the relation and telephone number).

    Doubts: name.private_use (a character that only one office's computer knows), name.digits, name.symbols,
    name.note (words beside the name that are no name), name.short, name.too_long.
    """
    if isinstance(cell, str) and _PLAIN.fullmatch(cell) and cell not in UNKNOWN_WORDS:
        return Cleaned(cell, "name.as_written")
    text = shown(cell)
    if not text:
        return BLANK
    if is_unknown(text):
        return UNKNOWN
    return _read_name(term, text, written(cell))


def _read_name(term: str, text: str, cell: str) -> Cleaned:
    rest, also, noted = _aside(term, text.translate(_LATIN_WIDTH))
    name = _former_names(rest) if term == "former_name" else tidy_name(rest)
    if not name or is_unknown(name):
        return Cleaned("", "unknown", "name.symbols", also=also)
    former = ""
    if term == "name" and (behind := _FORMER_BEHIND.fullmatch(name)):
        name, former = tidy_name(behind[1]), tidy_name(behind[2])
    if former and former != name:
        also = (*also, ("former_name", former))
    doubt = _doubt_about(name) or ("name.note" if noted else "")
    return Cleaned(name[:_LONGEST], _rule(cell, name, also), doubt, also=also)


def _former_names(text: str) -> str:
    """Former names joined by 、, without the word that says what they are."""
    parts = (part.strip() for part in re.split(r"[、,，;；/]", text))
    names = [tidy_name(said[1] if (said := _FORMER.fullmatch(part)) else part) for part in parts]
    return "、".join(name for name in names if name)


def tidy_name(text: str) -> str:
    """One name without former names: middle dots alike, no blanks between characters, single ones between words."""
    dotted = _STOPS.sub("·", _DOTS.sub("·", text))
    return _SPACES_WITHIN.sub("", " ".join(dotted.split())).strip(" ·,，、;；:：.。'’\"“”*/\\-_")


def _aside(term: str, text: str) -> tuple[str, tuple[tuple[str, str], ...], bool]:
    """The name without its brackets, what they say of other terms, and whether something in them said nothing."""
    also: list[tuple[str, str]] = []
    noted = False
    if term == "contact_name" and (mobile := _MOBILE.search(text)):
        also.append(("contact_phone", mobile[0]))
        text = text[: mobile.start()] + text[mobile.end() :]
    bracketed = [found[1].strip() for found in _IN_BRACKETS.finditer(text)]
    for inside in filter(None, bracketed):
        said = _said_in_brackets(term, inside)
        noted = noted or not said
        also += [said] if said else []
    return (_IN_BRACKETS.sub(" ", text) if bracketed else text), tuple(also), noted


def _said_in_brackets(term: str, inside: str) -> tuple[str, str] | None:
    if term == "contact_name" and (kin := choice_words()["contact_kin"].get(inside)):
        return "contact_kin", kin
    labelled = _FORMER.fullmatch(inside)
    former = _former_names(inside)
    if term == "name" and former and (labelled or (_NAMELIKE.fullmatch(former) and former not in _NOTES)):
        return "former_name", former
    return None


def _doubt_about(name: str) -> str:
    if _PRIVATE.search(name):
        return "name.private_use"
    if any(sign.isdigit() and sign != "〇" for sign in name):
        return "name.digits"
    if not all(sign.isalpha() or sign in _MARKS or _is_mark(sign) for sign in name):
        return "name.symbols"
    if len(name) > _LONGEST:
        return "name.too_long"
    return "name.short" if len(name) < 2 else ""


def _is_mark(sign: str) -> bool:
    """〇, variation selectors and the combining marks of other scripts belong to a name."""
    return sign in "〇々" or _is_selector(sign) or unicodedata.category(sign) in {"Mn", "Mc"}


def _is_selector(sign: str) -> bool:
    """Which of several shapes of one character is meant: two people write one name with and without it."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def _rule(cell: str, name: str, also: tuple[tuple[str, str], ...]) -> str:
    if also:
        return "name.said_beside"
    if cell == name:
        return "name.as_written"
    if "·" in name:
        return "name.middle_dot"
    return (
        "name.spaces_removed"
        if "".join(cell.translate(_LATIN_WIDTH).split()) == name.replace(" ", "")
        else "name.width"
    )


class _Folding(dict[int, str]):
    """Each sign's form for comparing, found when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_sign(chr(code))
        return folded


def _fold_sign(sign: str) -> str:
    if sign in " \n'’-·•．・‧∙⋅･᛫●﹒" or _is_selector(sign):
        return ""
    standard = name_variants().get(sign, sign)
    simple = standard if standard in _NOT_SIMPLIFIED else _converter().convert(standard)
    return name_variants().get(simple, simple).casefold()


# 乾 (qián) and 著 are simplified characters in their own right.
_NOT_SIMPLIFIED: Final = frozenset("乾著")
_FOLDED: Final = _Folding()


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified characters, sign by sign (OpenCC): how tables of words are looked up."""
    return "".join(_converter().convert(sign) for sign in text)


def fold_name(text: str) -> str:
    """A name as matching compares it: simplified, mere variants alike, without blanks and dots, small letters.

    Sign by sign, so the folding of a joined text is the joined folding. 甯, 寧 and 宁 become 宁. Never shown.
    Source: OpenCC (traditional to simplified); words_name_variants.csv (第一批异体字整理表, 1955 †).
    """
    return text.translate(_LATIN_WIDTH).translate(_FOLDED)

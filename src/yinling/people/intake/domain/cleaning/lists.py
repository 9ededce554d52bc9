"""Cells that list several things: hobbies, wishes, diseases."""

from __future__ import annotations

import re
from typing import Final

from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, is_unknown, read
from yinling.people.intake.domain.cleaning.words import diseases, word_set
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell

_NONE: Final = word_set("empty_list")
_MARKS: Final = re.compile(r"[、,，;；/|\\\n。+]+")
_NUMBERED: Final = re.compile(r"^(?:(?:\(?\d{1,2}[).、](?!\d)|[①-⑳])\s*)+")
_NUMBERED_WITHIN: Final = re.compile(r"\s+(?=\d{1,2}[.、)](?!\d))|(?=[①-⑳])")
_FIRST: Final = re.compile(r"\(?1[.、)]\s*\D")  # 1、助浴2、陪诊
_EACH: Final = re.compile(r"\(?(?<!\d)\d{1,2}[.、)](?!\d)")
_AND: Final = re.compile(r"和|及|以及|与")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)?")
_WISH: Final = re.compile(r"^(?:希望能?够?|盼望|期盼|需要|想要|要求|请求)(?:提供|有|得到)?")
_SINCE: Final = re.compile(r"(?:病史)?约?[\d一二三四五六七八九十]+(?:余|多)?年.*$|[\dⅠⅡⅢIVX一二三四]+[级期型度].*$")
_SUFFERS: Final = re.compile(r"^(?:患有?|有)")
_NONE_WORD: Final = "无"
_DISEASES: Final = frozenset({"chronic_diseases", "serious_diseases"})
_TUMOUR: Final = "恶性肿瘤"


def clean_list(term: str, cell: Cell) -> Cleaned:
    """The words of a list joined by 、, each once, in the order written; 无 when it says there is nothing.

    Diseases that words_diseases.csv knows stay, under one name each; what else is written about health goes, as
    it is written, to the note on health, which is kept apart and closed.
    """
    text = read(cell)
    if not text:
        return BLANK
    if text.strip("。. ") in _NONE:
        return Cleaned(_NONE_WORD, "list.none")
    if is_unknown(text):
        return UNKNOWN
    items = [item for item in _items(term, text) if item not in _NONE and not is_unknown(item)]
    if not items:
        return Cleaned(_NONE_WORD, "list.none")
    return _diagnosed(items) if term in _DISEASES else _joined(items, text)


def _joined(items: list[str], text: str) -> Cleaned:
    value = "、".join(dict.fromkeys(items))
    return Cleaned(value, "list.as_written" if value == text else "list.split")


def _items(term: str, text: str) -> list[str]:
    if _FIRST.match(text):
        text = _EACH.sub("、", text)
    parts = [piece for part in _MARKS.split(_NUMBERED_WITHIN.sub("、", text)) for piece in _at_blanks(part)]
    parts = [piece for part in parts for piece in _at_and(part)]
    if term == "service_wishes":
        parts = [_WISH.sub("", part) for part in parts]
    items = [bare for part in parts if (bare := _bare(part))]
    return [item for item in items if not item.isdecimal()] if len(items) > 1 else items


def _bare(part: str) -> str:
    """An item without its number, without 等 and marks at its ends."""
    while True:
        bare = _NUMBERED.sub("", part).strip(" .:·-").removesuffix("等")
        if bare == part:
            return bare
        part = bare


def _at_blanks(part: str) -> list[str]:
    """Blanks part words of two signs or more; within a shorter one they are only spread out (书 法)."""
    pieces = part.split()
    return pieces if all(len(piece) > 1 for piece in pieces) else ["".join(pieces)]


def _at_and(part: str) -> list[str]:
    """和 parts words of two signs or more: 助浴和陪诊, but not 和声 nor 维护和平."""
    pieces = [piece.strip() for piece in _AND.split(part)]
    return pieces if len(pieces) > 1 and all(len(piece) > 1 for piece in pieces) else [part]


def _diagnosed(items: list[str]) -> Cleaned:
    known: list[str] = []
    noted: list[str] = []
    for item in items:
        disease = _disease(item)
        known += [disease] if disease else []
        noted += [item] if disease is None or _detail(item, disease) else []
    also = (("health_note", "、".join(dict.fromkeys(noted))),) if noted else ()
    return Cleaned("、".join(dict.fromkeys(known)), "list.diseases_noted" if noted else "list.diseases", also=also)


def _disease(item: str) -> str | None:
    table = diseases()
    base = _SUFFERS.sub("", _SINCE.sub("", _BRACKETS.sub("", item)).strip()).upper()
    for word in (item.upper(), base, base.removesuffix("病"), f"{base}病"):
        if word in table:
            return table[word]
    return _TUMOUR if base.endswith(("癌", "癌症")) else None


def _detail(item: str, disease: str) -> bool:
    """Whether the written word says more than the name it is kept under."""
    return item.upper() not in diseases() and item != disease

"""Levels of posts and of treatments: many wordings, one code (GB/T 12407-2008 †)."""

from __future__ import annotations

import re
from typing import Final

from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, is_unknown, read
from yinling.people.intake.domain.cleaning.words import level_words
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell
from yinling.people.registry.terms import Level

_TREATMENT: Final = re.compile(r"享受|待遇|非实职|非领导|比照|参照")
# 正科（享受副处级待遇）, 享受副厅级待遇, 副厅级待遇: the part that speaks of the treatment.
_PART: Final = re.compile(
    r"\(?[,，、;；]?(?:享受|比照|参照|按照?)?([^,，、;；()享比参按]*?)级?"
    r"(?:的?(?:政治|生活|医疗))?、?(?:生活)?待遇\)?"
)
_ENJOYED: Final = re.compile(r"\(?[,，、;；]?(?:享受|比照|参照)([^,，、;；()]+)\)?")  # 正处（享受副厅）
_ALIKE: Final = re.compile(r"\(([省部厅局地司县处乡科市])\)|长(?=级)")  # 副省（部）长级
_NO_TREATMENT: Final = re.compile(r"\((?:享受|比照|参照)?待遇[^)]*\)|\(?非实职\)?|\(?非领导职务?\)?")
_ORNAMENT: Final = re.compile(r"实职|[级职()/、\s]|干部|领导|职务|级别|原|离休|退休|待遇|享受|比照|参照|按照?|的")
_CODES: Final = frozenset(Level.values)
_CHIEF, _DEPUTY = "正", "副"
_DEPUTY_CODE: Final = {"101": "102", "111": "112", "121": "122", "131": "132", "141": "142"}


def clean_level(term: str, cell: Cell) -> Cleaned:
    """The code of a level. In the column of posts a treatment is no post held: it goes to the treatment.

    Doubts: `<term>.unknown_word`, level.chief_or_deputy (处级 says neither), level.rank (a rank such as 调研员 is
    neither post nor treatment).
    """
    text = str(int(cell)) if isinstance(cell, float) and 100 < cell < 200 else read(cell)
    text = text.replace(" ", "").replace("\n", "").replace("（", "(").replace("）", ")")
    if not text:
        return BLANK
    if is_unknown(text):
        return UNKNOWN
    if term == "post_level" and _TREATMENT.search(text):
        return _post_with_treatment(text)
    code, doubt = level_code(text)
    return (
        Cleaned(code, "level.word", doubt.format(term=term))
        if code
        else Cleaned("", "unreadable", doubt.format(term=term))
    )


def _post_with_treatment(text: str) -> Cleaned:
    marked = _NO_TREATMENT.sub("", _ALIKE.sub(r"\1", text))
    if not _TREATMENT.search(marked):
        return _as_treatment(marked)
    found = _PART.search(marked) or _ENJOYED.search(marked)
    post = (marked[: found.start()] + marked[found.end() :]).strip(",，、;；()") if found else ""
    if not found or not _ORNAMENT.sub("", post):
        return _as_treatment(found[1] if found else marked)
    held, doubt = ("", "{term}.unknown_word") if _TREATMENT.search(post) else level_code(post)
    treatment, other_doubt = level_code(found[1])
    also = (("treatment_level", treatment),) if treatment else ()
    return Cleaned(held, "level.post_and_treatment", (doubt or other_doubt).format(term="post_level"), also=also)


def _as_treatment(text: str) -> Cleaned:
    code, doubt = level_code(text)
    also = (("treatment_level", code),) if code else ()
    return Cleaned("", "level.treatment_only", doubt.format(term="post_level"), also=also)


def level_code(text: str) -> tuple[str, str]:
    """The code of one level in words, and the doubt when there is none."""
    words, classes = level_words()
    core = _ORNAMENT.sub("", _ALIKE.sub(r"\1", text))
    if core in _CODES:
        return core, ""
    for word in (text, core):
        if word in words:
            return ("", "level.rank") if words[word] == "rank" else (words[word], "")
    grade = core.replace(_CHIEF, "").replace(_DEPUTY, "")
    found = {classes.get(sign, "") for sign in grade} - {"any"}
    if len(found) != 1 or not (code := found.pop()):
        return "", "{term}.unknown_word"
    if (_CHIEF in core) == (_DEPUTY in core):
        return "", "level.chief_or_deputy"
    return (code if _CHIEF in core else _DEPUTY_CODE[code]), ""

"""The fields of the rulebook's entries in the office's words: their names, their values, and what changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.regions.queries import path
from yinling.decisions.rulebook.domain import Difference, Mark, Part
from yinling.decisions.rulebook.terms import Confidence, DraftKind, NeedType, RuleKind, ValueKind
from yinling.kernel.areas import NATION, AreaCodeInvalid

_NAMED = re.compile(r"“(\w+)”")
_PLACED = re.compile(r"(?<=\uff08)地区(\w+)(?=[\uff09\uff0c])")
_KEPT_AS_WRITTEN = frozenset({"title", "text", "need", "source_document", "clause", "note"})


class Changed(NamedTuple):
    """A field that differs, in words: what it is called, and the old and the new woven together."""

    label: str
    parts: Sequence[Part]
    is_condition: bool


def labels() -> dict[str, str]:
    """What each field of the rule file is called."""
    return {
        "code": _("代码"), "title": _("名称"), "text": _("条件"), "kind": _("种类"), "need_type": _("所需类型"),
        "rank": _("困难类别的等次"), "need": _("需要什么"), "value": _("值"), "unit": _("单位"), "rule": _("规则"),
        "item": _("服务项目"), "due_days": _("几天内办"), "due_parameter": _("由参数决定几天内办"),
        "repeat_days": _("隔多少天再办一次"), "area": _("适用地区"), "valid_from": _("从哪天起执行"),
        "valid_to": _("到哪天止（不含当天）"), "source_document": _("依据的文件"), "clause": _("条款"),
        "note": pgettext("source", "说明"), "confidence": _("核对程度"), "version": _("版本"), "author": _("起草人"),
    }  # fmt: skip


def in_words(problems: Iterable[str]) -> list[str]:
    """Problems with the fields called as the editor calls them, not as the rule file does."""
    names = labels()
    said = [_NAMED.sub(lambda found: f"“{names.get(found[1], found[1])}”", problem) for problem in problems]
    return [_PLACED.sub(lambda found: _place(found[1]), problem) for problem in said]


def changed(differences: Iterable[Difference], kind: DraftKind) -> list[Changed]:
    """What differs between two entries, in words."""
    names = labels()
    return [Changed(names.get(one.field, one.field), _parts(one, kind), one.field == "text") for one in differences]


def value_in_words(field: str, value: str, kind: DraftKind) -> str:
    """The text of a field as people say it: codes become their words; nothing is said as 未填写."""
    if not value:
        return _("未填写")
    if field == "area":
        return _place(value)
    if field == "value" and value in {"true", "false"}:
        return _("是") if value == "true" else _("否")
    choices = _choices(kind).get(field)
    return str(choices(value).label) if choices and value in choices.values else value


def place_of(area_code: str) -> str:
    """An area as its path of names; the nation in a word."""
    return _place(area_code)


def _place(area_code: str) -> str:
    if area_code == NATION:
        return _("全国")
    try:
        return path(area_code)
    except AreaCodeInvalid:
        return area_code


def _parts(one: Difference, kind: DraftKind) -> Sequence[Part]:
    if one.field in _KEPT_AS_WRITTEN:
        return one.parts
    old, new = (value_in_words(one.field, value, kind) for value in (one.old, one.new))
    return (Part(Mark.REMOVED, old), Part(Mark.ADDED, new))


def _choices(kind: DraftKind) -> Mapping[str, type[TextChoices]]:
    own: type[TextChoices] = ValueKind if kind is DraftKind.PARAMETER else RuleKind
    return {"kind": own, "need_type": NeedType, "confidence": Confidence}

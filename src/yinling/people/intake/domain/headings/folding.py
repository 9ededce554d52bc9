"""Folding a heading to its plain words, so that spellings of one heading become one."""

from __future__ import annotations

import re
import unicodedata

# Whitespace, marks of required columns, joints between words, and characters that take no room.
_NOISE = re.compile(r"[\s*★☆※√□●·•/\\|、,;_\-—–~'\"“”‘’\u200b-\u200f\u2060\ufeff]+")
_NUMBERING = re.compile(
    r"^(?:\(?[0-9]{1,2}\)?[.、)]|\(?[一二三四五六七八九十]{1,3}\)?、|\([一二三四五六七八九十]{1,3}\))(?=\D)"
)
_BRACKETS = re.compile(r"\[([^\]]*)\]|【([^】]*)】|\(([^()]*)\)|〔([^〕]*)〕")
# What in brackets only says how to fill the column in: a unit of measure or an instruction.
_HINT = re.compile(
    r"平方米|平米|m2|万?元|人|个|位|次|岁|年|月|年月日?|年月日时|是否|是或否|有无|必填|选填|可选|可?多选|单选|公历|阳历"
    r"|盖章|公章|签字|签章|汉字|数字|文本|y{2,4}.*|.*[填选请例如按勾注].*|.*格式.*|.*为准.*|.*精确.*|.*以上.*|.*8位.*|.*[0-9]{4}.*"
)


def fold(text: str) -> str:
    """The plain words of a heading: NFKC, no spaces, numbering, marks, hints in brackets or colons; brackets opened."""
    return _strip(_BRACKETS.sub(lambda found: "" if is_hint(inner(found)) else inner(found), _plain(text)))


def loose(text: str) -> str:
    """The plain words of a heading without anything that stands in brackets."""
    return _strip(_BRACKETS.sub("", _plain(text)))


def bracketed(text: str) -> str:
    """What stands in the brackets of a heading and is no hint."""
    return "".join(_strip(inner(found)) for found in _BRACKETS.finditer(_plain(text)) if not is_hint(inner(found)))


def is_hint(text: str) -> bool:
    """Whether words in brackets only say how to fill a column in."""
    return not text or bool(_HINT.fullmatch(text))


def inner(found: re.Match[str]) -> str:
    """The words inside one pair of brackets."""
    return _NOISE.sub("", next((part for part in found.groups() if part is not None), ""))


def _plain(text: str) -> str:
    words = unicodedata.normalize("NFKC", text).strip().lower()
    return _NUMBERING.sub("", re.sub(r"\s+", "", words))


def _strip(text: str) -> str:
    return _NOISE.sub("", text).strip(":：。.!?()[]")

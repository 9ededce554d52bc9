"""What an officer wrote, on its way to an entry: its size and types, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

MAX_FIELDS = 30
MAX_NAME = 50
MAX_TEXT = 2_000
MAX_ROWS = 60
MAX_NUMBER = 10**12

STOPS = "stops"

Content: TypeAlias = Mapping[str, object]

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def unfit(content: Content) -> str | None:
    """Why content must not even be kept as a draft, as the name of the field at fault; None when it may be.

    At most 30 fields, texts of at most 2,000 characters, lists of at most 60 texts, numbers below 10**12; no fractions
    or tables, no characters that text cannot hold.
    """
    if len(content) > MAX_FIELDS:
        return "…"
    for name, value in content.items():
        if not isinstance(name, str) or not 1 <= len(name) <= MAX_NAME or not _is_text(name):
            return "…"
        if not _is_kept(value):
            return name
    return None


def code_in(content: Content) -> str:
    """The code a draft is about; empty as long as it says none."""
    return _said(content, "code")


def title_in(content: Content) -> str:
    """What people call a draft: the name of an item or a package, the title of a line, else its code."""
    return _said(content, "name") or _said(content, "title") or code_in(content)


def is_stop(content: Content) -> bool:
    """Whether the draft ends what holds and puts nothing in its place."""
    return content.get(STOPS) is True


def day_in(content: Content) -> date | None:
    """The first day a draft names, if it names one."""
    value = content.get("valid_from")
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _said(content: Content, name: str) -> str:
    value = content.get(name)
    return value.strip() if isinstance(value, str) else ""


def _is_kept(value: object) -> bool:
    if isinstance(value, list):
        return len(value) <= MAX_ROWS and all(isinstance(one, str) and _is_kept(one) for one in value)
    if isinstance(value, str):
        return len(value) <= MAX_TEXT and _is_text(value)
    return value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < MAX_NUMBER)


def _is_text(value: str) -> bool:
    """Whether the database can keep it: no NUL, no half of a surrogate pair."""
    return not any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in value)

"""How far away a day or a moment is, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from django.utils.timezone import get_default_timezone
from django.utils.translation import get_language

from yinling.kernel.calendars import Language, say_due


def language() -> Language:
    """The reader's language as the kernel names it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


_SOON = timedelta(days=3)


class Due(NamedTuple):
    """How far away something is, and whether that presses: `over` is late, `due` within three days."""

    said: str
    presses: Literal["over", "due", ""]


def due_day(day: date, at: datetime) -> Due:
    """What is due on a day is due by the midnight that ends it: `3 天后到期`."""
    return due_moment(datetime.combine(day + timedelta(days=1), time(), tzinfo=get_default_timezone()), at)


def due_moment(moment: datetime, at: datetime) -> Due:
    """`5 小时后到期`."""
    left = moment - at
    presses: Literal["over", "due", ""] = "over" if left <= timedelta(0) else "due" if left <= _SOON else ""
    return Due(say_due(at, moment, language=language()), presses)

"""How far away a day or a moment is, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone
from django.utils.translation import get_language

from yinling.kernel.calendars import Language, say_due


def language() -> Language:
    """The reader's language as the kernel names it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def end_of(day: date) -> datetime:
    """The midnight that ends a local day."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=get_default_timezone())


def due_day(day: date, at: datetime) -> str:
    """`3 天后到期`: what is due on a day is due by its end."""
    return say_due(at, end_of(day), language=language())


def due_moment(moment: datetime, at: datetime) -> str:
    """`5 小时后到期`."""
    return say_due(at, moment, language=language())

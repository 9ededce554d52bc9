"""Reads of notices: what stands on the pages of an area, and what a demo shows instead of sending."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from yinling.base.notices.models import Announcement, Message
from yinling.base.notices.outside import can_send
from yinling.kernel.areas import covers
from yinling.kernel.viewer import Viewer

__all__ = ["Notice", "ShownMessage", "announcements_for", "can_send", "shown_messages", "written_by_area"]

_SHOWN = 20


@dataclass(frozen=True)
class ShownMessage:
    """A message as a demo shows it: the phone it would have reached, and the text."""

    phone: str
    text: str
    written_at: datetime


@dataclass(frozen=True)
class Notice:
    """An announcement as pages show it. `may_end` says whether this viewer may take it back."""

    announcement: UUID
    area_code: str
    title: str
    text: str
    written_by_name: str
    shown_from: datetime
    shown_until: datetime | None
    ended_at: datetime | None
    may_end: bool


def shown_messages() -> list[ShownMessage]:
    """The newest messages of a demo, newest first; nothing when this is no demo."""
    if not settings.YINLING_DEMO:
        return []
    return [ShownMessage(m.phone, m.text, m.written_at) for m in Message.objects.order_by("-written_at")[:_SHOWN]]


def announcements_for(area_codes: Iterable[str], *, at: datetime) -> list[Notice]:
    """What stands now for users who work or live in these areas: written for one of them or for an area above."""
    places = [code for code in area_codes if code]
    standing = Q(shown_from__lte=at, ended_at__isnull=True) & (Q(shown_until__isnull=True) | Q(shown_until__gt=at))
    rows = Announcement.objects.filter(standing).order_by("-shown_from")
    return [_notice(row, None) for row in rows if any(covers(row.area_code, place) for place in places)]


def written_by_area(*, by: Viewer) -> list[Notice]:
    """All notices for the viewer's area, the areas in it and above it, newest first, ended ones too."""
    own = by.area or ""
    rows = Announcement.objects.order_by("-shown_from")[:500]
    near = [row for row in rows if own and (covers(own, row.area_code) or covers(row.area_code, own))]
    return [_notice(row, by) for row in near]


def _notice(row: Announcement, by: Viewer | None) -> Notice:
    may_end = bool(by and by.area and covers(by.area, row.area_code) and row.ended_at is None)
    return Notice(
        announcement=row.public_id, area_code=row.area_code, title=row.title, text=row.text,
        written_by_name=row.written_by_name, shown_from=row.shown_from, shown_until=row.shown_until,
        ended_at=row.ended_at, may_end=may_end,
    )  # fmt: skip

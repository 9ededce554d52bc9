"""What notices announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class MessageWritten:
    """A text to a phone waits to be sent. `subject` is what it is about; number and text are not told."""

    kind: ClassVar[str] = "notices.message_written"
    subject: UUID
    message: UUID
    about: str


@dataclass(frozen=True)
class MessageEnded:
    """A message left the house, was shown in a demo, or could not be sent (`state`)."""

    kind: ClassVar[str] = "notices.message_ended"
    subject: UUID
    state: str


@dataclass(frozen=True)
class AnnouncementWritten:
    """A notice to all users of an area stands on their pages from a moment on."""

    kind: ClassVar[str] = "notices.announcement_written"
    subject: UUID
    area_code: str
    shown_from: str
    shown_until: str


@dataclass(frozen=True)
class AnnouncementEnded:
    """A notice was taken back before its time."""

    kind: ClassVar[str] = "notices.announcement_ended"
    subject: UUID

"""The jobs of keys."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinling.base.jobs.jobs import job
from yinling.kernel.viewer import system
from yinling.people.proxies.actions import keys

_OPENING, _FOLLOWING = system("opening a key"), system("letting keys follow a card")
_CLOSING = system("closing the keys of a right")


@job(keys.OPEN_KEY, viewer=_OPENING)
def open_key(key: str) -> None:
    """Tie the person to a key that an officer gave."""
    keys.open_key(key=UUID(key), by=_OPENING, at=timezone.now())


@job(keys.FOLLOW_CARD, viewer=_FOLLOWING)
def follow_card(person: str) -> None:
    """Let a person's keys follow the card."""
    keys.follow_card(person=UUID(person), by=_FOLLOWING, at=timezone.now())


@job(keys.CLOSE_KEYS, viewer=_CLOSING)
def close_keys(right: str) -> None:
    """Take back the key of a right that was revoked."""
    keys.close_keys(right=UUID(right), by=_CLOSING, at=timezone.now())

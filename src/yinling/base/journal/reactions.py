"""What happens at once when a fact is recorded, in its own transaction. Only `flows` hangs anything here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from yinling.base.journal.domain import Event
from yinling.kernel.viewer import Viewer

E = TypeVar("E", bound=Event)
Reaction = Callable[[E, Viewer, datetime], None]

_reactions: dict[type, list[Callable[..., None]]] = {}


def on(event: type[E], reaction: Reaction[E]) -> None:
    """Run `reaction(event, by, at)` in the transaction that records such a fact; to react later, let it defer a job.

    What a reaction raises takes the fact and its change back. Registering the same twice counts once.
    """
    known = _reactions.setdefault(event, [])
    if reaction not in known:
        known.append(reaction)


def react(event: Event, *, by: Viewer, at: datetime) -> None:
    """Run all reactions to a fact, in the order in which they were registered."""
    for reaction in _reactions.get(type(event), ()):
        reaction(event, by, at)

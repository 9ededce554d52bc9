"""What happens when a deadline of a kind is due: one handler for each, registered when a process starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from yinling.kernel.viewer import Viewer

Handler = Callable[[UUID, Viewer, datetime], None]

_handlers: dict[str, Handler] = {}


class NoHandler(LookupError):
    """Nobody in this process knows what a deadline of this kind means."""


class HandlerTaken(ValueError):
    """Two handlers were registered for one kind; only one of them would run."""


def on(kind: str, handler: Handler) -> None:
    """Run `handler(subject, by, at)` when a deadline of `kind` is due, in the transaction that fires it.

    What it writes stands and falls with the firing; it must not send anything, for it may run again after a
    crash. Raises HandlerTaken when the kind has another handler.
    """
    if _handlers.setdefault(kind, handler) is not handler:
        raise HandlerTaken(kind)


def handler_of(kind: str) -> Handler:
    """The handler of a kind. Raises NoHandler."""
    try:
        return _handlers[kind]
    except KeyError as unknown:
        raise NoHandler(kind) from unknown

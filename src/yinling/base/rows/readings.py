"""What a page asks of the database several times is asked once: while a page is read, nothing it reads changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from yinling.base.rows.viewing import stated

P = ParamSpec("P")
T = TypeVar("T")
_kept: ContextVar[dict[Hashable, object] | None] = ContextVar("kept", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """The course of one request that only reads."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(question: Callable[P, T]) -> Callable[P, T]:
    """Answer a question once in a reading for the same arguments, which are hashable; outside of one each time.

    For what acts may change in the middle of their transaction and readers may not: the answer goes with the page.
    It is kept for the viewer stated when it was asked: what a page sees with a power that was asked for it does not
    know without, nor the other way about.
    """

    @wraps(question)
    def answered(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _kept.get()
        if kept is None:
            return question(*args, **kwargs)
        asked = (stated(), question, args, tuple(sorted(kwargs.items())))
        if asked not in kept:
            kept[asked] = question(*args, **kwargs)
        return kept[asked]  # type: ignore[return-value]  # one dictionary for questions of every type

    return answered

"""Stating the viewer: the settings the wall reads, sealed so that injected SQL cannot change them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from yinling.kernel.viewer import NOBODY, Viewer

# Injected SQL cannot call set_config, and the guard sets nothing without a seal that fits (migration 0002).
_SQL = "SELECT guard.state(%s, %s, %s, %s, %s, %s, %s, %s)"


class NoTransaction(RuntimeError):
    """A viewer was stated outside a transaction, where it would hold for nothing."""


def state(viewer: Viewer) -> None:
    """State for whom the rest of this transaction runs (one round trip).

    It ends with the transaction. Stated again inside a savepoint it stays after the release: use `as_viewer`.
    Raises NoTransaction outside a transaction.
    """
    if not connection.in_atomic_block:
        raise NoTransaction("state a viewer inside transaction.atomic()")
    connection.ensure_connection()
    values = _values(viewer)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [*values, _mac(values)])
    connection._yl_viewer = viewer  # type: ignore[attr-defined]  # remembered beside the connection, for `stated`


def stated() -> Viewer:
    """For whom this connection stated last; NOBODY before the first."""
    found: Viewer = getattr(connection, "_yl_viewer", NOBODY)
    return found


@contextmanager
def as_viewer(viewer: Viewer) -> Iterator[None]:
    """Run a block of the current transaction for another viewer and restore the first by hand, whatever happens."""
    before = stated()
    state(viewer)
    try:
        yield
    finally:
        connection._yl_viewer = before  # type: ignore[attr-defined]  # as above; a failed savepoint restores the settings
        if not (connection.needs_rollback or _has_failed()):
            state(before)


def _has_failed() -> bool:
    """Whether this transaction takes nothing but a rollback."""
    info = connection.connection.info
    return bool(info.transaction_status == TransactionStatus.INERROR)


P = ParamSpec("P")
R = TypeVar("R")


def seen_as(viewer: Viewer) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate background work: one transaction for one stated viewer."""

    def decorate(work: Callable[P, R]) -> Callable[P, R]:
        @wraps(work)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                state(viewer)
                return work(*args, **kwargs)

        return run

    return decorate


def _values(viewer: Viewer) -> list[str]:
    return [
        viewer.account,
        viewer.role.value if viewer.role else "",
        viewer.area_lo,
        viewer.area_hi,
        _array(viewer.units),
        _array(viewer.persons),
        "{" + ",".join(sorted(viewer.purposes)) + "}",
    ]


def _array(ids: tuple[int, ...]) -> str:
    return "{" + ",".join(str(int(i)) for i in ids) + "}" if ids else ""


def _mac(values: list[str]) -> str:
    """HMAC-SHA256 over the settings and the backend's pid, so that it is worth nothing on another connection."""
    pid = connection.connection.info.backend_pid
    sealed = "|".join([*values, str(pid)])
    return hmac.new(settings.YINLING_SEAL_KEY, sealed.encode(), hashlib.sha256).hexdigest()

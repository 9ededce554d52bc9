"""Recording what was done to an installation: the actor is the system, for no account types these commands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.base.journal.domain import Event
from yinling.base.rows.viewing import state
from yinling.kernel.viewer import system

_KEEPER = system("keeping")


@transaction.atomic
def tell(event: Event, *, at: datetime) -> None:
    """Record one fact in a transaction of its own."""
    state(_KEEPER)
    record(event, by=_KEEPER, at=at)

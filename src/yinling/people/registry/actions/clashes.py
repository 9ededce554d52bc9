"""An identity number that is kept already, perhaps by another body: nothing is written but that it was tried."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from yinling.base.journal.actions import record
from yinling.base.journal.queries import count_by
from yinling.base.rows.refusals import Refused
from yinling.kernel.viewer import Viewer
from yinling.people.registry.events import RegistrationHeld

HELD_PER_DAY = 20
_OF_NUMBER = "id_number_index"


class AlreadyKept(Refused):
    """The identity number stands in the registry already, perhaps with another body. Nothing was written."""


class TooManyHeld(Refused):
    """This account asked too often today about numbers that are kept elsewhere; it could be searching for people."""


def may_try(by: Viewer, at: datetime) -> None:
    """Whether the viewer may state another identity number today. Raises TooManyHeld."""
    if count_by(RegistrationHeld.kind, by=by, since=at - timedelta(days=1)) >= HELD_PER_DAY:
        raise TooManyHeld


@contextmanager
def holding(by: Viewer, at: datetime) -> Iterator[None]:
    """Around a transaction that writes an identity number: a clash becomes AlreadyKept, and the attempt is recorded."""
    try:
        yield
    except IntegrityError as clash:
        if _OF_NUMBER not in constraint_of(clash):
            raise
        hold(clash, by, at)


def hold(clash: IntegrityError, by: Viewer, at: datetime) -> None:
    """Record the attempt in a transaction of its own, and raise AlreadyKept."""
    with transaction.atomic():
        record(RegistrationHeld(subject=uuid.uuid4()), by=by, at=at)
    raise AlreadyKept from clash


def constraint_of(clash: IntegrityError) -> str:
    """The name of the constraint that refused; empty when the database did not say."""
    return getattr(getattr(clash.__cause__, "diag", None), "constraint_name", "") or ""

"""The job that sends a message."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinling.base.jobs.jobs import job
from yinling.base.notices import actions
from yinling.kernel.viewer import system

_SENDING = system("sending a message")


@job("notices.deliver", viewer=_SENDING)
def deliver(message: str) -> None:
    """Send one message."""
    actions.deliver(message=UUID(message), by=_SENDING, at=timezone.now())

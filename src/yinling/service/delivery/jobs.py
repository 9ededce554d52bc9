"""The job that tells a worker that his task is over."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinling.base.jobs.jobs import job
from yinling.kernel.viewer import system
from yinling.service.delivery import actions

_TELLING = system("telling a worker")


@job("delivery.tell_withdrawn", viewer=_TELLING)
def tell_withdrawn(task_id: str) -> None:
    """Tell the worker of one task."""
    actions.tell_withdrawn(task=UUID(task_id), by=_TELLING, at=timezone.now())

"""Background work of the rulebook: what was approved is published, as the system, at the moment it runs."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinling.base.jobs.jobs import job
from yinling.decisions.rulebook.actions import PUBLISH
from yinling.decisions.rulebook.actions import publish as put_in_force
from yinling.kernel.viewer import system
from yinling.people.registry.terms import vocabulary

_PUBLISHING = system("publishing a rule")


@job(PUBLISH, viewer=_PUBLISHING)
def publish(draft: str) -> None:
    """Put an approved draft in force."""
    put_in_force(draft=UUID(draft), vocabulary=vocabulary(), by=_PUBLISHING, at=timezone.now())

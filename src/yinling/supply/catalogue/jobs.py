"""Background work of the catalogue: what was approved is published, as the system, at the moment it runs."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinling.base.jobs.jobs import job
from yinling.kernel.viewer import system
from yinling.supply.catalogue.actions import PUBLISH
from yinling.supply.catalogue.actions import publish as put_in_force

_PUBLISHING = system("publishing an entry of the catalogue")


@job(PUBLISH, viewer=_PUBLISHING)
def publish(draft: str) -> None:
    """Put an approved draft in force."""
    put_in_force(draft=UUID(draft), by=_PUBLISHING, at=timezone.now())

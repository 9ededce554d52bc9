"""The app of rights."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """Grants and the log of looks."""

    name = "yinling.base.access"
    label = "access"

    def ready(self) -> None:
        """Make the next months of the log at the end of `migrate`, the only hook Django gives there."""
        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(**_: Any) -> None:
    from django.utils import timezone

    from yinling.base.access.outside import make_months

    make_months(at=timezone.now())

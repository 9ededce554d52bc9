"""The app of the rows: after every migrate it builds the wall anew from the declarations."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RowsConfig(AppConfig):
    """`rows` has no table of its own, only the guard's schema."""

    name = "yinling.base.rows"
    label = "rows"

    def ready(self) -> None:
        """Hang the wall-builder on the end of `migrate`, the only hook Django gives there."""
        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(**_: Any) -> None:
    from yinling.base.rows.wall import build

    build()

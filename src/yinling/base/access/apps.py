"""The app of rights."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Grants and the log of looks."""

    name = "yinling.base.access"
    label = "access"

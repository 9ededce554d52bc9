"""The app of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to phones, and notices to all users of an area."""

    name = "yinling.base.notices"
    label = "notices"

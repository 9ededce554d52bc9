"""The app of deadlines."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Rows that wait for their moment."""

    name = "yinling.base.deadlines"
    label = "deadlines"

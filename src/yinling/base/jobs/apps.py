"""The app of jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Deferring and running, on procrastinate."""

    name = "yinling.base.jobs"
    label = "jobs"

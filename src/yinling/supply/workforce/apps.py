"""The app of workforce."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Workers and what each of them can do."""

    name = "yinling.supply.workforce"
    label = "workforce"

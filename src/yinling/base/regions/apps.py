"""The app of regions."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Administrative areas as dated reference data."""

    name = "yinling.base.regions"
    label = "regions"

"""The app of units."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units as dated reference data."""

    name = "yinling.base.units"
    label = "units"

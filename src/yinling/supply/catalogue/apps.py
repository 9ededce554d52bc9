"""The app of catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Items, packages and the lines of the contact card."""

    name = "yinling.supply.catalogue"
    label = "catalogue"

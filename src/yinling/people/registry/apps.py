"""The app of the registry."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Persons and the facts about them."""

    name = "yinling.people.registry"
    label = "registry"

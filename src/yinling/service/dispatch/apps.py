"""The app of dispatch."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    """Offers, and people's wishes about who comes."""

    name = "yinling.service.dispatch"
    label = "dispatch"

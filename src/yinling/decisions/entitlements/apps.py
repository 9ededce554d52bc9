"""The app of entitlements."""

from django.apps import AppConfig


class EntitlementsConfig(AppConfig):
    """Candidates for entitlements and their evidence."""

    name = "yinling.decisions.entitlements"
    label = "entitlements"

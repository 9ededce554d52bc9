"""The app of proposals."""

from django.apps import AppConfig


class CareplanConfig(AppConfig):
    """Proposals and the decisions about them."""

    name = "yinling.decisions.careplan"
    label = "careplan"

"""The app of the rules."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Rules and their parameters."""

    name = "yinling.decisions.rulebook"
    label = "rulebook"

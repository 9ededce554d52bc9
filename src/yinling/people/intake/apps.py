"""The app of the intake."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Rosters, their rows, and who in them is who."""

    name = "yinling.people.intake"
    label = "intake"

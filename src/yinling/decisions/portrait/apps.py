"""The app of portraits."""

from django.apps import AppConfig


class PortraitConfig(AppConfig):
    """Portraits, tags, contests and the counts of them."""

    name = "yinling.decisions.portrait"
    label = "portrait"

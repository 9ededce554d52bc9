"""The app of feedback."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Ratings, and the concerns that follow."""

    name = "yinling.quality.feedback"
    label = "feedback"

"""The app of approvals."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """What one asks for and another approves."""

    name = "yinling.base.approvals"
    label = "approvals"

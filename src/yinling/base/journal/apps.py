"""The app of the journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Recording, sealing, proving, auditing."""

    name = "yinling.base.journal"
    label = "journal"

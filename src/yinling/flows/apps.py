"""The app of reactions: at start it says which fact is followed by what."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Hangs the reactions on the journal and the deadlines."""

    name = "yinling.flows"
    label = "flows"

    def ready(self) -> None:
        """Register all reactions, once per process."""
        from yinling.flows.reactions import register

        register()

"""Changes about candidates: requirements are loaded, papers noted and withdrawn, lists exported."""

from yinling.decisions.entitlements.actions.loading import SHIPPED, load_requirements

__all__ = ["SHIPPED", "load_requirements"]

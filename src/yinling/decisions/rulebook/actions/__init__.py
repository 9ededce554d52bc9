"""Changes of the rulebook."""

from yinling.decisions.rulebook.actions.loading import APPROVER, SHIPPED, load_rules

__all__ = ["APPROVER", "SHIPPED", "load_rules"]

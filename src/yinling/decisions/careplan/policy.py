"""Who may propose and who may decide."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_propose(by: Viewer) -> None:
    """Proposals follow from rules, through background work alone. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_decide(by: Viewer) -> None:
    """An officer decides about a proposal; what is outside his scope he does not find. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_export(by: Viewer) -> None:
    """Officers take worklists out of the house. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden

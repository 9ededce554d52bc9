"""Who may set and fire deadlines."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_set(by: Viewer) -> None:
    """Whoever acts in a role may tie a deadline to what he does. Raises Forbidden for nobody."""
    if by.role is None:
        raise Forbidden


def may_fire(by: Viewer) -> None:
    """Deadlines are fired by background work alone. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden

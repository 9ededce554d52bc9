"""Who may change the rulebook."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_load(by: Viewer) -> None:
    """Rule files are loaded by the system alone, when it starts. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden

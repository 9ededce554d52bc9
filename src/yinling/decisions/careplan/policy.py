"""Who may judge and who may decide."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_judge(by: Viewer) -> None:
    """Rules are applied by background work alone. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_decide(by: Viewer) -> None:
    """An officer decides about a proposal; what is outside his scope he does not find. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden

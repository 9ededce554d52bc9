"""Who may write what: everybody's acts are recorded, only background work seals, signs and erases."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_seal(by: Viewer) -> None:
    """Sealing and signing are background work's alone. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_erase(by: Viewer) -> None:
    """Erasing a body is an act of the system, after a policy above said yes. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden

"""Who may change units: the system alone. They are reference data, which comes as files."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_load(by: Viewer) -> None:
    """Raises Forbidden for everyone but the system."""
    if by.role is not Role.SYSTEM:
        raise Forbidden

"""Who may hand in rosters, decide about rows, and take a roster back."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import covers
from yinling.kernel.viewer import Role, Viewer


def may_take_in(by: Viewer) -> None:
    """Rosters are handed in by officers, and by the system at the command line. Raises Forbidden."""
    if by.role not in {Role.OFFICER, Role.SYSTEM}:
        raise Forbidden


def may_take_in_for(by: Viewer, area_code: str, unit_id: int) -> None:
    """A roster belongs to a body of the officer's own area or units. Raises Forbidden."""
    may_take_in(by)
    if by.role is Role.SYSTEM:
        return
    if not (by.area and covers(by.area, area_code)) and unit_id not in by.units:
        raise Forbidden


def may_write(by: Viewer) -> None:
    """The registry is written by the system alone, on behalf of whoever handed the roster in. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden

"""Who may do what with persons' records."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import covers
from yinling.kernel.viewer import Role, Viewer


def may_register(by: Viewer) -> None:
    """Officers keep the registry. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_register_at(by: Viewer, area_code: str, unit_id: int) -> None:
    """A new record must lie in the officer's own area or units. Raises Forbidden."""
    may_register(by)
    if not (by.area and covers(by.area, area_code)) and unit_id not in by.units:
        raise Forbidden


def may_reveal(by: Viewer) -> None:
    """Officers and the worker on the way may unmask a secret term, for a reason that is written down."""
    if by.role not in {Role.OFFICER, Role.WORKER}:
        raise Forbidden

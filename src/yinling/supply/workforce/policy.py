"""Who may keep workers' profiles: the officers whose area covers where a worker is kept."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import NATION, covers
from yinling.kernel.viewer import Role, Viewer


def keeps(by: Viewer, area_code: str) -> bool:
    """Whether the viewer keeps the workers of a place."""
    return by.role is Role.OFFICER and bool(by.area) and bool(area_code) and covers(by.area or NATION, area_code)


def may_keep(by: Viewer, area_code: str) -> None:
    """Raises Forbidden unless the viewer is an officer whose area covers the place."""
    if not keeps(by, area_code):
        raise Forbidden


def may_list(by: Viewer) -> None:
    """Officers see who can be sent in their area. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden

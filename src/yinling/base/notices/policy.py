"""Who may write to phones and to all users of an area."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import covers
from yinling.kernel.viewer import Role, Viewer

_WRITERS = {Role.OFFICER, Role.WORKER, Role.PERSON, Role.PROXY, Role.SYSTEM}


def may_write(by: Viewer) -> None:
    """A message is part of an action that decided it; nobody at all writes none. Raises Forbidden."""
    if by.role not in _WRITERS:
        raise Forbidden


def may_send(by: Viewer) -> None:
    """Sending is background work. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_announce(by: Viewer, area_code: str) -> None:
    """An officer writes to the users of his whole area or a part of it. Raises Forbidden."""
    if by.role is not Role.OFFICER or not by.area or not covers(by.area, area_code):
        raise Forbidden

"""Who may give rights: the security administrator alone (the three administrators are apart), never to himself."""

from uuid import UUID

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_grant(by: Viewer, account: UUID | None = None) -> None:
    """Raises Forbidden for all but the security administrator and the system, and for a grant to oneself."""
    if by.role not in {Role.SECURITY_ADMIN, Role.SYSTEM} or (account is not None and by.account == str(account)):
        raise Forbidden


def may_name(by: Viewer) -> None:
    """Only background work ties a person to an account: it follows from a task, nobody decides it by hand."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_look(by: Viewer) -> None:
    """Whoever has a role may look, and is written down. Raises Forbidden for nobody."""
    if by.role is None:
        raise Forbidden

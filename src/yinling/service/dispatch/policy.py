"""Who may do what with offers. A worker's own offer is found by his account; nobody else's is."""

from uuid import UUID

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer

_ACTORS = {Role.OFFICER, Role.WORKER, Role.PERSON, Role.PROXY, Role.SYSTEM}


def worker_of(by: Viewer) -> UUID:
    """The public id of the worker who acts. Raises Forbidden when `by` is no worker."""
    if by.role is not Role.WORKER:
        raise Forbidden
    return UUID(by.account)


def may_offer(by: Viewer) -> None:
    """Offering follows from orders and deadlines: background work alone. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_assign(by: Viewer) -> None:
    """An officer asks a worker by hand, and sees who could be asked. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_withdraw(by: Viewer) -> None:
    """What is on offer is taken back when its order is cancelled, by whoever may cancel it. Raises Forbidden."""
    if by.role not in {Role.OFFICER, Role.PERSON, Role.PROXY, Role.SYSTEM}:
        raise Forbidden


def may_settle(by: Viewer) -> None:
    """An offer ends with its order, whoever ended that. Raises Forbidden."""
    if by.role not in _ACTORS:
        raise Forbidden

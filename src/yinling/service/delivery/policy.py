"""Who may do what with tasks. A worker's own task is found by his account; nobody else's is."""

from uuid import UUID

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def worker_of(by: Viewer) -> UUID:
    """The public id of the worker who acts. Raises Forbidden when `by` is no worker."""
    if by.role is not Role.WORKER:
        raise Forbidden
    return UUID(by.account)


def may_forget(by: Viewer) -> None:
    """That a visit is over for its worker follows from its deadline: background work alone. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_fetch_receipt(by: Viewer) -> None:
    """Officers hand out receipts. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden

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
    """Officers hand out receipts; the person, a proxy and the worker see those of their own. Raises Forbidden."""
    if by.role not in {Role.OFFICER, Role.PERSON, Role.PROXY, Role.WORKER}:
        raise Forbidden


def may_confirm_for_person(by: Viewer) -> None:
    """The person, a proxy, or an officer on the person's word; never a worker. Raises Forbidden."""
    if by.role not in {Role.PERSON, Role.PROXY, Role.OFFICER}:
        raise Forbidden


def may_unlock(by: Viewer) -> None:
    """Officers let a worker try codes again. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_withdraw(by: Viewer) -> None:
    """A task ends with its order, by whoever may call that off. Raises Forbidden."""
    if by.role not in {Role.OFFICER, Role.PERSON, Role.PROXY, Role.SYSTEM}:
        raise Forbidden


def may_hand_over(by: Viewer) -> None:
    """An officer moves what one worker has in hand to others. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_tell(by: Viewer) -> None:
    """Background work tells a worker what became of his task. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_read_visit(by: Viewer) -> None:
    """What was noted and photographed is read by officers, by the person and proxies. Raises Forbidden."""
    if by.role not in {Role.OFFICER, Role.PERSON, Role.PROXY}:
        raise Forbidden

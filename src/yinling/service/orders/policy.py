"""Who may do what with orders."""

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer


def may_place(by: Viewer) -> None:
    """Orders follow from approvals: background work places them. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_manage(by: Viewer) -> None:
    """An officer places a returned order again or cancels it. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_call_off(by: Viewer) -> None:
    """An officer, or whoever acts as the person: the right itself is asked for with the person. Raises Forbidden."""
    if by.role not in {Role.OFFICER, Role.PERSON, Role.PROXY}:
        raise Forbidden


def may_fulfil(by: Viewer) -> None:
    """Part of confirming: by the worker on whose phone it is done, the person, a proxy or staff. Raises Forbidden."""
    if by.role not in {Role.WORKER, Role.OFFICER, Role.PERSON, Role.PROXY, Role.SYSTEM}:
        raise Forbidden


def may_return(by: Viewer) -> None:
    """Who took it cannot go, background work found nobody, or an officer hands it over. Raises Forbidden."""
    if by.role not in {Role.WORKER, Role.OFFICER, Role.SYSTEM}:
        raise Forbidden


def may_carry(by: Viewer) -> None:
    """The worker who took it, or background work, moves it on. Raises Forbidden."""
    if by.role not in {Role.WORKER, Role.SYSTEM}:
        raise Forbidden

"""Who may give rights, ask for extra power, name persons, look, and read what the books say.

The three administrators are apart (GB/T 22239-2019, 8.1.4.2): each is somebody else, and none of them is anything else.
"""

from collections.abc import Collection
from uuid import UUID

from yinling.base.accounts.terms import AccountKind
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.viewer import Role, Viewer

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
_KINDS = {Role.PERSON: AccountKind.PERSON, Role.PROXY: AccountKind.PROXY}  # every other role is for staff


class RolesClash(Refused):
    """An administrator is nothing else, and nobody who is something else becomes one."""


class RoleUnfit(Refused):
    """The role is not for an account of this kind: staff are no persons at the elder door, nor the other way round."""


class ScopeMissing(Refused):
    """An officer works over an area or units, a worker over an area; none was given."""


def may_grant(by: Viewer, account: UUID | None = None) -> None:
    """Raises Forbidden for all but the security administrator and the system, and for a grant to oneself."""
    if by.role not in {Role.SECURITY_ADMIN, Role.SYSTEM} or (account is not None and by.account == str(account)):
        raise Forbidden


def may_grant_role(by: Viewer, role: Role) -> None:
    """Administrators are made on the command line alone: a security administrator who could make an auditor of a second
    account of his own would be both. Raises Forbidden.
    """
    if role is Role.SYSTEM or (role in ADMINISTRATORS and by.role is not Role.SYSTEM):
        raise Forbidden


def may_hold(role: Role, *, kind: str, others: Collection[Role], area_code: str, has_units: bool) -> None:
    """Whether an account of a kind that holds `others` may hold a role over this scope.

    Raises RoleUnfit, RolesClash, ScopeMissing.
    """
    if kind != _KINDS.get(role, AccountKind.STAFF):
        raise RoleUnfit
    allowed = {role} if role in ADMINISTRATORS else set(Role) - ADMINISTRATORS
    if set(others) - allowed:
        raise RolesClash
    if not area_code and (role is Role.WORKER or (role is Role.OFFICER and not has_units)):
        raise ScopeMissing


def may_name(by: Viewer) -> None:
    """Only background work ties a person to an account: it follows from a task, nobody decides it by hand."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_look(by: Viewer) -> None:
    """Whoever has a role may look, and is written down. Raises Forbidden for nobody."""
    if by.role is None:
        raise Forbidden


def may_break_glass(by: Viewer) -> None:
    """An officer asks for extra power; nobody else needs it. Raises Forbidden."""
    if by.role is not Role.OFFICER:
        raise Forbidden


def may_end_glass(by: Viewer) -> None:
    """Who asked ends it early, its deadline ends it in time. Raises Forbidden."""
    if by.role not in {Role.OFFICER, Role.SYSTEM}:
        raise Forbidden


def may_audit(by: Viewer) -> None:
    """What the books say is read by the audit administrator alone. Raises Forbidden."""
    if by.role is not Role.AUDIT_ADMIN:
        raise Forbidden

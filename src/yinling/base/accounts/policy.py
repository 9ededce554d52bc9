"""Who may manage accounts, and what a password must be."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yinling.base.accounts.domain import kinds_of_characters
from yinling.base.accounts.models import Account, Recovery
from yinling.base.accounts.terms import AccountKind
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer

KINDS_WANTED = 3  # GB/T 22239-2019, 8.1.4.1 asks for complexity; the number is ours


def may_administer(by: Viewer, account: Account | None = None) -> None:
    """Raises Forbidden for all but the security administrator and the system, and for the own account."""
    own = account is not None and by.account == str(account.public_id)
    if own or by.role not in {Role.SECURITY_ADMIN, Role.SYSTEM}:
        raise Forbidden


def may_recover(by: Viewer, account: Account) -> None:
    """A security administrator may ask for a staff account that is not his own. Raises Forbidden."""
    if by.role is not Role.SECURITY_ADMIN or by.account == str(account.public_id):
        raise Forbidden
    if account.kind != AccountKind.STAFF.value:  # persons and proxies get a new PIN from their office
        raise Forbidden


def may_decide_recovery(by: Viewer, asked: Recovery) -> None:
    """Another security administrator decides, or whoever holds the machine (the command line). Raises Forbidden.

    Neither who asked nor whose account it is: the second pair of eyes is somebody else's.
    """
    own = by.account in {asked.asked_by, str(asked.account.public_id)}
    if by.role not in {Role.SECURITY_ADMIN, Role.SYSTEM} or own:
        raise Forbidden


def may_withdraw_recovery(by: Viewer, asked: Recovery) -> None:
    """Only who asked takes it back. Raises Forbidden."""
    if by.role is not Role.SECURITY_ADMIN or by.account != asked.asked_by:
        raise Forbidden


def may_enrol(by: Viewer, account: Account) -> None:
    """Raises Forbidden unless `by` is the account's holder or the system, and it is a staff account."""
    own = by.role is Role.SYSTEM or by.account == str(account.public_id)
    if not own or account.kind != AccountKind.STAFF:
        raise Forbidden


def may_keep_keys(by: Viewer) -> None:
    """Officers make and close the ways in of persons and proxies, which see nothing until background work ties a person
    to them: no right is given here. Raises Forbidden for everybody else but the system.
    """
    if by.role not in {Role.OFFICER, Role.SYSTEM}:
        raise Forbidden


def may_open(by: Viewer) -> None:
    """Raises Forbidden for nobody, before an account is looked for."""
    if not by.account and by.role is not Role.SYSTEM:
        raise Forbidden


def may_set_pin(by: Viewer, account: Account) -> None:
    """Who keeps keys sets a new PIN, and the holder his own. Raises Forbidden, also for a staff account."""
    if account.kind == AccountKind.STAFF:
        raise Forbidden
    if by.account != str(account.public_id):
        may_keep_keys(by)


def may_rename(by: Viewer) -> None:
    """The name of a key follows the card: background work alone changes it. Raises Forbidden."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def may_forget(by: Viewer) -> None:
    """Raises Forbidden unless `by` is the system."""
    if by.role is not Role.SYSTEM:
        raise Forbidden


def is_self(by: Viewer, account: Account) -> None:
    """Raises Forbidden unless `by` is the account's holder."""
    if by.account != str(account.public_id):
        raise Forbidden


class SeveralKinds:
    """A Django password validator: characters of at least three kinds."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError for a password of fewer kinds."""
        if kinds_of_characters(password) < KINDS_WANTED:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """The sentence beside the field."""
        return _("密码要有小写字母、大写字母、数字、符号中的至少三种。")

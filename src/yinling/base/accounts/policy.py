"""Who may manage accounts, and what a password must be."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yinling.base.accounts.domain import kinds_of_characters
from yinling.base.accounts.models import Account
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer

KINDS_WANTED = 3  # GB/T 22239-2019, 8.1.4.1 asks for complexity; the number is ours


def may_administer(by: Viewer, account: Account | None = None) -> None:
    """Raises Forbidden for all but the security administrator and the system, and for the own account."""
    own = account is not None and by.account == str(account.public_id)
    if own or by.role not in {Role.SECURITY_ADMIN, Role.SYSTEM}:
        raise Forbidden


def may_enrol(by: Viewer, account: Account) -> None:
    """Raises Forbidden unless `by` is the account's holder or the system."""
    if by.role is not Role.SYSTEM and by.account != str(account.public_id):
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

"""The words of accounts."""

from __future__ import annotations

from enum import StrEnum

# The password of every demo account: printed by the launcher and on the sign-in page of a demo, worth nothing
# elsewhere, because a production start refuses demo accounts and their sign-in.
DEMO_PASSWORD = "Yinling-2026-demo"  # noqa: S105 - a published password, worth nothing outside a demo


class AccountKind(StrEnum):
    """Whose way in it is: staff sign in with name, password and code; a person or a proxy with card and PIN."""

    STAFF = "staff"
    PERSON = "person"
    PROXY = "proxy"


STAFF = frozenset({AccountKind.STAFF})
KEYHOLDERS = frozenset({AccountKind.PERSON, AccountKind.PROXY})


class RecoveryState(StrEnum):
    """How far a recovery is: asked for by one administrator, decided by another."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """Which proof was tried."""

    PASSWORD = "password"  # noqa: S105 - the name of a step
    CODE = "code"


class Outcome(StrEnum):
    """How a try ended. REOPENED is no try: an administrator lifted the lock, counting starts anew."""

    FAILED = "failed"
    PASSED = "passed"
    REOPENED = "reopened"

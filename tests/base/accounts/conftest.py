"""One account of each kind for the tests of sign-in."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher

from yinling.base.accounts import actions
from yinling.kernel.viewer import system

PASSWORD = "Correct-horse-7"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
SEEDING = system("tests")


class QuickScrypt(ScryptPasswordHasher):
    """The hash of production at a fraction of its cost, so that a hundred sign-ins take a second."""

    work_factor = 2**4
    computed = 0

    def encode(self, password, salt, n=None, r=None, p=None):
        """Count how many hashes were computed, which is what takes time in a sign-in."""
        QuickScrypt.computed += 1
        return super().encode(password, salt, n, r, p)


@pytest.fixture(autouse=True)
def quick_hash(settings):
    """Use the quick hash in all tests of sign-in."""
    settings.PASSWORD_HASHERS = [f"{QuickScrypt.__module__}.QuickScrypt"]


@pytest.fixture
def account(sides, now):
    """Wang Min with password and authenticator app."""
    sides.work()
    made = actions.create_account(username="wangmin", display_name="王敏", password=PASSWORD, by=SEEDING, at=now)
    actions.enrol_totp(account=made, secret=SECRET, by=SEEDING, at=now)
    sides.app()
    return made

"""The three administrators at their door, and what stands in their books."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.utils import timezone

from tests import factories as make
from yinling.base.access.actions import give_grant
from yinling.base.accounts.models import Account
from yinling.kernel.viewer import Purpose, Role


@pytest.fixture
def at(sides):
    sides.owner()
    make.areas(make.CHENGGUAN, make.QILIHE)
    return timezone.now()


def administrator(role: Role, *, at, name: str, area: str = "") -> Account:
    """An account that is this and nothing else."""
    made = Account.objects.create(
        username=f"x{uuid.uuid4().hex[:8]}", display_name=name, password="!", created_at=at
    )  # fmt: skip
    give_grant(
        grant=uuid.uuid4(), account=made.public_id, role=role, area_code=area, units=(),
        purposes=frozenset({Purpose.GENERAL}), valid_from=date(at.year, 1, 1), valid_to=None, by=make.SYSTEM, at=at,
    )  # fmt: skip
    return made


@pytest.fixture
def security(at):
    return administrator(Role.SECURITY_ADMIN, at=at, name="孙静")


@pytest.fixture
def second(at):
    return administrator(Role.SECURITY_ADMIN, at=at, name="丁强")


@pytest.fixture
def auditor(at):
    return administrator(Role.AUDIT_ADMIN, at=at, name="何兰", area="6201")


@pytest.fixture
def operator(at):
    return administrator(Role.SYSTEM_ADMIN, at=at, name="罗军")


@pytest.fixture
def clerk(at):
    return make.officer(make.CHENGGUAN, at=at, name="王敏")


@pytest.fixture
def application(sides):
    """Call it when all is prepared: from here on the database sees the application."""
    return sides.app

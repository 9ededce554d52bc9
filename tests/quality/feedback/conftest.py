"""A county with the shipped rules, an officer, a person, and the application's side of the wall."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pytest

from tests import factories as make
from tests.conftest import Sides
from tests.people.registry.people import ALL_PURPOSES
from tests.quality.feedback.visits import visit
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies.actions import record_right
from yinling.people.proxies.models import Key, ProxyRight
from yinling.people.proxies.terms import ActingScope, KeyKind
from yinling.people.registry.models import Person
from yinling.quality.feedback.actions import complain, rate
from yinling.quality.feedback.terms import Way
from yinling.service.delivery.models import Task


@dataclass
class Ground:
    """What is there before anything is said."""

    sides: Sides
    at: datetime
    clerk: Viewer
    stranger: Viewer
    person: Person

    def himself(self) -> Viewer:
        return self.named(Role.PERSON)

    def named(self, role: Role, account: UUID | None = None) -> Viewer:
        return Viewer(
            account=str(account or uuid.uuid4()), role=role, persons=(self.person.id,), purposes=ALL_PURPOSES,
            name="某某",
        )  # fmt: skip

    def visit(self, **more) -> Task:
        self.sides.owner()
        made = visit(self.person, **{"at": self.at, **more})
        self.sides.app(self.clerk)
        return made

    def right(self, **more) -> UUID:
        plain = {
            "kind": "family", "basis": "spoken", "name": "李芳", "relation": "女儿", "phone": "", "account": None,
            "scopes": ActingScope.values, "valid_from": date(2026, 1, 1), "valid_to": None,
        }  # fmt: skip
        return record_right(
            right=uuid.uuid4(), person=self.person.public_id, by=self.clerk, at=self.at, **(plain | more)
        )

    def proxy(self, right: UUID) -> Viewer:
        row = ProxyRight.objects.get(public_id=right)
        key = Key.objects.create(
            **row.person.scope(), account=uuid.uuid4(), kind=KeyKind.PROXY, right=row, issued_by="t",
            issued_at=self.at,
        )  # fmt: skip
        return self.named(Role.PROXY, key.account)

    def rate(self, task: Task, stars=5, remark="", **more) -> UUID:
        said = {"way": Way.PHONE, "by": self.clerk, "at": self.at}
        return rate(task=task.public_id, stars=stars, remark=remark, **{**said, **more})

    def complain(self, task: Task, text="没有来", **more) -> UUID:
        said = {"way": Way.PHONE, "request": uuid.uuid4(), "by": self.clerk, "at": self.at}
        return complain(task=task.public_id, text=text, **{**said, **more})

    def see(self, by: Viewer) -> Viewer:
        """Stand on the application's side as this viewer."""
        self.sides.app(by)
        return by


@pytest.fixture
def ground(sides, now):
    sides.owner()
    make.rules(now)
    unit = make.unit(make.CHENGGUAN)
    make.unit(make.QILIHE)
    clerk = Viewer(
        account=str(uuid.uuid4()), role=Role.OFFICER, area=make.CHENGGUAN, purposes=ALL_PURPOSES, name="王敏"
    )
    stranger = Viewer(
        account=str(uuid.uuid4()), role=Role.OFFICER, area=make.QILIHE, purposes=ALL_PURPOSES, name="陈刚"
    )
    person = make.person(unit=unit, at=now)
    sides.app(clerk)
    return Ground(sides, now, clerk, stranger, person)

"""A visit to make: one person, one order on offer, two workers of the county and an officer, each signed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.conftest import Sides
from yinling.base.accounts.models import Account
from yinling.people.registry.models import Person
from yinling.service.delivery.models import Task
from yinling.service.dispatch.models import Offer


@dataclass
class Visit:
    """The world of one test; `sides` stands with the application, as the requests do.

    `task` is the id of this worker's offer and of the task that follows; `theirs` that of the other worker's offer.
    """

    sides: Sides
    worker: Account
    other: Account
    officer: Account
    person: Person
    code: str
    token: str
    task: UUID
    theirs: UUID
    mine: Client = field(init=False)
    others: Client = field(init=False)
    office: Client = field(init=False)

    def __post_init__(self) -> None:
        self.mine, self.others = factories.signed_in(self.worker), factories.signed_in(self.other)
        self.office = factories.signed_in(self.officer)

    def at(self, step: str = "") -> str:
        """The address of the task, or of one of its steps."""
        return f"/field/tasks/{self.task}" + (f"/{step}" if step else "")

    def post(self, step: str, **data: str):
        """The worker's answer to a step."""
        return self.mine.post(self.at(step), data)

    def row(self) -> dict[str, object]:
        """The whole task, or the offer that no task came of, whoever looks."""
        self.sides.owner()
        task = Task.objects.filter(public_id=self.task).values().first()
        found = task or Offer.objects.filter(public_id=self.task).values().get()
        self.sides.app()
        return found

    def walk_to(self, state: str) -> None:
        """Do what must be done until the task is there."""
        steps = {
            "offered": None,
            "taken": ("take", {}),
            "checked_in": ("check-in", {"code": self.code}),
            "done": ("finish", {"notes": "陪聊半小时，量血压 130/80"}),
            "confirmed": ("confirm", {"confirmer": "person"}),
        }
        for name, act in steps.items():
            if act is not None:
                answer = self.post(act[0], **act[1])
                assert (answer.status_code, answer.headers["Location"]) == (302, self.at()), name
            if name == state:
                return


@pytest.fixture
def visit(sides: Sides) -> Visit:
    """An order on offer, in Chengguan."""
    sides.owner()
    at = timezone.now()
    unit = factories.unit()
    factories.rules(at)
    worker, other = factories.worker(at=at, name="周海"), factories.worker(at=at, name="和丽芬")
    person = factories.person(unit=unit, at=at)
    on_offer = factories.offered(person, at=at, to=worker)
    made = Visit(
        sides=sides, worker=worker, other=other, officer=factories.officer(at=at), person=person,
        code=factories.code_of(person), token=factories.token_of(person), task=on_offer,
        theirs=factories.offer_of(Offer.objects.get(public_id=on_offer).order.public_id, to=other),
    )  # fmt: skip
    sides.app()
    return made


def text_of(answer) -> str:
    """What a page says, without its tags."""
    import re

    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()

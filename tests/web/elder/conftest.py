"""A retired cadre at her own page: a key, a card, a PIN; a neighbour with another; a worker and an officer nearby."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.base.accounts.conftest import quick_hash  # noqa: F401 - a fixture
from tests.conftest import Sides
from yinling.base.accounts.models import Account
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role, Viewer, system
from yinling.people.proxies import actions as proxies
from yinling.people.proxies.models import Key
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.models import Person
from yinling.service.delivery import actions as delivery
from yinling.service.delivery.models import Task
from yinling.service.orders.models import Order
from yinling.supply.catalogue.actions import SHIPPED, load_catalogue

PIN = "406182"
WORK = system("tests")


@dataclass
class Elder:
    """The world of one test; `sides` stands with the application, as the requests do."""

    sides: Sides
    at: datetime
    person: Person
    other: Person
    worker: Account
    officer: Account
    code: str
    client: Client = field(default_factory=Client)
    has_rules: bool = False

    def as_owner(self, work: Callable[[], object]) -> object:
        """Do something as the owner of the tables, then stand with the application again."""
        self.sides.owner()
        try:
            return work()
        finally:
            self.sides.app()

    def key(self, owner: Person, *, right: UUID | None = None, pin: str = PIN) -> UUID:
        """Give a key and open it."""
        key = uuid.uuid4()

        def give() -> None:
            by = factories.viewer_for(self.officer, at=self.at)
            proxies.issue_key(key=key, person=owner.public_id, right=right, pin=pin, by=by, at=self.at)
            proxies.open_key(key=key, by=WORK, at=self.at)

        self.as_owner(give)
        return key

    def proxy(self, *scopes: ActingScope, phone: str = "13900005678", days: int = 90) -> UUID:
        """A daughter with a right for these things, and a key."""
        right = uuid.uuid4()

        def record() -> None:
            proxies.record_right(
                right=right, person=self.person.public_id, kind="family", basis="spoken", name="李芳",
                relation="女儿", phone=phone, account=None, scopes=[scope.value for scope in scopes],
                valid_from=local_day(self.at), valid_to=local_day(self.at) + timedelta(days=days),
                by=factories.viewer_for(self.officer, at=self.at), at=self.at,
            )  # fmt: skip

        self.as_owner(record)
        self.key(self.person, right=right)
        return right

    def sign_in(self, client: Client | None = None, **more: str):
        """Post the form of sign-in; the person's own way in, unless something else is said."""
        typed = {"card": self.code, "pin": PIN, "who": "person", "device": "shared", **more}
        return (client or self.client).post("/elder/sign-in", typed)

    def inside(self) -> Client:
        """The client, signed in as the person."""
        answer = self.sign_in()
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/elder/")
        return self.client

    def as_proxy(self, *scopes: ActingScope) -> Client:
        """Another client, signed in as the daughter."""
        self.proxy(*scopes)
        client = Client()
        answer = self.sign_in(client, who="proxy", tail="5678")
        assert answer.status_code == 302
        return client

    def account(self, key: UUID) -> Account:
        """The account of a key."""
        return self.as_owner(lambda: Account.objects.get(public_id=Key.objects.get(public_id=key).account))

    def rules(self) -> None:
        """The rulebook that ships."""
        if not self.has_rules:
            self.as_owner(lambda: factories.rules(self.at))
        self.has_rules = True

    def catalogue(self) -> None:
        """The services that ship, and the rules that recommend some of them."""
        self.rules()
        self.as_owner(lambda: load_catalogue(path=SHIPPED, by=factories.SYSTEM, at=self.at))

    def visit(self, state: str, owner: Person | None = None) -> UUID:
        """A visit of the worker that has come so far."""
        self.rules()
        return self.as_owner(lambda: self._walk(owner or self.person, state))

    def _walk(self, owner: Person, state: str) -> UUID:
        at = self.at - timedelta(hours=1)
        task = factories.taken(owner, self.worker, at=at)
        by = factories.viewer_for(self.worker, at=at)
        steps = {
            "taken": lambda: None,
            "checked_in": lambda: delivery.check_in(task=task, code=factories.code_of(owner), by=by, at=at),
            "done": lambda: delivery.finish(task=task, notes="陪聊半小时", by=by, at=at + timedelta(minutes=40)),
            "confirmed": lambda: delivery.confirm_by_person(
                task=task, by=_person(owner), at=at + timedelta(minutes=45)
            ),
        }
        for name, step in steps.items():
            step()
            if name == state:
                break
        return task

    def orders(self, owner: Person | None = None) -> list[dict[str, object]]:
        """The orders of a person, whoever looks."""
        whose = owner or self.person
        return self.as_owner(lambda: list(Order.objects.filter(person=whose).order_by("id").values()))

    def task(self, task: UUID) -> dict[str, object]:
        """A visit, whoever looks."""
        return self.as_owner(lambda: Task.objects.filter(public_id=task).values().get())


def _person(owner: Person) -> Viewer:
    return Viewer(account=str(uuid.uuid4()), role=Role.PERSON, persons=(owner.id,), name="本人")


@pytest.fixture
def elder(sides: Sides) -> Elder:
    """She has a key; her neighbour has one, too."""
    sides.owner()
    at = timezone.now()
    unit = factories.unit()
    person, other = factories.person(unit=unit, at=at), factories.person(unit=unit, at=at, name="张国华")
    made = Elder(
        sides=sides, at=at, person=person, other=other, worker=factories.worker(at=at),
        officer=factories.officer(at=at), code=factories.code_of(person),
    )  # fmt: skip
    made.key(person)
    return made


def text_of(answer) -> str:
    """What a page says, without its tags."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()

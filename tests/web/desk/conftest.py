"""The desk of an officer of one county, and what stands on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tests.conftest import Sides
from yinling.decisions.careplan.models import Proposal
from yinling.kernel.calendars import local_day
from yinling.people.registry.models import Person
from yinling.service.delivery import actions as delivery
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import Confirmer
from yinling.service.orders.models import Order


@dataclass
class Desk:
    """What is in the database before an officer opens a page; made as the owner."""

    at: datetime
    sides: Sides
    count: int = 0
    has_rules: bool = False

    def person(self, unit, name="李淑芬", **more) -> Person:
        return make.person(unit=unit, at=self.at, name=name, **more)

    def proposal(self, owner: Person, item="上门关怀", days=3) -> UUID:
        self.count += 1
        row = Proposal.objects.create(
            **owner.scope(), rule_code=f"desk-{self.count}", rule_version=1, rule_title="高龄独居探访", item=item,
            need="高龄独居，需要有人每月上门看望", reasons=["年龄 91 岁，不小于高龄起点 80 岁", "居住方式是独居"],
            source="十部门2022年关于探访关爱服务的文件", facts_digest=f"{self.count:064d}",
            due_date=local_day(self.at) + timedelta(days=days), proposed_at=self.at,
        )  # fmt: skip
        return row.public_id

    def returned(self, owner: Person) -> UUID:
        order = make.order(owner, at=self.at)
        Order.objects.filter(public_id=order).update(state="returned", returned_because="到时限无人接单")
        return order

    def confirmed(self, owner: Person, worker) -> UUID:
        """A visit that a worker made and the person confirmed."""
        if not self.has_rules:
            make.rules(self.at)
            self.has_rules = True
        on_offer = make.offered(owner, at=self.at, to=worker)
        by = make.viewer_for(worker, at=self.at)
        at = [self.at + timedelta(minutes=minutes) for minutes in (1, 30, 60, 61)]
        task = delivery.take(offer=on_offer, by=by, at=at[0])
        delivery.check_in(task=task, code=make.code_of(owner), by=by, at=at[1])
        delivery.finish(task=task, notes="聊天，量血压", by=by, at=at[2])
        delivery.confirm(task=task, confirmer=Confirmer.PERSON, proxy_name="", proxy_relation="", by=by, at=at[3])
        return Task.objects.get(public_id=task).public_id


@pytest.fixture
def desk(sides):
    sides.owner()
    at = timezone.now() - timedelta(hours=2)
    return Desk(at, sides)


@pytest.fixture
def unit(desk):
    return make.unit(make.CHENGGUAN, name="城关区教育局")


@pytest.fixture
def elsewhere(desk):
    return make.unit(make.QILIHE, name="七里河区教育局")


@pytest.fixture
def officer(desk, unit):
    """The browser of an officer of 城关区."""
    return make.signed_in(make.officer(make.CHENGGUAN, at=desk.at))


@pytest.fixture
def stranger(desk, elsewhere):
    """The browser of an officer of 七里河区, who sees nothing of 城关区."""
    return make.signed_in(make.officer(make.QILIHE, at=desk.at, name="陈刚"))


@pytest.fixture
def worker(desk, unit):
    return make.worker(make.CHENGGUAN, at=desk.at)


@pytest.fixture
def application(sides):
    """Call it when all is prepared: from here on the database sees the application."""
    return sides.app


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()


def same(response) -> tuple[int, str]:
    """An answer without what differs between any two: the form's token, and the address that was asked for."""
    page = re.sub(r'(value="|"X-CSRFToken": ")[A-Za-z0-9]{64}"', "", response.content.decode())
    page = re.sub(r'name="next" value="[^"]*"', "", page)
    return response.status_code, page


def queries(client, address, **more) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, **more).status_code == 200
    return len(captured)

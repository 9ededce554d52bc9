"""Runs and officers at the same time, over several connections, each committing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from tests import factories as make
from tests.cluster import cluster
from tests.conftest import NOW, Sides, _point_at
from tests.decisions.careplan.conftest import Plan
from yinling.base.journal.models import Entry
from yinling.base.rows.viewing import state
from yinling.decisions.careplan.actions import decide_many, propose
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.terms import Verdict
from yinling.decisions.portrait.models import Tag
from yinling.kernel.viewer import Role
from yinling.people.registry.models import Person

PERSONS = 12


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Twelve persons with a tag and a measure in a database of its own, committed; dropped afterwards."""
    name = f"{django_db_setup}_careplan"
    with django_db_blocker.unblock():
        connections.close_all()  # a database is copied only while nobody is connected to it
        with cluster().connect() as admin:
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{django_db_setup}" OWNER yl_owner')
        _point_at(name)
        with transaction.atomic():
            plan = Plan(NOW, Sides())
            rule, unit = plan.rule(), make.unit()
            plan.measure(rule)
            for number in range(PERSONS):
                plan.tag(make.person(unit=unit, at=NOW, name=f"张国{'一二三四五六七八九十'[number % 10]}"), rule)
            officers = [make.viewer_for(make.officer(at=NOW, name=name), at=NOW) for name in ("王敏", "马丽")]
        yield officers
        _point_at(django_db_setup)
    with cluster().connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def at_once(*calls):
    """What these calls, each (viewer, act), return when they begin together."""
    ready = Barrier(len(calls))

    def one(call):
        viewer, act = call
        try:
            with transaction.atomic():
                state(viewer)
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SET LOCAL ROLE yl_system" if viewer.role is Role.SYSTEM else "SET LOCAL ROLE yl_app"
                    )
                ready.wait(timeout=10)
                return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def number(kind: str) -> int:
    return Entry.objects.filter(kind=f"careplan.{kind}").count()


def test_runs_and_single_persons_at_once_propose_each_need_once(committed):
    ids = list(Person.objects.values_list("id", flat=True))
    runs = [(make.SYSTEM, lambda area=area: propose(area_code=area, by=make.SYSTEM, at=NOW)) for area in ("62", "")]
    singles = [(make.SYSTEM, lambda: propose(persons=ids, by=make.SYSTEM, at=NOW))] * 2
    done = at_once(*runs, *singles)
    assert sum(one.new for one in done) == PERSONS
    assert Proposal.objects.filter(state="open").count() == PERSONS
    assert Proposal.objects.values("person", "rule_code", "item").distinct().count() == PERSONS


def test_two_officers_decide_overlapping_piles_and_each_need_is_decided_once(committed):
    at_once((make.SYSTEM, lambda: propose(by=make.SYSTEM, at=NOW)))
    keys = list(Proposal.objects.order_by("id").values_list("public_id", flat=True))
    wang, ma = committed
    done = at_once(
        (wang, lambda: decide_many(proposals=keys[:9], verdict=Verdict.APPROVE, by=wang, at=NOW)),
        (ma, lambda: decide_many(proposals=keys[:2:-1], verdict=Verdict.REJECT, reason="不需要", by=ma, at=NOW)),
    )
    assert [one.done + one.already for one in done] == [9, 9]
    assert sum(one.done for one in done) == PERSONS
    assert (number("proposal_approved"), number("proposal_rejected")) == (done[0].done, done[1].done)
    assert Proposal.objects.filter(state="open").count() == 0


def test_a_run_beside_an_officer_overwrites_nothing_he_decides(committed):
    at_once((make.SYSTEM, lambda: propose(by=make.SYSTEM, at=NOW)))
    keys = list(Proposal.objects.values_list("public_id", flat=True))
    Tag.objects.update(until="2026-11-22", ended_at=NOW)
    wang = committed[0]
    lapsed, done = at_once(
        (make.SYSTEM, lambda: propose(by=make.SYSTEM, at=NOW)),
        (wang, lambda: decide_many(proposals=keys, verdict=Verdict.APPROVE, by=wang, at=NOW)),
    )
    assert lapsed.lapsed + done.done == PERSONS
    assert Proposal.objects.filter(state="approved").count() == done.done == number("proposal_approved")

"""One order from the first offer to the receipt, walked by a model in any order of moves by anybody.

Four workers, an officer, the clock and background work. After every step the order, its offers, its task, the
deadlines and who sees the person are what the model says; a move that the model refuses raises what it should and
changes no row.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests import factories
from tests.conftest import NOW, ROUNDS
from tests.service.conftest import County
from yinling.base.access.models import NamedPerson
from yinling.base.deadlines.actions import fire_due
from yinling.base.deadlines.models import Deadline
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.service.delivery import actions as delivery
from yinling.service.delivery.models import Receipt, Task
from yinling.service.delivery.terms import Confirmer, NoShow
from yinling.service.dispatch import actions as dispatch
from yinling.service.dispatch.models import Offer
from yinling.service.orders import actions as orders
from yinling.service.orders.models import Order

WAVE = 3  # the rulebook's 同时派单人数
WORKERS = st.integers(0, 3)
LIVE = {"taken", "checked_in", "done"}
MINE = {"taken", "checked_in", "done", "confirmed"}


class Service(RuleBasedStateMachine):
    """One order. `offers` holds this round's by worker, `refused` who is never asked again, `task` its state."""

    county: County
    workers: list

    @initialize()
    def place(self):
        self.county.sides.owner()
        self.beginning = transaction.savepoint()
        self.at = NOW
        self.code = factories.code_of(self.county.person)
        self.order = factories.order(self.county.person, at=NOW)
        self.state, self.round = "placed", 1
        self.refused: set[int] = set()
        self.kept: dict[uuid.UUID, int] = {}  # visits of earlier rounds that are remembered for a day
        self.begin_round()

    def begin_round(self):
        self.offers: dict[int, str] = {}
        self.keys: dict[int, uuid.UUID] = {}
        self.take_by: dict[int, object] = {}
        self.task, self.holder = None, None

    def teardown(self):
        if hasattr(self, "beginning"):
            transaction.savepoint_rollback(self.beginning)

    # --- asking

    def do(self, refusal, who, act):
        """Act for this account (None: background work): it happens, or is refused exactly so and no row differs."""
        self.at += timedelta(minutes=1)
        self.county.sides.owner()
        before = self.rows()
        by = self.county.act_as_system() if who is None else self.county.act_as(who, self.at)
        if refusal is None:
            act(by)
            self.county.sides.owner()
            return
        with pytest.raises(refusal):
            act(by)
        self.county.sides.owner()
        assert self.rows() == before

    def rows(self):
        return {
            "order": Order.objects.filter(public_id=self.order).values().get(),
            "offers": list(Offer.objects.order_by("id").values()),
            "tasks": list(Task.objects.order_by("id").values()),
            "named": list(NamedPerson.objects.order_by("id").values()),
            "deadlines": list(Deadline.objects.order_by("id").values()),
            "facts": Entry.objects.count(),
        }

    def open_ones(self):
        return [who for who, state in self.offers.items() if state == "offered"]

    def key(self, who):
        return self.keys.get(who) or uuid.uuid4()

    def learn(self):
        """Read which offers were made: whom the draw chose among equals is not for the model to say."""
        rows = Offer.objects.filter(order__public_id=self.order, round=self.round).exclude(
            public_id__in=self.keys.values()
        )
        by_id = {worker.public_id: who for who, worker in enumerate(self.workers)}
        fresh = []
        for row in rows:
            who = by_id[row.worker]
            self.keys[who], self.offers[who], self.take_by[who] = row.public_id, "offered", row.take_by
            fresh.append(who)
        return fresh

    # --- what can happen

    @rule()
    def wait(self):
        self.at += timedelta(hours=5)

    @rule()
    def offer(self):
        free = [who for who in range(4) if who not in self.refused and who not in self.offers]
        idle = self.state != "placed" or bool(self.open_ones())
        self.do(None, None, lambda by: dispatch.offer(order=self.order, round=self.round, by=by, at=self.at))
        chosen = self.learn()
        if idle:
            assert chosen == []
        elif free:
            assert len(chosen) == min(WAVE, len(free))
            assert set(chosen) <= set(free)
        else:
            self.state = "returned"

    @rule(who=WORKERS)
    def take(self, who):
        again = who == self.holder and self.task in MINE
        open_now = self.offers.get(who) == "offered" and self.at + timedelta(minutes=1) < self.take_by[who]
        refusal = None if again or open_now else dispatch.OfferGone
        key = self.key(who)
        self.do(refusal, self.workers[who], lambda by: delivery.take(offer=key, by=by, at=self.at))
        if open_now:
            self.offers = {one: "withdrawn" if state == "offered" else state for one, state in self.offers.items()}
            self.offers[who], self.task, self.holder, self.state = "taken", "taken", who, "in_hand"

    @rule(who=WORKERS)
    def decline(self, who):
        open_now = self.offers.get(who) == "offered" and self.at + timedelta(minutes=1) < self.take_by[who]
        key = self.key(who)
        act = lambda by: dispatch.decline(offer=key, reason="距离太远", by=by, at=self.at)  # noqa: E731 - one line each
        self.do(None if open_now else dispatch.OfferGone, self.workers[who], act)
        if open_now:
            self.offers[who] = "declined"
            self.refused.add(who)

    @rule()
    def time_runs_out(self):
        """The deadlines of whatever is on offer fire."""
        if not self.open_ones():
            return
        self.at = max(self.take_by[who] for who in self.open_ones())
        self.do(None, None, lambda by: fire_due(engine="tests", by=by, at=self.at))
        self.kept = {}  # a day is over for earlier visits, too
        for who in self.open_ones():
            self.offers[who] = "lapsed"
        self.state = "returned"

    @rule(who=WORKERS)
    def assign(self, who):
        afresh = self.state == "returned"
        barred = who in self.refused or (not afresh and who in self.offers)
        refusal = (
            orders.OrderMoved if self.state not in {"placed", "returned"} else dispatch.NotToBeSent if barred else None
        )
        worker = self.workers[who].public_id
        act = lambda by: dispatch.assign(order=self.order, worker=worker, by=by, at=self.at)  # noqa: E731 - as above
        self.do(refusal, self.county.officer, act)
        if refusal is None:
            if afresh:
                self.next_round("placed")
            assert self.learn() == [who]
            self.do(None, None, lambda by: dispatch.let_see(offer=self.keys[who], by=by, at=self.at))

    @rule()
    def place_again(self):
        refusal = None if self.state == "returned" else orders.OrderMoved
        self.do(refusal, self.county.officer, lambda by: orders.place_again(order=self.order, by=by, at=self.at))
        if refusal is None:
            self.next_round("placed")

    @rule()
    def redo(self):
        refusal = None if self.state == "fulfilled" else orders.OrderMoved
        due = self.at.date() + timedelta(days=3)
        act = lambda by: orders.redo(order=self.order, reason="没做好", due_date=due, by=by, at=self.at)  # noqa: E731 - as above
        self.do(refusal, self.county.officer, act)
        if refusal is None:
            self.next_round("placed")

    def next_round(self, state):
        if self.task == "confirmed":
            self.kept[self.keys[self.holder]] = self.holder
        self.state, self.round = state, self.round + 1
        self.begin_round()

    @rule(sure=st.integers(0, 5))
    def cancel(self, sure):
        if sure:  # it ends every walk
            return
        if self.state == "in_hand" and self.task != "taken":
            refusal = delivery.TaskMoved
        else:
            refusal = None if self.state in {"placed", "returned", "in_hand"} else orders.OrderMoved
        act = lambda by: orders.cancel(order=self.order, reason="本人外出", by=by, at=self.at)  # noqa: E731 - as above
        self.do(refusal, self.county.officer, act)
        if refusal is None:
            held = {"offered", "taken"}
            self.offers = {one: "withdrawn" if state in held else state for one, state in self.offers.items()}
            if self.task == "taken":
                self.task = "withdrawn"
            self.state = "cancelled"

    @rule(who=WORKERS)
    def give_back(self, who):
        self.step(who, {"taken"}, lambda by, key: delivery.give_back(task=key, reason="当天生病", by=by, at=self.at))
        if self.stepped:
            self.task, self.offers[who], self.state = "withdrawn", "given_back", "returned"
            self.refused.add(who)

    @rule(who=WORKERS)
    def no_show(self, who):
        act = lambda by, key: delivery.no_show(task=key, because=NoShow.NOBODY, what="", by=by, at=self.at)  # noqa: E731 - as above
        self.step(who, {"taken", "checked_in"}, act)
        if self.stepped:
            self.task, self.offers[who], self.state = "no_show", "ended", "returned"

    @rule(who=WORKERS)
    def check_in(self, who):
        self.step(
            who,
            {"taken"},
            lambda by, key: delivery.check_in(task=key, code=self.code, by=by, at=self.at),
            again={"checked_in"},
        )
        if self.stepped:
            self.task = "checked_in"

    @rule(who=WORKERS)
    def finish(self, who):
        self.step(
            who,
            {"checked_in"},
            lambda by, key: delivery.finish(task=key, notes="陪聊半小时", by=by, at=self.at),
            again={"done"},
        )
        if self.stepped:
            self.task = "done"

    @rule(who=WORKERS)
    def confirm(self, who):
        said = {"confirmer": Confirmer.PERSON, "proxy_name": "", "proxy_relation": ""}
        self.step(
            who, {"done"}, lambda by, key: delivery.confirm(task=key, **said, by=by, at=self.at), again={"confirmed"}
        )
        if self.stepped:
            self.task, self.offers[who], self.state = "confirmed", "ended", "fulfilled"

    def step(self, who, origins, act, again=frozenset()):
        """A step of the visit: the holder's own, from these states; repeating it changes nothing."""
        mine = who == self.holder and self.task in MINE
        self.stepped = mine and self.task in origins
        moved = None if self.stepped or self.task in again else delivery.TaskMoved
        refusal = moved if mine else Forbidden
        key = self.key(who)
        self.do(refusal, self.workers[who], lambda by: act(by, key))

    @rule(steps=st.integers(1, 6), who=WORKERS)
    def go_on(self, steps, who):
        """The plain way ahead, without which a walk of random steps seldom leaves the door."""
        for _ in range(steps):
            if self.state == "placed" and not self.open_ones():
                self.offer()
            elif self.state == "placed":
                self.take(self.open_ones()[who % len(self.open_ones())])
            elif self.state == "returned":
                self.place_again()
            elif self.state == "in_hand":
                {"taken": self.check_in, "checked_in": self.finish, "done": self.confirm}[self.task](self.holder)

    @rule()
    def all_decline(self):
        """Everybody of the wave declines, and the next ones are asked."""
        for who in self.open_ones():
            self.decline(who)
        self.offer()

    @rule(round_=st.integers(-1, 9))
    def by_whom_it_may_not_be(self, round_):
        """Whoever may not act changes nothing, in any state."""
        key = next(iter(self.keys.values()), uuid.uuid4())
        for who, act in (
            (self.county.officer, lambda by: dispatch.offer(order=self.order, round=round_, by=by, at=self.at)),
            (self.county.officer, lambda by: dispatch.lapse(offer=key, by=by, at=self.at)),
            (self.county.officer, lambda by: delivery.take(offer=key, by=by, at=self.at)),
            (self.workers[0], lambda by: orders.place_again(order=self.order, by=by, at=self.at)),
            (self.workers[0], lambda by: dispatch.let_see(offer=key, by=by, at=self.at)),
            (self.workers[0], lambda by: dispatch.assign(order=self.order, worker=key, by=by, at=self.at)),
        ):
            self.do(Forbidden, who, act)

    # --- what must hold

    @invariant()
    def the_rows_are_as_the_model_says(self):
        if not hasattr(self, "order"):
            return
        self.county.sides.owner()
        row = Order.objects.get(public_id=self.order)
        assert (row.state, row.round) == (self.state, self.round)
        offers = dict(Offer.objects.filter(order=row, round=self.round).values_list("public_id", "state"))
        assert offers == {self.keys[who]: state for who, state in self.offers.items()}
        task = Task.objects.filter(order=row, round=self.round).values_list("public_id", "state", "worker").first()
        worker = None if self.holder is None else self.workers[self.holder].public_id
        assert task == (None if self.task is None else (self.keys[self.holder], self.task, worker))

    @invariant()
    def one_wins_a_round_and_has_it_in_hand_alone(self):
        if not hasattr(self, "order"):
            return
        self.county.sides.owner()
        won = ["taken", "ended", "given_back"]
        winners = list(Offer.objects.filter(state__in=won).values_list("round", flat=True))
        assert len(winners) == len(set(winners))
        live = Task.objects.filter(state__in=LIVE).count()
        assert (live, Offer.objects.filter(state="taken").count()) == ((1, 1) if self.state == "in_hand" else (0, 0))
        assert Receipt.objects.count() == Task.objects.filter(state="confirmed").count()

    @invariant()
    def only_who_must_sees_the_person(self):
        if not hasattr(self, "order"):
            return
        self.county.sides.owner()
        named = NamedPerson.objects.filter(person_id=self.county.person.id, ended_at__isnull=True)
        sees = {self.keys[who]: who for who in self.open_ones()} | self.kept
        if self.task in MINE:
            sees[self.keys[self.holder]] = self.holder
        expected = {(key, self.workers[who].public_id) for key, who in sees.items()}
        assert set(named.values_list("subject", "account__public_id")) == expected

    @invariant()
    def every_open_offer_has_its_deadline(self):
        if not hasattr(self, "order"):
            return
        self.county.sides.owner()
        due = dict(Deadline.objects.filter(kind=dispatch.UNANSWERED, state="open").values_list("subject", "due_at"))
        wanted = {self.keys[who]: self.take_by[who] for who in self.open_ones()}
        assert {key: due.get(key) for key in wanted} == wanted
        # what was withdrawn with its order leaves a deadline that will fire for nothing; nothing else does
        left = Offer.objects.filter(public_id__in=set(due) - set(wanted)).values_list("state", flat=True)
        assert set(left) <= {"withdrawn"}


@pytest.mark.slow  # dozens of orders walked through a real database
def test_any_moves_by_anybody_in_any_order(county, now):
    Service.county = county
    Service.workers = [*county.workers, *(factories.worker(at=now, name=name) for name in ("张三", "李四"))]
    few = settings(
        max_examples=max(10, ROUNDS // 4),
        stateful_step_count=25,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),  # shrinking a walk through a database takes minutes
    )
    run_state_machine_as_test(Service, settings=few)

"""A visit, walked by a model in any order: two workers, an officer, the clock and background work, with any code.

After every step the rows, the facts, who sees the person and the order are what the model says; a step that the
model refuses raises what it should and changes no row.
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
from yinling.base.deadlines.models import Deadline
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery import actions
from yinling.service.delivery.domain import MAX_WRONG_CODES
from yinling.service.delivery.models import Receipt, Task
from yinling.service.delivery.terms import Confirmer
from yinling.service.orders.actions import OrderMoved, cancel, place_again
from yinling.service.orders.models import Order

WORKERS = st.sampled_from([0, 1])
CODES = st.sampled_from(["typed", "scanned", "wrong", "neighbour", "garbage"])
NOTES = st.sampled_from(["陪聊半小时", "助浴一次", "", "长" * 2001])
CONFIRMERS = st.sampled_from(
    [("person", "", ""), ("proxy", "张丽", "女儿"), ("proxy", "", "女儿"), ("proxy", "张丽", "")]
)


class Visits(RuleBasedStateMachine):
    """One order of one person. The model is plain values; `sees` are the workers who may see the person."""

    county: County

    @initialize()
    def place(self):
        self.county.sides.owner()
        self.beginning = transaction.savepoint()
        self.at = NOW
        self.codes = {
            "typed": factories.code_of(self.county.person), "scanned": factories.token_of(self.county.person),
            "wrong": "22222222", "neighbour": factories.token_of(self.county.neighbour), "garbage": "\x00💊",
        }  # fmt: skip
        self.order = factories.order(self.county.person, at=NOW)
        self.order_state, self.round = "placed", 1
        self.earlier: list[uuid.UUID] = []
        self.forget_the_task()

    def forget_the_task(self):
        self.task, self.state, self.holder, self.facts = None, None, None, []
        self.wrong, self.way, self.notes, self.confirmed = 0, "", None, ("", None, "")
        self.sees: set[int] = set()

    def teardown(self):
        if hasattr(self, "beginning"):
            transaction.savepoint_rollback(self.beginning)

    # --- asking

    def ask(self, act, refusal=None, **given):
        """Do it; where the model refuses, exactly so, and no row of the task or the order differs after."""
        if refusal is None:
            act(at=self.at, **given)
            return
        by = given.pop("by")
        self.county.sides.owner()
        before = self.rows()
        with pytest.raises(refusal):
            act(at=self.at, by=by() if callable(by) else by, **given)
        self.county.sides.owner()
        after = self.rows()
        if refusal is actions.WrongCode:
            before["task"]["wrong_codes"] += 1
        assert after == before

    def rows(self):
        return {
            "task": Task.objects.filter(public_id=self.task).values().first(),
            "order": Order.objects.filter(public_id=self.order).values().get(),
            "facts": Entry.objects.count(),
        }

    def by(self, who):
        """The worker as he is now, the application standing in for him."""
        return self.county.act_as(self.county.workers[who], self.at)

    def asked_by(self, who, act, refusal=None, **given):
        if refusal is None:
            act(task=self.task or uuid.uuid4(), by=self.by(who), at=self.at, **given)
        else:
            self.ask(act, refusal, task=self.task or uuid.uuid4(), by=lambda: self.by(who), **given)

    def is_mine(self, who):
        return self.holder == who and who in self.sees

    def withdraw(self):
        self.state, self.sees = "withdrawn", set()
        self.facts.append("delivery.task_withdrawn")

    # --- what can happen

    @rule(who=WORKERS, steps=st.integers(1, 4))
    def go_on(self, who, steps):
        """The plain way ahead, without which a walk of random steps seldom leaves the door."""
        for _ in range(steps):
            mine = who if self.holder is None else self.holder
            if self.task is None:
                self.offer()
            elif self.state == "offered":
                self.take(mine)
            elif self.state == "taken":
                self.check_in(mine, "typed")
            elif self.state == "checked_in":
                self.finish(mine, "陪聊半小时")
            elif self.state == "done":
                self.confirm(mine, ("person", "", ""))

    @rule(who=WORKERS)
    def another_round(self, who):
        """Taken, given back, placed again and on offer again."""
        if self.state == "offered":
            self.take(who)
        if self.state == "taken" and self.holder in self.sees:
            self.give_back(self.holder, "当天生病")
        if self.order_state == "returned":
            self.place_again()
            self.offer()
            self.ask_for_an_earlier_one(who)

    @rule(who=WORKERS)
    def too_late(self, who):
        if self.task is None:
            self.offer()
        if self.state == "offered":
            self.at = max(self.at, self.take_by)
            self.take(who)

    @rule()
    def wait(self):
        self.at += timedelta(hours=13)

    @rule()
    def offer(self):
        known = self.task
        self.ask(actions.offer, order=self.order, round=self.round, by=self.county.act_as_system())
        if self.order_state == "placed" and known is None:
            self.county.sides.owner()
            self.task = Task.objects.get(order__public_id=self.order, round=self.round).public_id
            self.state, self.sees, self.facts = "offered", {0, 1}, ["delivery.task_offered"]
            self.take_by = self.at + timedelta(hours=24)

    @rule(who=WORKERS)
    def take(self, who):
        if self.state == "offered" and self.at < self.take_by:
            self.asked_by(who, actions.take)
            self.state, self.holder, self.sees, self.order_state = "taken", who, {who}, "in_hand"
            self.facts.append("delivery.task_taken")
        elif self.is_mine(who):
            self.asked_by(who, actions.take)
        else:
            self.asked_by(who, actions.take, actions.TaskGone)

    @rule()
    def time_is_up(self):
        if self.task is None:
            return
        self.ask(actions.withdraw_untaken, task=self.task, by=self.county.act_as_system())
        if self.state == "offered":
            self.withdraw()
            self.order_state = "returned"

    @rule(sure=st.integers(0, 4))
    def cancel(self, sure):
        if sure:  # it ends every walk
            return
        legal = self.order_state in {"placed", "returned"}
        by = (
            self.county.act_as(self.county.officer, self.at)
            if legal
            else lambda: self.county.act_as(self.county.officer, self.at)
        )
        self.ask(cancel, None if legal else OrderMoved, order=self.order, by=by)
        if legal:
            self.order_state = "cancelled"
            if self.state == "offered":
                self.withdraw()

    @rule()
    def place_again(self):
        if self.order_state != "returned":
            self.ask(
                place_again, OrderMoved, order=self.order, by=lambda: self.county.act_as(self.county.officer, self.at)
            )
            return
        self.ask(place_again, order=self.order, by=self.county.act_as(self.county.officer, self.at))
        self.order_state, self.round = "placed", self.round + 1
        if self.task:
            self.earlier.append(self.task)
        self.forget_the_task()

    @rule(who=WORKERS, reason=st.sampled_from(["当天生病", "", "\x00"]))
    def give_back(self, who, reason):
        if not self.is_mine(who):
            refusal = Forbidden
        elif reason != "当天生病":
            refusal = Unacceptable
        else:
            refusal = None if self.state == "taken" else actions.TaskMoved
        self.asked_by(who, actions.give_back, refusal, reason=reason)
        if refusal is None:
            self.withdraw()
            self.order_state = "returned"

    @rule(who=WORKERS, kind=CODES)
    def check_in(self, who, kind):
        refusal = self.check_in_refused(who, kind)
        self.asked_by(who, actions.check_in, refusal, code=self.codes[kind])
        if refusal is actions.WrongCode:
            self.wrong += 1
        if refusal is None and self.state == "taken":
            self.state, self.way = "checked_in", "card_qr" if kind == "scanned" else "card_code"
            self.facts.append("delivery.worker_checked_in")

    @rule(who=WORKERS)
    def try_many(self, who):
        """What it takes to be locked out, so that the walk gets there."""
        for _ in range(4):
            self.check_in(who, "wrong")

    def check_in_refused(self, who, kind):
        if not self.is_mine(who):
            return Forbidden
        if self.state != "taken":
            return None if self.state == "checked_in" else actions.TaskMoved
        if self.wrong >= MAX_WRONG_CODES:
            return actions.CodeLocked
        return None if kind in {"typed", "scanned"} else actions.WrongCode

    @rule(who=WORKERS, notes=NOTES)
    def finish(self, who, notes):
        if not self.is_mine(who):
            refusal = Forbidden
        elif not 2 <= len(notes) <= 2000:
            refusal = Unacceptable
        else:
            again = self.state == "done" and notes == self.notes
            refusal = None if again or self.state == "checked_in" else actions.TaskMoved
        self.asked_by(who, actions.finish, refusal, notes=notes)
        if refusal is None and self.state == "checked_in":
            self.state, self.notes = "done", notes
            self.facts.append("delivery.service_done")

    @rule(who=WORKERS, word=CONFIRMERS)
    def confirm(self, who, word):
        whom, name, relation = word
        if not self.is_mine(who):
            refusal = Forbidden
        elif self.state == "confirmed":
            refusal = None
        elif whom == "proxy" and not (name and relation):
            refusal = Unacceptable
        else:
            refusal = None if self.state == "done" else actions.TaskMoved
        self.asked_by(
            who, actions.confirm, refusal, confirmer=Confirmer(whom), proxy_name=name, proxy_relation=relation
        )
        if refusal is None and self.state == "done":
            self.state, self.order_state = "confirmed", "fulfilled"
            self.confirmed = whom, name or None, relation
            self.facts.append("delivery.service_confirmed")

    @rule()
    def a_day_later(self):
        if self.state != "confirmed":
            return
        self.ask(actions.forget, task=self.task, by=self.county.act_as_system())
        self.sees = set()

    @rule(who=WORKERS)
    def ask_for_an_earlier_one(self, who):
        """A task of an earlier round stays over, also when the same person is offered again."""
        if not self.earlier:
            return
        self.county.sides.owner()
        before = list(Task.objects.filter(public_id__in=self.earlier).order_by("id").values())
        for act, given in (
            (actions.take, {}), (actions.give_back, {"reason": "当天生病"}),
            (actions.check_in, {"code": self.codes["typed"]}), (actions.finish, {"notes": "陪聊"}),
        ):  # fmt: skip
            with pytest.raises((actions.TaskGone, actions.TaskMoved, Forbidden)):
                act(task=self.earlier[-1], by=self.by(who), at=self.at, **given)
        self.county.sides.owner()
        assert list(Task.objects.filter(public_id__in=self.earlier).order_by("id").values()) == before

    # --- what must hold

    @invariant()
    def the_rows_are_as_the_model_says(self):
        if not hasattr(self, "order"):
            return
        self.county.sides.owner()
        order = Order.objects.get(public_id=self.order)
        assert (order.state, order.round) == (self.order_state, self.round)
        task = Task.objects.filter(order=order, round=self.round).first()
        assert (task and task.public_id) == self.task
        if task is None:
            return
        worker = None if self.holder is None else self.county.workers[self.holder].public_id
        assert (task.state, task.worker, task.wrong_codes, task.check_in_way, task.notes) == (
            self.state, worker, self.wrong, self.way, self.notes,
        )  # fmt: skip
        assert (task.confirmed_by, task.proxy_name, task.proxy_relation) == self.confirmed

    @invariant()
    def the_facts_are_told_once_each(self):
        if getattr(self, "task", None):
            self.county.sides.owner()
            told = Entry.objects.filter(subject=self.task).order_by("id").values_list("kind", flat=True)
            assert list(told) == self.facts

    @invariant()
    def only_who_must_sees_the_person(self):
        if hasattr(self, "order"):
            self.county.sides.owner()
            seen_by = set(
                NamedPerson.objects.filter(person_id=self.county.person.id, ended_at__isnull=True).values_list(
                    "account__public_id", flat=True
                )
            )
            assert seen_by == {self.county.workers[who].public_id for who in self.sees}

    @invariant()
    def a_receipt_and_deadlines_follow(self):
        if not getattr(self, "task", None):
            return
        self.county.sides.owner()
        assert Receipt.objects.filter(task__public_id=self.task).count() == (self.state == "confirmed")
        waiting = set(Deadline.objects.filter(subject=self.task, state="open").values_list("kind", flat=True))
        if self.state == "offered":
            assert waiting == {actions.UNTAKEN}
        elif self.state == "confirmed":
            assert waiting == {actions.FORGET}
        elif self.state != "withdrawn":  # what fires for a withdrawn one changes nothing
            assert waiting == set()


@pytest.mark.slow  # dozens of visits walked through a real database
def test_any_visit_in_any_order(county):
    Visits.county = county
    few = settings(
        max_examples=max(10, ROUNDS // 4),
        stateful_step_count=25,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),  # shrinking a walk through a database takes minutes
    )
    run_state_machine_as_test(Visits, settings=few)

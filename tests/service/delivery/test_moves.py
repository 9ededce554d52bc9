"""A visit, walked by a model in any order: the worker, another one, an officer, a daughter, the clock, with any code.

After every step the rows, the facts, who sees the person and the order are what the model says; a step that the
model refuses raises what it should and changes no row.
"""

from __future__ import annotations

import re
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
from tests.service.delivery.pictures import photo
from yinling.base.access.models import NamedPerson
from yinling.base.deadlines.models import Deadline
from yinling.base.journal.models import Entry
from yinling.base.notices.models import Message
from yinling.base.rows.refusals import Forbidden
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery import actions
from yinling.service.delivery.actions import LineSaid
from yinling.service.delivery.domain import (
    CODE_TRIES,
    CODES_AN_HOUR,
    MAX_PHOTOS,
    MAX_WRONG_CODES,
    Place,
    blank_checklist,
    written_checklist,
)
from yinling.service.delivery.models import PhoneCode, Photo, Receipt, Task
from yinling.service.delivery.terms import Confirmer, NoShow, WordWay
from yinling.service.orders.actions import OrderMoved, cancel
from yinling.service.orders.models import Order

WORKERS = st.sampled_from([0, 0, 0, 1])
CODES = st.sampled_from(["typed", "scanned", "wrong", "neighbour", "garbage"])
NOTES = st.sampled_from(["陪聊半小时，量血压", "助浴一次", "", "长" * 2001])
CONFIRMERS = st.sampled_from(
    [("person", "", ""), ("proxy", "张丽", "女儿"), ("proxy", "", "女儿"), ("proxy", "张丽", "")]
)
PICTURES = [photo(seed, (220, 220)) for seed in range(8)]


class Visits(RuleBasedStateMachine):
    """One task of one person, taken. The model is plain values."""

    county: County

    @initialize()
    def take(self):
        self.county.sides.owner()
        self.beginning = transaction.savepoint()
        self.at = NOW
        self.codes = {
            "typed": factories.code_of(self.county.person), "scanned": factories.token_of(self.county.person),
            "wrong": "22222222", "neighbour": factories.token_of(self.county.neighbour), "garbage": "\x00💊",
        }  # fmt: skip
        self.task = factories.taken(self.county.person, self.county.workers[0], at=NOW)
        Task.objects.filter(public_id=self.task).update(
            checklist=written_checklist(blank_checklist(["量血压", "换床单"]))
        )
        self.order = Order.objects.get(tasks__public_id=self.task).public_id
        self.state, self.order_state, self.sees = "taken", "in_hand", True
        self.facts = ["dispatch.offer_taken", "delivery.task_taken"]
        self.wrong, self.way, self.notes, self.confirmed = 0, "", None, ("", None, "")
        self.sent: list[tuple[object, str, int]] = []  # when, digits, tries
        self.pictures: set[int] = set()

    def teardown(self):
        if hasattr(self, "beginning"):
            transaction.savepoint_rollback(self.beginning)

    # --- asking

    def asked_by(self, account, act, refusal=None, **given):
        """Do it; where the model refuses, exactly so, and no row differs after."""
        if refusal is None:
            return act(by=self.county.act_as(account, self.at), at=self.at, **given)
        self.county.sides.owner()
        before = self.rows()
        by = self.county.act_as(account, self.at)
        with pytest.raises(refusal):
            act(by=by, at=self.at, **given)
        self.county.sides.owner()
        after = self.rows()
        if act is actions.check_in and refusal is actions.WrongCode:
            before["task"]["wrong_codes"] += 1
        if act is actions.check_in_by_phone_code and refusal is actions.WrongCode:
            before["tries"] += 1
        assert after == before
        return None

    def rows(self):
        return {
            "task": Task.objects.filter(public_id=self.task).values().get(),
            "order": Order.objects.filter(public_id=self.order).values().get(),
            "facts": Entry.objects.count(),
            "photos": Photo.objects.count(),
            "tries": sum(PhoneCode.objects.values_list("tries", flat=True)),
        }

    def step(self, who, act, refusal=None, **given):
        if not (who == 0 and self.sees):
            refusal = Forbidden
        self.asked_by(self.county.workers[who], act, refusal, task=self.task, **given)
        return refusal is None

    def end(self, state, order_state, fact):
        self.state, self.order_state, self.sees = state, order_state, False
        self.facts.append(fact)

    def arrive(self, way):
        self.state, self.way = "checked_in", way
        self.facts.append("delivery.worker_checked_in")

    # --- what can happen

    @rule(who=WORKERS, steps=st.integers(1, 3))
    def go_on(self, who, steps):
        """The plain way ahead, without which a walk of random steps seldom leaves the door."""
        for _ in range(steps):
            if self.state == "taken":
                self.check_in(0, "typed")
            elif self.state == "checked_in":
                self.finish(0, "陪聊半小时，量血压", 2)
            elif self.state == "done":
                self.confirm(0, ("person", "", ""))

    @rule(minutes=st.sampled_from([1, 9, 61, 1500]))
    def wait(self, minutes):
        self.at += timedelta(minutes=minutes)

    @rule(who=WORKERS, kind=CODES)
    def check_in(self, who, kind):
        refusal = None
        if self.state not in {"taken", "checked_in"}:
            refusal = actions.TaskMoved
        elif self.state == "taken" and self.wrong >= MAX_WRONG_CODES:
            refusal = actions.CodeLocked
        elif self.state == "taken" and kind not in {"typed", "scanned"}:
            refusal = actions.WrongCode
        done = self.step(who, actions.check_in, refusal, code=self.codes[kind])
        if refusal is actions.WrongCode and who == 0 and self.sees:
            self.wrong += 1
        if done and self.state == "taken":
            self.arrive("card_qr" if kind == "scanned" else "card_code")

    @rule()
    def try_many(self):
        for _ in range(6):
            self.check_in(0, "wrong")

    @rule()
    def unlock(self):
        self.asked_by(self.county.officer, actions.unlock, task=self.task, reason="已核实")
        if self.state == "taken" and self.wrong >= MAX_WRONG_CODES:
            self.wrong = 0
            self.facts.append("delivery.card_code_unlocked")

    @rule(who=WORKERS)
    def be_there(self, who):
        refusal = None if self.state in {"taken", "checked_in"} else actions.TaskMoved
        if self.step(who, actions.check_in_by_place, refusal, place=Place(36.06, 103.83, 20)) and self.state == "taken":
            self.arrive("place")

    @rule(who=WORKERS)
    def send_code(self, who):
        lately = [at for at, _digits, _tries in self.sent if at > self.at - timedelta(hours=1)]
        refusal = actions.TooManyCodes if len(lately) >= CODES_AN_HOUR else None
        refusal = refusal if self.state == "taken" else actions.TaskMoved
        if self.step(who, actions.send_phone_code, refusal):
            self.county.sides.owner()
            text = Message.objects.order_by("-id").values_list("text", flat=True)[0]
            self.sent.append((self.at, re.search(r"验证码 (\d{6})", text)[1], 0))
            self.facts.extend(["notices.message_written", "delivery.phone_code_sent"])

    @rule(who=WORKERS, is_right=st.booleans(), older=st.booleans())
    def use_code(self, who, is_right, older):
        refusal, digits = None, "000000" if is_right is False else ""
        if self.state not in {"taken", "checked_in"}:
            refusal = actions.TaskMoved
        elif self.state == "taken":
            if not self.sent or self.at >= self.sent[-1][0] + timedelta(minutes=10):
                refusal = actions.CodeOver
            elif self.sent[-1][2] >= CODE_TRIES:
                refusal = actions.CodeLocked
            else:
                digits = digits or self.sent[0 if older else -1][1]
                refusal = None if digits == self.sent[-1][1] else actions.WrongCode
        done = self.step(who, actions.check_in_by_phone_code, refusal, code=digits or "123456")
        if refusal is actions.WrongCode and who == 0 and self.sees:
            at, sent, tries = self.sent[-1]
            self.sent[-1] = at, sent, tries + 1
        if done and self.state == "taken":
            self.arrive("phone_code")

    @rule(who=WORKERS, number=st.integers(0, 7))
    def photograph(self, who, number):
        refusal = None if self.state == "checked_in" else actions.TaskMoved
        if refusal is None and number not in self.pictures and len(self.pictures) >= MAX_PHOTOS:
            refusal = Unacceptable
        if self.step(who, actions.add_photo, refusal, image=PICTURES[number]) and number not in self.pictures:
            self.pictures.add(number)
            self.facts.append("delivery.visit_photographed")

    @rule(who=WORKERS, notes=NOTES, lines=st.integers(0, 2))
    def finish(self, who, notes, lines):
        said = [LineSaid(is_done=True)] * lines
        refusal = None
        if lines != 2 or not 2 <= len(notes) <= 2000:
            refusal = Unacceptable
        elif not (self.state == "checked_in" or (self.state == "done" and notes == self.notes)):
            refusal = actions.TaskMoved
        if self.step(who, actions.finish, refusal, notes=notes, checklist=said) and self.state == "checked_in":
            self.state, self.notes = "done", notes
            self.facts.append("delivery.service_done")

    @rule(who=WORKERS, word=CONFIRMERS)
    def confirm(self, who, word):
        whom, name, relation = word
        refusal = None
        if self.state == "confirmed":
            pass
        elif whom == "proxy" and not (name and relation):
            refusal = Unacceptable
        elif self.state != "done":
            refusal = actions.TaskMoved
        given = {"confirmer": Confirmer(whom), "proxy_name": name, "proxy_relation": relation}
        if self.step(who, actions.confirm, refusal, **given) and self.state == "done":
            self.settle((whom, name or None, relation))

    @rule(way=st.sampled_from([None, WordWay.PHONE, WordWay.PAPER]))
    def confirm_for(self, way):
        refusal = None
        if self.state != "confirmed":
            refusal = Unacceptable if way is None else None if self.state == "done" else actions.TaskMoved
        self.asked_by(self.county.officer, actions.confirm_by_person, refusal, task=self.task, way=way)
        if refusal is None and self.state == "done":
            self.settle(("staff", "王敏", str(way.label)))

    def settle(self, said):
        self.state, self.order_state, self.confirmed = "confirmed", "fulfilled", said
        self.facts.append("delivery.service_confirmed")

    @rule(who=WORKERS, reason=st.sampled_from(["当天生病", "", "\x00"]), sure=st.integers(0, 2))
    def give_back(self, who, reason, sure):
        if sure:  # it ends every walk
            return
        refusal = Unacceptable if reason != "当天生病" else None if self.state == "taken" else actions.TaskMoved
        if self.step(who, actions.give_back, refusal, reason=reason):
            self.end("withdrawn", "returned", "delivery.task_withdrawn")

    @rule(
        who=WORKERS,
        because=st.sampled_from(NoShow),
        what=st.sampled_from(["", "敲门三次", "长" * 201]),
        sure=st.integers(0, 2),
    )
    def no_show(self, who, because, what, sure):
        if sure:
            return
        refusal = None if self.state in {"taken", "checked_in"} else actions.TaskMoved
        if len(what) > 200 or (because is NoShow.OTHER and not what):
            refusal = Unacceptable
        if self.step(who, actions.no_show, refusal, because=because, what=what):
            self.end("no_show", "returned", "delivery.person_not_met")

    @rule(sure=st.integers(0, 2))
    def call_off(self, sure):
        if sure:
            return
        refusal = None
        if self.order_state in {"fulfilled", "cancelled"}:
            refusal = OrderMoved
        elif self.state in {"checked_in", "done"}:
            refusal = actions.TaskMoved
        self.asked_by(self.county.officer, cancel, refusal, order=self.order, reason="家属接走")
        if refusal is None and self.state == "taken":
            self.end("withdrawn", "cancelled", "delivery.task_withdrawn")
        elif refusal is None:
            self.order_state = "cancelled"

    @rule()
    def a_day_later(self):
        if self.state == "confirmed":
            actions.forget(task=self.task, by=self.county.act_as_system(), at=self.at)
            self.sees = False

    # --- what must hold

    @invariant()
    def the_rows_are_as_the_model_says(self):
        if not hasattr(self, "order"):
            return
        self.county.sides.owner()
        order, task = Order.objects.get(public_id=self.order), Task.objects.get(public_id=self.task)
        assert (order.state, task.state) == (self.order_state, self.state)
        assert (task.wrong_codes, task.check_in_way, task.notes) == (self.wrong, self.way, self.notes)
        assert (task.confirmed_by, task.proxy_name, task.proxy_relation) == self.confirmed
        assert (task.evidence_score is not None) == (self.state == "confirmed")
        assert task.photos.count() == len(self.pictures)

    @invariant()
    def the_facts_are_told_once_each(self):
        if hasattr(self, "task"):
            self.county.sides.owner()
            told = Entry.objects.filter(subject=self.task).order_by("id").values_list("kind", flat=True)
            assert [kind for kind in told if kind != "dispatch.offer_ended"] == self.facts

    @invariant()
    def only_who_must_sees_the_person(self):
        if hasattr(self, "task"):
            self.county.sides.owner()
            seen_by = NamedPerson.objects.filter(person_id=self.county.person.id, ended_at__isnull=True)
            accounts = set(seen_by.values_list("account__public_id", flat=True))
            assert accounts == ({self.county.workers[0].public_id} if self.sees else set())

    @invariant()
    def a_receipt_and_a_deadline_follow(self):
        if not hasattr(self, "task"):
            return
        self.county.sides.owner()
        is_confirmed = self.state == "confirmed"
        assert Receipt.objects.filter(task__public_id=self.task).count() == is_confirmed
        waiting = set(Deadline.objects.filter(subject=self.task, state="open").values_list("kind", flat=True))
        assert waiting == ({actions.FORGET} if is_confirmed else set())


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


def test_a_stranger_finds_no_task(county, now):
    """Whoever is neither its worker nor an officer of the area learns not even that it exists."""
    task = factories.taken(county.person, county.workers[0], at=now)
    county.sides.owner()
    other = factories.officer(factories.QILIHE, at=now)
    for account, act, given in (
        (county.workers[1], actions.check_in, {"code": "22222222"}),
        (county.workers[1], actions.send_phone_code, {}),
        (county.officer, actions.no_show, {"because": NoShow.NOBODY, "what": ""}),
        (other, actions.unlock, {"reason": "冒充"}),
        (other, actions.confirm_by_person, {"way": WordWay.PHONE}),
        (other, actions.open_visit, {}),
        (county.workers[0], actions.confirm_by_person, {"way": WordWay.PHONE}),
    ):
        by = county.act_as(account, now)
        for asked in (task, uuid.uuid4()):
            with pytest.raises(Forbidden):
                act(task=asked, by=by, at=now, **given)
        county.sides.owner()

"""Orders move as their state table says, whatever is asked of them in whatever order."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests import factories
from tests.conftest import NOW, ROUNDS
from tests.service.conftest import County
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.models import Proposal
from yinling.kernel.viewer import NOBODY
from yinling.service.orders import actions
from yinling.service.orders.domain import MOVES, Move
from yinling.service.orders.models import Order
from yinling.service.orders.terms import OrderState


def _row(order):
    return Order.objects.filter(public_id=order).values().get()


def _facts(order):
    return list(Entry.objects.filter(subject=order).order_by("id").values_list("kind", flat=True))


class Orders(RuleBasedStateMachine):
    """One order, and what the model says of it: state, round, facts recorded. Moves come in any order."""

    county: County

    @initialize()
    def place(self):
        self.county.sides.owner()
        self.beginning = transaction.savepoint()
        self.at = NOW
        self.order = factories.order(self.county.person, at=self.at)
        self.state, self.round, self.because = OrderState.PLACED, 1, ""
        self.facts = ["orders.order_placed"]

    def move(self, move, fact, act):
        """Ask for a move: it happens when the table has it, and otherwise is refused and changes no row."""
        self.at += timedelta(minutes=1)
        origins, target = MOVES[move]
        if self.state in origins:
            act()
            self.state, self.facts = target, [*self.facts, fact]
            self.because = "没人" if move is Move.RETURN else ""
            self.round += move in {Move.PLACE_AGAIN, Move.REDO}
            return
        self.county.sides.owner()
        before = _row(self.order)
        with pytest.raises(actions.OrderMoved):
            act()
        self.county.sides.owner()
        assert _row(self.order) == before

    def as_officer(self):
        return self.county.act_as(self.county.officer, self.at)

    def as_system(self):
        return self.county.act_as_system()

    @rule()
    def take(self):
        self.move(
            Move.TAKE,
            "orders.order_in_hand",
            lambda: actions.put_in_hand(order=self.order, by=self.as_system(), at=self.at),
        )

    @rule()
    def send_back(self):
        self.move(
            Move.RETURN, "orders.order_returned",
            lambda: actions.send_back(order=self.order, reason="没人", by=self.as_system(), at=self.at),
        )  # fmt: skip

    @rule()
    def place_again(self):
        self.move(
            Move.PLACE_AGAIN,
            "orders.order_placed",
            lambda: actions.place_again(order=self.order, by=self.as_officer(), at=self.at),
        )

    @rule()
    def cancel(self):
        self.move(
            Move.CALL_OFF if self.state == OrderState.IN_HAND else Move.CANCEL,
            "orders.order_cancelled",
            lambda: actions.cancel(order=self.order, reason="住院了", by=self.as_officer(), at=self.at),
        )

    @rule()
    def redo(self):
        self.move(
            Move.REDO, "orders.order_to_redo",
            lambda: actions.redo(
                order=self.order, reason="没做完", due_date=date(2026, 12, 1), by=self.as_officer(), at=self.at
            ),
        )  # fmt: skip
        if self.facts[-1] == "orders.order_to_redo":
            self.facts.append("orders.order_placed")

    @rule()
    def fulfil(self):
        self.move(
            Move.FULFIL,
            "orders.order_fulfilled",
            lambda: actions.fulfil(order=self.order, by=self.as_system(), at=self.at),
        )

    @rule()
    def by_nobody(self):
        """Whoever may do nothing changes nothing, in any state."""
        self.county.sides.owner()
        before = _row(self.order)
        for act in (actions.put_in_hand, actions.place_again, actions.cancel, actions.fulfil):
            with pytest.raises(Forbidden):
                act(order=self.order, by=NOBODY, at=self.at)
        assert _row(self.order) == before

    def teardown(self):
        if hasattr(self, "beginning"):
            transaction.savepoint_rollback(self.beginning)

    @invariant()
    def as_the_model_says(self):
        if not hasattr(self, "order"):
            return
        self.county.sides.owner()
        row = _row(self.order)
        assert (row["state"], row["round"], row["returned_because"]) == (self.state, self.round, self.because)
        assert _facts(self.order) == self.facts


@pytest.mark.slow  # dozens of orders walked through a real database
def test_any_moves_in_any_order(county):
    Orders.county = county
    few = settings(
        max_examples=max(8, ROUNDS // 5),
        stateful_step_count=12,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),  # shrinking a walk through a database takes minutes
    )
    run_state_machine_as_test(Orders, settings=few)


def test_one_proposal_makes_one_order_however_often_it_is_placed(county, now):
    first = factories.order(county.person, at=now)
    proposal = Order.objects.get(public_id=first).proposal
    again = actions.place(proposal=proposal, by=county.act_as_system(), at=now + timedelta(minutes=1))
    county.sides.owner()
    assert again == first
    assert Order.objects.count() == 1
    assert _facts(first) == ["orders.order_placed"]


@pytest.mark.parametrize("change", [{"state": "open", "decided_at": None, "decided_by": ""}, {"state": "rejected"}])
def test_only_an_approved_proposal_makes_an_order(county, now, change):
    first = factories.order(county.person, at=now)
    wanted = Order.objects.get(public_id=first).proposal
    Order.objects.all().delete()
    Proposal.objects.filter(public_id=wanted).update(**change)
    for proposal in (wanted, uuid.uuid4()):
        with pytest.raises(Forbidden):
            actions.place(proposal=proposal, by=county.act_as_system(), at=now)
    county.sides.owner()
    assert Order.objects.count() == 0


def test_an_officer_elsewhere_moves_nothing(county, now):
    elsewhere = factories.officer(factories.QILIHE, at=now)
    factories.areas(factories.QILIHE)
    order = factories.order(county.person, at=now)
    before = _row(order)
    by = county.act_as(elsewhere, now)
    for act in (actions.cancel, actions.place_again):
        with pytest.raises(Forbidden):
            act(order=order, by=by, at=now)
    county.sides.owner()
    assert _row(order) == before


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "lost"}, "order_state_known"),
        ({"state": "returned"}, "order_returned_says_why"),
        ({"returned_because": "没人"}, "order_returned_says_why"),
        ({"round": 0}, "order_round_counts"),
    ],
)
def test_the_database_holds_what_a_state_needs(county, now, change, constraint):
    order = factories.order(county.person, at=now)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Order.objects.filter(public_id=order).update(**change)

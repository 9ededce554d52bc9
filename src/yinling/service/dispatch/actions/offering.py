"""An order is offered: in waves to those who fit, or by an officer's hand to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from yinling.base.access.actions import name_person
from yinling.base.deadlines.actions import set_deadline
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.decisions.rulebook.queries import parameters_in_force
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.service.dispatch import policy
from yinling.service.dispatch.actions.holding import UNANSWERED, open_offers
from yinling.service.dispatch.domain import Misfit, Why, judge, ranked, wave
from yinling.service.dispatch.events import OrderAssigned, OrderOffered
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.queries import candidates, need_of, why_unfilled
from yinling.service.dispatch.terms import OfferState
from yinling.service.orders.actions import OrderMoved, place_again, send_back
from yinling.service.orders.models import Order
from yinling.service.orders.queries import order_of
from yinling.service.orders.terms import OrderState

TAKE_WITHIN = "接单时限"  # the rulebook's parameter: hours that an offer stands
AT_ONCE = "同时派单人数"  # the rulebook's parameter: how many are asked at a time

__all__ = ["AT_ONCE", "TAKE_WITHIN", "UNANSWERED", "NotToBeSent", "ParameterMissing", "assign", "let_see", "offer"]


class ParameterMissing(LookupError):
    """The rulebook lacks a parameter that dispatch rests on; the job is tried again until somebody sets it."""


class NotToBeSent(Refused):
    """This worker declined the order, is not wanted by the person, or was asked in this round. `why` says which."""

    def __init__(self, why: Sequence[Why]) -> None:
        super().__init__(*why)
        self.why = tuple(why)


@transaction.atomic
def offer(*, order: UUID, round: int, by: Viewer, at: datetime) -> None:  # noqa: A002 - the word of the order
    """Offer a placed order to the next ones who fit, as many as the area's 同时派单人数, for the hours of its 接单时限.

    Nothing happens while somebody of this round still has it on offer: safe to repeat. With nobody left the order goes
    back to the officer with why. Raises Forbidden, ParameterMissing.
    """
    policy.may_offer(by)
    placed = Order.objects.filter(public_id=order, state=OrderState.PLACED, round=round)
    row = placed.select_for_update().first()  # whoever cancels meanwhile waits and then finds the offers
    if row is None or open_offers(row.pk, round):
        return  # cancelled meanwhile, or this job ran before
    need, (names, found) = need_of(row), candidates(row.area_code, on=local_day(at))
    chosen = wave(found, need, _parameter(AT_ONCE, row.area_code, local_day(at)))
    if not chosen:
        send_back(order=order, reason=why_unfilled(row, need, ranked(found, need)[1]), by=by, at=at)
        return
    asked = _next_wave(row, at)
    for worker in chosen:
        made = _make(asked, worker, names[worker], by)
        name_person(account=worker, person_id=row.person_id, because="offer", subject=made.public_id, by=by, at=at)
    record(OrderOffered(order, round, asked.number, tuple(chosen), asked.take_by.isoformat()), by=by, at=at)


@transaction.atomic
def assign(*, order: UUID, worker: UUID, by: Viewer, at: datetime) -> UUID:
    """An officer asks one worker by hand; a returned order is placed again with it. Returns the offer's public id.

    Whom the order is on offer to keeps it: the first who answers has it. Raises Forbidden for a worker of elsewhere,
    NotToBeSent, OrderMoved when the order is in hand or over, ParameterMissing.
    """
    policy.may_assign(by)
    row = order_of(order)
    if row.state == OrderState.RETURNED:
        place_again(order=order, by=by, at=at)
    held = Order.objects.filter(pk=row.pk, state=OrderState.PLACED).select_for_update().first()
    if held is None:
        raise OrderMoved
    need, (names, found) = need_of(held), candidates(held.area_code, on=local_day(at))
    candidate = next((one for one in found if one.worker == worker), None)
    if candidate is None:
        raise Forbidden
    judged = judge(candidate, need)
    despite = judged.why if isinstance(judged, Misfit) else ()
    if isinstance(judged, Misfit) and not judged.may_be_overruled:
        raise NotToBeSent(despite)
    asked = _next_wave(held, at)
    made = _make(asked, worker, names[worker], by)
    until = asked.take_by.isoformat()
    record(OrderAssigned(made.public_id, order, held.round, asked.number, worker, until, despite), by=by, at=at)
    return made.public_id


@transaction.atomic
def let_see(*, offer: UUID, by: Viewer, at: datetime) -> None:
    """Let a worker see the person of an offer that an officer made by hand, while it stands. Safe to repeat.

    Rights follow from offers and are given by background work alone. Raises Forbidden.
    """
    policy.may_offer(by)
    row = Offer.objects.select_for_update().filter(public_id=offer, state=OfferState.OFFERED).first()
    if row is not None:
        name_person(account=row.worker, person_id=row.person_id, because="offer", subject=offer, by=by, at=at)


def _parameter(code: str, area_code: str, on: date) -> int:
    found = parameters_in_force(area_code, on).get(code)
    if found is None or not isinstance(found.value, int):
        raise ParameterMissing(code)
    return found.value


class _Wave(NamedTuple):
    """Whoever is asked for an order at one moment."""

    order: Order
    number: int
    offered_at: datetime
    take_by: datetime


def _next_wave(order: Order, at: datetime) -> _Wave:
    last = Offer.objects.filter(order=order, round=order.round).aggregate(last=Max("wave"))["last"]
    hours = _parameter(TAKE_WITHIN, order.area_code, local_day(at))
    return _Wave(order, (last or 0) + 1, at, at + timedelta(hours=hours))


def _make(asked: _Wave, worker: UUID, name: str, by: Viewer) -> Offer:
    order = asked.order
    made = Offer.objects.create(
        person_id=order.person_id, area_code=order.area_code, unit_id=order.unit_id, order=order, round=order.round,
        wave=asked.number, worker=worker, worker_name=name, offered_at=asked.offered_at, take_by=asked.take_by,
    )  # fmt: skip
    set_deadline(kind=UNANSWERED, subject=made.public_id, due_at=asked.take_by, by=by, at=asked.offered_at)
    return made

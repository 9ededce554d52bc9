"""Moves of offers: offered, taken, lapsed, withdrawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.access.actions import name_person, unname_persons
from yinling.base.access.queries import workers_for
from yinling.base.accounts.models import Account
from yinling.base.deadlines.actions import close, set_deadline
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.decisions.rulebook.queries import parameters_in_force
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.service.dispatch import policy
from yinling.service.dispatch.events import OffersWithdrawn, OfferTaken, OrderOffered
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.terms import OfferState
from yinling.service.orders.actions import OrderMoved, put_in_hand, send_back
from yinling.service.orders.models import Order
from yinling.service.orders.terms import OrderState

UNANSWERED = "dispatch.unanswered"  # the deadline by which a worker must have answered an offer
TAKE_WITHIN = "接单时限"  # the rulebook's parameter: hours that an offer stands


class OfferGone(Refused):
    """The order is no longer on offer to this worker: another was faster, or its time is over."""


class ParameterMissing(LookupError):
    """The rulebook lacks a parameter that dispatch rests on; the job is tried again until somebody sets it."""


@transaction.atomic
def offer(*, order: UUID, round: int, by: Viewer, at: datetime) -> None:  # noqa: A002 - the word of the order
    """Offer a placed order to every worker of its area, for the hours that the area's parameter 接单时限 gives.

    Safe to repeat. With nobody to offer it to, the order goes back to the officer at once. Raises Forbidden.
    """
    policy.may_offer(by)
    placed = Order.objects.filter(public_id=order, state=OrderState.PLACED, round=round)
    row = placed.select_for_update().first()  # whoever cancels meanwhile waits and then finds the offers
    if row is None or row.offers.filter(round=round).exists():
        return  # cancelled meanwhile, or this job ran before
    workers = workers_for(row.area_code, on=local_day(at))
    if not workers:
        send_back(order=order, reason=_("本地区没有可派的服务人员"), by=by, at=at)
        return
    take_by = at + timedelta(hours=_hours_to_take(row.area_code, local_day(at)))
    for worker in workers:
        _offer_to(worker, row, take_by, by, at)
    named = tuple(worker.public_id for worker in workers)
    record(OrderOffered(order, round, 1, named, take_by.isoformat()), by=by, at=at)


def _hours_to_take(area_code: str, on: date) -> int:
    found = parameters_in_force(area_code, on).get(TAKE_WITHIN)
    if found is None or not isinstance(found.value, int):
        raise ParameterMissing(TAKE_WITHIN)
    return found.value


def _offer_to(worker: Account, order: Order, take_by: datetime, by: Viewer, at: datetime) -> None:
    made = Offer.objects.create(
        person_id=order.person_id, area_code=order.area_code, unit_id=order.unit_id, order=order, round=order.round,
        worker=worker.public_id, worker_name=worker.display_name, offered_at=at, take_by=take_by,
    )  # fmt: skip
    name_person(
        account=worker.public_id, person_id=order.person_id, because="offer", subject=made.public_id, by=by, at=at
    )
    set_deadline(kind=UNANSWERED, subject=made.public_id, due_at=take_by, by=by, at=at)


@transaction.atomic
def take(*, offer: UUID, by: Viewer, at: datetime) -> Offer:
    """Give an offered order to the worker who answered first. Returns the offer; taking one's own again, too.

    Part of beginning the visit (delivery). Raises Forbidden when `by` is no worker, OfferGone when the order is no
    longer on offer to this worker.
    """
    worker = policy.worker_of(by)
    mine = Offer.objects.filter(public_id=offer, worker=worker).select_related("order").first()
    if mine is None:
        raise OfferGone
    if mine.state == OfferState.TAKEN:
        return mine
    close(kind=UNANSWERED, subject=offer, by=by, at=at)  # first: the engine holds it while it ends the offer
    _hold_order(mine)
    on_offer = Offer.objects.filter(pk=mine.pk, state=OfferState.OFFERED, take_by__gt=at)
    if not on_offer.update(state=OfferState.TAKEN, answered_at=at):
        raise OfferGone
    try:
        put_in_hand(order=mine.order.public_id, by=by, at=at)
    except OrderMoved as moved:
        raise OfferGone from moved
    _end_others(mine, by, at)
    record(OfferTaken(subject=offer, order=mine.order.public_id, worker=worker), by=by, at=at)
    mine.refresh_from_db()
    return mine


def _end_others(taken: Offer, by: Viewer, at: datetime) -> None:
    """Who was asked beside the one who took it no longer sees the person."""
    others = Offer.objects.filter(order=taken.order_id, round=taken.round, state=OfferState.OFFERED)
    for other in others.exclude(pk=taken.pk):
        _withdraw(other, "", by, at)


def _withdraw(row: Offer, reason: str, by: Viewer, at: datetime) -> bool:
    on_offer = Offer.objects.filter(pk=row.pk, state=OfferState.OFFERED)
    withdrawn = on_offer.update(state=OfferState.WITHDRAWN, answered_at=at, reason=reason)
    if withdrawn:  # its deadline fires for nothing: closing it here would wait for an engine that waits for the order
        unname_persons(subject=row.public_id, keep=None, by=by, at=at)
    return bool(withdrawn)


@transaction.atomic
def lapse(*, offer: UUID, by: Viewer, at: datetime) -> None:
    """A worker did not answer in time; after the last one the order goes back to the officer. Safe to repeat.

    Raises Forbidden.
    """
    policy.may_offer(by)
    row = Offer.objects.filter(public_id=offer).select_related("order").first()
    if row is None:
        raise Forbidden
    _hold_order(row)
    on_offer = Offer.objects.filter(pk=row.pk, state=OfferState.OFFERED)
    if not on_offer.update(state=OfferState.LAPSED, answered_at=at):
        return  # answered at the last moment
    unname_persons(subject=offer, keep=None, by=by, at=at)
    going_on = Offer.objects.filter(order=row.order_id, round=row.round, state=OfferState.OFFERED)
    if not going_on.exists():
        send_back(order=row.order.public_id, reason=_("到时限无人接单"), by=by, at=at)


@transaction.atomic
def withdraw_cancelled(*, order: UUID, by: Viewer, at: datetime) -> None:
    """An order was cancelled: what is still on offer for it is on offer no longer. Safe to repeat.

    Raises Forbidden when `by` may not cancel orders.
    """
    policy.may_withdraw(by)
    with override("zh-hans"):  # kept with the offer, whatever the officer reads
        reason = _("订单已取消")
    rows = Offer.objects.filter(order__public_id=order, state=OfferState.OFFERED)
    ended = tuple(row.public_id for row in rows if _withdraw(row, reason, by, at))
    if ended:
        record(OffersWithdrawn(subject=order, offers=ended, reason=reason), by=by, at=at)


@transaction.atomic
def give_back(*, offer: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """Who took the order cannot go: it is the officer's again, and never offered to him again. Part of delivery.

    Raises Forbidden, OfferGone, OrderMoved.
    """
    worker = policy.worker_of(by)
    row = Offer.objects.filter(public_id=offer, worker=worker).select_related("order").first()
    if row is None:
        raise Forbidden
    if not Offer.objects.filter(pk=row.pk, state=OfferState.TAKEN).update(state=OfferState.GIVEN_BACK, reason=reason):
        raise OfferGone
    send_back(order=row.order.public_id, reason=reason, by=by, at=at)
    unname_persons(subject=offer, keep=None, by=by, at=at)


def _hold_order(row: Offer) -> None:
    """Lock the order. Where both change, the order comes first, as when the officer cancels it."""
    Order.objects.select_for_update().get(pk=row.order_id)

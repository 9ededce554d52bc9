"""A worker answers: takes an offer, declines it, or gives back what he took."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.access.actions import unname_persons
from yinling.base.deadlines.actions import close
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.rows.texts import plain
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.service.dispatch import policy
from yinling.service.dispatch.actions.holding import UNANSWERED, hold_order, open_offers, withdraw
from yinling.service.dispatch.domain import LEAST_REASON, MAX_REASON
from yinling.service.dispatch.events import OfferDeclined, OfferGivenBack, OfferTaken
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.terms import OfferState
from yinling.service.orders.actions import OrderMoved, put_in_hand, send_back


class OfferGone(Refused):
    """The order is no longer on offer to this worker: another was faster, or its time is over."""


@transaction.atomic
def take(*, offer: UUID, by: Viewer, at: datetime) -> Offer:
    """Give an offered order to the worker who answered first. Returns the offer; taking one's own again, too.

    Part of beginning the visit (delivery). Raises Forbidden when `by` is no worker, OfferGone when the order is no
    longer on offer to this worker.
    """
    worker = policy.worker_of(by)
    mine = _own(offer, worker)
    if mine.state in (OfferState.TAKEN, OfferState.ENDED):
        return mine
    close(kind=UNANSWERED, subject=offer, by=by, at=at)  # first: the engine holds it while it ends the offer
    hold_order(mine)
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


@transaction.atomic
def decline(*, offer: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """A worker will not go, and says why: this order is never offered to him again. Repeating it changes nothing.

    When nobody else has it on offer the next ones are asked at once. Raises Forbidden when `by` is no worker,
    Unacceptable without a reason of 2 to 200 characters, OfferGone.
    """
    worker = policy.worker_of(by)
    reason = plain(reason)
    if not LEAST_REASON <= len(reason) <= MAX_REASON:
        raise Unacceptable({"reason": _("请写明谢绝的原因，2 到 {limit} 个字").format(limit=MAX_REASON)})
    mine = _own(offer, worker)
    if mine.state == OfferState.DECLINED:
        return
    close(kind=UNANSWERED, subject=offer, by=by, at=at)
    hold_order(mine)
    on_offer = Offer.objects.filter(pk=mine.pk, state=OfferState.OFFERED, take_by__gt=at)
    if not on_offer.update(state=OfferState.DECLINED, answered_at=at, reason=reason):
        raise OfferGone
    unname_persons(subject=offer, keep=None, by=by, at=at)
    left = open_offers(mine.order_id, mine.round)
    record(OfferDeclined(offer, mine.order.public_id, mine.round, worker, reason, left), by=by, at=at)


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
    record(OfferGivenBack(offer, row.order.public_id, worker, reason), by=by, at=at)


def _own(offer: UUID, worker: UUID) -> Offer:
    mine = Offer.objects.filter(public_id=offer, worker=worker).select_related("order").first()
    if mine is None:
        raise OfferGone
    return mine


def _end_others(taken: Offer, by: Viewer, at: datetime) -> None:
    """Who was asked beside the one who took it no longer sees the person."""
    others = Offer.objects.filter(order=taken.order_id, round=taken.round, state=OfferState.OFFERED)
    for other in others.exclude(pk=taken.pk).order_by("id"):
        withdraw(other, "", by, at)

"""Offers end: unanswered, withdrawn with the order, or over with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.access.actions import unname_persons
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.service.dispatch import policy
from yinling.service.dispatch.actions.holding import hold_order, open_offers, withdraw
from yinling.service.dispatch.domain import ranked
from yinling.service.dispatch.events import OfferLapsed, OffersWithdrawn
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.queries import candidates, need_of, why_unfilled
from yinling.service.dispatch.terms import OfferState
from yinling.service.orders.actions import send_back
from yinling.service.orders.models import Order

_HELD = (OfferState.OFFERED, OfferState.TAKEN)


@transaction.atomic
def lapse(*, offer: UUID, by: Viewer, at: datetime) -> None:
    """A worker did not answer in time; after the last one the order goes back to the officer with why.

    Safe to repeat. Raises Forbidden.
    """
    policy.may_offer(by)
    row = Offer.objects.filter(public_id=offer).select_related("order").first()
    if row is None:
        raise Forbidden
    hold_order(row)
    on_offer = Offer.objects.filter(pk=row.pk, state=OfferState.OFFERED)
    if not on_offer.update(state=OfferState.LAPSED, answered_at=at):
        return  # answered at the last moment
    unname_persons(subject=offer, keep=None, by=by, at=at)
    record(OfferLapsed(offer, row.order.public_id, row.worker), by=by, at=at)
    if not open_offers(row.order_id, row.round):
        send_back(order=row.order.public_id, reason=_why(row.order, at), by=by, at=at)


def _why(order: Order, at: datetime) -> str:
    need, (_names, found) = need_of(order), candidates(order.area_code, on=local_day(at))
    return why_unfilled(order, need, ranked(found, need)[1])


@transaction.atomic
def withdraw_cancelled(*, order: UUID, by: Viewer, at: datetime) -> None:
    """An order was cancelled: nobody has it on offer or in hand any longer. Safe to repeat.

    Raises Forbidden when `by` may not cancel orders.
    """
    policy.may_withdraw(by)
    with override("zh-hans"):  # kept with the offer, whatever the officer reads
        reason = _("订单已取消")
    rows = Offer.objects.filter(order__public_id=order, state__in=_HELD).order_by("id")
    ended = tuple(row.public_id for row in rows if withdraw(row, reason, by, at, taken_too=True))
    if ended:
        record(OffersWithdrawn(subject=order, offers=ended, reason=reason), by=by, at=at)


@transaction.atomic
def settle(*, order: UUID, by: Viewer, at: datetime) -> None:
    """An order was fulfilled, or came back from who took it: he carries it no longer. Safe to repeat.

    Part of what ended the order, which records the fact. Raises Forbidden.
    """
    policy.may_settle(by)
    Offer.objects.filter(order__public_id=order, state=OfferState.TAKEN).update(state=OfferState.ENDED)

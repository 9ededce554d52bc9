"""What every move of an offer shares. Where several rows change: the own deadline, then the order, then offers."""

from __future__ import annotations

from datetime import datetime

from yinling.base.access.actions import unname_persons
from yinling.kernel.viewer import Viewer
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.terms import OfferState
from yinling.service.orders.models import Order

UNANSWERED = "dispatch.unanswered"  # the deadline by which a worker must have answered an offer


def hold_order(row: Offer) -> None:
    """Lock the offer's order. It comes before its offers, as when an officer cancels it."""
    Order.objects.select_for_update().get(pk=row.order_id)


def open_offers(order_id: int, round_: int) -> int:
    """How many still have an order on offer in a round."""
    return Offer.objects.filter(order_id=order_id, round=round_, state=OfferState.OFFERED).count()


def withdraw(row: Offer, reason: str, by: Viewer, at: datetime, *, taken_too: bool = False) -> bool:
    """End an offer that nobody wants any longer; whether it was still there.

    Its deadline fires for nothing: closing it here would wait for an engine that waits for the order.
    """
    states = [OfferState.OFFERED, OfferState.TAKEN] if taken_too else [OfferState.OFFERED]
    still = Offer.objects.filter(pk=row.pk, state__in=states)
    if not still.update(state=OfferState.WITHDRAWN, answered_at=at, reason=reason):
        return False
    unname_persons(subject=row.public_id, keep=None, by=by, at=at)
    return True

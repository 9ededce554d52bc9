"""An officer takes an order from a worker, so that another can have it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.service.dispatch import policy
from yinling.service.dispatch.actions.answering import OfferGone
from yinling.service.dispatch.actions.holding import hold_order, open_offers, withdraw
from yinling.service.dispatch.events import OfferTakenBack
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.terms import OfferState
from yinling.service.orders.actions import send_back


@transaction.atomic
def take_back(*, offer: UUID, reason: str, by: Viewer, at: datetime) -> UUID:
    """Take an order from who has it on offer or in hand; he may be asked again later. Part of handing over (delivery).

    What he took goes back to the officer; what was on offer stays placed, and the next ones are asked when nobody else
    has it. Returns the order. Raises Forbidden, OfferGone.
    """
    policy.may_assign(by)
    row = Offer.objects.filter(public_id=offer).select_related("order").first()
    if row is None:
        raise Forbidden
    hold_order(row)
    row.refresh_from_db()
    was_taken = row.state == OfferState.TAKEN
    if not withdraw(row, reason, by, at, taken_too=True):
        raise OfferGone
    order = row.order.public_id
    left = open_offers(row.order_id, row.round)
    if was_taken:
        send_back(order=order, reason=reason, by=by, at=at)
    others = max(left, int(was_taken))  # what was taken waits for the officer and not for a next wave
    record(OfferTakenBack(offer, order, row.round, row.worker, reason, others), by=by, at=at)
    return order

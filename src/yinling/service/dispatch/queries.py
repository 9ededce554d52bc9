"""Reads of dispatch: what a worker may take now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinling.base.regions.queries import paths
from yinling.kernel.viewer import Viewer
from yinling.service.dispatch import policy
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.terms import OfferState


@dataclass(frozen=True)
class OfferLine:
    """An order on offer: what, where roughly, by when; no name before it is taken."""

    offer: UUID
    item: str
    area_path: str
    take_by: datetime
    due_date: date


def on_offer(*, by: Viewer, at: datetime) -> list[OfferLine]:
    """The orders this worker may take now, the most urgent first. Raises Forbidden when `by` is no worker."""
    worker = policy.worker_of(by)
    offers = Offer.objects.filter(worker=worker, state=OfferState.OFFERED, take_by__gt=at).select_related("order")
    found = list(offers.order_by("take_by", "id"))
    places = paths({o.area_code for o in found})
    return [
        OfferLine(
            offer=o.public_id, item=o.order.item, area_path=places[o.area_code], take_by=o.take_by,
            due_date=o.order.due_date,
        )
        for o in found
    ]  # fmt: skip

"""What is on offer, and to whom it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinling.base.regions.queries import paths
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import names_of
from yinling.service.dispatch import policy
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.terms import OfferState

PAGE = 50


@dataclass(frozen=True)
class OfferLine:
    """An order on offer: what, where roughly, by when; no name before it is taken."""

    offer: UUID
    item: str
    area_path: str
    take_by: datetime
    due_date: date


@dataclass(frozen=True)
class OfferView:
    """One offer as the order's page shows it: who was asked, when, and what he said."""

    offer: UUID
    round: int
    wave: int
    worker: UUID
    worker_name: str
    state: OfferState
    offered_at: datetime
    take_by: datetime
    answered_at: datetime | None
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether he may still take it."""
        return self.state is OfferState.OFFERED


@dataclass(frozen=True)
class WorkerOffer:
    """One offer as the worker's page shows it to an officer: whose order it was, as far as he sees the person."""

    offer: OfferView
    order: UUID
    item: str
    name: str
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


def offers_for(order_ids: Sequence[int]) -> dict[int, list[OfferView]]:
    """The offers of several orders, by the order's inner id, in the order in which they were made."""
    found: dict[int, list[OfferView]] = {}
    for row in Offer.objects.filter(order_id__in=order_ids).order_by("round", "wave", "id"):
        found.setdefault(row.order_id, []).append(_view(row))
    return found


def offers_of_worker(worker: UUID, *, states: Sequence[OfferState] = (), limit: int = PAGE) -> list[WorkerOffer]:
    """The newest offers to a worker about persons that the viewer sees: the wall leaves out the others."""
    rows = Offer.objects.filter(worker=worker).select_related("order")
    if states:
        rows = rows.filter(state__in=states)
    newest = list(rows.order_by("-offered_at")[:limit])
    names = names_of([row.person_id for row in newest])
    return [
        WorkerOffer(_view(row), row.order.public_id, row.order.item, names.get(row.person_id, ""), row.order.due_date)
        for row in newest
    ]


def _view(row: Offer) -> OfferView:
    return OfferView(
        offer=row.public_id, round=row.round, wave=row.wave, worker=row.worker, worker_name=row.worker_name,
        state=OfferState(row.state), offered_at=row.offered_at, take_by=row.take_by, answered_at=row.answered_at,
        reason=row.reason,
    )  # fmt: skip

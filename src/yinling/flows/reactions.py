"""Which fact is followed by what, on one page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinling.base.deadlines.handlers import on as on_deadline
from yinling.base.jobs.actions import defer
from yinling.base.journal.reactions import on
from yinling.decisions.careplan.events import ProposalApproved
from yinling.kernel.viewer import Viewer
from yinling.people.registry.events import CorrectionTakenBack, FactsCorrected, PersonRegistered, QuestionSettled
from yinling.service.delivery.actions import FORGET, UNTAKEN, forget, withdraw_cancelled, withdraw_untaken
from yinling.service.orders.events import OrderCancelled, OrderPlaced


def register() -> None:
    """Hang every reaction on its fact or deadline."""
    on(PersonRegistered, _judge_later)
    on(FactsCorrected, _judge_later)
    on(CorrectionTakenBack, _judge_later)
    on(QuestionSettled, _judge_what_changed)
    on(ProposalApproved, _place_later)
    on(OrderPlaced, _offer_later)
    on(OrderCancelled, _withdraw)
    on_deadline(UNTAKEN, _untaken)
    on_deadline(FORGET, _forget)


def _judge_later(event: PersonRegistered | FactsCorrected | CorrectionTakenBack, by: Viewer, at: datetime) -> None:
    defer(task="flows.judge", by=by, at=at, person=event.subject)


def _judge_what_changed(event: QuestionSettled, by: Viewer, at: datetime) -> None:
    """A doubt that was settled without changing anything changes no judgement."""
    if event.terms:
        defer(task="flows.judge", by=by, at=at, person=event.subject)


def _place_later(event: ProposalApproved, by: Viewer, at: datetime) -> None:
    defer(task="flows.place", by=by, at=at, proposal=event.subject)


def _offer_later(event: OrderPlaced, by: Viewer, at: datetime) -> None:
    defer(task="flows.offer", by=by, at=at, order=event.subject, round=event.round)


def _withdraw(event: OrderCancelled, by: Viewer, at: datetime) -> None:
    withdraw_cancelled(order=event.subject, by=by, at=at)


def _untaken(subject: UUID, by: Viewer, at: datetime) -> None:
    withdraw_untaken(task=subject, by=by, at=at)


def _forget(subject: UUID, by: Viewer, at: datetime) -> None:
    forget(task=subject, by=by, at=at)

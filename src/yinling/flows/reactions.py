"""Which fact is followed by what, on one page."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinling.base.access.actions import OVER, end_break_glass
from yinling.base.access.events import BreakGlassAsked
from yinling.base.deadlines.handlers import on as on_deadline
from yinling.base.jobs.actions import defer
from yinling.base.journal.reactions import on
from yinling.decisions.careplan.events import ProposalApproved
from yinling.decisions.portrait.actions import judge
from yinling.decisions.portrait.events import ContestDecided, PortraitsRecalculated
from yinling.decisions.rulebook.events import RulePublished, RulesLoaded
from yinling.kernel.areas import NATION
from yinling.kernel.viewer import Viewer
from yinling.people.intake.events import RosterImported, RosterTakenBack, RowSettled
from yinling.people.proxies.actions.keys import CLOSE_KEYS, FOLLOW_CARD
from yinling.people.proxies.events import ProxyRightRevoked
from yinling.people.registry.events import (
    CardIssued,
    CardRevoked,
    CorrectionTakenBack,
    FactsCorrected,
    PersonRegistered,
    PersonsMerged,
    PersonsParted,
    QuestionSettled,
)
from yinling.service.delivery.actions import FORGET, forget
from yinling.service.delivery.actions import withdraw_cancelled as withdraw_task
from yinling.service.dispatch.actions import UNANSWERED, lapse, settle, withdraw_cancelled
from yinling.service.dispatch.events import OfferDeclined, OfferTakenBack, OrderAssigned
from yinling.service.orders.events import OrderCancelled, OrderFulfilled, OrderPlaced, OrderReturned

_AFTER_BELONGINGS = timedelta(seconds=30)  # keys move with what else hangs on a record that became part of another


def register() -> None:
    """Hang every reaction on its fact or deadline."""
    on(PersonRegistered, _judge)
    on(FactsCorrected, _judge)
    on(CorrectionTakenBack, _judge)
    on(QuestionSettled, _judge)
    on(PersonsMerged, _judge_both)
    on(PersonsParted, _judge_both)
    on(RowSettled, _judge_settled)
    on(CardIssued, _keys_follow_card)
    on(CardRevoked, _keys_follow_card)
    on(PersonsMerged, _keys_follow_cards)
    on(PersonsParted, _keys_follow_cards)
    on(ProxyRightRevoked, _close_keys_later)
    on(ContestDecided, _propose_later)
    on(RosterImported, _redraw_roster_later)
    on(RosterTakenBack, _redraw_roster_later)
    on(RulesLoaded, _redraw_everything_later)
    on(RulePublished, _redraw_later)
    on(PortraitsRecalculated, _propose_for_area_later)
    on(ProposalApproved, _place_later)
    on(OrderPlaced, _offer_later)
    on(OfferDeclined, _offer_on_later)
    on(OfferTakenBack, _offer_on_later)
    on(OrderAssigned, _let_see_later)
    on(OrderFulfilled, _settle)
    on(OrderReturned, _settle)
    on(OrderCancelled, _withdraw)
    on(BreakGlassAsked, _open_glass_later)
    on_deadline(OVER, _glass_over)
    on_deadline(UNANSWERED, _unanswered)
    on_deadline(FORGET, _forget)


def _judge(
    event: PersonRegistered | FactsCorrected | CorrectionTakenBack | QuestionSettled, by: Viewer, at: datetime
) -> None:
    """The portrait follows in the same act; a doubt that was settled without changing anything changes nothing."""
    if event.terms:
        _draw(event.subject, by, at)


def _judge_both(event: PersonsMerged | PersonsParted, by: Viewer, at: datetime) -> None:
    _draw(event.subject, by, at)
    _draw(event.other, by, at)


def _judge_settled(event: RowSettled, by: Viewer, at: datetime) -> None:
    _draw(event.person, by, at)


def _draw(person: UUID, by: Viewer, at: datetime) -> None:
    judge(person=person, by=by, at=at)
    defer(task="flows.propose", by=by, at=at, person=person)


def _keys_follow_card(event: CardIssued | CardRevoked, by: Viewer, at: datetime) -> None:
    """A lost card opens the elder door no longer, the new one does."""
    defer(task=FOLLOW_CARD, by=by, at=at, person=event.subject)


def _keys_follow_cards(event: PersonsMerged | PersonsParted, by: Viewer, at: datetime) -> None:
    for person in (event.subject, event.other):
        defer(task=FOLLOW_CARD, by=by, at=at + _AFTER_BELONGINGS, person=person)


def _close_keys_later(event: ProxyRightRevoked, by: Viewer, at: datetime) -> None:
    defer(task=CLOSE_KEYS, by=by, at=at, right=event.subject)


def _propose_later(event: ContestDecided, by: Viewer, at: datetime) -> None:
    defer(task="flows.propose", by=by, at=at, person=event.subject)


def _redraw_roster_later(event: RosterImported | RosterTakenBack, by: Viewer, at: datetime) -> None:
    defer(task="flows.redraw_roster", by=by, at=at, roster=event.subject)


def _redraw_everything_later(event: RulesLoaded, by: Viewer, at: datetime) -> None:
    defer(task="flows.redraw", by=by, at=at, area=NATION)


def _redraw_later(event: RulePublished, by: Viewer, at: datetime) -> None:
    defer(task="flows.redraw", by=by, at=at, area=event.area_code)


def _propose_for_area_later(event: PortraitsRecalculated, by: Viewer, at: datetime) -> None:
    defer(task="flows.propose_area", by=by, at=at, area=event.area_code)


def _place_later(event: ProposalApproved, by: Viewer, at: datetime) -> None:
    defer(task="flows.place", by=by, at=at, proposal=event.subject)


def _offer_later(event: OrderPlaced, by: Viewer, at: datetime) -> None:
    defer(task="flows.offer", by=by, at=at, order=event.subject, round=event.round)


def _offer_on_later(event: OfferDeclined | OfferTakenBack, by: Viewer, at: datetime) -> None:
    """The next ones are asked at once when nobody of those who were asked is left."""
    if not event.others_asked:
        defer(task="flows.offer", by=by, at=at, order=event.order, round=event.round)


def _let_see_later(event: OrderAssigned, by: Viewer, at: datetime) -> None:
    defer(task="flows.let_see", by=by, at=at, offer=event.subject)


def _settle(event: OrderFulfilled | OrderReturned, by: Viewer, at: datetime) -> None:
    settle(order=event.subject, by=by, at=at)


def _withdraw(event: OrderCancelled, by: Viewer, at: datetime) -> None:
    """In the same act: once somebody is at the person's side, delivery refuses, and so the order stays."""
    withdraw_task(order=event.subject, by=by, at=at)
    withdraw_cancelled(order=event.subject, by=by, at=at)


def _open_glass_later(event: BreakGlassAsked, by: Viewer, at: datetime) -> None:
    defer(task="flows.open_break_glass", by=by, at=at, ask=event.subject)


def _glass_over(subject: UUID, by: Viewer, at: datetime) -> None:
    end_break_glass(ask=subject, by=by, at=at)


def _unanswered(subject: UUID, by: Viewer, at: datetime) -> None:
    lapse(offer=subject, by=by, at=at)


def _forget(subject: UUID, by: Viewer, at: datetime) -> None:
    forget(task=subject, by=by, at=at)

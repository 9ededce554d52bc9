"""The later reactions, and the house's daily chores: each calls one action, as the system, at the moment it runs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from yinling.base.access.actions import digest_looks
from yinling.base.jobs.jobs import chore, job
from yinling.decisions.careplan.actions import propose as propose_services
from yinling.decisions.portrait.actions import start as start_run
from yinling.kernel.viewer import system
from yinling.people.intake.queries import area_of
from yinling.people.registry.actions import open_sought
from yinling.people.registry.queries import person_of
from yinling.service.dispatch.actions import let_see as let_see_offer
from yinling.service.dispatch.actions import offer as offer_order
from yinling.service.orders.actions import place as place_order

_DRAWING, _PROPOSING, _PLACING, _OFFERING = (
    system("drawing portraits"),
    system("proposing services"),
    system("placing an order"),
    system("offering an order"),
)
_OPENING = system("opening a record by break-glass")
_DIGESTING = system("digest of the looks")


@job("flows.redraw", viewer=_DRAWING)
def redraw(area: str) -> None:
    """Draw the portraits of an area anew: its rules have changed."""
    start_run(area_code=area, reason="规则已更新", by=_DRAWING, at=timezone.now())


@job("flows.redraw_roster", viewer=_DRAWING)
def redraw_roster(roster: str) -> None:
    """Draw the portraits of a roster's area anew: it was taken in, or taken back."""
    start_run(area_code=area_of(UUID(roster)), reason="名册已更新", by=_DRAWING, at=timezone.now())


@job("flows.propose", viewer=_PROPOSING)
def propose(person: str) -> None:
    """Propose what follows from one person's portrait."""
    inner = person_of(UUID(person)).id
    propose_services(persons=[inner], by=_PROPOSING, at=timezone.now())


@job("flows.propose_area", viewer=_PROPOSING)
def propose_area(area: str) -> None:
    """Propose what follows from the portraits of an area."""
    propose_services(area_code=area, by=_PROPOSING, at=timezone.now())


@job("flows.place", viewer=_PLACING)
def place(proposal: str) -> None:
    """Make the order of an approved proposal."""
    place_order(proposal=UUID(proposal), by=_PLACING, at=timezone.now())


@job("flows.offer", viewer=_OFFERING)
def offer(order: str, round: int) -> None:  # noqa: A002 - the word of the order
    """Offer an order to the next workers who fit."""
    offer_order(order=UUID(order), round=round, by=_OFFERING, at=timezone.now())


@job("flows.let_see", viewer=_OFFERING)
def let_see(offer: str) -> None:
    """Let a worker see the person of an offer that an officer made by hand."""
    let_see_offer(offer=UUID(offer), by=_OFFERING, at=timezone.now())


@job("flows.open_break_glass", viewer=_OPENING)
def open_break_glass(ask: str) -> None:
    """Look for the person whom an officer asked to see, and open the record."""
    open_sought(ask=UUID(ask), by=_OPENING, at=timezone.now())


@chore("flows.digest_looks", viewer=_DIGESTING, cron="20 16 * * *")
def digest(timestamp: int) -> None:
    """After midnight in Shanghai: tie yesterday's looks (UTC day) into the journal."""
    now = timezone.now()
    digest_looks(day=now.date() - timedelta(days=1), by=_DIGESTING, at=now)

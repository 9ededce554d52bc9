"""The later reactions, and the house's daily chores: each calls one action, as the system, at the moment it runs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from yinling.base.access.actions import digest_looks
from yinling.base.jobs.jobs import chore, job
from yinling.decisions.careplan.actions import judge as judge_person
from yinling.kernel.viewer import system
from yinling.service.delivery.actions import offer as offer_order
from yinling.service.orders.actions import place as place_order

_JUDGING, _PLACING, _OFFERING = (
    system("judging a person"),
    system("placing an order"),
    system("offering an order"),
)
_DIGESTING = system("digest of the looks")


@job("flows.judge", viewer=_JUDGING)
def judge(person: str) -> None:
    """Apply the rules in force to one person."""
    judge_person(person=UUID(person), by=_JUDGING, at=timezone.now())


@job("flows.place", viewer=_PLACING)
def place(proposal: str) -> None:
    """Make the order of an approved proposal."""
    place_order(proposal=UUID(proposal), by=_PLACING, at=timezone.now())


@job("flows.offer", viewer=_OFFERING)
def offer(order: str, round: int) -> None:  # noqa: A002 - the word of the order
    """Offer an order to the workers of its area."""
    offer_order(order=UUID(order), round=round, by=_OFFERING, at=timezone.now())


@chore("flows.digest_looks", viewer=_DIGESTING, cron="20 16 * * *")
def digest(timestamp: int) -> None:
    """After midnight in Shanghai: tie yesterday's looks (UTC day) into the journal."""
    now = timezone.now()
    digest_looks(day=now.date() - timedelta(days=1), by=_DIGESTING, at=now)

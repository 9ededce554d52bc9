"""Who could be asked for an order: what matching knows of each, and why somebody does not fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from yinling.base.access.queries import workers_for
from yinling.base.accounts.models import Account
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.service.dispatch import policy
from yinling.service.dispatch.domain import Candidate, Misfit, Need, Why, ranked
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.queries.telling import reason_words
from yinling.service.dispatch.queries.wishes import wish_row
from yinling.service.dispatch.terms import OfferState
from yinling.service.orders.models import Order
from yinling.service.orders.queries import order_of
from yinling.service.orders.terms import OrderState
from yinling.supply.workforce.queries import profiles_of

_REFUSALS = (OfferState.DECLINED, OfferState.GIVEN_BACK)


class Carried(NamedTuple):
    """How many orders a worker has in hand, and how many are on offer to him."""

    in_hand: int
    on_offer: int


@dataclass(frozen=True)
class CandidateLine:
    """Somebody who works where an order is: whether he fits, why not, and whether an officer may ask him by hand.

    `was_asked` in this round already: he stands with the offers.
    """

    account: UUID
    name: str
    in_hand: int
    most_at_once: int | None
    why: tuple[str, ...]
    may_be_asked: bool
    was_asked: bool = False

    @property
    def fits(self) -> bool:
        """Whether nothing speaks against him."""
        return not self.why


def need_of(order: Order, *, next_round: bool = False) -> Need:
    """What an order asks of who comes: its item, the person's wishes, and who said no. Two queries.

    `next_round` asks for the round that begins when a returned order is placed again: nobody was asked in it yet.
    """
    said = Offer.objects.filter(order=order).values_list("worker", "round", "state")
    wish = wish_row(order.person_id)
    now = order.round + next_round
    return Need(
        order=order.public_id, item_code=order.item_code, carer_sex=wish.carer_sex if wish else "",
        languages=tuple(wish.languages) if wish else (), avoided=frozenset(wish.avoided) if wish else frozenset(),
        refused=frozenset(worker for worker, _round, state in said if state in _REFUSALS),
        asked=frozenset(worker for worker, round_, _state in said if round_ == now),
    )  # fmt: skip


def candidates(area_code: str, *, on: date) -> tuple[dict[UUID, str], list[Candidate]]:
    """Everybody who works in a place, by name, and what matching knows of each. Four queries for any number."""
    accounts = workers_for(area_code, on=on)
    names = {account.public_id: account.display_name for account in accounts}
    profiles, held, asked = profiles_of(names), carried(names), _last_offered(accounts)
    return names, [
        Candidate(
            worker=worker, sex=profile.sex, languages=profile.languages, skills=profile.skills,
            most_at_once=profile.most_at_once, is_away=profile.is_away(on), load=sum(held[worker]),
            in_hand=held[worker].in_hand, last_offered=asked.get(worker),
        )
        for worker, profile in profiles.items()
    ]  # fmt: skip


def carried(workers: Iterable[UUID]) -> dict[UUID, Carried]:
    """What each of these workers carries, in one query; who carries nothing is there, too.

    An officer is told of what concerns the persons of his scope alone: the wall leaves out the rest.
    """
    wanted = list(workers)
    rows = Offer.objects.filter(worker__in=wanted, state__in=(OfferState.OFFERED, OfferState.TAKEN))
    found: dict[UUID, Counter[str]] = defaultdict(Counter)
    for worker, state, number in rows.values_list("worker", "state").annotate(number=Count("id")):
        found[worker][state] = number
    return {one: Carried(found[one][OfferState.TAKEN], found[one][OfferState.OFFERED]) for one in wanted}


def candidates_for(*, order: UUID, by: Viewer, at: datetime) -> list[CandidateLine]:
    """Who could be asked for an order, the best first, then who does not fit, with why.

    Raises Forbidden when `by` is no officer or does not see the order.
    """
    policy.may_assign(by)
    row = order_of(order)
    need = need_of(row, next_round=row.state == OrderState.RETURNED)
    names, found = candidates(row.area_code, on=local_day(at))
    fits, misfits = ranked(found, need)
    return [_line(fit.candidate, names, (), may=True) for fit in fits] + [_misfit(one, names, need) for one in misfits]


def _misfit(misfit: Misfit, names: dict[UUID, str], need: Need) -> CandidateLine:
    why = tuple(reason_words(reason, need) for reason in misfit.why if reason is not Why.ASKED or len(misfit.why) == 1)
    line = _line(misfit.candidate, names, why, may=misfit.may_be_overruled)
    return replace(line, was_asked=Why.ASKED in misfit.why)


def _line(candidate: Candidate, names: dict[UUID, str], why: tuple[str, ...], *, may: bool) -> CandidateLine:
    return CandidateLine(
        candidate.worker, names[candidate.worker], candidate.in_hand, candidate.most_at_once, why, may_be_asked=may
    )


def _last_offered(accounts: Iterable[Account]) -> dict[UUID, datetime | None]:
    """When each was asked last: one step down an index for each, however many offers he ever had."""
    newest = Offer.objects.filter(worker=OuterRef("public_id")).order_by("-offered_at").values("offered_at")[:1]
    wanted = Account.objects.filter(pk__in=[account.pk for account in accounts])
    return dict(wanted.annotate(last=Subquery(newest)).values_list("public_id", "last"))

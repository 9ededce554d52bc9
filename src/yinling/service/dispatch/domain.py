"""Who fits an order, and who is asked first: pure decisions on plain data."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from yinling.supply.workforce.domain import knows

MAX_REASON, LEAST_REASON = 200, 2
USUAL_AT_ONCE = 5  # what the load of somebody is measured against for whom nobody said how much he carries
_NEVER = datetime.min.replace(tzinfo=UTC)


class Why(StrEnum):
    """Why somebody is not asked, in the order in which it is said."""

    REFUSED = "refused"  # he declined this order, or gave it back: he is not asked again
    AVOIDED = "avoided"  # the person does not want him
    AWAY = "away"
    SKILL = "skill"
    SEX = "sex"
    LANGUAGE = "language"
    FULL = "full"
    ASKED = "asked"  # he was asked in this round


OVERRULED = frozenset({Why.AWAY, Why.SKILL, Why.SEX, Why.LANGUAGE, Why.FULL})  # what an officer may decide otherwise


@dataclass(frozen=True)
class Candidate:
    """Somebody who works in the order's area. `load` counts what he has in hand and on offer."""

    worker: UUID
    sex: str = ""
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    most_at_once: int | None = None
    is_away: bool = False
    load: int = 0
    in_hand: int = 0
    last_offered: datetime | None = None

    @property
    def share(self) -> Fraction:
        """How much of what he carries he carries already."""
        return Fraction(self.load, self.most_at_once or USUAL_AT_ONCE)


@dataclass(frozen=True)
class Need:
    """What an order asks of who comes. `languages` in the order of wishing: one of them must be spoken.

    `refused` are those who declined this order or gave it back in any round, `asked` those asked in this round.
    """

    order: UUID
    item_code: str = ""
    carer_sex: str = ""
    languages: tuple[str, ...] = ()
    avoided: frozenset[UUID] = frozenset()
    refused: frozenset[UUID] = frozenset()
    asked: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Fit:
    """Who can be asked."""

    candidate: Candidate


@dataclass(frozen=True)
class Misfit:
    """Who is not asked, and all the reasons."""

    candidate: Candidate
    why: tuple[Why, ...]

    @property
    def may_be_overruled(self) -> bool:
        """Whether an officer may send him all the same: not against his own word or the person's."""
        return OVERRULED.issuperset(self.why)


def judge(candidate: Candidate, need: Need) -> Fit | Misfit:
    """Whether somebody fits an order.

    Full is who has in hand what he carries. What is merely on offer to him fills nobody: most of it others will take,
    and a morning of twenty approvals would come back from three workers who have nothing to do.
    """
    full = candidate.most_at_once is not None and candidate.in_hand >= candidate.most_at_once
    speaks = not need.languages or not set(need.languages).isdisjoint(candidate.languages)
    said = {
        Why.REFUSED: candidate.worker in need.refused,
        Why.AVOIDED: candidate.worker in need.avoided,
        Why.AWAY: candidate.is_away,
        Why.SKILL: not knows(candidate.skills, need.item_code),
        Why.SEX: need.carer_sex not in ("", candidate.sex),
        Why.LANGUAGE: not speaks,
        Why.FULL: full,
        Why.ASKED: candidate.worker in need.asked,
    }
    why = tuple(reason for reason, holds in said.items() if holds)
    return Misfit(candidate, why) if why else Fit(candidate)


def ranked(candidates: Iterable[Candidate], need: Need) -> tuple[list[Fit], list[Misfit]]:
    """Who fits, the best first, and who does not.

    Best is who carries the smallest share of his load, then who speaks what is wished first, then who was asked least
    lately; what is still equal is drawn by the order, so that one order's loser is another's winner.
    """
    judged = [judge(candidate, need) for candidate in candidates]
    fits = [one for one in judged if isinstance(one, Fit)]
    fits.sort(key=lambda fit: _place(fit.candidate, need))
    return fits, [one for one in judged if isinstance(one, Misfit)]


def wave(candidates: Iterable[Candidate], need: Need, size: int) -> list[UUID]:
    """Who is asked next: at most `size` of those who fit. Nobody is left when it is empty."""
    return [fit.candidate.worker for fit in ranked(candidates, need)[0][: max(1, size)]]


def count_reasons(misfits: Sequence[Misfit]) -> Counter[Why]:
    """How many do not fit for which reason, each counted once; who was asked in this round is told of elsewhere."""
    return Counter(misfit.why[0] for misfit in misfits if Why.ASKED not in misfit.why)


def _place(candidate: Candidate, need: Need) -> tuple[Fraction, int, datetime, bytes]:
    spoken = next((i for i, language in enumerate(need.languages) if language in candidate.languages), 0)
    return candidate.share, spoken, candidate.last_offered or _NEVER, _draw(need.order, candidate.worker)


def _draw(order: UUID, worker: UUID) -> bytes:
    return hashlib.sha256(order.bytes + worker.bytes).digest()

"""What two statements about one term of one person come to: the same, one finer than the other, both, or a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yinling.base.rows.rules import Sensitivity
from yinling.people.intake.domain.cleaning.addresses import address_key
from yinling.people.intake.domain.cleaning.names import fold_name
from yinling.people.intake.domain.cleaning.places import Places
from yinling.people.registry.terms import CATALOGUE, DATE_TERMS, TermKind

# Several telephones are not a contradiction: people have several, and which one answers is not known from paper.
GATHERED = frozenset({"phone"})
_JOIN = "、"


class Relation(StrEnum):
    """How a new statement stands to the one that is held."""

    SAME = "same"
    FINER = "finer"  # says the same more exactly
    COARSER = "coarser"  # says the same less exactly
    MORE = "more"  # adds to it
    OTHER = "other"  # contradicts it


class Consequence(StrEnum):
    """What a later roster's statement does to a record."""

    NOTHING = "nothing"
    STATE = "state"  # becomes the believed fact
    ASK = "ask"  # becomes a question with both values


@dataclass(frozen=True, slots=True)
class Conflict:
    """One term with two values that cannot both be right."""

    term: str
    held: str
    written: str


@dataclass(frozen=True, slots=True)
class Combined:
    """What a further writing adds to what is held: values to state, and contradictions to ask about."""

    stated: Mapping[str, str]
    conflicts: tuple[Conflict, ...]


class Alike:
    """Whether two values of a term are two writings of one thing: one door, or one name in other characters."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def __call__(self, term: str, one: str, other: str) -> bool:
        """Compare folded forms; terms that have none are alike only when equal."""
        if term == "address":
            return address_key(one, self._places) == address_key(other, self._places)
        return CATALOGUE[term].kept is Sensitivity.NAMED and fold_name(one) == fold_name(other)


def relate(term: str, held: str, said: str, alike: Alike) -> Relation:
    """How `said` stands to `held`, both canonical values of the term and neither empty."""
    if held == said:
        return Relation.SAME
    if term in DATE_TERMS:
        return _relate_dates(held, said)
    if term in GATHERED or CATALOGUE[term].kind is TermKind.LIST:
        return _relate_lists(held, said)
    if CATALOGUE[term].kind is TermKind.AREA:
        return _relate_starts(held, said)
    return Relation.SAME if alike(term, held, said) else Relation.OTHER


def join_values(term: str, held: str, said: str) -> str:
    """Both statements in one, for terms that hold several values; what is held stands first."""
    words = dict.fromkeys([*held.split(_JOIN), *said.split(_JOIN)])
    return _JOIN.join(words)


def leave_out(held: str, alone: str, others: Iterable[str]) -> str:
    """A value of several without those that `alone` says and none of `others`; in the order in which it was held."""
    kept = {word for text in others for word in text.split(_JOIN)}
    gone = set(alone.split(_JOIN)) - kept
    return _JOIN.join(word for word in held.split(_JOIN) if word not in gone)


def combine(held: Mapping[str, str], said: Mapping[str, str], alike: Alike) -> Combined:
    """What a second writing as of the same day adds to a person: gaps filled, finer dates taken, doubts asked.

    What is held stays where they contradict each other: which of two units is right, only a human can say.
    """
    stated: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for term, value in said.items():
        if term not in held:
            stated[term] = value
            continue
        relation = relate(term, held[term], value, alike)
        if relation is Relation.FINER:
            stated[term] = value
        elif relation is Relation.MORE and term in GATHERED:
            stated[term] = join_values(term, held[term], value)
        elif relation in {Relation.OTHER, Relation.MORE}:
            conflicts.append(Conflict(term, held[term], value))
    return Combined(stated, tuple(conflicts))


def renew(
    held: Mapping[str, str],
    said: Mapping[str, str],
    *,
    held_on: date | None,
    said_on: date,
    by_hand: frozenset[str],
    alike: Alike,
) -> Combined:
    """What a roster says of a person on record: changes of a later day become facts, contradictions questions.

    `held_on` is the day as of which the record is known, `by_hand` the terms that somebody entered by hand since
    then: a file never overrides those silently. A roster of the same day combines as twins do; an older one only
    fills gaps.
    """
    if held_on is None or said_on == held_on:
        return combine(held, said, alike)
    stated: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for term, value in said.items():
        if term not in held:
            stated[term] = value
            continue
        relation = relate(term, held[term], value, alike)
        consequence = _consequence(term, relation, is_later=said_on > held_on, by_hand=term in by_hand)
        if consequence is Consequence.STATE:
            stated[term] = value
        elif consequence is Consequence.ASK:
            conflicts.append(Conflict(term, held[term], value))
    return Combined(stated, tuple(conflicts))


def _consequence(term: str, relation: Relation, *, is_later: bool, by_hand: bool) -> Consequence:
    if relation in {Relation.SAME, Relation.COARSER}:
        return Consequence.NOTHING
    if relation is Relation.FINER:
        return Consequence.STATE
    changes = CATALOGUE[term].changes
    if not is_later:
        return Consequence.NOTHING if changes else Consequence.ASK
    return Consequence.STATE if changes and not by_hand else Consequence.ASK


def _relate_dates(held: str, said: str) -> Relation:
    shorter, longer = sorted((held, said), key=len)
    if not longer.startswith(shorter):
        return Relation.OTHER
    return Relation.FINER if said == longer else Relation.COARSER


def _relate_lists(held: str, said: str) -> Relation:
    mine, theirs = set(held.split(_JOIN)), set(said.split(_JOIN))
    if mine == theirs:
        return Relation.SAME
    return Relation.COARSER if theirs < mine else Relation.MORE


def _relate_starts(held: str, said: str) -> Relation:
    if said.startswith(held):
        return Relation.FINER
    return Relation.COARSER if held.startswith(said) else Relation.OTHER

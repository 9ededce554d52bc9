"""What changing one term of a record does to others, and which terms want evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yinling.kernel.identity import parse_id_number
from yinling.people.registry.domain.registration import CleanFact
from yinling.people.registry.terms import Source, Standing

# 参加革命工作时间 needs the evidence of the archives (domain/codes.md); the others say who somebody is and what is due.
PROTECTED = frozenset({"began_work", "person_type", "id_number", "name"})
SHORTEST_EVIDENCE = 4  # characters: `见档案卷` says more than a full stop does

# Which terms a change of one may carry along: taken back together.
FOLLOWERS: Mapping[str, tuple[str, ...]] = {
    "id_number": ("sex", "birth_date"),
    "died_on": ("standing",),
    "standing": ("died_on",),
}


@dataclass(frozen=True)
class Believed:
    """What a record believes of a term, and since which source."""

    value: str
    source: str


@dataclass(frozen=True)
class Contradiction:
    """A term whose believed value does not agree with what the identity number says."""

    term: str
    held: str
    said: str


def wants_evidence(term: str, value: str, believed: Mapping[str, Believed], *, on: date) -> bool:
    """Whether a change wants evidence: a protected term, or one that now contradicts the identity number."""
    if term in PROTECTED:
        return True
    said = _said_by_number(believed, on).get(term, "")
    return bool(said and value) and not agrees(value, said)


def consequences(term: str, value: str, believed: Mapping[str, Believed], *, on: date) -> tuple[CleanFact, ...]:
    """The facts that follow from a term's new value: sex and birth from the identity number, the standing from a death.

    What another source says of sex and birth stays; where it disagrees is told by `contradictions`.
    """
    if term == "id_number" and value:
        derived = _read_number(value, on)
        return tuple(
            CleanFact(other, said, Source.ID_NUMBER)
            for other, said in derived.items()
            if _gives_way(believed.get(other), said)
        )
    if term == "died_on" and value and _value(believed, "standing") != Standing.DIED:
        return (CleanFact("standing", Standing.DIED.value, Source.OFFICER),)
    if term == "standing" and value != Standing.DIED and _value(believed, "died_on"):
        return (CleanFact("died_on", "", Source.OFFICER),)
    return ()


def contradictions(number: str, believed: Mapping[str, Believed], *, on: date) -> tuple[Contradiction, ...]:
    """Where what is believed of sex and birth disagrees with a new identity number: questions for a human."""
    return tuple(
        Contradiction(term, held.value, said)
        for term, said in _read_number(number, on).items()
        if (held := believed.get(term)) and held.value and not _gives_way(held, said) and not agrees(held.value, said)
    )


def agrees(stated: str, said: str) -> bool:
    """Whether a stated value says nothing else than another: a year agrees with every day in it."""
    return stated == said or (len(stated) in {4, 7} and said[: len(stated) + 1] == f"{stated}-")


def _gives_way(held: Believed | None, said: str) -> bool:
    """Whether a believed value is replaced by what the number says: absent, derived itself, or less exact."""
    if held is None or not held.value or held.value == "0":
        return True
    if held.value == said:
        return False
    return held.source == Source.ID_NUMBER or agrees(held.value, said)


def _read_number(number: str, on: date) -> dict[str, str]:
    found = parse_id_number(number, on=on)
    return {"sex": found.sex.value, "birth_date": found.birth_date.isoformat()}


def _said_by_number(believed: Mapping[str, Believed], on: date) -> dict[str, str]:
    number = _value(believed, "id_number")
    return _read_number(number, on) if number else {}


def _value(believed: Mapping[str, Believed], term: str) -> str:
    held = believed.get(term)
    return held.value if held else ""

"""The engine of matching on records of another kind: FEBRL's dataset 1 (Christen, 2008).

`./yinling bench febrl` prints precision, recall and F1 of what is merged by itself (SAME) and of what is merged or
asked (SAME and ASK), with and without `soc_sec_id`. 1,000 made-up Australians in 500 pairs, one record of each pair
with keys struck wrongly, words exchanged, fields left out. The engine is that of rosters; fields, comparators and
weights below are data of this bench.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.shared import SHARED

from yinling.config.launcher.tables import table
from yinling.people.intake.domain.matching.comparing import close, dates, exact, is_typo, typed
from yinling.people.intake.domain.matching.evidence import (
    Agreement,
    Explanation,
    Grade,
    Matcher,
    Outcome,
    Rule,
    Thresholds,
)
from yinling.people.intake.domain.matching.keys import hashed, pairs_within

FILE = SHARED / "linkage" / "febrl" / "dataset1.csv"
_AGREE, _NEARLY, _DIFFER = Agreement.AGREE, Agreement.NEARLY, Agreement.DIFFER


@dataclass(frozen=True, slots=True)
class Entry:
    """One record, words without spaces, the date as YYYY-MM-DD."""

    record: str
    given_name: str
    surname: str
    street_number: str
    address_1: str
    address_2: str
    suburb: str
    postcode: str
    state: str
    birth: str
    soc_sec_id: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Pairs found among those that are there; `wrong` are found and are none."""

    right: int
    wrong: int
    there: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / self.there

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (2 * self.right + self.wrong + self.there - self.right)


def crossed(field: str, other: str) -> Callable[[Entry, Entry], str]:
    """Words of two fields that people exchange: `same`, `typo`, `moved` (met in the other field), or `other`."""

    def judge(a: Entry, b: Entry) -> str:
        mine, yours = getattr(a, field), getattr(b, field)
        if not mine or not yours:
            return ""
        if mine == yours:
            return "same"
        if is_typo(mine, yours, slips=2, least=4):
            return "typo"
        aside = ((mine, getattr(b, other)), (yours, getattr(a, other)))
        return "moved" if any(one and is_typo(one, two, slips=2, least=4) for one, two in aside) else "other"

    return judge


# Chances for one person and for a stranger. Keys are struck wrongly often here; a stranger shares a commonplace value.
RULES: tuple[Rule[Entry], ...] = (
    Rule(
        "soc_sec_id",
        typed("soc_sec_id", least=7),
        (
            Grade("same", _AGREE, 0.90, (1e-6,)),
            Grade("typo", _NEARLY, 0.05, (1e-5,)),
            Grade("other", _DIFFER, 0.05, (1.0,)),
        ),
        why="Seven digits, given to one person.",
    ),
    Rule(
        "given_name",
        crossed("given_name", "surname"),
        (
            Grade("same", _AGREE, 0.66, (0.012,)),
            Grade("typo", _NEARLY, 0.20, (0.012,)),
            Grade("moved", _NEARLY, 0.06, (0.002,)),
            Grade("other", _DIFFER, 0.08, (0.974,)),
        ),
        why="Some eighty names are common among the young.",
    ),
    Rule(
        "surname",
        crossed("surname", "given_name"),
        (
            Grade("same", _AGREE, 0.64, (0.006,)),
            Grade("typo", _NEARLY, 0.20, (0.01,)),
            Grade("moved", _NEARLY, 0.06, (0.002,)),
            Grade("other", _DIFFER, 0.10, (0.98,)),
        ),
        why="Surnames are many, the commonest borne by one in a hundred.",
    ),
    Rule(
        "date_of_birth",
        dates("birth"),
        (
            Grade("day", _AGREE, 0.90, (1 / 25_000,)),
            Grade("slip", _NEARLY, 0.05, (0.006,)),
            Grade("other", _DIFFER, 0.05, (0.994,)),
        ),
        why="Spread over a century.",
    ),
    Rule(
        "street_number",
        exact("street_number"),
        (Grade("same", _AGREE, 0.80, (0.02,)), Grade("other", _DIFFER, 0.20, (0.98,))),
        why="Most are below a hundred, the low ones commoner.",
    ),
    Rule(
        "address_1",
        crossed("address_1", "address_2"),
        (
            Grade("same", _AGREE, 0.64, (0.002,)),
            Grade("typo", _NEARLY, 0.26, (0.003,)),
            Grade("moved", _NEARLY, 0.04, (0.002,)),
            Grade("other", _DIFFER, 0.06, (0.993,)),
        ),
        why="Streets are many; people of one family share it.",
    ),
    Rule(
        "address_2",
        crossed("address_2", "address_1"),
        (
            Grade("same", _AGREE, 0.58, (0.003,)),
            Grade("typo", _NEARLY, 0.28, (0.003,)),
            Grade("moved", _NEARLY, 0.04, (0.002,)),
            Grade("other", _DIFFER, 0.10, (0.992,)),
        ),
        why="Houses, farms and estates; often empty.",
    ),
    Rule(
        "suburb",
        close("suburb", least=75.0),
        (
            Grade("same", _AGREE, 0.72, (0.006,)),
            Grade("close", _NEARLY, 0.22, (0.02,)),
            Grade("other", _DIFFER, 0.06, (0.974,)),
        ),
        why="Suburbs are many, the larger ones commoner.",
    ),
    Rule(
        "postcode",
        typed("postcode"),
        (
            Grade("same", _AGREE, 0.84, (0.004,)),
            Grade("typo", _NEARLY, 0.12, (0.02,)),
            Grade("other", _DIFFER, 0.04, (0.976,)),
        ),
        why="Four digits; says again in part what the suburb says.",
        within=frozenset({"suburb"}),
    ),
    Rule(
        "state",
        exact("state"),
        (Grade("same", _AGREE, 0.96, (0.25,)), Grade("other", _DIFFER, 0.04, (0.75,))),
        why="Three states hold most people.",
        within=frozenset({"suburb", "postcode"}),
    ),
)
MATCHER: Matcher[Entry] = Matcher(
    rules=RULES,
    explanations=(Explanation("stranger", -13.0),),  # thousands of records, of which a candidate is one
    thresholds=Thresholds(same=8.0, ask=0.0),
)


def read(path: Path) -> list[Entry]:
    """The records of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{key.strip(): "".join(value.split()) for key, value in row.items()} for row in csv.DictReader(file)]
    return [
        Entry(
            row["rec_id"],
            *(row[name] for name in ("given_name", "surname", "street_number", "address_1", "address_2", "suburb")),
            row["postcode"],
            row["state"],
            _dashed(row["date_of_birth"]),
            row["soc_sec_id"],
        )
        for row in rows
    ]


def _dashed(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits else ""


def _keys(one: Entry) -> list[int]:
    names = "".join(sorted((one.given_name[:3], one.surname[:3])))
    found = {
        "number": one.soc_sec_id,
        "born": one.birth,
        "names": names if one.given_name and one.surname else "",
        "house": one.street_number and one.postcode and f"{one.street_number}/{one.postcode}",
        "street": one.address_1,
        "estate": one.address_2,
        "exchanged": one.address_1 and one.address_2 and "".join(sorted((one.address_1, one.address_2))),
        "place": one.suburb and one.given_name and f"{one.suburb}/{one.given_name}",
        "family": one.suburb and one.surname and f"{one.suburb}/{one.surname}",
    }
    return [hashed(b"bench", kind, text) for kind, text in found.items() if text]


def measure(entries: Sequence[Entry], *, with_number: bool) -> dict[str, Quality]:
    """Quality of SAME alone, and of SAME and ASK together, by name."""
    kept = list(entries) if with_number else [replace(entry, soc_sec_id="") for entry in entries]
    by_record = {entry.record: entry for entry in kept}
    pairs = pairs_within({entry.record: _keys(entry) for entry in kept})
    found = {(a, b): MATCHER.compare(by_record[a], by_record[b]).outcome for a, b in pairs}
    there = {one.split("-")[1] for one in by_record if "-dup-" in one}
    quality = partial(_quality, found, len(there))
    return {"same": quality({Outcome.SAME}), "same or ask": quality({Outcome.SAME, Outcome.ASK})}


def _quality(found: dict[tuple[str, str], Outcome], there: int, counted: Iterable[Outcome]) -> Quality:
    right = [a.split("-")[1] == b.split("-")[1] for (a, b), outcome in found.items() if outcome in counted]
    return Quality(sum(right), len(right) - sum(right), there)


def main(_arguments: Sequence[str] = ()) -> None:
    """Measure, and print one table."""
    entries = read(FILE)
    rows = []
    for with_number in (True, False):
        for what, found in measure(entries, with_number=with_number).items():
            label = "with soc_sec_id" if with_number else "without soc_sec_id"
            figures = [f"{figure:.4f}" for figure in (found.precision, found.recall, found.f1)]
            rows.append([label, what, str(found.right), str(found.wrong), str(found.there), *figures])
    print(table(["febrl dataset 1", "counted", "right", "wrong", "there", "precision", "recall", "F1"], rows))


if __name__ == "__main__":
    main()

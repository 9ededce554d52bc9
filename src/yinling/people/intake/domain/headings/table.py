"""The known headings, read once from `data/headings.csv`: reference data that a person can read and extend.

A line: whose column it is (empty: the person's own; contact, spouse, child, deceased), the term, whether the heading
is sure or must be asked, and the headings with that meaning. Lines whose subject begins with @ name groups of columns.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yinling.people.intake.domain.headings.folding import fold, loose

SERIAL = "serial"  # a running number of the sheet: no fact
IGNORED = "ignored"  # a column that a person decided not to take in
OWN = ""  # the subject of the person's own columns
NEUTRAL = "neutral"  # of a group that only orders columns


@dataclass(frozen=True)
class Meaning:
    """What a known heading means: the term, and whether that is sure."""

    term: str
    sure: bool


@dataclass(frozen=True)
class Headings:
    """All known headings by subject and folded words, and the names of groups with their subject, longest first."""

    meanings: dict[tuple[str, str], Meaning]
    groups: tuple[tuple[str, str], ...]
    neutral: frozenset[str]
    own: tuple[str, ...]


@cache
def known_headings() -> Headings:
    """The table of known headings."""
    meanings: dict[tuple[str, str], Meaning] = {}
    groups: list[tuple[str, str]] = []
    text = files("yinling.people.intake").joinpath("data/headings.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(text.splitlines()):
        subject, words = line["subject"], line["headings"].split()
        if subject.startswith("@"):
            groups += [(fold(word), subject[1:]) for word in words]
            continue
        for word in words:
            meanings.setdefault((subject, fold(word)), Meaning(line["term"], line["sure"] == "yes"))
            meanings.setdefault((subject, loose(word)), Meaning(line["term"], line["sure"] == "yes"))
    subjects = sorted((group for group in groups if group[1] != NEUTRAL), key=lambda group: -len(group[0]))
    neutral = frozenset(name for name, subject in groups if subject == NEUTRAL)
    own = tuple(word for subject, word in meanings if subject == OWN)
    return Headings(meanings, tuple(subjects), neutral, own)

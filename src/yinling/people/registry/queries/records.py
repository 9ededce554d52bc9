"""What a dossier consists of: facts with their past, doubts, sections, moments, twins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class PastFact:
    """What was believed before: secret values masked."""

    value: str
    source: str
    evidence: str
    origin: UUID | None
    recorded_at: datetime
    superseded_at: datetime


@dataclass(frozen=True)
class KnownFact:
    """One believed fact as the dossier shows it, newest first in `history`; secret values masked, `plain` then empty.

    `value` is in words, `plain` as the term is written. `origin` is the roster that brought it, `evidence` where it
    stands there or what an officer named. `can_take_back`: a correction that is still the newest.
    """

    fact: UUID
    term: str
    label: str
    value: str
    plain: str
    is_secret: bool
    precision: str
    source: str
    recorded_at: datetime
    valid_from: date | None
    origin: UUID | None
    evidence: str
    can_take_back: bool
    history: tuple[PastFact, ...]


@dataclass(frozen=True)
class Doubt:
    """A question about one term as the dossier shows it; what is secret is masked."""

    question: UUID
    term: str
    label: str
    code: str
    held: str
    written: str
    note: str
    is_secret: bool
    is_protected: bool
    state: str
    outcome: str
    origin: UUID | None
    evidence: str
    asked_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True)
class Line:
    """One term of a section: what is believed of it, and what is doubted."""

    term: str
    label: str
    fact: KnownFact | None
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class SectionView:
    """One part of the record: the lines with something on them, and the terms of which nothing is known."""

    section: str
    label: str
    lines: tuple[Line, ...]
    missing: tuple[Line, ...]

    @property
    def has_doubts(self) -> bool:
        """Whether anything in it waits for an answer."""
        return any(line.doubts for line in self.lines)


@dataclass(frozen=True)
class Entry:
    """Facts recorded at one moment: where from, which terms, and whether they replaced others."""

    at: datetime
    source: str
    origin: UUID | None
    labels: tuple[str, ...]
    is_correction: bool


@dataclass(frozen=True)
class Twin:
    """Another record that was merged into this one."""

    person: UUID
    merge: UUID
    reason: str
    merged_at: datetime


@dataclass(frozen=True)
class Dossier:
    """What the registry itself knows of one person, as far as the viewer's purposes reach.

    `hidden` counts the terms that they do not reach, known or not.
    """

    person: UUID
    inner_id: int
    name: str
    birth_date: date | None
    birth_precision: str
    sex: str
    person_type: str
    standing: str
    area_code: str
    area_path: str
    unit: str
    facts: Sequence[KnownFact]
    sections: Sequence[SectionView]
    settled: Sequence[Doubt]
    entries: Sequence[Entry]
    twins: Sequence[Twin]
    hidden: int
    card_code: str
    version: int
    known_on: date | None

    def fact(self, term: str) -> KnownFact | None:
        """What is believed of a term."""
        return next((fact for fact in self.facts if fact.term == term), None)

    @property
    def open_doubts(self) -> int:
        """How many questions wait for an answer."""
        return sum(len(line.doubts) for section in self.sections for line in section.lines)

"""What portraits announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class PortraitsRecalculated:
    """The portraits of one county (or wider area without one) were drawn anew; `subject` is the run.

    `digest` is SHA-256 over the table of changes: person and rule, begun or ended, in order.
    """

    kind: ClassVar[str] = "portrait.portraits_recalculated"
    subject: UUID
    area_code: str
    persons: int
    changed: int
    began: int
    ended: int
    digest: str


@dataclass(frozen=True)
class PortraitChanged:
    """A changed fact changed what the rules make of one person; rules are named with their version."""

    kind: ClassVar[str] = "portrait.portrait_changed"
    subject: UUID
    began: tuple[str, ...]
    ended: tuple[str, ...]


@dataclass(frozen=True)
class RunStarted:
    """All portraits of an area are to be drawn anew, and why."""

    kind: ClassVar[str] = "portrait.run_started"
    subject: UUID
    area_code: str
    reason: str


@dataclass(frozen=True)
class TagContested:
    """Somebody says that a rule judges a person wrongly. `subject` is the person; the words are not told."""

    kind: ClassVar[str] = "portrait.tag_contested"
    subject: UUID
    contest: UUID
    rule: str
    rule_version: int
    claim: str
    voice: str


@dataclass(frozen=True)
class ContestDecided:
    """A human decided about a contest, or it was withdrawn."""

    kind: ClassVar[str] = "portrait.contest_decided"
    subject: UUID
    contest: UUID
    rule: str
    outcome: str


@dataclass(frozen=True)
class CohortExported:
    """A table of cohorts left the house as a file: of whom, by what, and its digest; it names nobody.

    `subject` is the export's own id; `chosen` the filter as canonical text; `digest` the SHA-256 of the file.
    """

    kind: ClassVar[str] = "portrait.cohort_exported"
    subject: UUID
    chosen: str
    rows: str
    columns: str
    file_kind: str
    digest: str


@dataclass(frozen=True)
class MoversExported:
    """The persons whom a rule would take in (or let go) by a draft left the house as a workbook; it names nobody.

    `subject` is the export's own id; `persons` how many they are; `digest` the SHA-256 of the file.
    """

    kind: ClassVar[str] = "portrait.movers_exported"
    subject: UUID
    draft: UUID
    rule: str
    entering: bool
    persons: int
    digest: str

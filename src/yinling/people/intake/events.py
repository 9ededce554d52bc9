"""What the intake announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

# The set of all files that were handed in and wait.
FILES = uuid5(NAMESPACE_URL, "yinling:roster-files")


@dataclass(frozen=True)
class RosterReceived:
    """A file was handed in; nothing of it is in the registry yet."""

    kind: ClassVar[str] = "intake.roster_received"
    subject: UUID
    digest: str
    size: int


@dataclass(frozen=True)
class HeadingsExplained:
    """A human said what headings of a roster mean; how many."""

    kind: ClassVar[str] = "intake.headings_explained"
    subject: UUID
    number: int


@dataclass(frozen=True)
class RosterRefused:
    """A file could not be taken; nothing of it was written. `code` says why."""

    kind: ClassVar[str] = "intake.roster_refused"
    subject: UUID
    code: str


@dataclass(frozen=True)
class RosterImported:
    """A roster stands in the registry. `digest` is over every row's outcome, so that none can be changed unseen."""

    kind: ClassVar[str] = "intake.roster_imported"
    subject: UUID
    rows: int
    new: int
    merged: int
    held: int
    refused: int
    not_a_person: int
    facts: int
    questions: int
    digest: str


@dataclass(frozen=True)
class RowsDecided:
    """A human said of held rows who they are; `digest` is over rows, verdicts and persons."""

    kind: ClassVar[str] = "intake.rows_decided"
    subject: UUID
    same: int
    different: int
    digest: str


@dataclass(frozen=True)
class RowSeparated:
    """A row that had been joined to a person stands as a person of its own again."""

    kind: ClassVar[str] = "intake.row_separated"
    subject: UUID
    person: UUID


@dataclass(frozen=True)
class RosterWithdrawn:
    """Somebody took a roster back as a whole."""

    kind: ClassVar[str] = "intake.roster_withdrawn"
    subject: UUID


@dataclass(frozen=True)
class RosterTakenBack:
    """What a withdrawn roster had written was undone; `kept` persons stay, something was built on them since."""

    kind: ClassVar[str] = "intake.roster_taken_back"
    subject: UUID
    removed: int
    kept: int


@dataclass(frozen=True)
class RosterDiscarded:
    """A file that waited for an explanation was thrown away before it was imported."""

    kind: ClassVar[str] = "intake.roster_discarded"
    subject: UUID


@dataclass(frozen=True)
class RowSettled:
    """A held row became a person or joined one, as a human had said."""

    kind: ClassVar[str] = "intake.row_settled"
    subject: UUID
    person: UUID
    status: str


@dataclass(frozen=True)
class RosterFetched:
    """A roster's original rows were taken out of the house as a workbook; `digest` is the file's SHA-256."""

    kind: ClassVar[str] = "intake.roster_fetched"
    subject: UUID
    rows: int
    digest: str


@dataclass(frozen=True)
class FilesSwept:
    """Sealed files of rosters that wait for nothing any more were thrown away; how many."""

    kind: ClassVar[str] = "intake.files_swept"
    subject: UUID
    number: int

"""What the catalogue announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class CatalogueLoaded:
    """A catalogue file changed the catalogue. `subject` is the load.

    `new` names what is new, `ended` what got another last day; `digest` is SHA-256 over the table of changes as
    canonical JSON.
    """

    kind: ClassVar[str] = "catalogue.loaded"
    subject: UUID
    new: tuple[str, ...]
    ended: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class EntryDrafted:
    """An officer saved a draft for the catalogue of an area. `of` says what it writes: item, package or contact."""

    kind: ClassVar[str] = "catalogue.drafted"
    subject: UUID
    of: str
    code: str
    area_code: str
    version: int


@dataclass(frozen=True)
class EntrySubmitted:
    """Its author asks that another approve the draft as it stands in this version."""

    kind: ClassVar[str] = "catalogue.submitted"
    subject: UUID
    approval: UUID
    version: int


@dataclass(frozen=True)
class EntryWithdrawn:
    """Its author goes on writing what waited for approval, or was not approved."""

    kind: ClassVar[str] = "catalogue.withdrawn"
    subject: UUID


@dataclass(frozen=True)
class EntryDiscarded:
    """Its author gave the draft up."""

    kind: ClassVar[str] = "catalogue.discarded"
    subject: UUID


@dataclass(frozen=True)
class EntryApproved:
    """Another officer approved the draft; a job publishes it."""

    kind: ClassVar[str] = "catalogue.approved"
    subject: UUID
    approval: UUID
    version: int


@dataclass(frozen=True)
class EntryNotApproved:
    """Another officer refused the draft, with a note that stands in the approval."""

    kind: ClassVar[str] = "catalogue.not_approved"
    subject: UUID
    approval: UUID


@dataclass(frozen=True)
class EntryOvertaken:
    """What was approved no longer fits the catalogue on the day of publication: the draft goes back to its author."""

    kind: ClassVar[str] = "catalogue.overtaken"
    subject: UUID
    problems: int


@dataclass(frozen=True)
class EntryPublished:
    """What was approved stands in the catalogue and holds in its area from a day on. `subject` is the draft.

    `entry` names what is new (or, when it `stops`, what ended), `ended` got another last day, `retired` counts as never
    in force; `digest` is SHA-256 over the table of changes as canonical JSON.
    """

    kind: ClassVar[str] = "catalogue.published"
    subject: UUID
    of: str
    code: str
    entry: str
    area_code: str
    valid_from: date
    stops: bool
    ended: tuple[str, ...]
    retired: tuple[str, ...]
    digest: str

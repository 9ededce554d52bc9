"""What the rulebook announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class RulesLoaded:
    """A rule file changed the rulebook. `subject` is the load.

    `rules`, `parameters` and `measures` name what is new, `ended` what got another last day; `digest` is SHA-256 over
    the table of changes as canonical JSON.
    """

    kind: ClassVar[str] = "rulebook.rules_loaded"
    subject: UUID
    rules: tuple[str, ...]
    parameters: tuple[str, ...]
    measures: tuple[str, ...]
    ended: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class DraftWritten:
    """An officer saved a draft for the rulebook of an area. `of` says what it writes: rule, parameter or measure."""

    kind: ClassVar[str] = "rulebook.draft_written"
    subject: UUID
    of: str
    code: str
    area_code: str
    version: int


@dataclass(frozen=True)
class DraftSubmitted:
    """Its author asks that another approve the draft as it stands in this version."""

    kind: ClassVar[str] = "rulebook.draft_submitted"
    subject: UUID
    approval: UUID
    version: int


@dataclass(frozen=True)
class DraftWithdrawn:
    """Its author goes on writing what waited for approval."""

    kind: ClassVar[str] = "rulebook.draft_withdrawn"
    subject: UUID


@dataclass(frozen=True)
class DraftTakenUp:
    """Its author goes on writing what was not approved."""

    kind: ClassVar[str] = "rulebook.draft_taken_up"
    subject: UUID


@dataclass(frozen=True)
class DraftDiscarded:
    """Its author gave the draft up."""

    kind: ClassVar[str] = "rulebook.draft_discarded"
    subject: UUID


@dataclass(frozen=True)
class DraftApproved:
    """Another officer approved the draft; a job publishes it."""

    kind: ClassVar[str] = "rulebook.draft_approved"
    subject: UUID
    approval: UUID
    version: int


@dataclass(frozen=True)
class DraftNotApproved:
    """Another officer refused the draft, with a note that stands in the approval."""

    kind: ClassVar[str] = "rulebook.draft_not_approved"
    subject: UUID
    approval: UUID


@dataclass(frozen=True)
class DraftOvertaken:
    """What was approved no longer fits the rulebook on the day of publication: the draft goes back to its author."""

    kind: ClassVar[str] = "rulebook.draft_overtaken"
    subject: UUID
    problems: int


@dataclass(frozen=True)
class RulePublished:
    """What was approved stands in the rulebook and holds in its area from a day on. `subject` is the draft.

    `of` is rule, parameter or measure, `entry` names what is new (or, when it `stops`, what ended), `ended` got another
    last day, `retired` counts as never in force; `digest` is SHA-256 over the table of changes as canonical JSON.
    """

    kind: ClassVar[str] = "rulebook.published"
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

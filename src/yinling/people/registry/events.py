"""What the registry announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class PersonRegistered:
    """A new person stands in the registry, with a card. Which terms were known is told, their values are not."""

    kind: ClassVar[str] = "registry.person_registered"
    subject: UUID
    area_code: str
    unit: UUID
    terms: tuple[str, ...]


@dataclass(frozen=True)
class RegistrationHeld:
    """An identity number was already kept somewhere; nothing was written. `subject` is the attempt's own id."""

    kind: ClassVar[str] = "registry.registration_held"
    subject: UUID


@dataclass(frozen=True)
class CardIssued:
    """A person got a card; an earlier one, if any, is void."""

    kind: ClassVar[str] = "registry.card_issued"
    subject: UUID
    serial: UUID


@dataclass(frozen=True)
class CardRevoked:
    """A person's card is void, and there is no other for now."""

    kind: ClassVar[str] = "registry.card_revoked"
    subject: UUID
    serial: UUID


@dataclass(frozen=True)
class PersonsExported:
    """A list of persons left the house as a file: who is in it (filter, order), what of each, why, and its digest.

    `subject` is the export's own id; `digest` the SHA-256 of the file; `secrets` are the columns given in clear.
    """

    kind: ClassVar[str] = "registry.persons_exported"
    subject: UUID
    chosen: str
    sort: str
    columns: tuple[str, ...]
    secrets: tuple[str, ...]
    persons: int
    reason: str
    file_kind: str
    digest: str


@dataclass(frozen=True)
class FactsCorrected:
    """An officer changed terms of a person's record; the first is the one meant, the others followed from it."""

    kind: ClassVar[str] = "registry.facts_corrected"
    subject: UUID
    terms: tuple[str, ...]


@dataclass(frozen=True)
class CorrectionTakenBack:
    """A correction was undone: the terms say again what they said before."""

    kind: ClassVar[str] = "registry.correction_taken_back"
    subject: UUID
    terms: tuple[str, ...]


@dataclass(frozen=True)
class QuestionAsked:
    """A term of a person's record is doubted; `code` says why."""

    kind: ClassVar[str] = "registry.question_asked"
    subject: UUID
    question: UUID
    term: str
    code: str


@dataclass(frozen=True)
class QuestionSettled:
    """A doubt was decided by a human; `terms` are those that changed with it."""

    kind: ClassVar[str] = "registry.question_settled"
    subject: UUID
    question: UUID
    term: str
    outcome: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class QuestionReopened:
    """A decision about a doubt was taken back."""

    kind: ClassVar[str] = "registry.question_reopened"
    subject: UUID
    question: UUID
    term: str


@dataclass(frozen=True)
class RelativeAdded:
    """Somebody close to a person was written down; `other` is that one's own record, empty when there is none."""

    kind: ClassVar[str] = "registry.relative_added"
    subject: UUID
    relative: UUID
    other: str


@dataclass(frozen=True)
class RelativeLinked:
    """A relative turned out to have a record of their own; empty when the link was taken off."""

    kind: ClassVar[str] = "registry.relative_linked"
    subject: UUID
    relative: UUID
    other: str


@dataclass(frozen=True)
class RelativeEnded:
    """Somebody is no longer counted among a person's relatives, or is again (`is_ended` false)."""

    kind: ClassVar[str] = "registry.relative_ended"
    subject: UUID
    relative: UUID
    is_ended: bool


@dataclass(frozen=True)
class QuestionsExported:
    """The open questions about a unit's people left the house as a file, to be answered there; values were masked.

    `subject` is the export's own id; `digest` the SHA-256 of the file.
    """

    kind: ClassVar[str] = "registry.questions_exported"
    subject: UUID
    unit: UUID
    questions: int
    persons: int
    digest: str


@dataclass(frozen=True)
class PersonsMerged:
    """Two records were found to be one person; `other` became part of the subject."""

    kind: ClassVar[str] = "registry.persons_merged"
    subject: UUID
    other: UUID
    merge: UUID


@dataclass(frozen=True)
class PersonsParted:
    """A merge was undone: both records stand again."""

    kind: ClassVar[str] = "registry.persons_parted"
    subject: UUID
    other: UUID
    merge: UUID


@dataclass(frozen=True)
class BelongingsMoved:
    """Rows of other rooms followed a merge, or went back after it."""

    kind: ClassVar[str] = "registry.belongings_moved"
    subject: UUID
    merge: UUID
    rows: int

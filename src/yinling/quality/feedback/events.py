"""What feedback announces. Remarks, complaints and answers stay with their rows; the facts say who, when and how."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class RatingGiven:
    """Somebody rated a visit: the person, a proxy by the right `on_behalf`, or staff on their word.

    `replaces` is the rating that counts no longer, empty for a first one.
    """

    kind: ClassVar[str] = "feedback.rating_given"
    subject: UUID
    task: UUID
    person: UUID
    stars: int
    way: str
    said_by: str
    on_behalf: str
    replaces: str


@dataclass(frozen=True)
class ConcernRaised:
    """A low rating or a complaint waits for the office until `answer_by`."""

    kind: ClassVar[str] = "feedback.concern_raised"
    subject: UUID
    task: UUID
    person: UUID
    about: str
    way: str
    said_by: str
    on_behalf: str
    answer_by: str


@dataclass(frozen=True)
class ConcernSettled:
    """An officer answered, ordered the service done again or found no ground; `answer_digest` is of what he wrote."""

    kind: ClassVar[str] = "feedback.concern_settled"
    subject: UUID
    task: UUID
    outcome: str
    answer_digest: str


@dataclass(frozen=True)
class ConcernReopened:
    """An answer was taken back the same day: the concern waits again."""

    kind: ClassVar[str] = "feedback.concern_reopened"
    subject: UUID
    task: UUID


@dataclass(frozen=True)
class FeedbackExported:
    """Ratings or concerns left the house as a file. `chosen` is the filter as canonical JSON, `digest` the file's."""

    kind: ClassVar[str] = "feedback.exported"
    subject: UUID
    what: str
    chosen: str
    rows: int
    file_kind: str
    digest: str

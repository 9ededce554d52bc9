"""What approvals announce. What is approved says in its own facts what followed."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class ApprovalAsked:
    """Somebody asks for an approval. `subject` is the approval, `about` the public id of what is to be approved."""

    kind: ClassVar[str] = "approvals.asked"
    subject: UUID
    of: str
    about: UUID
    area_code: str


@dataclass(frozen=True)
class ApprovalGiven:
    """Another account approved."""

    kind: ClassVar[str] = "approvals.given"
    subject: UUID
    of: str
    about: UUID


@dataclass(frozen=True)
class ApprovalRefused:
    """Another account refused, with a note that says why."""

    kind: ClassVar[str] = "approvals.refused"
    subject: UUID
    of: str
    about: UUID


@dataclass(frozen=True)
class ApprovalWithdrawn:
    """Whoever asked asks no longer."""

    kind: ClassVar[str] = "approvals.withdrawn"
    subject: UUID
    of: str
    about: UUID

"""What the journal itself announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class BodyErased:
    """The body of an entry was erased by law; its commitment stays. `subject` is what that entry was about."""

    kind: ClassVar[str] = "journal.body_erased"
    subject: UUID
    sequence: int
    reason: str

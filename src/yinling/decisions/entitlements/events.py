"""What the lists of candidates announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class RequirementsLoaded:
    """A file changed which papers entitlements ask for. `subject` is the load.

    `requirements` name what is new, `ended` what got another last day; `digest` is SHA-256 over the table of changes
    as canonical JSON.
    """

    kind: ClassVar[str] = "entitlements.requirements_loaded"
    subject: UUID
    requirements: tuple[str, ...]
    ended: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class EvidenceNoted:
    """An officer saw a paper of a person (`subject`). Which is told, what stands in it is not."""

    kind: ClassVar[str] = "entitlements.evidence_noted"
    subject: UUID
    evidence: UUID
    rule: str
    name: str


@dataclass(frozen=True)
class EvidenceWithdrawn:
    """A paper of a person (`subject`) counts no longer as seen."""

    kind: ClassVar[str] = "entitlements.evidence_withdrawn"
    subject: UUID
    evidence: UUID
    rule: str
    name: str


@dataclass(frozen=True)
class CandidatesExported:
    """A list of candidates left the house as a file: of which entitlement, who is in it (filter, order), its digest.

    `subject` is the export's own id; `digest` the SHA-256 of the file.
    """

    kind: ClassVar[str] = "entitlements.candidates_exported"
    subject: UUID
    rule: str
    chosen: str
    sort: str
    persons: int
    digest: str

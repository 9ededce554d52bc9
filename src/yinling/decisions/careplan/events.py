"""What the care plan announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class ServiceProposed:
    """A rule found a need. `subject` is the proposal; the reasons tell which facts, not their values."""

    kind: ClassVar[str] = "careplan.service_proposed"
    subject: UUID
    person: UUID
    rule: str
    rule_version: int
    item: str
    due_date: str
    facts_digest: str


@dataclass(frozen=True)
class ProposalApproved:
    """An officer approved a proposal: an order follows."""

    kind: ClassVar[str] = "careplan.proposal_approved"
    subject: UUID
    person: UUID
    item: str


@dataclass(frozen=True)
class ProposalRejected:
    """An officer rejected a proposal, with a reason; it stays quiet until its facts change."""

    kind: ClassVar[str] = "careplan.proposal_rejected"
    subject: UUID
    person: UUID
    item: str

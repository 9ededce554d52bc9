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
class ProposalLapsed:
    """What a proposal stood on no longer holds: nobody needs to decide about it any more."""

    kind: ClassVar[str] = "careplan.proposal_lapsed"
    subject: UUID
    person: UUID
    item: str


@dataclass(frozen=True)
class ProposalWoken:
    """The day has come until which a proposal was postponed: it waits again."""

    kind: ClassVar[str] = "careplan.proposal_woken"
    subject: UUID
    person: UUID
    item: str


@dataclass(frozen=True)
class ProposalsRecalculated:
    """The proposals of an area follow its tags again. `subject` is the run; an empty `area_code` is everywhere.

    `digest` is SHA-256 over the table of changes, sorted.
    """

    kind: ClassVar[str] = "careplan.proposals_recalculated"
    subject: UUID
    area_code: str
    new: int
    lapsed: int
    woken: int
    digest: str


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


@dataclass(frozen=True)
class ProposalPostponed:
    """An officer put a proposal off until a day, with a reason."""

    kind: ClassVar[str] = "careplan.proposal_postponed"
    subject: UUID
    person: UUID
    item: str
    until: str


@dataclass(frozen=True)
class ProposalReopened:
    """An officer took a rejection or a postponement back: the proposal waits again."""

    kind: ClassVar[str] = "careplan.proposal_reopened"
    subject: UUID
    person: UUID
    item: str


@dataclass(frozen=True)
class WorklistExported:
    """A worklist left the house as a file. `chosen` is the filter as canonical JSON, `digest` that of the file."""

    kind: ClassVar[str] = "careplan.worklist_exported"
    subject: UUID
    chosen: str
    proposals: int
    file_kind: str
    digest: str

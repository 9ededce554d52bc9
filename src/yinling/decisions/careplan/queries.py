"""Reads of proposals: the worklist, and one proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.terms import ProposalState
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person
from yinling.people.registry.queries import names_of

PAGE = 50
COUNT_LIMIT = 1_000  # the number stands on every page of the desk: it must cost nothing where much waits


@dataclass(frozen=True)
class ProposalLine:
    """One line of the worklist: who, what, why, by when."""

    proposal: UUID
    person: UUID
    name: str
    item: str
    need: str
    rule_title: str
    reasons: Sequence[str]
    source: str
    due_date: date
    proposed_at: datetime
    decided_at: datetime | None
    state: ProposalState


def waiting(*, by: Viewer) -> list[ProposalLine]:
    """The first fifty proposals that wait for a decision in the viewer's scope, the most urgent first."""
    return _lines(list(_in_scope(by).filter(state=ProposalState.OPEN).order_by("due_date", "id")[:PAGE]))


def count_waiting(*, by: Viewer) -> int:
    """How many proposals wait in scope; counting stops at 1,000."""
    return _in_scope(by).filter(state=ProposalState.OPEN).order_by().values("id")[:COUNT_LIMIT].count()


def of_person(person: UUID) -> list[ProposalLine]:
    """All proposals for one person, newest first."""
    owner = Person.objects.filter(public_id=person).first()
    return _lines(list(Proposal.objects.filter(person=owner).order_by("-proposed_at"))) if owner else []


def approved(proposal: UUID) -> Proposal | None:
    """An approved proposal, if the viewer may see it."""
    rows = Proposal.objects.select_related("person")
    return rows.filter(public_id=proposal, state=ProposalState.APPROVED).first()


def _in_scope(by: Viewer) -> QuerySet[Proposal]:
    arms = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi) if by.area else Q(pk__in=())
    if by.units:
        arms |= Q(unit_id__in=by.units)
    return Proposal.objects.filter(arms)


def _lines(rows: Sequence[Proposal]) -> list[ProposalLine]:
    ids = sorted({row.person_id for row in rows})
    names = names_of(ids)
    persons = dict(Person.objects.filter(id__in=ids).values_list("id", "public_id"))
    return [
        ProposalLine(
            proposal=row.public_id, person=persons[row.person_id], name=names.get(row.person_id, ""), item=row.item,
            need=row.need, rule_title=row.rule_title, reasons=row.reasons, source=row.source, due_date=row.due_date,
            proposed_at=row.proposed_at,
            decided_at=row.decided_at, state=ProposalState(row.state),
        )
        for row in rows
    ]  # fmt: skip

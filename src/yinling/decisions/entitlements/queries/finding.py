"""Which persons a list of candidates means: holders of a tag or those who cannot be judged, by how far papers are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.entitlements import policy
from yinling.decisions.entitlements.domain import RequirementEntry
from yinling.decisions.entitlements.models import Evidence
from yinling.decisions.entitlements.queries.requirements import requirements_of
from yinling.decisions.entitlements.terms import Gathering
from yinling.decisions.portrait.queries import holders, ruling, secret_codes, undecided
from yinling.decisions.rulebook.domain import Branch
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.areas import area_range, covers
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries import COUNT_LIMIT, Count, Filter
from yinling.people.registry.queries.filters import found_by, persons


@dataclass(frozen=True, kw_only=True)
class CandidateFilter:
    """Conditions that all hold at once. `people` is a filter of the registry (area, unit, search and the like).

    `undecided` asks for those for whom a fact is missing instead of those for whom the rule holds.
    """

    people: Filter = field(default_factory=Filter)
    evidence: Gathering = Gathering.ALL
    undecided: bool = False


def branches_of(code: str, *, by: Viewer, on: date) -> tuple[Branch, ...]:
    """Where and how a rule of kind entitlement decides on a day, the smallest areas first.

    Raises Forbidden for anyone but officers, for a rule that is none or not in force, and for one that reads what the
    viewer has no purpose for: nobody can tell which.
    """
    policy.may_list(by)
    found = ruling(on).get(code, ())
    if not found or not is_entitlement(found) or code in secret_codes(by=by):
        raise Forbidden
    return found


def is_entitlement(found: Iterable[Branch]) -> bool:
    """Whether a rule says of persons that they are perhaps entitled."""
    return any(branch.rule.kind == RuleKind.ENTITLEMENT for branch in found)


def branch_at(found: Iterable[Branch], area_code: str) -> Branch | None:
    """The branch that decides about somebody kept in an area; None where none does."""
    return next((branch for branch in found if covers(branch.area_code, area_code)), None)


def candidates_found(*, by: Viewer, code: str, chosen: CandidateFilter, on: date) -> QuerySet[PersonNow]:
    """The rows of the persons whom a list means, in the viewer's scope.

    Raises Forbidden, also for a filter whose purpose the viewer does not hold.
    """
    asked = requirements_of([code], on=on)[code]
    among = undecided(code, by=by) if chosen.undecided else holders(code, by=by)
    rows = persons(by=by, chosen=chosen.people).filter(found_by(chosen.people.search))
    return rows.filter(
        Exists(among.filter(person_id=OuterRef("person_id"))), _gathered(code, chosen.evidence, asked)
    )  # fmt: skip


def count_candidates(*, by: Viewer, code: str, chosen: CandidateFilter, on: date) -> Count:
    """How many persons a list means, counted up to 10,000. Raises Forbidden as the list does."""
    branches_of(code, by=by, on=on)
    rows = candidates_found(by=by, code=code, chosen=chosen, on=on)
    number = rows.order_by().values("person_id")[: COUNT_LIMIT + 1].count()
    return Count(min(number, COUNT_LIMIT), is_exact=number <= COUNT_LIMIT)


def _gathered(code: str, evidence: Gathering, asked: Iterable[RequirementEntry]) -> Q:
    if evidence is Gathering.ALL:
        return Q()
    if evidence is Gathering.NOTHING:
        return ~Q(Exists(_standing(code)))
    missing = Q(pk__in=())
    for one in _missing(code, asked):
        missing |= one
    return missing if evidence is Gathering.MISSING else ~missing


def _missing(code: str, asked: Iterable[RequirementEntry]) -> Iterator[Q]:
    """For each paper: it is asked for where the person is kept, and was not seen."""
    for entry in asked:
        low, high = area_range(entry.area_code)
        seen = Exists(_standing(code).filter(evidence=entry.evidence))
        yield Q(area_code__gte=low, area_code__lt=high) & ~Q(seen)


def _standing(code: str) -> QuerySet[Evidence]:
    return Evidence.objects.filter(person_id=OuterRef("person_id"), rule_code=code, withdrawn_at__isnull=True)

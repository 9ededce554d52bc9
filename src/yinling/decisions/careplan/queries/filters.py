"""Which proposals a worklist, a count or an export is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from yinling.base.rows.refusals import Forbidden
from yinling.base.units.models import Unit
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.portrait.models import Portrait
from yinling.decisions.portrait.queries import reads_kind, scope_arms, secret_codes
from yinling.decisions.rulebook.terms import NeedType, RuleKind
from yinling.kernel.areas import area_range
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries.filters import folded, found_by

_LONGEST_WORD = 100
_TIERS = range(1, 10)


class WorkFilterUnknown(ValueError):
    """A filter names a kind of need, an area or a tier that does not exist."""


@dataclass(frozen=True, kw_only=True)
class WorkFilter:
    """Conditions that all hold at once; without any, everything that waits.

    `tier` and `focus` are those of the person's portrait. `overdue` and `fresh` (proposed today) count from the day
    that is asked about. `search` compares beginnings, as the list of people does. Raises WorkFilterUnknown.
    """

    state: ProposalState = ProposalState.OPEN
    rule: str = ""
    item: str = ""
    need_type: str = ""
    area: str = ""
    unit: UUID | None = None
    tier: int | None = None
    focus: bool = False
    overdue: bool = False
    fresh: bool = False
    search: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        if any("\x00" in word or len(word) > _LONGEST_WORD for word in (self.rule, self.item, self.search)):
            raise WorkFilterUnknown(self.rule, self.item)
        if self.need_type and self.need_type not in NeedType.values:
            raise WorkFilterUnknown(self.need_type)
        if self.tier is not None and self.tier not in _TIERS:
            raise WorkFilterUnknown(self.tier)
        if self.area:
            try:
                area_range(self.area)
            except ValueError as refusal:
                raise WorkFilterUnknown(self.area) from refusal

    def ungrouped(self) -> WorkFilter:
        """The same without the one group that was chosen, for the counts of all groups."""
        return replace(self, rule="", item="")


def visible(*, by: Viewer) -> QuerySet[Proposal]:
    """The proposals in the viewer's scope whose rules read nothing that he has no purpose for."""
    rows = Proposal.objects.filter(scope_arms(by))
    hidden = secret_codes(by=by)
    return rows.exclude(rule_code__in=sorted(hidden)) if hidden else rows


def proposals(*, by: Viewer, chosen: WorkFilter, on: date) -> QuerySet[Proposal]:
    """The proposals that a filter means on a day.

    Raises Forbidden for a tier or the focus when the viewer has no purpose for what these rest on.
    """
    rows = visible(by=by).filter(state=chosen.state)
    named = {"rule_code": chosen.rule, "item": chosen.item, "need_type": chosen.need_type}
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    if chosen.area:
        low, high = area_range(chosen.area)
        rows = rows.filter(area_code__gte=low, area_code__lt=high)
    if chosen.unit:
        rows = rows.filter(unit_id__in=list(Unit.objects.filter(public_id=chosen.unit).values_list("id", flat=True)))
    if chosen.overdue:
        rows = rows.filter(due_date__lt=on)
    if chosen.fresh:
        rows = rows.filter(proposed_at__gte=beginning_of(on))
    return _about(rows, chosen, by)


def beginning_of(day: date) -> datetime:
    """The first moment of a day in China."""
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())


def _about(rows: QuerySet[Proposal], chosen: WorkFilter, by: Viewer) -> QuerySet[Proposal]:
    """Those about persons with a tier, in focus, or found by a search."""
    if chosen.tier is not None and not reads_kind(RuleKind.TIER, by=by):
        raise Forbidden
    if chosen.focus and not reads_kind(RuleKind.FOCUS, by=by):
        raise Forbidden
    portraits = Portrait.objects.filter(person_id=OuterRef("person_id"))
    if chosen.tier is not None:
        rows = rows.filter(Exists(portraits.filter(tier=chosen.tier)))
    if chosen.focus:
        rows = rows.filter(Exists(portraits.filter(focus=True)))
    if folded(chosen.search):
        found = PersonNow.objects.filter(scope_arms(by)).filter(found_by(chosen.search)).order_by()
        rows = rows.filter(person_id__in=found.values("person_id"))
    return rows

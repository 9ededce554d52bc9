"""The worklist: fifty proposals at a time, their groups and counts."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.queries.filters import WorkFilter, beginning_of, visible
from yinling.decisions.careplan.queries.filters import proposals as meant
from yinling.decisions.careplan.queries.lines import ProposalLine, lines_of
from yinling.decisions.careplan.terms import ProposalState
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import find_person

PAGE = 50
COUNT_LIMIT = 1_000  # the number stands on every page of the desk: it must cost nothing where much waits
GROUP_LIMIT = 20_000  # so many of the most urgent are put into groups; above that the groups say "at least"
LONG = 2_000  # counting so many takes some milliseconds
_SLICE = 500


@dataclass(frozen=True)
class WorkPage:
    """Fifty lines and where the next fifty begin; `after` is None on the last page."""

    lines: Sequence[ProposalLine]
    after: str | None


class Group(NamedTuple):
    """How much of one rule and item waits, and how much of that is overdue."""

    rule_code: str
    title: str
    item: str
    need_type: str
    waiting: int
    overdue: int


class Tallied(NamedTuple):
    """A filter in numbers, and its groups, the largest first. Where `is_exact` is false, at least so many."""

    number: int
    overdue: int
    fresh: int
    is_exact: bool
    groups: Sequence[Group]


class _Place(NamedTuple):
    key: date | datetime
    inner: int


def worklist(*, by: Viewer, chosen: WorkFilter, after: str = "", on: date) -> WorkPage:
    """Fifty proposals of those that a filter means, the most urgent first; what was decided, the newest first.

    `after` is what an earlier page of the same state gave; anything else is the beginning.
    """
    rows = meant(by=by, chosen=chosen, on=on)
    backwards = chosen.state not in {ProposalState.OPEN, ProposalState.POSTPONED}
    key = _KEYS.get(chosen.state, "decided_at")
    place = _parse_after(after, key)
    if place is not None:
        beyond = TupleLessThan if backwards else TupleGreaterThan
        rows = rows.filter(beyond(Tuple(F(key), F("id")), tuple(place)))
    order = (f"-{key}", "-id") if backwards else (key, "id")
    found = list(rows.order_by(*order)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return WorkPage(lines_of(found[:PAGE], by=by, on=on), _say_after(last, key) if last else None)


# What each state is ordered by; those that were decided by the moment of it.
_KEYS = {ProposalState.OPEN: "due_date", ProposalState.POSTPONED: "postponed_until"}


def keys_of(*, by: Viewer, chosen: WorkFilter, on: date, limit: int) -> list[UUID]:
    """The public ids of what a filter means, the most urgent first, up to a limit."""
    rows = meant(by=by, chosen=chosen, on=on).order_by("due_date", "id")
    return list(rows.values_list("public_id", flat=True)[:limit])


def shown(proposal: UUID, *, by: Viewer) -> bool:
    """Whether the viewer may see a proposal at all."""
    return visible(by=by).filter(public_id=proposal).exists()


def items_of(proposals: Sequence[UUID], *, by: Viewer) -> list[tuple[str, int]]:
    """What these open proposals ask for and how many of each, the most first."""
    rows = visible(by=by).filter(public_id__in=proposals, state=ProposalState.OPEN).order_by()
    return sorted(rows.values_list("item").annotate(Count("id")), key=lambda one: (-one[1], one[0]))


def tally(*, by: Viewer, chosen: WorkFilter, on: date) -> Tallied:
    """How much of what a filter means waits, is overdue and is new today, by rule and item; the group asked for aside.

    Exact up to 20,000; above that of the most urgent 20,000.
    """
    rows = meant(by=by, chosen=chosen.ungrouped(), on=on)
    is_exact = rows.order_by().values("id")[: GROUP_LIMIT + 1].count() <= GROUP_LIMIT
    if not is_exact:
        rows = Proposal.objects.filter(id__in=rows.order_by("due_date", "id").values("id")[:GROUP_LIMIT])
    counted = rows.order_by().values_list("rule_code", "item").annotate(
        Max("rule_title"), Max("need_type"), number=Count("id"), late=Count("id", filter=Q(due_date__lt=on)),
        today=Count("id", filter=Q(proposed_at__gte=beginning_of(on))),
    )  # fmt: skip
    found = list(counted)
    made = [Group(code, title, item, need, waiting, late) for code, item, title, need, waiting, late, _today in found]
    return Tallied(
        sum(row[4] for row in found), sum(row[5] for row in found), sum(row[6] for row in found), is_exact,
        sorted(made, key=lambda group: (-group.waiting, group.title, group.item)),
    )  # fmt: skip


def is_long(*, by: Viewer, chosen: WorkFilter, on: date) -> bool:
    """Whether a filter means so many that their numbers are worth a request of their own."""
    rows = meant(by=by, chosen=chosen.ungrouped(), on=on)
    return rows.order_by().values("id")[: LONG + 1].count() > LONG


def groups(*, by: Viewer, chosen: WorkFilter, on: date) -> list[Group]:
    """The groups of `tally` alone."""
    return list(tally(by=by, chosen=chosen, on=on).groups)


def lines_for_file(*, by: Viewer, chosen: WorkFilter, on: date, limit: int) -> Iterator[ProposalLine]:
    """Everything that a filter means, up to a limit, the most urgent first, some hundreds in memory at a time."""
    rows = meant(by=by, chosen=chosen, on=on).order_by("due_date", "id")[:limit]
    held: list[Proposal] = []
    for row in rows.iterator(chunk_size=_SLICE):
        held.append(row)
        if len(held) == _SLICE:
            yield from lines_of(held, by=by, on=on)
            held = []
    yield from lines_of(held, by=by, on=on)


def waiting(*, by: Viewer, on: date) -> list[ProposalLine]:
    """The first fifty proposals that wait for a decision in the viewer's scope, the most urgent first."""
    return list(worklist(by=by, chosen=WorkFilter(), on=on).lines)


def count_waiting(*, by: Viewer) -> int:
    """How many proposals wait in scope; counting stops at 1,000."""
    return visible(by=by).filter(state=ProposalState.OPEN).order_by().values("id")[:COUNT_LIMIT].count()


def of_person(person: UUID, *, by: Viewer, on: date) -> list[ProposalLine]:
    """All proposals for one person that the viewer may see, newest first."""
    owner = find_person(person)
    if owner is None:
        return []
    return lines_of(list(visible(by=by).filter(person=owner).order_by("-proposed_at", "id")), by=by, on=on)


def approved(proposal: UUID) -> Proposal | None:
    """An approved proposal, if the viewer may see it."""
    rows: QuerySet[Proposal] = Proposal.objects.select_related("person")
    return rows.filter(public_id=proposal, state=ProposalState.APPROVED).first()


def _say_after(row: Proposal, key: str) -> str:
    text = json.dumps([key, getattr(row, key).isoformat(), row.id])
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _parse_after(after: str, key: str) -> _Place | None:
    """The place that an earlier page gave; None for anything else that stands in the address."""
    try:
        said, value, inner = json.loads(urlsafe_b64decode(after[:500] + "=" * (-len(after) % 4)))
        if said != key or not isinstance(inner, int) or isinstance(inner, bool) or not 0 <= inner < 2**63:
            return None
        if key == "decided_at":
            moment = datetime.fromisoformat(value)
            return _Place(moment, inner) if moment.tzinfo else None
        return _Place(date.fromisoformat(value), inner)
    except (ValueError, TypeError, RecursionError):
        return None

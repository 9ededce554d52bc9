"""What became of portraits over time: tags that began and ended, and the tags of many persons at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from yinling.base.rows.readings import once
from yinling.decisions.portrait.models import Portrait, Tag
from yinling.decisions.portrait.queries.ruling import secret_codes
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import find_person


@dataclass
class Move:
    """What changed in one portrait at one moment: the titles of the rules that began to hold, and that ended."""

    at: datetime
    began: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


@once
def tag_rows(person_id: int) -> Sequence[Tag]:
    """The tags of one person, past ones too, with their rules, in the order in which they began."""
    return list(Tag.objects.select_related("rule").filter(person_id=person_id).order_by("began_at", "rule_code"))


def moves_of(person: UUID, *, by: Viewer) -> list[Move]:
    """How one person's tags changed, moment by moment, the oldest first, as far as the viewer's purposes reach.

    A rule whose new version took over within one moment, or whose facts changed only, is no move.
    """
    owner, secret = find_person(person), secret_codes(by=by)
    rows = [row for row in tag_rows(owner.id) if row.rule_code not in secret] if owner else []
    found: dict[datetime, Move] = {}
    for row in rows:
        found.setdefault(row.began_at, Move(row.began_at)).began.append(row.rule.title)
        if row.ended_at is not None:
            found.setdefault(row.ended_at, Move(row.ended_at)).ended.append(row.rule.title)
    moves = [_without_both(move) for _at, move in sorted(found.items())]
    return [move for move in moves if move.began or move.ended]


def tags_of_many(persons: Iterable[UUID], *, by: Viewer) -> Mapping[UUID, Sequence[str]]:
    """The titles of the tags (tiers and entitlements apart) that hold for some persons, in one query.

    Those set aside, and those of rules that read what the viewer has no purpose for, are left out.
    """
    rows = Tag.objects.filter(
        person__public_id__in=[*persons], until__isnull=True, set_aside=False, kind__in=[RuleKind.FOCUS, RuleKind.TAG]
    )
    shown = rows.exclude(rule_code__in=secret_codes(by=by)).order_by("need_type", "rule_code")
    found: dict[UUID, list[str]] = {}
    for person, title in shown.values_list("person__public_id", "rule__title"):
        found.setdefault(person, []).append(title)
    return found


def tiers_of_many(persons: Iterable[UUID]) -> Mapping[UUID, int]:
    """The tiers of some persons, those without one left out, in one query. Ask `reads_kind` first."""
    rows = Portrait.objects.filter(person__public_id__in=[*persons], tier__isnull=False)
    return {person: tier for person, tier in rows.values_list("person__public_id", "tier") if tier is not None}


def _without_both(move: Move) -> Move:
    both = {*move.began} & {*move.ended}
    return Move(move.at, [t for t in move.began if t not in both], [t for t in move.ended if t not in both])

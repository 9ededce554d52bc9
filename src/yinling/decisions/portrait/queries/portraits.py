"""One person's portrait as it is shown: what holds and why, what does not, what is open, and what was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinling.decisions.portrait.models import Contest, Portrait, Tag
from yinling.decisions.portrait.queries.explaining import decisions_on
from yinling.decisions.portrait.queries.moves import tag_rows
from yinling.decisions.portrait.queries.ruling import reads_kind, secret_codes
from yinling.decisions.portrait.terms import ContestState
from yinling.decisions.rulebook.domain import Decision, RuleEntry
from yinling.decisions.rulebook.queries import rule_entry
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.expression import say_change
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import facts_for_rules, person_of


@dataclass(frozen=True)
class Held:
    """A tag that stands in the book: since when, whether a human set it aside; `ended` is None while it holds."""

    tag: UUID
    rule_id: int
    code: str
    since: date
    until: date | None
    set_aside: bool


@dataclass(frozen=True)
class Contested:
    """The newest contest of a rule: who said what and what became of it."""

    contest: UUID
    state: ContestState
    claim: str
    voice: str
    reason: str
    contested_at: datetime
    contested_by: str
    decided_at: datetime | None
    decided_by: str
    note: str


@dataclass(frozen=True)
class Judgement:
    """What one rule says about the person today. `change` says what would turn it, empty where nothing would.

    `held` is the tag that stands for it. Where rule and tag disagree, facts changed a moment ago or the night's run is
    still to come.
    """

    rule: RuleEntry
    holds: bool | None
    reasons: Sequence[str]
    sources: Sequence[str]
    missing: Sequence[str]
    change: str
    held: Held | None
    contest: Contested | None


@dataclass(frozen=True)
class PortraitView:
    """A person's portrait. `hidden` is how many rules the viewer may not see; `past` are tags that ended, newest first.

    `judged_at` is None for somebody who was never judged. Tier and focus are left out for who may not see all that
    they rest on.
    """

    person: UUID
    tier: int | None
    focus: bool
    judged_at: datetime | None
    holding: Sequence[Judgement]
    undecided: Sequence[Judgement]
    failing: Sequence[Judgement]
    past: Sequence[tuple[Held, RuleEntry]]
    hidden: int


def portrait_of(person: UUID, *, by: Viewer, on: date) -> PortraitView:
    """One person's portrait on a day, with today's reasons. Raises Forbidden when absent or hidden."""
    row = person_of(person)
    secret = secret_codes(by=by)
    decisions = decisions_on(facts_for_rules(row, on=on), row.area_code, on)
    told = [one for one in decisions if one.rule.code not in secret]
    tags = [tag for tag in _tags(row.id) if tag[0].code not in secret]
    standing = {held.code: held for held, _rule in tags if held.until is None}
    contests = _contests(row.id)
    judged = [_judged(one, standing.get(one.rule.code), contests.get(one.rule.code)) for one in told]
    portrait = Portrait.objects.filter(person_id=row.id).first()
    return PortraitView(
        person=person, tier=portrait.tier if portrait and reads_kind(RuleKind.TIER, by=by) else None,
        focus=bool(portrait and portrait.focus and reads_kind(RuleKind.FOCUS, by=by)),
        judged_at=portrait.judged_at if portrait else None,
        holding=[one for one in judged if one.holds], undecided=[one for one in judged if one.holds is None],
        failing=[one for one in judged if one.holds is False],
        past=[tag for tag in tags if tag[0].until is not None], hidden=len(decisions) - len(told),
    )  # fmt: skip


def _judged(decision: Decision, held: Held | None, contest: Contested | None) -> Judgement:
    outcome = decision.outcome
    return Judgement(
        rule=decision.rule, holds=outcome.value, reasons=decision.reason_lines, sources=decision.source_lines,
        missing=outcome.missing, change=say_change(outcome), held=held, contest=contest,
    )  # fmt: skip


def _tags(person_id: int) -> list[tuple[Held, RuleEntry]]:
    """The newest first."""
    rows = sorted(tag_rows(person_id), key=lambda row: row.began_at, reverse=True)
    return [(_held(row), rule_entry(row.rule)) for row in rows]


def _held(row: Tag) -> Held:
    return Held(row.public_id, row.rule_id, row.rule_code, row.since, row.until, row.set_aside)


def _contests(person_id: int) -> Mapping[str, Contested]:
    """The newest contest of each rule."""
    rows = Contest.objects.filter(person_id=person_id).order_by("contested_at")
    return {row.rule_code: _contested(row) for row in rows}


def _contested(row: Contest) -> Contested:
    return Contested(
        contest=row.public_id, state=ContestState(row.state), claim=row.claim, voice=row.voice, reason=row.reason,
        contested_at=row.contested_at, contested_by=row.contested_by_name, decided_at=row.decided_at,
        decided_by=row.decided_by_name, note=row.note or "",
    )  # fmt: skip

"""Proposals in words: who, what, why, by when, how sure; the reasons follow from rule and facts until one decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinling.base.accounts.models import Account
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.portrait.models import Portrait
from yinling.decisions.portrait.queries import Stored, explain_stored, reads_kind, standing_book
from yinling.decisions.rulebook.domain import RuleEntry
from yinling.decisions.rulebook.terms import Confidence, RuleKind
from yinling.kernel.areas import covers
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries import public_ids_of


@dataclass(frozen=True)
class ProposalLine:
    """One line of the worklist. `reasons` and `source` are what was before the one who decided, else what holds now.

    `confidence` is that of the rule's source, empty for a rule that is not there any more. `tier` and `focus` are the
    person's today, as far as the viewer may know. `decided_by` is a name; it is empty where the house decided.
    """

    proposal: UUID
    person: UUID
    name: str
    birth_date: date | None
    area_code: str
    unit_id: int
    tier: int | None
    focus: bool
    item: str
    need: str
    need_type: str
    rule_code: str
    rule_version: int
    rule_title: str
    confidence: str
    reasons: Sequence[str]
    source: str
    due_date: date
    postponed_until: date | None
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: str
    by_account: str
    note: str
    state: ProposalState


def lines_of(rows: Sequence[Proposal], *, by: Viewer, on: date) -> list[ProposalLine]:
    """Proposals in words on a day; a fixed number of queries, however many there are."""
    ids = sorted({row.person_id for row in rows})
    about = _About.of(ids, by)
    who = _names({row.decided_by for row in rows})
    said = explained(rows, on=on)
    return [_line(row, about, said[row.id], who.get(row.decided_by, "")) for row in rows]


@dataclass(frozen=True)
class _About:
    """What lines say of persons besides their proposals, by inner id."""

    publics: Mapping[int, UUID]
    known: Mapping[int, PersonNow]
    portraits: Mapping[int, Portrait]
    reads_tier: bool
    reads_focus: bool

    @classmethod
    def of(cls, ids: Sequence[int], by: Viewer) -> _About:
        publics = public_ids_of(ids)
        known = PersonNow.objects.filter(person_id__in=ids).only("person_id", "name", "birth_date")
        portraits = Portrait.objects.filter(person_id__in=ids).only("person_id", "tier", "focus")
        return cls(
            publics, {row.person_id: row for row in known}, {row.person_id: row for row in portraits},
            reads_kind(RuleKind.TIER, by=by), reads_kind(RuleKind.FOCUS, by=by),
        )  # fmt: skip


@dataclass(frozen=True)
class Said:
    """Why something is proposed, in sentences, and what that rests on."""

    reasons: Sequence[str]
    source: str
    confidence: str


def explained(rows: Sequence[Proposal], *, on: date) -> Mapping[int, Said]:
    """By inner id, why each is proposed: as it was kept when somebody decided, else from its rule and its facts."""
    versions = _versions({row.rule_code for row in rows})
    rules = {row.id: _rule_of(row, versions) for row in rows}
    asked: dict[int, Stored] = {}
    for row in rows:
        rule, facts = rules[row.id], row.facts
        if rule is not None and facts is not None and not row.reasons:
            asked[row.id] = Stored(rule_id=rule.inner, facts=facts, area_code=row.area_code, on=on)
    found = dict(zip(asked, explain_stored(list(asked.values())), strict=True))
    said: dict[int, Said] = {}
    for row in rows:
        decision, rule = found.get(row.id), rules[row.id]
        reasons = row.reasons if decision is None else list(decision.reason_lines)
        source = row.source if decision is None else "\n".join(decision.source_lines)
        said[row.id] = Said(reasons, source, rule.source.confidence if rule else "")
    return said


def _line(row: Proposal, about: _About, said: Said, decided_by: str) -> ProposalLine:
    known, portrait = about.known.get(row.person_id), about.portraits.get(row.person_id)
    return ProposalLine(
        proposal=row.public_id, person=about.publics[row.person_id], name=known.name if known else "",
        birth_date=known.birth_date if known else None, area_code=row.area_code, unit_id=row.unit_id,
        tier=portrait.tier if portrait and about.reads_tier else None,
        focus=bool(portrait and portrait.focus and about.reads_focus), item=row.item,
        need=row.need, need_type=row.need_type, rule_code=row.rule_code, rule_version=row.rule_version,
        rule_title=row.rule_title, confidence=said.confidence, reasons=said.reasons, source=said.source,
        due_date=row.due_date, postponed_until=row.postponed_until, proposed_at=row.proposed_at,
        decided_at=row.decided_at, decided_by=decided_by, by_account=row.decided_by,
        note=row.decision_note or "", state=ProposalState(row.state),
    )  # fmt: skip


def _versions(codes: Collection[str]) -> Mapping[tuple[str, int], list[RuleEntry]]:
    found: dict[tuple[str, int], list[RuleEntry]] = {}
    for rule in standing_book().rules:
        if rule.code in codes:
            found.setdefault((rule.code, rule.version), []).append(rule)
    return found


def _rule_of(row: Proposal, versions: Mapping[tuple[str, int], Iterable[RuleEntry]]) -> RuleEntry | None:
    """The version that the proposal names, as it is written nearest to where the person is kept."""
    covering = [
        rule for rule in versions.get((row.rule_code, row.rule_version), ()) if covers(rule.area_code, row.area_code)
    ]
    return max(covering, key=lambda rule: len(rule.area_code), default=None)


def _names(accounts: Iterable[str]) -> dict[str, str]:
    """The names of those who decided, by public id as text; what is none is left out."""
    keys = [key for key in map(_key, accounts) if key is not None]
    if not keys:
        return {}
    return {
        str(key): name
        for key, name in Account.objects.filter(public_id__in=keys).values_list("public_id", "display_name")
    }


def _key(account: str) -> UUID | None:
    try:
        return UUID(account)
    except ValueError:
        return None


def caution(confidence: str) -> str:
    """A confidence in words; empty where the source is plain or not known."""
    marked = confidence in Confidence.values and confidence != Confidence.PLAIN
    return str(Confidence(confidence).label) if marked else ""

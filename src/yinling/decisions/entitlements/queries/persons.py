"""One person and one entitlement: why or why not, on what sources, which papers were seen and which are to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.entitlements import policy
from yinling.decisions.entitlements.domain import RequirementEntry, asked_for
from yinling.decisions.entitlements.models import Evidence
from yinling.decisions.entitlements.queries.finding import branch_at, branches_of
from yinling.decisions.entitlements.queries.lists import MissingFact, missing_facts, reasons_of
from yinling.decisions.entitlements.queries.requirements import requirements_of
from yinling.decisions.portrait.models import Tag
from yinling.decisions.portrait.queries import decide, decisions_on, secret_codes
from yinling.decisions.rulebook.domain import RuleEntry
from yinling.decisions.rulebook.terms import Confidence, RuleKind
from yinling.kernel.expression import say_change
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.queries import facts_for_rules, person_of
from yinling.people.registry.queries.columns import cells


@dataclass(frozen=True)
class Seen:
    """A paper that an officer saw. What stands in it is sealed; `has_document` says whether something was noted."""

    evidence: UUID
    name: str
    issued_on: date | None
    has_document: bool
    seen_at: datetime
    seen_by: str


@dataclass(frozen=True)
class Paper:
    """A paper that is asked for, on what source, and what was seen of it; `seen` is None while it is to come."""

    name: str
    source: str
    confidence: str
    note: str
    seen: Seen | None


@dataclass(frozen=True)
class Candidate:
    """A person beside an entitlement. `holds` is what the rule says on the facts of the day: None for a missing fact.

    `since` is the day since when the portrait counts the person among the candidates, None when it does not;
    `set_aside` says that a human found the rule not to apply. `change` says what would turn the answer. `others` are
    papers that were seen and are not asked for here any more.
    """

    person: UUID
    name: str
    age: str
    person_type: str
    area: str
    unit: str
    code: str
    title: str
    need: str
    confidence: str
    holds: bool | None
    since: date | None
    set_aside: bool
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    missing_facts: tuple[MissingFact, ...]
    change: str
    papers: tuple[Paper, ...]
    others: tuple[Seen, ...]

    @property
    def to_come(self) -> int:
        """How many papers are still to come."""
        return sum(paper.seen is None for paper in self.papers)


@dataclass(frozen=True)
class Possible:
    """An entitlement beside a person, in short: whether the rule holds, and how far the papers are."""

    code: str
    title: str
    holds: bool | None
    seen: int
    asked: int


def candidate(person: UUID, code: str, *, by: Viewer, on: date) -> Candidate:
    """One person beside an entitlement, with today's reasons, whether a candidate or not.

    Raises Forbidden when the person is absent or hidden, or the entitlement is not in force where the person is kept
    or not for this viewer.
    """
    found = branches_of(code, by=by, on=on)
    row = person_of(person)
    branch = branch_at(found, row.area_code)
    now = PersonNow.objects.filter(person=row).only("person_id", "name", *_STORED).first()
    if branch is None or branch.rule.kind != RuleKind.ENTITLEMENT or now is None:
        raise Forbidden
    decision = decide(branch, facts_for_rules(row, on=on), on)
    tag = Tag.objects.filter(person=row, rule_code=code, until__isnull=True).first()
    asked, seen = asked_for(requirements_of([code], on=on)[code], row.area_code), _standing(row, code)
    (words,) = cells([now], ("age", "person_type", "area", "unit"), on=on)
    return Candidate(
        person=person, name=now.name, **words, **_ruled(branch.rule), holds=decision.outcome.value,
        since=tag.since if tag else None, set_aside=bool(tag and tag.set_aside), reasons=reasons_of(decision),
        sources=decision.source_lines, missing_facts=missing_facts(decision), change=say_change(decision.outcome),
        papers=tuple(_paper(entry, seen) for entry in asked),
        others=tuple(one for name, one in seen.items() if name not in {entry.evidence for entry in asked}),
    )  # fmt: skip


def of_person(person: UUID, *, by: Viewer, on: date) -> list[Possible]:
    """The entitlements that a person may have: those whose rule holds, then those for which a fact is missing.

    Those that the viewer has no purpose for are left out. Raises Forbidden when the person is absent or hidden.
    """
    policy.may_list(by)
    row = person_of(person)
    secret = secret_codes(by=by)
    decisions = [
        one
        for one in decisions_on(facts_for_rules(row, on=on), row.area_code, on)
        if one.rule.kind == RuleKind.ENTITLEMENT and one.rule.code not in secret and one.outcome.value is not False
    ]
    papers = requirements_of([one.rule.code for one in decisions], on=on)
    asked = {code: {one.evidence for one in asked_for(entries, row.area_code)} for code, entries in papers.items()}
    seen = _names_seen(row)
    lines = [
        Possible(
            one.rule.code, one.rule.title, one.outcome.value,
            len(asked[one.rule.code] & seen.get(one.rule.code, set())), len(asked[one.rule.code]),
        )
        for one in decisions
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.holds is None, line.title))


def evidence_of(evidence: UUID, *, by: Viewer) -> tuple[UUID, str, str]:
    """Whose paper it is, of which entitlement, and what it is called.

    Raises Forbidden when it is absent or hidden, or the viewer has no purpose for it.
    """
    policy.may_list(by)
    row = Evidence.objects.select_related("person").defer("document").filter(public_id=evidence).first()
    if row is None or row.rule_code in secret_codes(by=by):
        raise Forbidden
    return row.person.public_id, row.rule_code, row.evidence


_STORED = ("birth_date", "birth_date_precision", "area_code", "unit_id", "person_type")


def _ruled(rule: RuleEntry) -> Mapping[str, str]:
    return {
        "code": rule.code, "title": rule.title, "need": rule.need,
        "confidence": str(Confidence(rule.source.confidence).label),
    }  # fmt: skip


def _paper(entry: RequirementEntry, seen: Mapping[str, Seen]) -> Paper:
    source = entry.source
    return Paper(
        name=entry.evidence, source=f"{source.document}，{source.clause}",
        confidence=str(Confidence(source.confidence).label), note=source.note, seen=seen.get(entry.evidence),
    )  # fmt: skip


def _standing(person: Person, code: str) -> Mapping[str, Seen]:
    return {row.evidence: _seen(row) for row in _rows(person).filter(rule_code=code).order_by("id")}


def _seen(row: Evidence) -> Seen:
    has_document = bool(getattr(row, "has_document"))  # noqa: B009 - an annotation, which the row's type does not know
    return Seen(row.public_id, row.evidence, row.issued_on, has_document, row.seen_at, row.seen_by_name)


def _names_seen(person: Person) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, name in _rows(person).values_list("rule_code", "evidence"):
        found.setdefault(code, set()).add(name)
    return found


def _rows(person: Person) -> QuerySet[Evidence]:
    """The papers that stand, what is in them left sealed."""
    noted = ExpressionWrapper(Q(document__isnull=False), output_field=BooleanField())
    return Evidence.objects.filter(person=person, withdrawn_at__isnull=True).defer("document").annotate(
        has_document=noted
    )  # fmt: skip

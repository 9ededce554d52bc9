"""Changes of proposals: rules propose, an officer decides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.decisions.careplan import policy
from yinling.decisions.careplan.events import ProposalApproved, ProposalRejected, ServiceProposed
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.rulebook.domain import Decision, apply
from yinling.decisions.rulebook.queries import cautions, parameters_in_force, rules_in_force
from yinling.kernel.calendars import local_day
from yinling.kernel.canonical import canonical_json
from yinling.kernel.expression import parse
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Person
from yinling.people.registry.queries import facts_for_rules
from yinling.people.registry.terms import vocabulary


class AlreadyDecided(Refused):
    """Somebody decided about this proposal before."""


@transaction.atomic
def judge(*, person: UUID, by: Viewer, at: datetime) -> int:
    """Apply the rules in force to one person; what is needed is proposed once on the same facts.

    Returns how many proposals are new. Safe to repeat. Raises Forbidden.
    """
    policy.may_judge(by)
    row = Person.objects.filter(public_id=person).first()
    if row is None:
        raise Forbidden
    today = local_day(at)
    return sum(_propose(row, decision, by, at) for decision in _decisions(row, today) if decision.matched)


def _decisions(person: Person, today: date) -> Iterator[Decision]:
    """What every rule in force where the person is kept says about him."""
    facts = facts_for_rules(person, on=today)
    parameters = parameters_in_force(person.area_code, today)
    words = cautions()
    for rule in rules_in_force(person.area_code, today):
        expression = parse(rule.text, vocabulary())
        yield apply(rule, expression, facts, parameters, on=today, cautions=words)


def _propose(person: Person, decision: Decision, by: Viewer, at: datetime) -> bool:
    rule, digest = decision.rule, _digest(decision)
    need = Proposal.objects.filter(person=person, rule_code=rule.code)
    if need.filter(facts_digest=digest).exists() or need.filter(state=ProposalState.OPEN).exists():
        return False
    proposal = Proposal.objects.create(
        **person.scope(), rule_code=rule.code, rule_version=rule.version, rule_title=rule.title,
        item=rule.proposes_item, need=rule.need, reasons=list(decision.reason_lines),
        source="\n".join(decision.source_lines), facts_digest=digest,
        due_date=decision.due_date or local_day(at), proposed_at=at,
    )  # fmt: skip
    event = ServiceProposed(
        subject=proposal.public_id, person=person.public_id, rule=rule.code, rule_version=rule.version,
        item=proposal.item, due_date=proposal.due_date.isoformat(), facts_digest=digest,
    )  # fmt: skip
    record(event, by=by, at=at)
    return True


def _digest(decision: Decision) -> str:
    """What the need stands on: the rule's version and every fact that it looked at."""
    facts = {fact.term.name: str(fact.value) for fact in decision.outcome.facts}
    stood_on = {"rule": decision.rule.code, "version": decision.rule.version, "facts": facts}
    return hashlib.sha256(canonical_json(stood_on)).hexdigest()


@transaction.atomic
def approve(*, proposal: UUID, by: Viewer, at: datetime) -> None:
    """Approve a proposal; an order follows. Approving one's own approval again changes nothing.

    Raises Forbidden, AlreadyDecided.
    """
    policy.may_decide(by)
    row = _claim(proposal, ProposalState.APPROVED, "", by, at)
    if row is not None:
        event = ProposalApproved(subject=proposal, person=row.person.public_id, item=row.item)
        record(event, by=by, at=at)


@transaction.atomic
def reject(*, proposal: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """Reject a proposal with a reason; it stays quiet until its facts change. Raises Forbidden, AlreadyDecided."""
    policy.may_decide(by)
    reason = reason.strip().replace("\x00", "")
    if not 2 <= len(reason) <= 200:
        raise Unacceptable({"reason": _("请写明不批准的理由，例如：家属已安排照护")})
    row = _claim(proposal, ProposalState.REJECTED, reason, by, at)
    if row is not None:
        event = ProposalRejected(subject=proposal, person=row.person.public_id, item=row.item)
        record(event, by=by, at=at)


def _claim(proposal: UUID, state: ProposalState, note: str, by: Viewer, at: datetime) -> Proposal | None:
    """The proposal, now decided; None when this viewer decided the same before (an answer that got lost)."""
    row = Proposal.objects.select_related("person").filter(public_id=proposal).first()
    if row is None:
        raise Forbidden
    is_open = Proposal.objects.filter(pk=row.pk, state=ProposalState.OPEN)
    if is_open.update(state=state, decided_at=at, decided_by=by.account, decision_note=note or None):
        return row
    row.refresh_from_db()
    if row.state == state and row.decided_by == by.account:
        return None
    raise AlreadyDecided

"""An officer decides about proposals, one by one or many at once, and takes back what was a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.bulk import as_json
from yinling.base.rows.fields import EncryptedTextField
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.rows.texts import plain
from yinling.decisions.careplan import policy
from yinling.decisions.careplan.domain import MOST_AT_ONCE, can_wait_until, is_reason
from yinling.decisions.careplan.events import (
    ProposalApproved,
    ProposalPostponed,
    ProposalRejected,
    ProposalReopened,
)
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.queries.filters import beginning_of, visible
from yinling.decisions.careplan.queries.lines import explained
from yinling.decisions.careplan.terms import ProposalState, Verdict
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable


class AlreadyDecided(Refused):
    """Somebody decided about this proposal before."""


class NotTakenBack(Refused):
    """A decision stands: an approval, a rejection of an earlier day, or one that another proposal has followed."""


class TooManyAtOnce(Refused):
    """More proposals than are decided in one go; nothing was decided."""


@dataclass(frozen=True)
class Decided:
    """How many were decided, how many somebody had decided about before, and how many are not there (any more)."""

    done: int
    already: int
    gone: int


@dataclass(frozen=True)
class _Answer:
    verdict: Verdict
    reason: str
    until: date | None


@transaction.atomic
def approve(*, proposal: UUID, reason: str = "", by: Viewer, at: datetime) -> None:
    """Approve a proposal; an order follows. Approving one's own approval again changes nothing.

    Raises Forbidden, AlreadyDecided, Unacceptable for a reason that is too long.
    """
    policy.may_decide(by)
    _decide(proposal, _answer(Verdict.APPROVE, reason, None, at), by, at)


@transaction.atomic
def reject(*, proposal: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """Reject a proposal with a reason; it stays quiet until its facts change.

    Raises Forbidden, AlreadyDecided, Unacceptable without a reason of 2 to 200 characters.
    """
    policy.may_decide(by)
    _decide(proposal, _answer(Verdict.REJECT, reason, None, at), by, at)


@transaction.atomic
def postpone(*, proposal: UUID, until: date, reason: str, by: Viewer, at: datetime) -> None:
    """Put a proposal off until a day, 1 to 365 days ahead, with a reason; on that day it waits again.

    Raises Forbidden, AlreadyDecided, Unacceptable.
    """
    policy.may_decide(by)
    _decide(proposal, _answer(Verdict.POSTPONE, reason, until, at), by, at)


@transaction.atomic
def decide_many(
    *,
    proposals: Sequence[UUID],
    verdict: Verdict,
    reason: str = "",
    until: date | None = None,
    by: Viewer,
    at: datetime,
) -> Decided:
    """Say the same to up to 500 proposals at once. What others decided meanwhile is counted, never overwritten.

    Raises Forbidden for who is no officer, Unacceptable as for one, TooManyAtOnce.
    """
    policy.may_decide(by)
    answer = _answer(verdict, reason, until, at)
    wanted = set(proposals)
    if len(wanted) > MOST_AT_ONCE:
        raise TooManyAtOnce
    found = visible(by=by).select_related("person").filter(public_id__in=wanted).order_by("id")
    rows = list(found.select_for_update(of=("self",)))  # in one order, so that two officers at once do not block
    claimed = _claim([row for row in rows if row.state == ProposalState.OPEN], answer, by, at)
    done = sum(row.id in claimed or _said_so(row, answer, by) for row in rows)
    return Decided(done, len(rows) - done, len(wanted) - len(rows))


@transaction.atomic
def undo(*, proposal: UUID, by: Viewer, at: datetime) -> None:
    """Take back a rejection of today, or a postponement: the proposal waits again. An approval stands, with its order.

    Raises Forbidden, NotTakenBack.
    """
    policy.may_decide(by)
    row = _visible_row(proposal, by)
    mistaken = Q(state=ProposalState.POSTPONED) | Q(
        state=ProposalState.REJECTED, decided_at__gte=beginning_of(local_day(at))
    )
    frozen = {} if row.facts is None else {"reasons": [], "source": ""}
    try:
        with transaction.atomic():
            changed = Proposal.objects.filter(mistaken, pk=row.pk).update(
                state=ProposalState.OPEN, decided_at=None, decided_by="", decision_note=None, postponed_until=None,
                **frozen,
            )  # fmt: skip
    except IntegrityError as conflict:  # on newer facts the same was proposed again
        raise NotTakenBack from conflict
    if not changed:
        raise NotTakenBack
    record(ProposalReopened(subject=proposal, person=row.person.public_id, item=row.item), by=by, at=at)


def _answer(verdict: Verdict, reason: str, until: date | None, at: datetime) -> _Answer:
    """What is said, checked. Raises Unacceptable with what is wrong of each field."""
    reason, errors = plain(reason), {}
    if not is_reason(reason, required=verdict is not Verdict.APPROVE):
        errors["reason"] = _EXAMPLES[verdict]()
    if verdict is Verdict.POSTPONE and not (until and can_wait_until(until, today=local_day(at))):
        errors["until"] = _("请选择延后到哪一天：从明天起，最长一年")
    if errors:
        raise Unacceptable(errors)
    return _Answer(verdict, reason, until if verdict is Verdict.POSTPONE else None)


_EXAMPLES = {
    Verdict.APPROVE: lambda: _("说明请写2到200个字，也可以不写"),
    Verdict.REJECT: lambda: _("请写明不批准的理由，例如：家属已安排照护"),
    Verdict.POSTPONE: lambda: _("请写明延后的理由，例如：本人住院，出院后再安排"),
}


def _decide(proposal: UUID, answer: _Answer, by: Viewer, at: datetime) -> None:
    row = _visible_row(proposal, by)
    if row.id in _claim([row], answer, by, at):
        return
    row.refresh_from_db()
    if not _said_so(row, answer, by):
        raise AlreadyDecided


def _visible_row(proposal: UUID, by: Viewer) -> Proposal:
    row = visible(by=by).select_related("person").filter(public_id=proposal).first()
    if row is None:
        raise Forbidden
    return row


def _said_so(row: Proposal, answer: _Answer, by: Viewer) -> bool:
    """Whether this viewer said the same before: an answer that got lost on its way."""
    same = (row.state, row.postponed_until if answer.until else None) == (answer.verdict.value, answer.until)
    return same and row.decided_by == by.account


def _claim(rows: Sequence[Proposal], answer: _Answer, by: Viewer, at: datetime) -> set[int]:
    """The inner ids of those that were still open and are decided now, each with what the officer had before him."""
    if not rows:
        return set()
    said = explained(rows, on=local_day(at))
    frozen = [{"id": row.id, "reasons": said[row.id].reasons, "source": said[row.id].source} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "state": answer.verdict.value, "at": at, "by": by.account, "note": _sealed(answer.reason),
                "until": answer.until, "frozen": as_json(frozen),
            },
        )  # fmt: skip
        claimed = {inner for (inner,) in cursor.fetchall()}
    for row in rows:
        if row.id in claimed:
            record(_fact(row, answer), by=by, at=at)
    return claimed


def _fact(row: Proposal, answer: _Answer) -> ProposalApproved | ProposalRejected | ProposalPostponed:
    person = row.person.public_id
    if answer.until is not None:
        return ProposalPostponed(subject=row.public_id, person=person, item=row.item, until=answer.until.isoformat())
    said = ProposalApproved if answer.verdict is Verdict.APPROVE else ProposalRejected
    return said(subject=row.public_id, person=person, item=row.item)


def _sealed(note: str) -> bytes | None:
    field = Proposal._meta.get_field("decision_note")
    return field.sealed(note) if note and isinstance(field, EncryptedTextField) else None


_CLAIM = """
UPDATE careplan_proposal AS p SET
    state = %(state)s, decided_at = %(at)s, decided_by = %(by)s, decision_note = %(note)s::bytea,
    postponed_until = %(until)s::date, reasons = f.reasons, source = f.source
FROM jsonb_to_recordset(%(frozen)s::jsonb) AS f (id bigint, reasons jsonb, source text)
WHERE p.id = f.id AND p.state = 'open'
RETURNING p.id
"""

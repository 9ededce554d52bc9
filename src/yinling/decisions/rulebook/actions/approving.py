"""Another officer approves or refuses a draft; what he approved is published by a job stored with his decision."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.approvals import actions as approvals
from yinling.base.approvals.actions import StaleDraft, drafting
from yinling.base.approvals.models import Approval
from yinling.base.approvals.queries import DraftRefused, found_draft
from yinling.base.approvals.terms import DraftState
from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Stale
from yinling.decisions.rulebook import policy
from yinling.decisions.rulebook.actions.writing import named, serialised, write
from yinling.decisions.rulebook.domain import (
    AnyEntry,
    Change,
    PurposesOf,
    after,
    is_stop,
    problems_of,
    touched,
)
from yinling.decisions.rulebook.events import DraftApproved, DraftNotApproved, DraftOvertaken, RulePublished
from yinling.decisions.rulebook.models import Draft
from yinling.decisions.rulebook.queries import planned, whole_book
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.canonical import canonical_json
from yinling.kernel.expression import Vocabulary
from yinling.kernel.viewer import Viewer

PUBLISH = "rulebook.publish"


@transaction.atomic
def approve_draft(
    *,
    draft: UUID,
    seen: int,
    note: str,
    vocabulary: Vocabulary,
    purposes_of: PurposesOf,
    by: Viewer,
    at: datetime,
) -> None:
    """Approve a draft that somebody else wrote, in the version that the approver has `seen`; a job publishes it.

    Approving again changes nothing. Raises Forbidden (another's area, a purpose not held), approvals.SameEyes for the
    author, Stale when the draft is not what was seen, StaleDraft when the rulebook moved and it no longer fits,
    DraftMoved, approvals.AlreadyDecided, approvals.ReasonUnfit.
    """
    row, approval = _to_decide(draft, vocabulary, purposes_of, by)
    if row.state == DraftState.SUBMITTED:
        if row.version != seen:
            raise Stale
        _check_fits(row, vocabulary)
    is_new = drafting.decide(row, DraftState.APPROVED, at)  # draft first, as its author does: no deadlock
    approvals.approve(approval=approval, note=note, by=by, at=at)
    if is_new:
        record(DraftApproved(subject=draft, approval=approval, version=row.version), by=by, at=at)
        defer(task=PUBLISH, by=by, at=at, draft=draft)


@transaction.atomic
def refuse_draft(
    *, draft: UUID, note: str, vocabulary: Vocabulary, purposes_of: PurposesOf, by: Viewer, at: datetime
) -> None:
    """Refuse a draft that somebody else wrote, saying why; its author may take it up. Refusing again changes nothing.

    Raises Forbidden, approvals.SameEyes, DraftMoved, approvals.AlreadyDecided, approvals.ReasonUnfit.
    """
    row, approval = _to_decide(draft, vocabulary, purposes_of, by)
    is_new = drafting.decide(row, DraftState.REFUSED, at)
    approvals.refuse(approval=approval, note=note, by=by, at=at)
    if is_new:
        record(DraftNotApproved(subject=draft, approval=approval), by=by, at=at)


@transaction.atomic
def publish(*, draft: UUID, vocabulary: Vocabulary, by: Viewer, at: datetime) -> None:
    """Write an approved draft into the rulebook: the new version holds, what it replaces ends. Safe to run twice.

    Should the rulebook have moved so that it no longer fits, nothing is written and the draft goes back to its author.
    Raises Forbidden for anyone but the system, and when there is no such draft.
    """
    policy.may_publish(by)
    serialised()
    row = found_draft(Draft, draft)
    if row.state != DraftState.APPROVED or row.published_at is not None:
        return
    book = whole_book()
    try:
        entry, change = planned(row, book)
        problems = tuple(problems_of(after(book, change), vocabulary))
    except DraftRefused as refused:
        problems = refused.problems
    if problems:
        _send_back(row, problems, by, at)
    else:
        _put_in_force(row, entry, change, by, at)


def _put_in_force(row: Draft, entry: AnyEntry, change: Change, by: Viewer, at: datetime) -> None:
    assert row.approval is not None, "the table holds it: draft_submitted_asks"
    approval = Approval.objects.get(public_id=row.approval)
    table = write(change, approver=approval.decided_by, at=approval.decided_at or at)
    Draft.objects.filter(pk=row.pk, published_at__isnull=True).update(published_at=at)
    record(_fact(row, entry, change, table), by=by, at=at)


def _send_back(row: Draft, problems: tuple[str, ...], by: Viewer, at: datetime) -> None:
    Draft.objects.filter(pk=row.pk, published_at__isnull=True).update(state=DraftState.REFUSED, updated_at=at)
    record(DraftOvertaken(subject=row.public_id, problems=len(problems)), by=by, at=at)


def _fact(row: Draft, entry: AnyEntry, change: Change, table: list[dict[str, str]]) -> RulePublished:
    return RulePublished(
        subject=row.public_id,
        of=row.kind,
        code=row.code,
        entry=named(entry),
        area_code=row.area_code,
        valid_from=entry.period.start,
        stops=is_stop(row.content),
        ended=tuple(named(one) for one in change.ended.entries()),
        retired=tuple(named(one) for one in change.retired.entries()),
        digest=hashlib.sha256(canonical_json(table)).hexdigest(),
    )


def _to_decide(draft: UUID, vocabulary: Vocabulary, purposes_of: PurposesOf, by: Viewer) -> tuple[Draft, UUID]:
    row = found_draft(Draft, draft)
    policy.may_decide(by, row.area_code, row.author)
    words = touched(whole_book(), vocabulary)
    policy.may_touch(by, purposes_of(words.by(DraftKind(row.kind), row.content)))
    return row, drafting.asked(row)


def _check_fits(row: Draft, vocabulary: Vocabulary) -> None:
    book = whole_book()
    try:
        problems = tuple(problems_of(after(book, planned(row, book)[1]), vocabulary))
    except DraftRefused as refused:
        problems = refused.problems
    if problems:
        raise StaleDraft(tuple(dict.fromkeys(problems)))

"""Another officer approves or refuses a draft; what he approved is published by a job stored with his decision."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.approvals import actions as approvals
from yinling.base.approvals.actions import StaleDraft, drafting
from yinling.base.approvals.queries import DraftRefused, found_draft
from yinling.base.approvals.terms import DraftState
from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Stale
from yinling.kernel.viewer import Viewer
from yinling.supply.catalogue import policy
from yinling.supply.catalogue.actions.writing import named, serialised, write
from yinling.supply.catalogue.domain import AnyEntry, Change, is_stop
from yinling.supply.catalogue.events import EntryApproved, EntryNotApproved, EntryOvertaken, EntryPublished
from yinling.supply.catalogue.models import Draft
from yinling.supply.catalogue.queries import planned, whole_catalogue
from yinling.supply.catalogue.queries.drafts import eligible_in

PUBLISH = "catalogue.publish"


@transaction.atomic
def approve_draft(*, draft: UUID, seen: int, note: str, by: Viewer, at: datetime) -> None:
    """Approve a draft that somebody else wrote, in the version that the approver has `seen`; a job publishes it.

    Approving again changes nothing. Raises Forbidden (another's area, a purpose not held), approvals.SameEyes for the
    author, Stale when the draft is not what was seen, StaleDraft when the catalogue moved and it no longer fits,
    DraftMoved, approvals.AlreadyDecided, approvals.ReasonUnfit.
    """
    row, approval = _to_decide(draft, by)
    if row.state == DraftState.SUBMITTED:
        if row.version != seen:
            raise Stale
        _check_fits(row)
    is_new = drafting.decide(row, DraftState.APPROVED, at)  # draft first, as its author does: no deadlock
    approvals.approve(approval=approval, note=note, by=by, at=at)
    if is_new:
        record(EntryApproved(subject=draft, approval=approval, version=row.version), by=by, at=at)
        defer(task=PUBLISH, by=by, at=at, draft=draft)


@transaction.atomic
def refuse_draft(*, draft: UUID, note: str, by: Viewer, at: datetime) -> None:
    """Refuse a draft that somebody else wrote, saying why; its author may take it up. Refusing again changes nothing.

    Raises Forbidden, approvals.SameEyes, DraftMoved, approvals.AlreadyDecided, approvals.ReasonUnfit.
    """
    row, approval = _to_decide(draft, by)
    is_new = drafting.decide(row, DraftState.REFUSED, at)
    approvals.refuse(approval=approval, note=note, by=by, at=at)
    if is_new:
        record(EntryNotApproved(subject=draft, approval=approval), by=by, at=at)


@transaction.atomic
def publish(*, draft: UUID, by: Viewer, at: datetime) -> None:
    """Write an approved draft into the catalogue: the new version holds, what it replaces ends. Safe to run twice.

    Should the catalogue have moved so that it no longer fits, nothing is written and the draft goes back to its author.
    Raises Forbidden for anyone but the system, and when there is no such draft.
    """
    policy.may_publish(by)
    serialised()
    row = found_draft(Draft, draft)
    if row.state != DraftState.APPROVED or row.published_at is not None:
        return
    try:
        entry, change = planned(row, whole_catalogue())
    except DraftRefused as refused:
        _send_back(row, refused.problems, by, at)
    else:
        _put_in_force(row, entry, change, by, at)


def _put_in_force(row: Draft, entry: AnyEntry, change: Change, by: Viewer, at: datetime) -> None:
    digest = write(change)
    Draft.objects.filter(pk=row.pk, published_at__isnull=True).update(published_at=at)
    fact = EntryPublished(
        subject=row.public_id, of=row.kind, code=row.code, entry=named(entry), area_code=row.area_code,
        valid_from=entry.period.start, stops=is_stop(row.content), ended=tuple(named(one) for one in change.ended),
        retired=tuple(named(one) for one in change.retired), digest=digest,
    )  # fmt: skip
    record(fact, by=by, at=at)


def _send_back(row: Draft, problems: tuple[str, ...], by: Viewer, at: datetime) -> None:
    Draft.objects.filter(pk=row.pk, published_at__isnull=True).update(state=DraftState.REFUSED, updated_at=at)
    record(EntryOvertaken(subject=row.public_id, problems=len(problems)), by=by, at=at)


def _to_decide(draft: UUID, by: Viewer) -> tuple[Draft, UUID]:
    row = found_draft(Draft, draft)
    policy.may_decide(by, row.area_code, row.author)
    policy.may_touch(by, eligible_in(row))
    return row, drafting.asked(row)


def _check_fits(row: Draft) -> None:
    try:
        planned(row, whole_catalogue())
    except DraftRefused as refused:
        raise StaleDraft(refused.problems) from refused

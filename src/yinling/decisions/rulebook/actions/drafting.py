"""Drafts are written, submitted, taken back and given up by their author, and by nobody else."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.approvals import actions as approvals
from yinling.base.approvals.actions import drafting
from yinling.base.approvals.queries import DraftRefused, found_draft
from yinling.base.approvals.terms import DraftState
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Refused
from yinling.decisions.rulebook import policy
from yinling.decisions.rulebook.domain import (
    Content,
    PurposesOf,
    after,
    code_in,
    problems_of,
    title_in,
    touched,
    unfit,
)
from yinling.decisions.rulebook.events import (
    DraftDiscarded,
    DraftSubmitted,
    DraftTakenUp,
    DraftWithdrawn,
    DraftWritten,
)
from yinling.decisions.rulebook.models import Draft
from yinling.decisions.rulebook.queries import planned, whole_book
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.expression import Vocabulary
from yinling.kernel.viewer import Viewer

APPROVAL = "rulebook.draft"


class ContentUnfit(Refused):
    """Content that not even a draft may hold: too much of it, or what is no plain text, number or truth value."""

    def __init__(self, field: str) -> None:
        super().__init__(_("“%(name)s”太长，或者不是文字、整数、是否") % {"name": field})
        self.field = field


@transaction.atomic
def write_draft(
    *,
    draft: UUID,
    kind: DraftKind,
    area_code: str,
    content: Content,
    seen: int | None,
    vocabulary: Vocabulary,
    purposes_of: PurposesOf,
    by: Viewer,
    at: datetime,
) -> int:
    """Keep what an officer writes for the rulebook of an area, right or not yet; returns the version now kept.

    `seen` is the version the editor had read, None for a new draft; saving the same again changes nothing.
    `purposes_of` says for which purposes words are kept. Raises Forbidden (another's area or draft, a word of a
    purpose that the writer does not hold), ContentUnfit, SavedMeanwhile, DraftMoved when it is no longer written.
    """
    policy.may_write(by, area_code)
    at_fault = unfit(content)
    if at_fault is not None:
        raise ContentUnfit(at_fault)
    words = touched(whole_book(), vocabulary)
    policy.may_touch(by, purposes_of(words.by(kind, content)))
    wanted = Draft(
        public_id=draft, kind=kind, code=code_in(kind, content), area_code=area_code, content=dict(content),
        author=by.account, author_name=by.name, created_at=at, updated_at=at,
    )  # fmt: skip
    row = Draft.objects.filter(public_id=draft).first()
    if row is not None:
        policy.may_own(by, row.author)
        policy.may_touch(by, purposes_of(words.by(DraftKind(row.kind), row.content)))
        if drafting.is_kept(row, wanted, seen):
            return row.version
    version = drafting.keep(row, wanted, seen)
    event = DraftWritten(
        subject=draft, of=kind.value, code=code_in(kind, content), area_code=area_code, version=version
    )
    record(event, by=by, at=at)
    return version


@transaction.atomic
def submit(
    *,
    draft: UUID,
    reason: str,
    vocabulary: Vocabulary,
    purposes_of: PurposesOf,
    by: Viewer,
    at: datetime,
) -> UUID:
    """Ask that another officer approve the draft as it is kept; returns the approval. Submitting again changes nothing.

    Raises Forbidden, DraftMoved, DraftRefused with every reason why the rulebook could not take it,
    approvals.ReasonUnfit.
    """
    row = _own(draft, by)
    if row.state == DraftState.SUBMITTED:
        return drafting.asked(row)
    book = whole_book()
    words = touched(book, vocabulary)
    policy.may_touch(by, purposes_of(words.by(DraftKind(row.kind), row.content)))
    drafting.check_place(row)
    change = planned(row, book)[1]
    problems = problems_of(after(book, change), vocabulary)
    if problems:
        raise DraftRefused(dict.fromkeys(problems))
    approval = uuid.uuid4()
    drafting.move(row, (DraftState.WRITING,), DraftState.SUBMITTED, at, approval=approval)
    approvals.ask(
        approval=approval, kind=APPROVAL, subject=draft, area_code=row.area_code,
        title=title_in(DraftKind(row.kind), row.content), reason=reason, by=by, at=at,
    )  # fmt: skip
    record(DraftSubmitted(subject=draft, approval=approval, version=row.version), by=by, at=at)
    return approval


@transaction.atomic
def withdraw_draft(*, draft: UUID, by: Viewer, at: datetime) -> None:
    """Go on writing what waits for approval. Raises Forbidden, DraftMoved, approvals.AlreadyDecided."""
    row = _own(draft, by)
    drafting.move(row, (DraftState.SUBMITTED,), DraftState.WRITING, at)
    approvals.withdraw(approval=drafting.asked(row), by=by, at=at)
    record(DraftWithdrawn(subject=draft), by=by, at=at)


@transaction.atomic
def take_up(*, draft: UUID, by: Viewer, at: datetime) -> None:
    """Go on writing what was not approved. Raises Forbidden, DraftMoved."""
    row = _own(draft, by)
    drafting.move(row, (DraftState.REFUSED,), DraftState.WRITING, at)
    record(DraftTakenUp(subject=draft), by=by, at=at)


@transaction.atomic
def discard(*, draft: UUID, by: Viewer, at: datetime) -> None:
    """Give up what is being written or was not approved; what waits for approval is withdrawn first.

    Raises Forbidden, DraftMoved.
    """
    row = _own(draft, by)
    drafting.move(row, (DraftState.WRITING, DraftState.REFUSED), DraftState.DISCARDED, at)
    record(DraftDiscarded(subject=draft), by=by, at=at)


def _own(draft: UUID, by: Viewer) -> Draft:
    row = found_draft(Draft, draft)
    policy.may_own(by, row.author)
    policy.may_write(by, row.area_code)
    return row

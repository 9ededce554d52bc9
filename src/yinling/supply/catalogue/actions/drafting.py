"""Drafts are written, submitted, taken back and given up by their author, and by nobody else."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.approvals import actions as approvals
from yinling.base.approvals.actions import drafting
from yinling.base.approvals.queries import found_draft
from yinling.base.approvals.terms import DraftState
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Refused
from yinling.kernel.viewer import Viewer
from yinling.supply.catalogue import policy
from yinling.supply.catalogue.domain import Content, code_in, title_in, unfit
from yinling.supply.catalogue.events import EntryDiscarded, EntryDrafted, EntrySubmitted, EntryWithdrawn
from yinling.supply.catalogue.models import Draft
from yinling.supply.catalogue.queries import planned, whole_catalogue
from yinling.supply.catalogue.queries.drafts import eligible_in
from yinling.supply.catalogue.terms import FIELDS, EntryKind

APPROVAL = "catalogue.draft"


class ContentUnfit(Refused):
    """Content that not even a draft may hold: too much of it, or what is no plain text, number or truth value."""

    def __init__(self, field: str) -> None:
        super().__init__(_("“%(name)s”太长，或者含有不能保存的字符") % {"name": FIELDS.get(field, field)})
        self.field = field


@transaction.atomic
def write_draft(
    *,
    draft: UUID,
    kind: EntryKind,
    area_code: str,
    content: Content,
    seen: int | None,
    by: Viewer,
    at: datetime,
) -> int:
    """Keep what an officer writes for the catalogue of an area, right or not yet; returns the version now kept.

    `seen` is the version the editor had read, None for a new draft; saving the same again changes nothing. Raises
    Forbidden (another's area or draft, a condition with a word of a purpose that the writer does not hold),
    ContentUnfit, SavedMeanwhile, DraftMoved when it is no longer written.
    """
    policy.may_write(by, area_code)
    at_fault = unfit(content)
    if at_fault is not None:
        raise ContentUnfit(at_fault)
    wanted = Draft(
        public_id=draft, kind=kind, code=code_in(content), area_code=area_code, content=dict(content),
        author=by.account, author_name=by.name, created_at=at, updated_at=at,
    )  # fmt: skip
    policy.may_touch(by, eligible_in(wanted))
    row = Draft.objects.filter(public_id=draft).first()
    if row is not None:
        policy.may_own(by, row.author)
        policy.may_touch(by, eligible_in(row))
        if drafting.is_kept(row, wanted, seen):
            return row.version
    version = drafting.keep(row, wanted, seen)
    event = EntryDrafted(subject=draft, of=kind.value, code=wanted.code, area_code=area_code, version=version)
    record(event, by=by, at=at)
    return version


@transaction.atomic
def submit(*, draft: UUID, reason: str, by: Viewer, at: datetime) -> UUID:
    """Ask that another officer approve the draft as it is kept; returns the approval. Submitting again changes nothing.

    Raises Forbidden, DraftMoved, DraftRefused with every reason why the catalogue could not take it,
    approvals.ReasonUnfit.
    """
    row = _own(draft, by)
    if row.state == DraftState.SUBMITTED:
        return drafting.asked(row)
    drafting.check_place(row)
    planned(row, whole_catalogue())
    approval = uuid.uuid4()
    drafting.move(row, (DraftState.WRITING,), DraftState.SUBMITTED, at, approval=approval)
    approvals.ask(
        approval=approval, kind=APPROVAL, subject=draft, area_code=row.area_code,
        title=title_in(row.content) or row.code, reason=reason, by=by, at=at,
    )  # fmt: skip
    record(EntrySubmitted(subject=draft, approval=approval, version=row.version), by=by, at=at)
    return approval


@transaction.atomic
def take_back(*, draft: UUID, by: Viewer, at: datetime) -> None:
    """Go on writing what waits for approval, or was not approved.

    Raises Forbidden, DraftMoved, approvals.AlreadyDecided.
    """
    row = _own(draft, by)
    drafting.move(row, (DraftState.SUBMITTED, DraftState.REFUSED), DraftState.WRITING, at)
    if row.state == DraftState.SUBMITTED:
        approvals.withdraw(approval=drafting.asked(row), by=by, at=at)
    record(EntryWithdrawn(subject=draft), by=by, at=at)


@transaction.atomic
def discard(*, draft: UUID, by: Viewer, at: datetime) -> None:
    """Give up what is being written or was not approved; what waits for approval is taken back first.

    Raises Forbidden, DraftMoved.
    """
    row = _own(draft, by)
    drafting.move(row, (DraftState.WRITING, DraftState.REFUSED), DraftState.DISCARDED, at)
    record(EntryDiscarded(subject=draft), by=by, at=at)


def _own(draft: UUID, by: Viewer) -> Draft:
    row = found_draft(Draft, draft)
    policy.may_own(by, row.author)
    policy.may_write(by, row.area_code)
    policy.may_touch(by, eligible_in(row))
    return row

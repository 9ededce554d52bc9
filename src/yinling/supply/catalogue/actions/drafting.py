"""Drafts are written, submitted, taken back and given up by their author, and by nobody else."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yinling.base.approvals import actions as approvals
from yinling.base.journal.actions import record
from yinling.base.regions.queries import AreaUnknown, area
from yinling.base.rows.refusals import Forbidden, Refused, Stale
from yinling.kernel.viewer import Viewer
from yinling.supply.catalogue import policy
from yinling.supply.catalogue.domain import Content, code_in, title_in, unfit
from yinling.supply.catalogue.events import EntryDiscarded, EntryDrafted, EntrySubmitted, EntryWithdrawn
from yinling.supply.catalogue.models import Draft
from yinling.supply.catalogue.queries import DraftRefused, found_draft, planned, whole_catalogue
from yinling.supply.catalogue.queries.drafts import eligible_in
from yinling.supply.catalogue.terms import FIELDS, DraftState, EntryKind

APPROVAL = "catalogue.draft"


class SavedMeanwhile(Stale):
    """The draft was saved elsewhere since the editor read it. `version` and `content` are what is kept now."""

    def __init__(self, version: int, content: Content) -> None:
        super().__init__(_("草稿已在别处保存过，请核对后再保存"))
        self.version = version
        self.content = content


class DraftMoved(Refused):
    """The draft is not in a state in which this can be done; the page that offered it is out of date."""

    def __init__(self) -> None:
        super().__init__(_("这份草稿的状态已经改变，请刷新页面后再操作"))


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
    if row is None:
        version = _begin(wanted, seen)
    else:
        policy.may_own(by, row.author)
        policy.may_touch(by, eligible_in(row))
        if _is_same(row, wanted, seen):
            return row.version
        version = _save(row, wanted, seen)
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
    if row.state == DraftState.SUBMITTED and row.approval is not None:
        return row.approval
    _check_place(row.area_code)
    planned(row, whole_catalogue())
    approval = uuid.uuid4()
    _move(row, (DraftState.WRITING,), DraftState.SUBMITTED, at, approval=approval)
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
    waits = row.state == DraftState.SUBMITTED
    _move(row, (DraftState.SUBMITTED, DraftState.REFUSED), DraftState.WRITING, at)
    if waits and row.approval is not None:
        approvals.withdraw(approval=row.approval, by=by, at=at)
    record(EntryWithdrawn(subject=draft), by=by, at=at)


@transaction.atomic
def discard(*, draft: UUID, by: Viewer, at: datetime) -> None:
    """Give up what is being written or was not approved; what waits for approval is taken back first.

    Raises Forbidden, DraftMoved.
    """
    row = _own(draft, by)
    _move(row, (DraftState.WRITING, DraftState.REFUSED), DraftState.DISCARDED, at)
    record(EntryDiscarded(subject=draft), by=by, at=at)


def _own(draft: UUID, by: Viewer) -> Draft:
    row = found_draft(draft)
    policy.may_own(by, row.author)
    policy.may_write(by, row.area_code)
    policy.may_touch(by, eligible_in(row))
    return row


def _begin(wanted: Draft, seen: int | None) -> int:
    if seen is not None:
        raise Forbidden
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
    except IntegrityError as error:  # the id is that of a draft which this viewer does not see
        raise Forbidden from error
    return wanted.version


def _is_same(row: Draft, wanted: Draft, seen: int | None) -> bool:
    """Whether this very saving was done before, and only its answer got lost."""
    said = (row.kind, row.area_code, row.content) == (wanted.kind, wanted.area_code, wanted.content)
    return said and row.state == DraftState.WRITING and row.version == (seen or 0) + 1


def _save(row: Draft, wanted: Draft, seen: int | None) -> int:
    as_seen = Draft.objects.filter(pk=row.pk, state=DraftState.WRITING, version=seen or 0)
    kept = {name: getattr(wanted, name) for name in ("kind", "code", "area_code", "content", "updated_at")}
    if as_seen.update(**kept, version=F("version") + 1):
        return (seen or 0) + 1
    row.refresh_from_db()
    if row.state != DraftState.WRITING:
        raise DraftMoved
    raise SavedMeanwhile(row.version, row.content)


def _move(
    row: Draft, old: tuple[DraftState, ...], new: DraftState, at: datetime, *, approval: UUID | None = None
) -> None:
    """Let the draft go from the state in which it was read to another. Raises DraftMoved."""
    if DraftState(row.state) not in old:
        raise DraftMoved
    as_read = Draft.objects.filter(pk=row.pk, state=row.state, version=row.version)
    if not as_read.update(state=new, updated_at=at, approval=approval or row.approval):
        raise DraftMoved


def _check_place(area_code: str) -> None:
    try:
        area(area_code)
    except AreaUnknown:
        raise DraftRefused((_("没有这个地区"),)) from None

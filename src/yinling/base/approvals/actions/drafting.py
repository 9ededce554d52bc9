"""The life of a draft in the table of the app that it is written for: kept, asked for, decided, taken back, given up.

Each step is a claim on the row as it was read. May one, and which fact follows, the app says in whose action this runs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yinling.base.approvals.models import DraftRow
from yinling.base.approvals.queries import DraftRefused
from yinling.base.approvals.terms import DraftState
from yinling.base.regions.queries import AreaUnknown, area
from yinling.base.rows.refusals import Forbidden, Refused, Stale


class SavedMeanwhile(Stale):
    """The draft was saved elsewhere since the editor read it. `version` and `content` are what is kept now."""

    def __init__(self, version: int, content: Mapping[str, object]) -> None:
        super().__init__(_("草稿已在别处保存过，请核对后再保存"))
        self.version = version
        self.content = content


class DraftMoved(Refused):
    """The draft is not in a state in which this can be done; the page that offered it is out of date."""

    def __init__(self) -> None:
        super().__init__(_("这份草稿的状态已经改变，请刷新页面后再操作"))


class StaleDraft(Stale):
    """What holds moved since the draft was submitted, and it no longer fits. `problems` says why."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def is_kept(row: DraftRow, wanted: DraftRow, seen: int | None) -> bool:
    """Whether this very saving was done before, and only its answer got lost."""
    said = (row.kind, row.area_code, row.content) == (wanted.kind, wanted.area_code, wanted.content)
    return said and row.state == DraftState.WRITING and row.version == (seen or 0) + 1


def keep(row: DraftRow | None, wanted: DraftRow, seen: int | None) -> int:
    """Write what is wanted, as a new draft or over the version that was `seen`; returns the version now kept.

    Raises Forbidden, SavedMeanwhile, DraftMoved.
    """
    return _begin(wanted, seen) if row is None else _save(row, wanted, seen)


def move(
    row: DraftRow, old: Collection[DraftState], new: DraftState, at: datetime, *, approval: UUID | None = None
) -> None:
    """Let the draft go from the state in which it was read to another. Raises DraftMoved."""
    if row.state not in old:
        raise DraftMoved
    as_read = type(row)._default_manager.filter(pk=row.pk, state=row.state, version=row.version)
    if not as_read.update(state=new, updated_at=at, approval=approval or row.approval):
        raise DraftMoved


def decide(row: DraftRow, state: DraftState, at: datetime) -> bool:
    """Whether the draft waited until now; False when the same was decided before."""
    waits = type(row)._default_manager.filter(pk=row.pk, state=DraftState.SUBMITTED, version=row.version)
    return bool(waits.update(state=state, updated_at=at))


def asked(row: DraftRow) -> UUID:
    """The approval that the draft asked for. Raises DraftMoved when it asked for none."""
    if row.approval is None:
        raise DraftMoved
    return row.approval


def check_place(row: DraftRow) -> None:
    """Raises DraftRefused when nobody knows the area that the draft is written for."""
    try:
        area(row.area_code)
    except AreaUnknown:
        raise DraftRefused((_("没有这个地区"),)) from None


def _begin(wanted: DraftRow, seen: int | None) -> int:
    if seen is not None:
        raise Forbidden
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
    except IntegrityError as error:  # the id is that of a draft which this viewer does not see
        raise Forbidden from error
    return wanted.version


def _save(row: DraftRow, wanted: DraftRow, seen: int | None) -> int:
    rows = type(row)._default_manager
    as_seen = rows.filter(pk=row.pk, state=DraftState.WRITING, version=seen or 0)
    kept = {name: getattr(wanted, name) for name in ("kind", "code", "area_code", "content", "updated_at")}
    if as_seen.update(**kept, version=F("version") + 1):
        return (seen or 0) + 1
    row.refresh_from_db()
    if row.state != DraftState.WRITING:
        raise DraftMoved
    raise SavedMeanwhile(row.version, row.content)

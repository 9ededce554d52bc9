"""The visit itself: what was done, line by line and in words, and pictures of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.journal.actions import record
from yinling.base.regions.queries import path
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.canonical import canonical_json
from yinling.kernel.masks import mask_name
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import PersonNow
from yinling.service.delivery.actions.moving import TaskMoved, digest, move, own
from yinling.service.delivery.domain import (
    LIKE_BITS,
    MAX_NOTES,
    MAX_PHOTOS,
    ChecklistLine,
    LineWrong,
    Move,
    answered,
    bits_apart,
    read_checklist,
    signed,
    unsigned,
    written_checklist,
)
from yinling.service.delivery.events import ServiceDone, VisitPhotographed
from yinling.service.delivery.models import Photo, PhotoPrint, Task
from yinling.service.delivery.outside import Picture, prepare
from yinling.service.delivery.terms import TaskState

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_COMPARED = 20_000  # a worker's newest pictures: ten years of them


class LineSaid(NamedTuple):
    """What a worker says of one line of the checklist: done, or not done and why."""

    is_done: bool
    why: str = ""


@dataclass(frozen=True)
class PhotoAdded:
    """A picture that now belongs to the visit; `repeats` is the day of the earlier one that it repeats."""

    photo: UUID
    repeats: date | None


class _Earlier(NamedTuple):
    photo: UUID
    at: datetime


@transaction.atomic
def finish(*, task: UUID, notes: str, checklist: Sequence[LineSaid] = (), by: Viewer, at: datetime) -> None:
    """Note what was done. Raises Forbidden, Unacceptable (`line_0` names a line of the checklist), TaskMoved."""
    row = own(task, by)
    notes, lines = plain(notes), _lines(row, checklist)
    if not 2 <= len(notes) <= MAX_NOTES:
        raise Unacceptable({"notes": _("请写明做了什么，2 到 {limit} 个字").format(limit=MAX_NOTES)})
    written = written_checklist(lines)
    if row.state == TaskState.DONE and (row.notes, row.checklist) == (notes, written):
        return
    move(row, Move.FINISH, done_at=at, notes=notes, checklist=written)
    said = digest(canonical_json(written).decode()) if written else ""
    record(ServiceDone(subject=task, notes_digest=digest(notes), checklist_digest=said), by=by, at=at)


def _lines(row: Task, said: Sequence[LineSaid]) -> tuple[ChecklistLine, ...]:
    try:
        return answered(read_checklist(row.checklist), said)
    except LineWrong as wrong:
        if wrong.line is None:
            raise Unacceptable({"checklist": _("请逐项说明清单：做了，或者没做和为什么")}) from wrong
        raise Unacceptable({f"line_{wrong.line}": _("没做的，请写明为什么（2 到 100 个字）")}) from wrong


@transaction.atomic
def add_photo(*, task: UUID, image: bytes, by: Viewer, at: datetime) -> PhotoAdded:
    """Add a picture to the visit, marked and sealed; the same bytes again change nothing.

    One that repeats an earlier picture is kept, says so, and proves nothing. Raises Forbidden, TaskMoved unless the
    worker is at the person's side, Unacceptable for a seventh, PhotoRefused, NoFont.
    """
    row = Task.objects.select_for_update().get(pk=own(task, by).pk)  # one after the other: six are six
    if row.state != TaskState.CHECKED_IN:
        raise TaskMoved
    sent = hashlib.sha256(image).hexdigest()
    known = Photo.objects.filter(task=row, digest=sent).first()
    if known is not None:
        return PhotoAdded(known.public_id, _day_of(known.repeats))
    if Photo.objects.filter(task=row).count() >= MAX_PHOTOS:
        raise Unacceptable({"image": _("一次服务最多 {limit} 张照片").format(limit=MAX_PHOTOS)})
    picture = prepare(image, marks=_marks(row, at))
    earlier = _earlier(UUID(by.account), sent, picture.likeness)
    photo = _kept(row, picture, sent, earlier, at)
    kept, repeats = hashlib.sha256(picture.image).hexdigest(), str(earlier.photo) if earlier else ""
    record(VisitPhotographed(subject=task, photo=photo.public_id, digest=kept, repeats=repeats), by=by, at=at)
    return PhotoAdded(photo.public_id, local_day(earlier.at) if earlier else None)


def _marks(row: Task, at: datetime) -> list[str]:
    """What is written on a picture: who (masked), what, when, where, and who took it."""
    name = PersonNow.objects.values_list("name", flat=True).get(person_id=row.person_id)
    with override("zh-hans"):  # burnt into the picture, whatever the worker reads
        where = path(row.area_code)
        if row.check_in_place:
            where += _(" · %(place)s（误差 %(metres)s 米）") % {
                "place": row.check_in_place, "metres": row.check_in_accuracy
            }  # fmt: skip
        return [
            f"{mask_name(name)} · {row.item}",
            _("%(moment)s（北京时间）") % {"moment": at.astimezone(_SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")},
            where,
            _("服务人员 %(name)s") % {"name": row.worker_name},
        ]


def _earlier(worker: UUID, sent: str, likeness: int) -> _Earlier | None:
    """An earlier picture with the same bytes, whoever sent it, or one of this worker that looks the same."""
    same = PhotoPrint.objects.filter(digest=sent).order_by("id").first()
    if same is not None:
        return _Earlier(same.photo, same.at)
    prints = PhotoPrint.objects.filter(worker=worker).order_by("-at")
    for photo, fingerprint, at in prints.values_list("photo", "fingerprint", "at")[:_COMPARED]:
        if bits_apart(unsigned(fingerprint), likeness) <= LIKE_BITS:
            return _Earlier(photo, at)
    return None


def _kept(row: Task, picture: Picture, sent: str, earlier: _Earlier | None, at: datetime) -> Photo:
    assert row.worker is not None  # by constraint
    photo = Photo.objects.create(
        person_id=row.person_id, area_code=row.area_code, unit_id=row.unit_id, task=row, image=picture.image,
        digest=sent, width=picture.width, height=picture.height, said_taken_at=picture.said_at, added_at=at,
        repeats=earlier.photo if earlier else None,
    )  # fmt: skip
    PhotoPrint.objects.create(
        photo=photo.public_id, worker=row.worker, fingerprint=signed(picture.likeness), digest=sent, at=at
    )
    return photo


def _day_of(photo: UUID | None) -> date | None:
    at = PhotoPrint.objects.filter(photo=photo).values_list("at", flat=True).first() if photo else None
    return local_day(at) if at else None

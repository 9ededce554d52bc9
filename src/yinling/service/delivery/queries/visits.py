"""Visits as officers, the person and proxies read them; their pictures, their proof, and the receipt's file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinling.base.journal.queries import build_receipt
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry.queries import find_person
from yinling.service.delivery import policy
from yinling.service.delivery.domain import MAX_WRONG_CODES, ChecklistLine, read_checklist, read_parts
from yinling.service.delivery.models import Photo, PhotoPrint, Receipt, Task
from yinling.service.delivery.terms import RESTS_ON, TaskState, say_part


@dataclass(frozen=True)
class EvidenceLine:
    """One part of a score in the reader's language: what it rests on, the whole sentence, points of so many."""

    rests_on: str
    said: str
    points: int
    of: int


@dataclass(frozen=True)
class PhotoLine:
    """A picture of a visit without its bytes; `repeats` is the day of the earlier picture that it repeats."""

    photo: UUID
    added_at: datetime
    width: int
    height: int
    repeats: date | None


@dataclass(frozen=True)
class VisitLine:
    """A task as a person's dossier and the order's page show it."""

    task: UUID
    item: str
    state: TaskState
    worker_name: str
    offered_at: datetime
    taken_at: datetime | None
    checked_in_at: datetime | None
    done_at: datetime | None
    confirmed_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str
    has_receipt: bool
    no_show_at: datetime | None = None
    no_show_because: str = ""
    check_in: str = ""
    confirmed_by: str = ""
    evidence_score: int | None = None
    evidence: tuple[EvidenceLine, ...] = ()
    photos: int = 0
    round: int = 1


@dataclass(frozen=True)
class VisitPage:
    """One visit whole: the line, what was noted and photographed, and whether the card's code is locked."""

    line: VisitLine
    person: UUID
    order: UUID
    notes: str
    checklist: tuple[ChecklistLine, ...]
    photos: tuple[PhotoLine, ...]
    place: str
    accuracy: int | None
    proxy: str
    is_locked: bool


def visits_of(person: UUID) -> list[VisitLine]:
    """All tasks about one person, newest first."""
    owner = find_person(person)
    tasks = Task.objects.filter(person=owner).order_by("-offered_at") if owner else Task.objects.none()
    return _visits(list(tasks))


def visits_for(order_ids: Sequence[int]) -> dict[int, list[VisitLine]]:
    """The tasks of several orders, by the order's inner id, newest first."""
    tasks = list(Task.objects.filter(order_id__in=order_ids).order_by("-offered_at"))
    lines = dict(zip((t.id for t in tasks), _visits(tasks), strict=True))
    found: dict[int, list[VisitLine]] = {}
    for task in tasks:
        found.setdefault(task.order_id, []).append(lines[task.id])
    return found


def receipt_file(*, task: UUID, by: Viewer) -> bytes:
    """The receipt of a confirmed task as a `.tlog-proof` file.

    Raises Forbidden when there is none for this viewer, NotSealedYet when the journal has not sealed it yet.
    """
    policy.may_fetch_receipt(by)
    found = Receipt.objects.filter(task__public_id=task).select_related("task").first()
    if found is None or (by.role is Role.WORKER and found.task.worker != UUID(by.account)):
        raise Forbidden
    return build_receipt(found.sequence, bytes(found.salt), found.body)


def visit_of(*, task: UUID, by: Viewer) -> VisitPage:
    """One visit whole. Whoever shows it writes the look (`actions.open_visit`). Raises Forbidden."""
    policy.may_read_visit(by)
    row = Task.objects.filter(public_id=task).select_related("order", "person").first()
    if row is None:
        raise Forbidden
    (line,) = _visits([row])
    return VisitPage(
        line=line, person=row.person.public_id, order=row.order.public_id, notes=row.notes or "",
        checklist=read_checklist(row.checklist), photos=tuple(photo_lines(row)), place=row.check_in_place or "",
        accuracy=row.check_in_accuracy,
        proxy=" · ".join(filter(None, (row.proxy_name, row.proxy_relation))),
        is_locked=row.state == TaskState.TAKEN and row.wrong_codes >= MAX_WRONG_CODES,
    )  # fmt: skip


def photo_lines(task: Task) -> list[PhotoLine]:
    """The pictures of a visit, in the order in which they were added, without their bytes. Two queries."""
    rows = list(Photo.objects.filter(task=task).defer("image").order_by("id"))
    days = days_of(row.repeats for row in rows)
    return [
        PhotoLine(row.public_id, row.added_at, row.width, row.height, days.get(row.repeats) if row.repeats else None)
        for row in rows
    ]


def days_of(photos: Iterable[UUID | None]) -> dict[UUID, date]:
    """On which day each of these pictures was added, whoever it is about: the fingerprint alone says it."""
    wanted = {photo for photo in photos if photo is not None}
    if not wanted:
        return {}
    prints = PhotoPrint.objects.filter(photo__in=wanted).values_list("photo", "at")
    return {photo: local_day(at) for photo, at in prints}


def evidence_lines(task: Task) -> tuple[EvidenceLine, ...]:
    """What the score of a confirmed task rests on, in the reader's language; nothing before that."""
    return tuple(
        EvidenceLine(
            str(RESTS_ON[part.rests_on]),
            say_part(rests_on=part.rests_on, found=part.found, points=part.points, of=part.of, values=part.values),
            part.points,
            part.of,
        )
        for part in read_parts(task.evidence_parts)
    )


def _visits(tasks: Sequence[Task]) -> list[VisitLine]:
    """Two queries for any number of tasks."""
    proven = set(Receipt.objects.filter(task__in=tasks).values_list("task_id", flat=True))
    photos = Counter(Photo.objects.filter(task__in=tasks).values_list("task_id", flat=True))
    return [
        VisitLine(
            task=t.public_id, item=t.item, state=TaskState(t.state), worker_name=t.worker_name,
            offered_at=t.offered_at, taken_at=t.taken_at, checked_in_at=t.checked_in_at, done_at=t.done_at,
            confirmed_at=t.confirmed_at, withdrawn_at=t.withdrawn_at, withdrawn_because=t.withdrawn_because,
            has_receipt=t.id in proven, no_show_at=t.no_show_at, no_show_because=t.no_show_because,
            check_in=t.get_check_in_way_display() if t.check_in_way else "",
            confirmed_by=t.get_confirmed_by_display() if t.confirmed_by else "", evidence_score=t.evidence_score,
            evidence=evidence_lines(t), photos=photos[t.id], round=t.round,
        )
        for t in tasks
    ]  # fmt: skip

"""Reads of delivery: a worker's list, one task, a person's visits, a receipt's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yinling.base.journal.queries import build_receipt
from yinling.base.regions.queries import path
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person, PersonNow
from yinling.service.delivery import policy
from yinling.service.delivery.models import Offer, Receipt, Task
from yinling.service.delivery.terms import TaskState

_OPEN_STATES = (TaskState.TAKEN, TaskState.CHECKED_IN, TaskState.DONE)


@dataclass(frozen=True)
class OfferLine:
    """A task on offer: what, where roughly, by when; no name before it is taken."""

    task: UUID
    item: str
    area_path: str
    take_by: datetime
    due_at: datetime


@dataclass(frozen=True)
class TaskPage:
    """A worker's own task on one screen: who, where, what, and how far it is."""

    task: UUID
    state: TaskState
    item: str
    because: str
    person: UUID
    person_name: str
    sex: str
    age_on: object
    phone: str
    address: str
    self_care: str
    area_path: str
    due_date: object
    wrong_codes: int
    notes: str


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
    withdrawn_because: str
    has_receipt: bool


def on_offer(*, by: Viewer, at: datetime) -> list[OfferLine]:
    """The tasks this worker may take now, the most urgent first."""
    worker = policy.worker_of(by)
    offers = Offer.objects.filter(worker=worker, task__state=TaskState.OFFERED, task__take_by__gt=at)
    tasks = [o.task for o in offers.select_related("task__order").order_by("task__take_by")]
    return [
        OfferLine(
            task=t.public_id, item=t.item, area_path=path(t.area_code), take_by=t.take_by,
            due_at=datetime.combine(t.order.due_date, datetime.min.time(), tzinfo=at.tzinfo),
        )
        for t in tasks
    ]  # fmt: skip


def in_hand(*, by: Viewer) -> list[TaskPage]:
    """The tasks this worker took and has not ended, the earliest taken first."""
    worker = policy.worker_of(by)
    tasks = Task.objects.filter(worker=worker, state__in=_OPEN_STATES).select_related("order").order_by("taken_at")
    return [_page(task) for task in tasks]


def task_of(*, task: UUID, by: Viewer) -> TaskPage:
    """The worker's own open task. Raises Forbidden when it is absent, another's, or over."""
    worker = policy.worker_of(by)
    rows = Task.objects.filter(public_id=task, worker=worker, state__in=_OPEN_STATES).select_related("order")
    found = rows.first()
    if found is None:
        raise Forbidden
    return _page(found)


def visits_of(person: UUID) -> list[VisitLine]:
    """All tasks about one person, newest first."""
    owner = Person.objects.filter(public_id=person).first()
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
    found = Receipt.objects.filter(task__public_id=task).first()
    if found is None:
        raise Forbidden
    return build_receipt(found.sequence, bytes(found.salt), found.body)


def _page(task: Task) -> TaskPage:
    now = PersonNow.objects.select_related("person").get(person_id=task.person_id)
    return TaskPage(
        task=task.public_id, state=TaskState(task.state), item=task.item, because=task.order.because,
        person=now.person.public_id, person_name=now.name, sex=now.get_sex_display(), age_on=now.birth_date,
        phone=now.phone or "", address=now.address or "", self_care=now.get_self_care_display() or "",
        area_path=path(task.area_code), due_date=task.order.due_date, wrong_codes=task.wrong_codes,
        notes=task.notes or "",
    )  # fmt: skip


def _visits(tasks: Sequence[Task]) -> list[VisitLine]:
    proven = set(Receipt.objects.filter(task__in=tasks).values_list("task_id", flat=True))
    return [
        VisitLine(
            task=t.public_id, item=t.item, state=TaskState(t.state), worker_name=t.worker_name,
            offered_at=t.offered_at, taken_at=t.taken_at, checked_in_at=t.checked_in_at, done_at=t.done_at,
            confirmed_at=t.confirmed_at, withdrawn_because=t.withdrawn_because, has_receipt=t.id in proven,
        )
        for t in tasks
    ]  # fmt: skip

"""Reads of delivery: a worker's list, one task, a person's visits, a receipt's file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from yinling.base.journal.queries import build_receipt
from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import age_on, local_day
from yinling.kernel.signing import public_key_of
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import code_in, is_scanned
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.queries import card_holder
from yinling.service.delivery import policy
from yinling.service.delivery.domain import MAX_WRONG_CODES, REMEMBERED
from yinling.service.delivery.models import Receipt, Task
from yinling.service.delivery.terms import TaskState

_IN_HAND = (TaskState.TAKEN, TaskState.CHECKED_IN, TaskState.DONE)


@dataclass(frozen=True)
class TaskPage:
    """A worker's own task on one screen: who, where, what, and how far it is. `age` is in whole years."""

    task: UUID
    state: TaskState
    item: str
    because: str
    person_name: str
    sex: str
    age: int | None
    phone: str
    address: str
    self_care: str
    area_path: str
    due_date: date
    tries_left: int
    notes: str
    checked_in_at: datetime | None
    done_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str


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


def in_hand(*, by: Viewer, at: datetime) -> list[TaskPage]:
    """The tasks this worker took and has not ended, the most urgent first. Raises Forbidden."""
    tasks = _own(by).filter(state__in=_IN_HAND).order_by("order__due_date", "taken_at")
    return _pages(tasks, at)


def ended_lately(*, by: Viewer, at: datetime) -> list[TaskPage]:
    """This worker's visits confirmed within a day, newest first; after that he no longer sees them.

    Raises Forbidden when `by` is no worker.
    """
    return _pages(_own(by).filter(_lately(at)).order_by("-confirmed_at"), at)


def task_of(*, task: UUID, by: Viewer, at: datetime) -> TaskPage:
    """The worker's own task. Raises Forbidden when it is absent, another's, given back, or over for a day."""
    found = _pages(_own(by).filter(Q(state__in=_IN_HAND) | _lately(at), public_id=task), at)
    if not found:
        raise Forbidden
    return found[0]


def tasks_at_card(*, token: str, by: Viewer, at: datetime) -> list[TaskPage]:
    """The worker's own tasks for the person whose card bears a scanned token, those in hand first.

    A token without our signature finds nothing: eight symbols alone would be a way to guess codes without counting.
    Raises Forbidden when `by` is no worker.
    """
    own = _own(by).filter(Q(state__in=_IN_HAND) | _lately(at))
    code = code_in(token[:300], public_key_of(settings.YINLING_CARD_KEY)) if is_scanned(token) else None
    holder = card_holder(code) if code else None
    return _pages(own.filter(person_id=holder).order_by("confirmed_at", "taken_at"), at) if holder else []


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


def _own(by: Viewer) -> QuerySet[Task]:
    """A worker's tasks about persons he may still see: a given back task whose person he visits again stays away."""
    worker = policy.worker_of(by)
    return Task.objects.filter(worker=worker, person_id__in=by.persons).select_related("order")


def _lately(at: datetime) -> Q:
    return Q(state=TaskState.CONFIRMED, confirmed_at__gt=at - REMEMBERED)


def _pages(rows: Iterable[Task], at: datetime) -> list[TaskPage]:
    """Three queries for any number of tasks."""
    tasks = list(rows)
    if not tasks:
        return []
    persons = {now.person_id: now for now in PersonNow.objects.filter(person_id__in={t.person_id for t in tasks})}
    places = paths({t.area_code for t in tasks})
    return [_page(t, persons[t.person_id], places[t.area_code], local_day(at)) for t in tasks]


def _page(task: Task, now: PersonNow, place: str, today: date) -> TaskPage:
    return TaskPage(
        task=task.public_id, state=TaskState(task.state), item=task.item, because=task.order.because,
        person_name=now.name, sex=now.get_sex_display(), age=age_on(now.birth_date, today) if now.birth_date else None,
        phone=now.phone or "", address=now.address or "", self_care=now.get_self_care_display() or "",
        area_path=place, due_date=task.order.due_date, tries_left=MAX_WRONG_CODES - task.wrong_codes,
        notes=task.notes or "", checked_in_at=task.checked_in_at, done_at=task.done_at, confirmed_at=task.confirmed_at,
        confirmed_by=task.get_confirmed_by_display() if task.confirmed_by else "",
    )  # fmt: skip


def _visits(tasks: Sequence[Task]) -> list[VisitLine]:
    proven = set(Receipt.objects.filter(task__in=tasks).values_list("task_id", flat=True))
    return [
        VisitLine(
            task=t.public_id, item=t.item, state=TaskState(t.state), worker_name=t.worker_name,
            offered_at=t.offered_at, taken_at=t.taken_at, checked_in_at=t.checked_in_at, done_at=t.done_at,
            confirmed_at=t.confirmed_at, withdrawn_at=t.withdrawn_at, withdrawn_because=t.withdrawn_because,
            has_receipt=t.id in proven,
        )
        for t in tasks
    ]  # fmt: skip

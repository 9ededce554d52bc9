"""What a worker reads: his list, one task on one screen, the tasks behind a scanned card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import age_on, local_day
from yinling.kernel.signing import public_key_of
from yinling.kernel.viewer import Viewer
from yinling.people.proxies.queries import RightLine, rights_of
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import code_in, is_scanned
from yinling.people.registry.models import Card, PersonNow
from yinling.people.registry.queries import card_holder
from yinling.service.delivery import policy
from yinling.service.delivery.domain import (
    CODE_TRIES,
    CODES_AN_HOUR,
    MAX_WRONG_CODES,
    REMEMBERED,
    ChecklistLine,
    read_checklist,
)
from yinling.service.delivery.models import PhoneCode, Task
from yinling.service.delivery.queries.visits import EvidenceLine, PhotoLine, evidence_lines, photo_lines
from yinling.service.delivery.terms import CheckInWay, TaskState

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
    wish: str = ""
    checklist: tuple[ChecklistLine, ...] = ()
    evidence_score: int | None = None
    evidence: tuple[EvidenceLine, ...] = ()


@dataclass(frozen=True)
class AtTheDoor:
    """What one screen needs besides: on which ways the worker can check in now, who may confirm, the pictures so far.

    A code that was sent holds until `code_until`; None when none holds. `codes_left` may still be sent this hour.
    """

    ways: tuple[CheckInWay, ...]
    codes_left: int
    code_until: datetime | None
    code_tries_left: int
    rights: tuple[RightLine, ...]
    photos: tuple[PhotoLine, ...]


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


def at_the_door(*, task: UUID, by: Viewer, at: datetime) -> AtTheDoor:
    """How the worker's own task can go on from here. Raises Forbidden."""
    row = _own(by).filter(public_id=task).select_related("person").first()
    if row is None:
        raise Forbidden
    sent = list(PhoneCode.objects.filter(task=row, sent_at__gt=at - timedelta(hours=1)).order_by("-sent_at", "-id"))
    newest = sent[0] if sent and sent[0].used_at is None and at < sent[0].valid_until else None
    rights = rights_of(row.person.public_id, on=local_day(at), scope=ActingScope.CONFIRM)
    return AtTheDoor(
        ways=_ways(row), codes_left=max(0, CODES_AN_HOUR - len(sent)),
        code_until=newest.valid_until if newest else None,
        code_tries_left=max(0, CODE_TRIES - newest.tries) if newest else 0,
        rights=tuple(right for right in rights if right.account != row.worker), photos=tuple(photo_lines(row)),
    )  # fmt: skip


def _ways(row: Task) -> tuple[CheckInWay, ...]:
    """The ways that are possible: a card that is valid and not locked, a phone on record, and where the worker is."""
    has_card = (
        row.wrong_codes < MAX_WRONG_CODES
        and Card.objects.filter(person=row.person_id, revoked_at__isnull=True).exists()
    )
    has_phone = bool(PersonNow.objects.values_list("phone", flat=True).get(person_id=row.person_id))
    possible = {
        CheckInWay.CARD_QR: has_card, CheckInWay.CARD_CODE: has_card, CheckInWay.PHONE_CODE: has_phone,
        CheckInWay.PLACE: True,
    }  # fmt: skip
    return tuple(way for way, is_possible in possible.items() if is_possible)


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
        confirmed_by=task.get_confirmed_by_display() if task.confirmed_by else "", wish=task.order.note or "",
        checklist=read_checklist(task.checklist), evidence_score=task.evidence_score, evidence=evidence_lines(task),
    )  # fmt: skip

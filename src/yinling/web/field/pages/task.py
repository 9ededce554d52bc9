"""One task on one screen: who, where, what, and exactly the next step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yinling.base.journal.queries import BodyDiffers, NotSealedYet
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery import actions
from yinling.service.delivery.domain import MAX_PHOTOS
from yinling.service.delivery.queries import AtTheDoor, TaskPage, at_the_door, receipt_file, task_of
from yinling.service.delivery.terms import CheckInWay, NoShow, TaskState
from yinling.web.field.door import step, to_task, to_tasks, workers_only
from yinling.web.field.forms.task import (
    CheckInForm,
    ConfirmForm,
    GiveBackForm,
    NoShowForm,
    PhoneCodeForm,
    PlaceForm,
    VisitForm,
)
from yinling.web.field.words import due_day
from yinling.web.frames import say
from yinling.web.looking import viewer_of
from yinling.web.receipts import ReceiptCode, receipt_code

UNPROCESSABLE = 422
NONE_SENT: Mapping[str, forms.Form] = {}
_NO_DOOR = AtTheDoor((), 0, None, 0, (), ())


@workers_only
@require_safe
def task(request: HttpRequest, task: UUID) -> HttpResponse:
    """The task and its next step."""
    by, at = viewer_of(request), timezone.now()
    return shown(request, task_of(task=task, by=by, at=at), by, at)


@step
def confirm(request: HttpRequest, task: UUID) -> HttpResponse:
    """The person, or who acts for the person, confirms on this phone."""
    by, at = viewer_of(request), timezone.now()
    form = ConfirmForm(request.POST, rights=at_the_door(task=task, by=by, at=at).rights)
    if form.is_valid():
        confirmer, right = form.who()
        try:
            actions.confirm(
                task=task, confirmer=confirmer, proxy_name=form.cleaned_data["proxy_name"],
                proxy_relation=form.cleaned_data["proxy_relation"], right=right, by=by, at=at,
            )  # fmt: skip
            return to_task(task)
        except Unacceptable as refusal:
            put_errors(form, refusal)
    return shown_again(request, task, {TaskState.DONE}, by, at, confirm=form)


@step
def give_back(request: HttpRequest, task: UUID) -> HttpResponse:
    """Give the task back with a reason. Sent twice, it was given back the first time: the worker no longer sees it."""
    by, at = viewer_of(request), timezone.now()
    form = GiveBackForm(request.POST, auto_id="back_%s")
    try:
        if not form.is_valid():
            return shown(
                request, task_of(task=task, by=by, at=at), by, at, status=UNPROCESSABLE, given={"giving_back": form}
            )
        actions.give_back(task=task, reason=form.cleaned_data["reason"], by=by, at=at)
    except Forbidden:
        say(request, _("这项任务不在您手中。"))
        return to_tasks()
    say(request, _("已退回，由经办人员另行安排。"))
    return to_tasks()


@step
def no_show(request: HttpRequest, task: UUID) -> HttpResponse:
    """Nobody was met. Sent twice, it was reported the first time: the worker no longer sees the person."""
    by, at = viewer_of(request), timezone.now()
    form = NoShowForm(request.POST, auto_id="away_%s")
    try:
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.no_show(task=task, because=NoShow(given["because"]), what=given["what"], by=by, at=at)
            except Unacceptable as refusal:
                put_errors(form, refusal)
        if form.errors:
            return shown_again(request, task, {TaskState.TAKEN, TaskState.CHECKED_IN}, by, at, no_show=form)
    except Forbidden:
        say(request, _("这项任务不在您手中。"))
        return to_tasks()
    say(request, _("已报告，由经办人员另行安排。"))
    return to_tasks()


def shown_again(
    request: HttpRequest, task: UUID, states: Collection[TaskState], by: Viewer, at: datetime, **given: forms.Form
) -> HttpResponse:
    """The page with what was wrong; when the task has moved on meanwhile, its page as it is now.

    Raises Forbidden when the task is not the worker's, TaskMoved.
    """
    page = task_of(task=task, by=by, at=at)
    if page.state not in states:
        raise actions.TaskMoved
    return shown(request, page, by, at, status=UNPROCESSABLE, given=given)


def shown(
    request: HttpRequest,
    page: TaskPage,
    by: Viewer,
    at: datetime,
    *,
    status: int = 200,
    photo_error: str = "",
    given: Mapping[str, forms.Form] = NONE_SENT,
) -> HttpResponse:
    """The task's page; `given` are forms that were sent, by their names in the template."""
    is_open = page.state is not TaskState.CONFIRMED
    door = at_the_door(task=page.task, by=by, at=at) if is_open else _NO_DOOR
    blank: dict[str, forms.Form] = {
        "card": CheckInForm(auto_id="card_%s"), "phone": PhoneCodeForm(auto_id="phone_%s"), "place": PlaceForm(),
        "visit": VisitForm(checklist=page.checklist), "confirm": ConfirmForm(rights=door.rights),
        "no_show": NoShowForm(auto_id="away_%s"), "giving_back": GiveBackForm(auto_id="back_%s"),
    }  # fmt: skip
    context = {
        "task": page, "state": page.state.value, "due": due_day(page.due_date, at), "door": door,
        "ways": {way.value for way in door.ways}, "by_phone": CheckInWay.PHONE_CODE in door.ways,
        "photos_left": MAX_PHOTOS - len(door.photos), "photo_error": photo_error,
        "receipt": None if is_open else _receipt(page.task, by), "forms": {**blank, **given},
        "is_away": "no_show" in given, "is_back": "giving_back" in given, "phone_tried": "phone" in given,
    }  # fmt: skip
    return render(request, "field/task.html", context, status=status)


def _receipt(task: UUID, by: Viewer) -> ReceiptCode | None:
    """The receipt's code, once the journal has sealed it, a few seconds after the word was given."""
    try:
        return receipt_code(receipt_file(task=task, by=by))
    except (NotSealedYet, BodyDiffers):
        return None


def put_errors(form: forms.Form, refusal: Unacceptable) -> None:
    """Put what an action refused at the fields that it names."""
    for field, error in refusal.errors.items():
        form.add_error(field if field in form.fields else None, error)

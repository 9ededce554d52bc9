"""One task on one screen: who, where, what, and exactly the next step."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery import actions
from yinling.service.delivery.queries import TaskPage, task_of
from yinling.service.delivery.terms import Confirmer, TaskState
from yinling.web.field.door import step, to_task, to_tasks, workers_only
from yinling.web.field.forms.task import CheckInForm, ConfirmForm, GiveBackForm, NotesForm
from yinling.web.field.words import due_day
from yinling.web.frames import say
from yinling.web.looking import viewer_of

UNPROCESSABLE = 422
_FORMS: dict[TaskState, type[forms.Form]] = {
    TaskState.TAKEN: CheckInForm,
    TaskState.CHECKED_IN: NotesForm,
    TaskState.DONE: ConfirmForm,
}


@workers_only
@require_safe
def task(request: HttpRequest, task: UUID) -> HttpResponse:
    """The task and its next step."""
    by, at = viewer_of(request), timezone.now()
    return _show(request, task_of(task=task, by=by, at=at), at)


@step
def check_in(request: HttpRequest, task: UUID) -> HttpResponse:
    """Prove to be there, with the code on the card."""
    by, at = viewer_of(request), timezone.now()
    form = CheckInForm(request.POST)
    if form.is_valid():
        try:
            actions.check_in(task=task, code=form.cleaned_data["code"], by=by, at=at)
            return to_task(task)
        except actions.WrongCode:
            form.add_error("code", _wrong_code(task_of(task=task, by=by, at=at)))
        except actions.CodeLocked:
            form.add_error("code", _("试错太多，已经锁定。"))
    return _show_again(request, task, form, by, at)


@step
def finish(request: HttpRequest, task: UUID) -> HttpResponse:
    """Note what was done."""
    by, at = viewer_of(request), timezone.now()
    form = NotesForm(request.POST)
    if form.is_valid():
        try:
            actions.finish(task=task, notes=form.cleaned_data["notes"], by=by, at=at)
            return to_task(task)
        except Unacceptable as refusal:
            _put_errors(form, refusal)
    return _show_again(request, task, form, by, at)


@step
def confirm(request: HttpRequest, task: UUID) -> HttpResponse:
    """The person, or who acts for the person, confirms on this phone."""
    by, at = viewer_of(request), timezone.now()
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            actions.confirm(
                task=task,
                confirmer=Confirmer(form.cleaned_data["confirmer"]),
                proxy_name=form.cleaned_data["proxy_name"],
                proxy_relation=form.cleaned_data["proxy_relation"],
                by=by,
                at=at,
            )
            return to_task(task)
        except Unacceptable as refusal:
            _put_errors(form, refusal)
    return _show_again(request, task, form, by, at)


@step
def give_back(request: HttpRequest, task: UUID) -> HttpResponse:
    """Give the task back with a reason. Sent twice, it was given back the first time: the worker no longer sees it."""
    by, at = viewer_of(request), timezone.now()
    form = GiveBackForm(request.POST)
    try:
        if not form.is_valid():
            return _show(request, task_of(task=task, by=by, at=at), at, giving_back=form, status=UNPROCESSABLE)
        actions.give_back(task=task, reason=form.cleaned_data["reason"], by=by, at=at)
    except Forbidden:
        say(request, _("这项任务不在您手中。"))
        return to_tasks()
    say(request, _("已退回，由经办人员另行安排。"))
    return to_tasks()


def _show_again(request: HttpRequest, task: UUID, form: forms.Form, by: Viewer, at: datetime) -> HttpResponse:
    """The page with what was wrong; when the task has moved on meanwhile, its page as it is now.

    Raises Forbidden when the task is not the worker's.
    """
    page = task_of(task=task, by=by, at=at)
    if type(form) is not _FORMS.get(page.state):
        raise actions.TaskMoved
    return _show(request, page, at, form=form, status=UNPROCESSABLE)


def _show(
    request: HttpRequest,
    page: TaskPage,
    at: datetime,
    *,
    form: forms.Form | None = None,
    giving_back: GiveBackForm | None = None,
    status: int = 200,
) -> HttpResponse:
    wanted = _FORMS.get(page.state)
    context = {
        "task": page,
        "state": page.state.value,
        "due": due_day(page.due_date, at),
        "form": form or (wanted() if wanted else None),
        "giving_back": giving_back or GiveBackForm(),
    }
    return render(request, "field/task.html", context, status=status)


def _wrong_code(page: TaskPage) -> str:
    if not page.tries_left:
        return _("短码不对，次数已用完。")
    said = ngettext("短码不对，还可以试 %(count)s 次。", "短码不对，还可以试 %(count)s 次。", page.tries_left)
    return said % {"count": page.tries_left}


def _put_errors(form: forms.Form, refusal: Unacceptable) -> None:
    for field, error in refusal.errors.items():
        form.add_error(field if field in form.fields else None, error)

"""Checking in: with the card, with six digits sent to the person's phone, with where this phone is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yinling.kernel.viewer import Viewer
from yinling.service.delivery import actions
from yinling.service.delivery.domain import PlaceImpossible, place_said
from yinling.service.delivery.queries import TaskPage, at_the_door, task_of
from yinling.service.delivery.terms import TaskState
from yinling.web.field.door import step, to_task
from yinling.web.field.forms.task import CheckInForm, PhoneCodeForm, PlaceForm
from yinling.web.field.pages.task import shown_again
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_BEFORE = {TaskState.TAKEN}


@step
def check_in(request: HttpRequest, task: UUID) -> HttpResponse:
    """Prove to be there, with the code on the card."""
    by, at = viewer_of(request), timezone.now()
    form = CheckInForm(request.POST, auto_id="card_%s")
    if form.is_valid():
        try:
            actions.check_in(task=task, code=form.cleaned_data["code"], by=by, at=at)
            return to_task(task)
        except actions.WrongCode:
            form.add_error("code", _wrong_code(task_of(task=task, by=by, at=at)))
        except actions.CardVoid:
            form.add_error("code", _("这张服务卡已经作废，不能签到。请问经办人员要新卡，或换一种方式签到。"))
        except actions.CodeLocked:
            form.add_error("code", _("短码试错太多，已锁定。请打电话给经办人员解锁，或用下面的方式签到。"))
    return shown_again(request, task, _BEFORE, by, at, card=form)


@step
def send_code(request: HttpRequest, task: UUID) -> HttpResponse:
    """Send six digits to the person's phone."""
    try:
        actions.send_phone_code(task=task, by=viewer_of(request), at=timezone.now())
        say(request, _("验证码已发到本人手机，10 分钟内有效。"))
    except actions.NoPhone:
        say(request, _("本人没有登记手机号码，发不了验证码。请用别的方式签到。"), level=messages.WARNING)
    except actions.TooManyCodes:
        say(request, _("一小时内最多发 3 次验证码。请稍后再发，或用别的方式签到。"), level=messages.WARNING)
    return to_task(task)


@step
def check_in_by_phone(request: HttpRequest, task: UUID) -> HttpResponse:
    """Prove to be there, with the digits that the person reads out."""
    by, at = viewer_of(request), timezone.now()
    form = PhoneCodeForm(request.POST, auto_id="phone_%s")
    if form.is_valid():
        try:
            actions.check_in_by_phone_code(task=task, code=form.cleaned_data["code"], by=by, at=at)
            return to_task(task)
        except actions.WrongCode:
            form.add_error("code", _wrong_digits(task, by, at))
        except actions.CodeOver:
            form.add_error("code", _("没有有效的验证码（可能已过 10 分钟），请重新发送。"))
        except actions.CodeLocked:
            form.add_error("code", _("这个验证码试错 5 次，已作废，请重新发送。"))
    return shown_again(request, task, _BEFORE, by, at, phone=form)


@step
def check_in_by_place(request: HttpRequest, task: UUID) -> HttpResponse:
    """Say to be there, with where this phone is."""
    by, at = viewer_of(request), timezone.now()
    form = PlaceForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            place = place_said(given["latitude"], given["longitude"], given["accuracy"])
            actions.check_in_by_place(task=task, place=place, by=by, at=at)
            return to_task(task)
        except PlaceImpossible:
            form.add_error(None, _("手机给出的位置不对，没有签到。请再试一次，或用别的方式签到。"))
    return shown_again(request, task, _BEFORE, by, at, place=form)


def _wrong_code(page: TaskPage) -> str:
    if not page.tries_left:
        return _("短码不对，次数已用完。")
    said = ngettext("短码不对，还可以试 %(count)s 次。", "短码不对，还可以试 %(count)s 次。", page.tries_left)
    return said % {"count": page.tries_left}


def _wrong_digits(task: UUID, by: Viewer, at: datetime) -> str:
    left = at_the_door(task=task, by=by, at=at).code_tries_left
    if not left:
        return _("验证码不对，次数已用完，请重新发送。")
    said = ngettext("验证码不对，还可以试 %(count)s 次。", "验证码不对，还可以试 %(count)s 次。", left)
    return said % {"count": left}

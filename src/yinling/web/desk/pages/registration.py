"""Entering a new person."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.kernel.calendars import age_on, local_day
from yinling.kernel.identity import parse_id_number
from yinling.kernel.viewer import Viewer
from yinling.people.registry import actions
from yinling.people.registry.actions import HELD_PER_DAY, AlreadyKept, TooManyHeld
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.terms import Sex
from yinling.web.desk.forms.places import area_hints, areas_of, unit_hints, units_of
from yinling.web.desk.forms.registration import RegistrationForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.frames import say
from yinling.web.kernel_texts import translated
from yinling.web.looking import viewer_of

_LONGEST_NAME = 100


@officer_page("GET", "POST")
def register(request: HttpRequest) -> HttpResponse:
    """The form; sent, it leads to the new person's dossier, or comes back with everything that was typed."""
    by, at = viewer_of(request), timezone.now()
    if request.method == "POST":
        form = RegistrationForm(request.POST, by=by, on=local_day(at))
        if form.is_valid() and _entered(form, by, at):
            say(
                request,
                _("已录入：{name}。服务卡可以打印；系统正在按规则查看，有建议会出现在“今日”。").format(
                    name=form.cleaned_data["name"]
                ),
            )
            return HttpResponseRedirect(reverse("desk:person", args=[form.cleaned_data["person"]]))
    else:
        form = RegistrationForm(initial={"person": uuid.uuid4()}, by=by, on=local_day(at))
    return show(request, "desk/register.html", {"form": form}, at=at, here="people")


def _entered(form: RegistrationForm, by: Viewer, at: datetime) -> bool:
    """Whether the person now stands in the registry; if not, the form says why."""
    try:
        actions.register(person=form.cleaned_data["person"], registration=form.registration(), by=by, at=at)
    except Unacceptable as refusal:
        form.take_back(refusal.errors)
    except AlreadyKept:
        kept = _("该身份证号已经建档，可能在其他单位。请先用证件尾号搜索；搜不到时，请联系上级老干部部门核对。")
        form.add_error("id_number", kept)
    except TooManyHeld:
        asked = _("今天已有 {limit} 次录入遇到重复的证件号，请明天再试，或联系上级老干部部门核对。")
        form.add_error(None, asked.format(limit=HELD_PER_DAY))
    else:
        return True
    return False


@officer_page("POST")
def read_id_number(request: HttpRequest) -> HttpResponse:
    """What an identity number says, shown beside its field as soon as it is typed; nothing is looked up or kept."""
    text, today = request.POST.get("id_number", "")[:100], local_day(timezone.now())
    context: dict[str, object] = {}
    if text.strip():
        try:
            found = parse_id_number(text, on=today)
        except ValueError as refusal:
            context = {"wrong": translated(str(refusal), _)}
        else:
            sex = Sex(found.sex).label
            context = {"sex": sex, "birth_date": found.birth_date, "age": age_on(found.birth_date, today)}
    return render(request, "desk/parts/id_number_read.html", context)


@officer_page("GET")
def units(request: HttpRequest) -> HttpResponse:
    """Units of the scope that somebody may be typing, for the field's list."""
    by, on = viewer_of(request), local_day(timezone.now())
    typed = request.GET.get("unit", "")[:_LONGEST_NAME]
    return _hints(request, typed, unit_hints(units_of(by, on), typed))


@officer_page("GET")
def areas(request: HttpRequest) -> HttpResponse:
    """Counties and townships of the scope that somebody may be typing, for the field's list."""
    by, on = viewer_of(request), local_day(timezone.now())
    typed = request.GET.get("area_code", "")[:_LONGEST_NAME]
    return _hints(request, typed, area_hints(areas_of(by, on), typed))


def _hints(request: HttpRequest, typed: str, hints: list[str]) -> HttpResponse:
    return render(request, "desk/parts/hints.html", {"hints": hints, "typed": typed})

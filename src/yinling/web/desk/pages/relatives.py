"""Relatives: written down, linked to their own record, ended and brought back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Forbidden
from yinling.people.registry import actions, queries
from yinling.people.registry.actions import RelativeMoved
from yinling.people.registry.domain import Unacceptable
from yinling.web.desk.forms.facts import RelativeForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.frames import say
from yinling.web.looking import viewer_of


@officer_page("GET", "POST")
@person_page
def add(request: HttpRequest, person: UUID) -> HttpResponse:
    """Write down a relative; with the public id of their own record, linked at once."""
    by, at = viewer_of(request), timezone.now()
    found = queries.dossier(person, by=by)
    form = RelativeForm(request.POST) if request.method == "POST" else RelativeForm.fresh(request.GET)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_relative(person=person, by=by, at=at, **form.cleaned_data)
        except Unacceptable as refusal:
            form.take_back(refusal.errors)
        else:
            name = form.cleaned_data["name"]
            say(request, _("已登记：{name}。").format(name=name), undo=reverse("desk:relative_end", args=[made]))
            return _back(person)
    return show(request, "desk/relative.html", {"form": form, "dossier": found}, at=at, here="people")


@officer_page("POST")
def link(request: HttpRequest, relative: UUID) -> HttpResponse:
    """Say which record is the relative's own; none of them takes the link off."""
    person = queries.person_of_relative(relative)
    other = _key(request.POST.get("other", ""))
    try:
        actions.link_relative(relative=relative, other=other, by=viewer_of(request), at=timezone.now())
    except (RelativeMoved, Unacceptable):
        _told_moved(request)
    else:
        say(request, _("已关联两份档案。") if other else _("已取消关联。"))
    return _back(person)


@officer_page("POST")
def end(request: HttpRequest, relative: UUID) -> HttpResponse:
    """Count somebody no longer among the relatives."""
    person = queries.person_of_relative(relative)
    try:
        actions.end_relative(relative=relative, by=viewer_of(request), at=timezone.now())
    except RelativeMoved:
        _told_moved(request)
    else:
        say(request, _("已移出亲属。"), undo=reverse("desk:relative_restore", args=[relative]))
    return _back(person)


@officer_page("POST")
def restore(request: HttpRequest, relative: UUID) -> HttpResponse:
    """Take that back."""
    person = queries.person_of_relative(relative)
    try:
        actions.restore_relative(relative=relative, by=viewer_of(request), at=timezone.now())
    except RelativeMoved:
        _told_moved(request)
    else:
        say(request, _("已恢复。"))
    return _back(person)


def _back(person: UUID) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('desk:person', args=[person])}#relatives")


def _told_moved(request: HttpRequest) -> None:
    say(request, _("刚才已有变化，没有改动。请看更新后的内容。"), level=messages.WARNING)


def _key(text: str) -> UUID | None:
    """The record that a form names; None for none. Raises Forbidden for what is no key."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as no_key:
        raise Forbidden from no_key

"""Writing for the catalogue: drafts and what waits, the editor, one draft, and the acts that lead into force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.approvals.actions import DraftMoved, SavedMeanwhile
from yinling.base.approvals.queries import DraftLine
from yinling.base.approvals.terms import DraftState
from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import AreaCodeInvalid, covers
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.supply.catalogue import actions, queries
from yinling.supply.catalogue.actions import ContentUnfit
from yinling.supply.catalogue.domain import AnyEntry
from yinling.supply.catalogue.queries.drafts import NoCodeLeft
from yinling.supply.catalogue.terms import FIELDS, Category, EntryKind
from yinling.web.desk.drafting import TONES, DraftDesk, Sent, decision_forms
from yinling.web.desk.forms.catalogue import FORMS, EntryForm, ItemForm, PackageForm, as_typed, bound, filled
from yinling.web.desk.forms.drafts import new_key
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.pages.catalogue import fields_of, names_of_items
from yinling.web.desk.rule_fields import in_words, place_of
from yinling.web.desk.rule_sight import Sureness, home_area, sureness
from yinling.web.frames import say
from yinling.web.looking import viewer_of


class Line(NamedTuple):
    """One draft in the list, its place and state in words; `waits`: this viewer may decide about it."""

    draft: DraftLine[EntryKind]
    place: str
    tone: str
    waits: bool


@officer_page("GET")
def drafts(request: HttpRequest) -> HttpResponse:
    """What is being written and what became of it, in the officer's area; first what waits for his own decision."""
    by, at = viewer_of(request), timezone.now()
    found = queries.drafts(by=by)
    places = paths({one.area_code for one in found})
    lines = [
        Line(
            one, places.get(one.area_code, one.area_code), TONES[one.state],
            one.state is DraftState.SUBMITTED and not one.is_own,
        )
        for one in found
    ]  # fmt: skip
    context = {
        "waiting": [line for line in lines if line.waits], "others": [line for line in lines if not line.waits],
        "tab": "drafts", "may_write": bool(by.area),
    }  # fmt: skip
    return show(request, "desk/catalogue_drafts.html", context, at=at, here="catalogue")


@officer_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """The editor for a new draft: empty, or filled with what holds where `code` names that. POST saves it."""
    by, at = viewer_of(request), timezone.now()
    if not by.area or request.GET.get("kind") not in EntryKind.values:
        raise Forbidden
    kind = EntryKind(request.GET["kind"])
    if request.method == "POST":
        return _save(request, bound(kind, request.POST, by=by, on=local_day(at)), by, at)
    code = request.GET.get("code", "").replace("\x00", "")[:10]
    held = _held(kind, code, by.area, at)
    if code and held is None:
        raise Forbidden
    initial = {
        **(filled(held) if held else {"category": request.GET.get("category", "")}), "draft": new_key(),
        "area": by.area, "valid_from": local_day(at), "stops": request.GET.get("stops") == "true" and held is not None,
    }  # fmt: skip
    return _editor(request, FORMS[kind](by=by, on=local_day(at), initial=initial), by, at)


@officer_page("GET", "POST")
def edit(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The editor for one's own draft that is still being written; anybody else is led to the draft itself."""
    by, at = viewer_of(request), timezone.now()
    view = _seen(draft, by)
    line = view.line
    if not line.is_own or line.state is not DraftState.WRITING:
        return HttpResponseRedirect(reverse("desk:catalogue_draft", args=[draft]))
    if request.method == "POST":
        return _save(request, bound(line.kind, request.POST, by=by, on=local_day(at)), by, at)
    initial = {
        **as_typed(view.content), "draft": str(draft), "seen": line.version, "area": line.area_code,
        "category": line.code[:2],
    }  # fmt: skip
    return _editor(request, FORMS[line.kind](by=by, on=local_day(at), initial=initial), by, at)


@officer_page("GET")
def draft(request: HttpRequest, draft: UUID) -> HttpResponse:
    """What a draft says and changes, who has to decide about it, and what this viewer may do now."""
    return _page(request, _seen(draft, viewer_of(request)), timezone.now())


@officer_page("GET")
def progress(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Whether an approved draft stands in the catalogue by now. Asked again until it does."""
    line = _seen(draft, viewer_of(request)).line
    return render(request, "desk/parts/catalogue_progress.html", {"line": line})


@officer_page("POST")
def submit(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Ask another officer to approve; the draft cannot be changed meanwhile."""

    def act(said: str, _version: int, by: Viewer, at: datetime) -> str:
        actions.submit(draft=draft, reason=said, by=by, at=at)
        return _("已提交，等另一位同事批准。批准以前可以撤回。")

    return _DESK.decide(request, draft, "submit", act)


@officer_page("POST")
def approve(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Approve what another wrote; it is published by itself."""

    def act(said: str, version: int, by: Viewer, at: datetime) -> str:
        actions.approve_draft(draft=draft, seen=version, note=said, by=by, at=at)
        return _("已批准，正在写入目录。")

    return _DESK.decide(request, draft, "approve", act)


@officer_page("POST")
def refuse(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Refuse what another wrote, saying why; he may take it up again."""

    def act(said: str, _version: int, by: Viewer, at: datetime) -> str:
        actions.refuse_draft(draft=draft, note=said, by=by, at=at)
        return _("已记为不批准，起草的同事会看到理由。")

    return _DESK.decide(request, draft, "refuse", act)


@officer_page("POST")
def take_back(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Go on writing what waits for approval, or was not approved."""
    return _DESK.move(request, draft, lambda by, at: actions.take_back(draft=draft, by=by, at=at), _("可以接着写了。"))


@officer_page("POST")
def discard(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Give a draft up; it stays in the list as given up."""
    return _DESK.move(request, draft, lambda by, at: actions.discard(draft=draft, by=by, at=at), _("这份草稿已放弃。"))


def _seen(draft: UUID, by: Viewer) -> queries.DraftView:
    """A draft that the viewer may look at. Raises Forbidden."""
    view = queries.draft_of(draft, by=by)
    if view is None:
        raise Forbidden
    return view


def _held(kind: EntryKind, code: str, area: str, at: datetime) -> AnyEntry | None:
    """What holds in the officer's area under a code, else the newest version anywhere that covers it."""
    if not code:
        return None
    versions = [one.entry for one in queries.entries_of(kind, code) if not one.retired]
    near = [one for one in versions if _reaches(one, area)]
    holding = [one for one in near if one.period.contains(local_day(at))] or near
    return max(holding, key=lambda one: (len(one.area_code), one.version), default=None)


def _reaches(entry: AnyEntry, area: str) -> bool:
    try:
        return covers(entry.area_code, area)
    except AreaCodeInvalid:
        return False


def _save(request: HttpRequest, form: EntryForm, by: Viewer, at: datetime) -> HttpResponse:
    """Keep what was typed, right or not yet; what is no draft at all is shown again (422), and so are two savings."""
    _offer(form, by, at)
    form.is_valid()
    if form.is_unplaced:
        return _editor(request, form, by, at, status=422)
    key, kind = form.key(), form.entry_kind
    try:
        actions.write_draft(
            draft=key, kind=kind, area_code=str(form.cleaned_data["area"]), content=form.content(_code(form, by)),
            seen=form.cleaned_data.get("seen"), by=by, at=at,
        )  # fmt: skip
    except SavedMeanwhile as meanwhile:
        say(request, str(meanwhile), level=messages.WARNING)
        return HttpResponseRedirect(reverse("desk:catalogue_edit", args=[key]))
    except (ContentUnfit, NoCodeLeft) as unfit:
        form.add_error(None, str(unfit))
        return _editor(request, form, by, at, status=422)
    except DraftMoved as moved:
        say(request, str(moved), level=messages.WARNING)
    return HttpResponseRedirect(reverse("desk:catalogue_draft", args=[key]))


def _code(form: EntryForm, by: Viewer) -> str:
    """The code of the entry: what the form was opened for, what its draft got before, or the next that is free."""
    if form.cleaned_data.get("code"):
        return str(form.cleaned_data["code"])
    known = queries.draft_of(form.key(), by=by)
    if known is not None and known.line.code:
        return known.line.code
    category = str(form.cleaned_data.get("category") or "")
    if form.entry_kind is EntryKind.ITEM and category not in Category.values:
        return ""
    return queries.next_code(form.entry_kind, Category(category) if category else None)


def _editor(request: HttpRequest, form: EntryForm, by: Viewer, at: datetime, *, status: int = 200) -> HttpResponse:
    if not form.is_bound:
        _offer(form, by, at)
    code = str(form["code"].value() or "")
    called = form["name" if "name" in form.fields else "title"].value()
    context = {"form": form, "kind": form.entry_kind, "code": code, "called": called or code}
    return show(request, "desk/catalogue_edit.html", context, at=at, here="catalogue", status=status)


def _offer(form: EntryForm, by: Viewer, at: datetime) -> None:
    """Give a package's form the items to choose from, and keep an item in its category."""
    if isinstance(form, PackageForm):
        names = names_of_items(by.area or home_area(by), local_day(at))
        form.offer([(code, f"{code} {name}") for code, name in names.items()])
    elif isinstance(form, ItemForm) and form["code"].value():
        form.fix_category()


def _page(
    request: HttpRequest,
    view: queries.DraftView,
    at: datetime,
    *,
    status: int = 200,
    sent: Sent | None = None,
) -> HttpResponse:
    by, line = viewer_of(request), view.line
    names = names_of_items(line.area_code, local_day(at)) if line.kind is EntryKind.PACKAGE else {}
    context = {
        "view": view, "line": line, "place": place_of(line.area_code), "tone": TONES[line.state],
        "forms": decision_forms(line.version, sent),
        "fields": _fields(view, by, names), "differences": _differences(view, names),
        "problems": in_words(view.problems), "sure": _sure(view),
        "before_place": place_of(view.before.area_code) if view.before else "",
        "may_decide": line.state is DraftState.SUBMITTED and not line.is_own and bool(by.area),
    }  # fmt: skip
    return show(request, "desk/catalogue_draft.html", context, at=at, here="catalogue", status=status)


def _sure(view: queries.DraftView) -> Sureness | None:
    return sureness(view.entry.confidence) if view.entry and not view.line.stops else None


def _fields(view: queries.DraftView, by: Viewer, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the draft says, field by field, right or not yet; items of a package by their names."""
    if view.entry and not view.line.stops:
        items = str(FIELDS["items"])
        return [(name, _named(text, names) if name == items else text) for name, text in fields_of(view.entry, by)]
    said = {name: _plain(value) for name, value in view.content.items() if name in FIELDS}
    return [(str(FIELDS[name]), text) for name, text in said.items() if text]


def _differences(view: queries.DraftView, names: Mapping[str, str]) -> list[queries.Difference]:
    return [
        replace(one, before=_named(one.before, names), after=_named(one.after, names)) if one.name == "items" else one
        for one in view.differences
    ]


def _named(codes: str, names: Mapping[str, str]) -> str:
    """Items by their names, one a line; a code that is not known there stays."""
    return "\n".join(f"{code} {names.get(code, '')}".strip() for code in codes.splitlines())


def _plain(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")


_DESK = DraftDesk("desk:catalogue_draft", _seen, _page)

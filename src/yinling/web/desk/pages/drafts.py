"""Writing for the rulebook: the list of drafts, the editor, and the check while one types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.approvals.actions import DraftMoved, SavedMeanwhile
from yinling.base.approvals.queries import DraftLine, count_open
from yinling.base.approvals.terms import DraftState
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.queries import secret_codes
from yinling.decisions.rulebook import actions, queries
from yinling.decisions.rulebook.actions import APPROVAL, ContentUnfit
from yinling.decisions.rulebook.domain import AnyEntry, MeasureEntry
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.calendars import local_day
from yinling.kernel.expression import Kind
from yinling.kernel.viewer import Viewer
from yinling.people.registry.terms import purposes_of, vocabulary
from yinling.web.desk.conditions import laid_out, said
from yinling.web.desk.drafting import TONES
from yinling.web.desk.forms.drafts import FORMS, DraftForm, MeasureDraftForm, bound, filled, new_key
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.rule_fields import in_words, labels, place_of, value_in_words
from yinling.web.desk.rule_sight import Pen, value_said, values_said
from yinling.web.desk.rule_words import word_groups
from yinling.web.frames import say
from yinling.web.kernel_texts import translated
from yinling.web.looking import viewer_of

_HIDDEN = gettext_lazy("这里牵涉您没有用途授权的项目（例如健康或政治待遇），不能由您来写，请有授权的同事写。")


class Line(NamedTuple):
    """One draft in the list, its place and state in words."""

    draft: DraftLine[DraftKind]
    place: str
    tone: str


@officer_page("GET")
def drafts(request: HttpRequest) -> HttpResponse:
    """What is being written and what became of it, in the officer's area, the latest first."""
    by, at = viewer_of(request), timezone.now()
    state = request.GET.get("state", "")
    wanted = [DraftState(state)] if state in DraftState.values else []
    found = queries.drafts(by=by, vocabulary=vocabulary(), purposes_of=purposes_of, states=wanted)
    lines = [Line(draft, place_of(draft.area_code), TONES[draft.state]) for draft in found]
    context = {
        "lines": lines, "state": state if wanted else "", "states": DraftState.choices, "tab": "drafts",
        "waiting": count_open(by=by, kind=APPROVAL), "may_write": bool(by.area),
    }  # fmt: skip
    return show(request, "desk/drafts.html", context, at=at, here="rules")


@officer_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """The editor for a new draft: empty, or filled with what holds where `code` names that. POST saves it."""
    by, at = viewer_of(request), timezone.now()
    kind = _kind(request.GET.get("kind", ""))
    if not by.area:
        raise Forbidden
    code = request.GET.get("code", "").replace("\x00", "")[:60]
    if code in secret_codes(by=by):
        raise Forbidden
    if kind is DraftKind.PARAMETER and not Pen(by).may_write(kind, {"code": code}):
        say(request, str(_HIDDEN), level=messages.WARNING)
        return HttpResponseRedirect(f"{reverse('desk:rule_parameter')}?{urlencode({'code': code})}")
    held = _held(kind, request.GET, by, local_day(at))
    if request.method == "POST":
        return _save(request, kind, bound(kind, request.POST, by=by, on=local_day(at), fix=bool(code)), by, at)
    initial = filled(kind, held, area=request.GET.get("area", "") or by.area, on=local_day(at))
    initial |= {"draft": new_key(), "stops": request.GET.get("stops") == "true" and held is not None}
    form = FORMS[kind](by=by, on=local_day(at), fix=bool(code), initial=_with_code(kind, initial, code))
    return _editor(request, form, by, at)


@officer_page("GET", "POST")
def edit(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The editor for one's own draft that is still being written; anybody else is led to the draft itself."""
    by, at = viewer_of(request), timezone.now()
    view = seen_draft(draft, by)
    line = view.line
    if not line.is_own or line.state is not DraftState.WRITING:
        return HttpResponseRedirect(reverse("desk:draft", args=[draft]))
    if request.method == "POST":
        return _save(request, line.kind, bound(line.kind, request.POST, by=by, on=local_day(at), fix=False), by, at)
    initial = {**view.content, "draft": str(draft), "seen": line.version, "area": line.area_code}
    form = FORMS[line.kind](by=by, on=local_day(at), fix=bool(view.before), initial=_as_typed(initial))
    return _editor(request, form, by, at)


@officer_page("POST")
def check(request: HttpRequest) -> HttpResponse:
    """What stands in the editor, read as it stands: where it is wrong, what it says, what is still wanting."""
    by, at = viewer_of(request), timezone.now()
    kind = _kind(request.GET.get("kind", ""))
    form = bound(kind, request.POST, by=by, on=local_day(at), fix=False)
    _offer(form, by, local_day(at))
    form.is_valid()
    area = str(form.cleaned_data.get("area") or by.area or "")
    if not area:
        raise Forbidden
    content = form.content()
    text = said_text(content.get("text")) if kind is DraftKind.RULE else ""
    if not Pen(by).may_write(kind, content):
        return render(request, "desk/parts/draft_check.html", {"hidden": _HIDDEN})
    found = queries.check(kind, content, vocabulary=vocabulary(), area_code=area, on=local_day(at))
    return render(request, "desk/parts/draft_check.html", _said_of(found, text))


def seen_draft(draft: UUID, by: Viewer) -> queries.DraftView:
    """A draft that the viewer may look at. Raises Forbidden."""
    view = queries.draft_of(draft, by=by, vocabulary=vocabulary(), purposes_of=purposes_of)
    if view is None:
        raise Forbidden
    return view


def _kind(text: str) -> DraftKind:
    if text not in DraftKind.values:
        raise Forbidden
    return DraftKind(text)


def _save(request: HttpRequest, kind: DraftKind, form: DraftForm, by: Viewer, at: datetime) -> HttpResponse:
    """Keep what was typed, right or not yet; no draft at all is shown again (422), and so are two savings (409)."""
    _offer(form, by, local_day(at))
    form.is_valid()
    if trouble := _trouble(form, by):
        return _saved(request, trouble) or _editor(request, form, by, at, status=422)
    key = form.key()
    try:
        version = actions.write_draft(
            draft=key, kind=kind, area_code=form.area_code(), content=form.content(),
            seen=form.cleaned_data.get("seen"), vocabulary=vocabulary(), purposes_of=purposes_of, by=by, at=at,
        )  # fmt: skip
    except SavedMeanwhile as meanwhile:
        return _saved(request, str(meanwhile)) or _both(request, form, meanwhile, by, at)
    except ContentUnfit as unfit:
        form.add_error(None, " ".join(in_words([str(unfit)])))
        return _saved(request, str(unfit)) or _editor(request, form, by, at, status=422)
    except DraftMoved as moved:
        say(request, str(moved), level=messages.WARNING)
        return _saved(request, str(moved)) or HttpResponseRedirect(reverse("desk:draft", args=[key]))
    text = _("已保存 %(time)s") % {"time": timezone.localtime(at).strftime("%H:%M:%S")}
    return _saved(request, text, version) or _onward(request, key)


def _trouble(form: DraftForm, by: Viewer) -> str:
    """Why what was typed cannot even be kept, in words; nothing when it can."""
    if form.is_unplaced:
        return _("还没有选适用地区，没有保存")
    if not Pen(by).may_write(form.entry_kind, form.content()):
        form.add_error(None, _HIDDEN)
        return str(_HIDDEN)
    return ""


def _onward(request: HttpRequest, key: UUID) -> HttpResponse:
    """After the button: on to what the draft changes, or back to writing."""
    if request.POST.get("then") != "stay":
        return HttpResponseRedirect(reverse("desk:draft", args=[key]))
    say(request, _("草稿已保存。"))
    return HttpResponseRedirect(reverse("desk:draft_edit", args=[key]))


def _saved(request: HttpRequest, text: str, version: int | None = None) -> HttpResponse | None:
    """The answer to a saving by the way: what became of it in a line; None for a saving by the button."""
    if "HX-Request" not in request.headers:
        return None
    return render(request, "desk/parts/draft_saved.html", {"text": text, "version": version})


def _both(request: HttpRequest, form: DraftForm, meanwhile: SavedMeanwhile, by: Viewer, at: datetime) -> HttpResponse:
    """The form as typed, with what is kept by now beside it; saving once more replaces that."""
    kind, names = form.entry_kind, labels()
    typed, kept = form.content(), meanwhile.content
    differing = [
        (names.get(name, name), *(value_in_words(name, said_text(one.get(name)), kind) for one in (kept, typed)))
        for name in {**kept, **typed}
        if kept.get(name) != typed.get(name)
    ]
    again = form.seeing(meanwhile.version)
    _offer(again, by, local_day(at))
    return _editor(request, again, by, at, status=409, more={"meanwhile": differing})


def said_text(value: object) -> str:
    """A field of a draft as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _editor(
    request: HttpRequest,
    form: DraftForm,
    by: Viewer,
    at: datetime,
    *,
    status: int = 200,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    on = local_day(at)
    if not form.is_bound:
        _offer(form, by, on)
    area = str(form["area"].value() or by.area or "")
    values = queries.parameters_in_force(area, on) if area in dict(form.area_choices()) else {}
    kind = form.entry_kind
    code = str(form["rule" if kind is DraftKind.MEASURE else "code"].value() or "")
    context = {
        "form": form, "kind": kind, "is_rule": kind is DraftKind.RULE, "code": code,
        "words": word_groups(by, values.values()) if kind is DraftKind.RULE and not form.ends_only else [],
        "now": value_said(values[code]) if kind is DraftKind.PARAMETER and code in values else "",
        "items": _items() if kind is DraftKind.MEASURE else [], **(more or {}),
    }  # fmt: skip
    return show(request, "desk/draft_edit.html", context, at=at, here="rules", status=status)


def _items() -> list[str]:
    return sorted({measure.item for measure in queries.whole_book().measures})


def _offer(form: DraftForm, by: Viewer, on: date) -> None:
    """Give a measure's form the rules and parameters to choose from."""
    if not isinstance(form, MeasureDraftForm) or not by.area:
        return
    lines = queries.rules_page(
        by=by, area_code=by.area, on=on, vocabulary=vocabulary(), purposes_of=purposes_of
    )  # fmt: skip
    secret = secret_codes(by=by)
    rules = [(line.rule.code, line.rule.title) for line in lines if line.rule.code not in secret]
    values = queries.parameters_in_force(by.area, on).values()
    numbers = [(one.code, f"{one.code} · {value_said(one)}") for one in values if one.kind is Kind.NUMBER]
    form.offer(rules, numbers)


def _held(kind: DraftKind, asked: QueryDict, by: Viewer, on: date) -> AnyEntry | None:
    """What decides now under the code that an address names, in the area that it names."""
    code, area = asked.get("code", "").replace("\x00", ""), asked.get("area", "") or by.area or ""
    if not code or area not in dict(FORMS[kind](by=by, on=on).area_choices()):
        return None
    match kind:
        case DraftKind.RULE:
            return next((rule for rule in queries.rules_in_force(area, on) if rule.code == code), None)
        case DraftKind.PARAMETER:
            return queries.parameters_in_force(area, on).get(code)
        case DraftKind.MEASURE:
            return _measure(queries.measures_in_force(area, on), code, asked.get("item", ""))


def _measure(measures: tuple[MeasureEntry, ...], rule: str, item: str) -> MeasureEntry | None:
    return next((one for one in measures if (one.rule_code, one.item) == (rule, item)), None)


def _with_code(kind: DraftKind, initial: dict[str, object], code: str) -> dict[str, object]:
    """A draft for a code that an address names keeps it, though nothing holds under it yet."""
    name = "rule" if kind is DraftKind.MEASURE else "code"
    return {name: code, **initial} if code else initial


def _as_typed(content: Mapping[str, object]) -> dict[str, object]:
    """A draft's content as fields show it: truth values in words, all else as it is."""
    value = content.get("value")
    return {**content, "value": said(value)} if isinstance(value, bool) else dict(content)


def _said_of(found: queries.Check, text: str) -> dict[str, object]:
    values = {need.needed.name: need.entry for need in found.parameters}
    known = values_said(entry for entry in values.values() if entry is not None)
    context: dict[str, object] = {
        "found": found, "problems": in_words(found.problems), "text": text,
        "part": laid_out(text, vocabulary(), known) if found.expression else None,
        "missing": [name for name, entry in values.items() if entry is None],
    }  # fmt: skip
    if found.error is not None:
        start, end = found.error.start, found.error.end
        why = translated(found.error.message, _)
        context |= {"before": text[:start], "wrong": text[start:end], "rest": text[end:], "why": why}
    return context

"""A person's menu at the desk: what is recommended, open, unsure or not for him, and an order on his word."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.decisions.careplan import queries as careplan
from yinling.decisions.careplan.queries import MenuItem
from yinling.decisions.careplan.terms import Fit
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import names_of, person_of
from yinling.service.orders.actions import TooManyAsked, ask
from yinling.service.orders.terms import AskedWay
from yinling.supply.catalogue.terms import FIELDS, Category
from yinling.web.desk.forms.catalogue import OrderForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.desk.pages.catalogue import Chip, chips, fields_of, part_of, price_said
from yinling.web.desk.rule_fields import place_of
from yinling.web.desk.rule_sight import Sureness, sureness
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_WAYS = (AskedWay.PHONE, AskedWay.DESK, AskedWay.PAPER)
_TONES = {Fit.RECOMMENDED: "going", Fit.OPEN: "open", Fit.UNSURE: "due", Fit.NOT_FOR: "off"}


class Line(NamedTuple):
    """One item of the menu as the page shows it."""

    found: MenuItem
    tone: str
    category: str
    price: str
    sure: Sureness


@officer_page("GET")
@person_page
def menu(request: HttpRequest, person: UUID) -> HttpResponse:
    """What is recommended; one category, or all; or what is looked for by name, pinyin, initials."""
    by, at = viewer_of(request), timezone.now()
    text, part = part_of(request)
    found = careplan.menu(
        person, by=by, on=local_day(at), text=text, category=part if part in Category.values else "",
        only_recommended=not part,
    )  # fmt: skip
    first = [] if text else [Chip("", pgettext("menu", "按情况建议的"), found.recommended)]
    context = {
        "person": person, "name": _name(person), "place": place_of(found.area_code), "text": text, "part": part,
        "chips": [*first, *chips(found.counts)], "groups": _groups(found), "one_category": part in Category.values,
    }  # fmt: skip
    return show(request, "desk/menu.html", context, at=at, here="people")


@officer_page("GET", "POST")
@person_page
def item(request: HttpRequest, person: UUID, code: str) -> HttpResponse:
    """One item for the person: why it is for him or not, what it is, and the form to order it on his word."""
    by, at = viewer_of(request), timezone.now()
    found = careplan.menu_item(person, code[:60], by=by, on=local_day(at))
    if request.method == "POST":
        form = _form(request)
        if form.is_valid() and (done := _ordered(request, person, found, form, at=at)) is not None:
            return done
        return _page(request, person, found, form, at, status=422)
    return _page(request, person, found, _form(request, at), at)


def _form(request: HttpRequest, at: datetime | None = None) -> OrderForm:
    initial = {"request": uuid.uuid4(), "way": AskedWay.PHONE, "wished_day": local_day(at)} if at else {}
    form = OrderForm(initial=initial) if at else OrderForm(request.POST)
    ways = [(way.value, way.label) for way in _WAYS]
    form.fields["way"].choices = ways  # type: ignore[attr-defined]  # a choice field, as declared
    return form


def _ordered(
    request: HttpRequest, person: UUID, found: MenuItem, form: OrderForm, *, at: datetime
) -> HttpResponse | None:
    """Order it; None when something speaks against it, which the form then says."""
    typed = form.cleaned_data
    try:
        ask(
            person=person, item_code=found.item.code, wished_day=typed["wished_day"], note=typed["note"],
            request=typed["request"], way=AskedWay(typed["way"]), by=viewer_of(request), at=at,
        )  # fmt: skip
    except Unacceptable as unfit:
        for name, text in unfit.errors.items():
            form.add_error(name if name in form.fields else None, text)
        return None
    except TooManyAsked as many:
        form.add_error(None, _("已有%(limit)s项申请在办，请先办完或者取消一项，再下新单。") % {"limit": many.limit})
        return None
    say(request, _("已下单：%(item)s。正在找人接单，结果会出现在“服务”里。") % {"item": found.item.name})
    return HttpResponseRedirect(reverse("desk:person", args=[person]))


def _page(
    request: HttpRequest, person: UUID, found: MenuItem, form: OrderForm, at: datetime, *, status: int = 200
) -> HttpResponse:
    by = viewer_of(request)
    context = {
        "person": person, "name": _name(person), "line": _line(found), "form": form,
        "fields": _set_fields(found, by),
    }  # fmt: skip
    return show(request, "desk/menu_item.html", context, at=at, here="people", status=status)


def _set_fields(found: MenuItem, by: Viewer) -> list[tuple[str, str]]:
    """What is known of the item; of what is not set the price alone is told."""
    unset, price = _("未定"), str(FIELDS["price"])
    return [(name, said) for name, said in fields_of(found.item, by) if said != unset or name == price]


def _name(person: UUID) -> str:
    inner = person_of(person).id
    return names_of([inner]).get(inner, "")


def _groups(found: careplan.Menu) -> list[tuple[str, str, list[Line]]]:
    """The lines under a heading for each way in which they stand; empty ones are left out."""
    said = {
        Fit.RECOMMENDED: pgettext("menu", "按情况建议的"), Fit.OPEN: pgettext("menu", "可以预约的"),
        Fit.UNSURE: pgettext("menu", "缺资料，不能判断的"), Fit.NOT_FOR: pgettext("menu", "不适用的"),
    }  # fmt: skip
    return [(fit.value, text, lines) for fit, text in said.items() if (lines := [_line(one) for one in found.of(fit)])]


def _line(found: MenuItem) -> Line:
    item = found.item
    return Line(
        found, _TONES[found.fit], str(Category(item.category).label), price_said(item.price_fen),
        sureness(item.confidence),
    )  # fmt: skip

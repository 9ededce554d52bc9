"""The menu and one service of it: what is recommended and why, then everything by kind; ordered by one press."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.rows.texts import plain
from yinling.decisions.careplan.queries import Menu, MenuItem, menu, menu_item
from yinling.decisions.careplan.terms import Fit
from yinling.kernel.calendars import local_day
from yinling.kernel.money import Fen
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.service.orders.actions import TooManyAsked, ask
from yinling.service.orders.terms import AskedWay
from yinling.supply.catalogue.queries import categories
from yinling.supply.catalogue.terms import Category
from yinling.web.elder.door import Whose, elder_page, show
from yinling.web.elder.forms.ordering import OrderForm
from yinling.web.elder.sentences import soonest

_RECOMMENDED_SHOWN = 6
_LONGEST_SEARCH = 30


class Kind(NamedTuple):
    """A category as a row: its code, its name, how many services."""

    code: str
    label: str
    number: int


@elder_page("GET", scope=ActingScope.ORDER)
def services(request: HttpRequest, whose: Whose) -> HttpResponse:
    """What is recommended first, then the ten kinds; one kind; or what a search finds."""
    at = timezone.now()
    text = plain(request.GET.get("q", ""))[:_LONGEST_SEARCH]
    kind = request.GET.get("kind", "")
    chosen = kind if kind in Category.values else ""
    found = menu(
        whose.person, by=whose.by, on=local_day(at), text=text, category=chosen, only_recommended=not (text or chosen)
    )
    if not (text or chosen):
        return show(request, "elder/services.html", _overview(found), whose=whose)
    context = {
        "q": text, "kind": Category(chosen).label if chosen else "",
        "lines": [line for line in found.lines if line.may_order], "not_for": found.of(Fit.NOT_FOR),
    }  # fmt: skip
    return show(request, "elder/services_found.html", context, whose=whose)


def _overview(found: Menu) -> dict[str, object]:
    kinds = [Kind(one.value, str(one.label), found.counts.get(one.value, 0)) for one in categories()]
    return {
        "recommended": found.of(Fit.RECOMMENDED)[:_RECOMMENDED_SHOWN],
        "kinds": [kind for kind in kinds if kind.number],
    }


@elder_page("GET", "POST", scope=ActingScope.ORDER)
def service(request: HttpRequest, whose: Whose, code: str) -> HttpResponse:
    """One service: what it is, what it costs as far as that is set, when. A refusal shows it again (422)."""
    at = timezone.now()
    line = menu_item(whose.person, code[:10].replace("\x00", ""), by=whose.by, on=local_day(at))
    typed = request.POST if request.method == "POST" else None
    form = OrderForm(typed, soonest=soonest(at), today=local_day(at))
    if form.is_bound and line.may_order and form.is_valid():
        answer = _ordered(whose, line, form, at)
        if answer is not None:
            return answer
    context = {"line": line, "form": form, "price": _price(line)}
    return show(request, "elder/service.html", context, whose=whose, status=422 if form.errors else 200)


def _ordered(whose: Whose, line: MenuItem, form: OrderForm, at: datetime) -> HttpResponse | None:
    """To the page that says it is ordered; None when the form says why not."""
    typed = form.cleaned_data
    try:
        order = ask(
            person=whose.person, item_code=line.item.code, wished_day=typed["wished_day"], note=typed["note"],
            request=typed["request"], way=AskedWay.PAGE, by=whose.by, at=at,
        )  # fmt: skip
    except TooManyAsked as many:
        said = _("已经有 %(limit)s 项预约还没办完，请等办完再约，或者打电话。") % {"limit": many.limit}
        form.add_error(None, said)
        return None
    except Unacceptable as refusal:
        for field, said in refusal.errors.items():
            form.add_error({"wished_day": "day", "note": "note"}.get(field), said)
        return None
    return HttpResponseRedirect(reverse("elder:appointment", args=[order]) + "?new=1")


def _price(line: MenuItem) -> str:
    fen, unit = line.item.price_fen, line.item.unit
    if fen is None:
        return _("费用还没有定，会先和您说清楚再上门。")
    if fen == 0:
        return _("不收费。")
    return _("每%(unit)s %(price)s") % {"price": str(Fen(fen)), "unit": unit or _("次")}

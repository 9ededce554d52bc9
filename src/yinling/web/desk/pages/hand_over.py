"""A worker's case load is handed over: what goes, what stays and why, and what came of each."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.service.delivery.actions import TaskMoved, hand_over
from yinling.service.delivery.queries import Carried, carried_by
from yinling.service.dispatch.actions import NotToBeSent
from yinling.service.dispatch.queries import candidates_for
from yinling.service.orders.actions import OrderMoved
from yinling.supply.workforce.queries import WorkerLine, worker_line, workers_of
from yinling.web.desk.forms.hand_over import HandOverForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_JUDGED = 30  # orders that are judged one by one for a chosen worker before anything moves


class Row(NamedTuple):
    """One order that the worker has; `why` is what speaks against the chosen worker, or why it stays."""

    carried: Carried
    why: tuple[str, ...]
    ticked: bool


@officer_page("GET", "POST")
def worker_hand_over(request: HttpRequest, account: UUID) -> HttpResponse:
    """Show what a worker has, and move what is ticked."""
    by, at = viewer_of(request), timezone.now()
    line = worker_line(account=account, by=by, on=local_day(at))
    carried = carried_by(account, by=by)
    near = workers_of(by=by, on=local_day(at), near=line.areas)
    others = [one for one in near if one.account != account]
    chosen = _chosen(request.GET.get("to", ""), others)
    initial = {"to": str(chosen.account) if chosen else ""}
    posted = request.POST if request.method == "POST" else None
    form = HandOverForm(posted, others=others, carried=carried, initial=initial)
    if form.is_bound and form.is_valid():
        _move(request, form, by, at)
        return HttpResponseRedirect(reverse("desk:worker_hand_over", args=[account]))
    rows = [_row(one, chosen, by, at) for one in carried[:_JUDGED]]
    rows += [Row(one, (), one.may_go) for one in carried[_JUDGED:]]
    context = {
        "line": line, "rows": rows, "form": form, "chosen": chosen, "others": others,
        "movable": sum(1 for row in rows if row.carried.may_go), "is_away": line.is_away(local_day(at)),
    }  # fmt: skip
    return show(request, "desk/hand_over.html", context, at=at, here="workers", status=422 if form.errors else 200)


def _chosen(typed: str, others: list[WorkerLine]) -> WorkerLine | None:
    return next((one for one in others if str(one.account) == typed), None)


def _row(one: Carried, chosen: WorkerLine | None, by: Viewer, at: datetime) -> Row:
    if not one.may_go or chosen is None:
        return Row(one, (), one.may_go)
    judged = [found for found in candidates_for(order=one.order, by=by, at=at) if found.account == chosen.account]
    if not judged:
        return Row(one, (_("不在这个地区服务"),), ticked=False)
    return Row(one, judged[0].why, ticked=judged[0].fits)


def _move(request: HttpRequest, form: HandOverForm, by: Viewer, at: datetime) -> None:
    """Each order in a transaction of its own: what cannot move keeps nothing else from moving."""
    moved, stayed = 0, []
    for one in form.chosen:
        try:
            hand_over(offer=one.offer, to=form.receiver, reason=form.cleaned_data["reason"], by=by, at=at)
            moved += 1
        except (TaskMoved, OrderMoved):
            stayed.append(_("%(name)s 的%(item)s刚才已有变化") % {"name": one.name, "item": one.item})
        except (NotToBeSent, Forbidden):
            stayed.append(_("%(name)s 的%(item)s不能交给这个人") % {"name": one.name, "item": one.item})
    if moved and form.receiver:
        say(request, _("已移交 %(number)d 单。要撤回，请在接手人的移交页面交还。") % {"number": moved})
    elif moved:
        say(request, _("已移交 %(number)d 单，正在重新派单。") % {"number": moved})
    if stayed:
        told = _("%(number)d 单没有移交：%(what)s。") % {"number": len(stayed), "what": _("；").join(stayed)}
        say(request, told, level=messages.WARNING)

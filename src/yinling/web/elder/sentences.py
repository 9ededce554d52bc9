"""What this door says in whole sentences: the greeting, the day, how far an appointment is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.kernel.calendars import LunarDateUnknown, local_day, lunar_text
from yinling.kernel.names import split_name
from yinling.service.delivery.queries import VisitLine
from yinling.service.delivery.terms import TaskState
from yinling.service.orders.queries import OrderLine
from yinling.service.orders.terms import OrderState
from yinling.web.language import spoken

_MORNING, _FORENOON, _NOON, _AFTERNOON, _EVENING = 5, 9, 11, 13, 18  # hours at which a part of the day begins


class DaySaid(NamedTuple):
    """A day in three parts, each on a line of its own."""

    day: str
    weekday: str
    lunar: str


def greeting(name: str, at: datetime) -> str:
    """How one is greeted at this hour of Shanghai, by the name one is called."""
    hour = at.astimezone(get_default_timezone()).hour
    if hour < _MORNING or hour >= _EVENING:
        said = _("晚上好")
    elif hour < _FORENOON:
        said = _("早上好")
    elif hour < _NOON:
        said = _("上午好")
    else:
        said = _("中午好") if hour < _AFTERNOON else _("下午好")
    return _("%(name)s，%(greeting)s") % {"name": name, "greeting": said}


def called(name: str) -> str:
    """How a person is called: 李老 of 李淑芬; a name without a surname of ours stays whole, as names do in English."""
    surname, _given = split_name(name)
    return pgettext("how an elder is called", "%(surname)s老") % {"surname": surname, "name": name} if surname else name


def say_day(day: date) -> DaySaid:
    """`11月22日`, `星期日`, `农历十月十四`."""
    try:
        lunar = _("农历%(day)s") % {"day": lunar_text(day, language=spoken())}
    except LunarDateUnknown:
        lunar = ""
    return DaySaid(date_format(day, "MONTH_DAY_FORMAT"), date_format(day, "l"), lunar)


def near_day(day: date, today: date) -> str:
    """`今天`, `明天`, `后天`, else the date with its weekday."""
    near = {0: _("今天"), 1: _("明天"), 2: _("后天")}.get((day - today).days)
    said = date_format(day, "MONTH_DAY_FORMAT")
    return _("%(near)s（%(exact)s）") % {"near": near or said, "exact": said if near else date_format(day, "l")}


def clock(moment: datetime) -> str:
    """The time of day in Shanghai, `10:02`."""
    return moment.astimezone(get_default_timezone()).strftime("%H:%M")


def order_sentence(order: OrderLine, visit: VisitLine | None, at: datetime) -> str:
    """How far an order is, as one would say it on the telephone."""
    today = local_day(at)
    day = near_day(order.due_date, today)
    if order.state is OrderState.RETURNED:
        return _("暂时没有人能来。办公室正在想办法，会和您联系。")
    if order.state is OrderState.CANCELLED:
        return _("已经取消。")
    if order.state is OrderState.FULFILLED:
        return _("已经完成。")
    if order.state is OrderState.PLACED or visit is None:
        return _("正在找人来做，最晚%(day)s。") % {"day": day}
    return _visit_sentence(visit, day)


def _visit_sentence(visit: VisitLine, day: str) -> str:
    named = {"worker": visit.worker_name, "day": day}
    if visit.state is TaskState.CHECKED_IN and visit.checked_in_at:
        return _("%(worker)s已经到了（%(time)s）。") % {**named, "time": clock(visit.checked_in_at)}
    if visit.state is TaskState.DONE:
        return _("%(worker)s说已经做完了。请您看看，做好了就按“确认做好了”。") % named
    return _("已有人接单：%(worker)s，最晚%(day)s来。") % named


def soonest(at: datetime) -> date:
    """The day meant by as soon as possible: today until noon, then tomorrow."""
    hour = at.astimezone(get_default_timezone()).hour
    return local_day(at) + timedelta(days=0 if hour < 12 else 1)

"""What the parts of a receipt are called, for every place that shows one: paper, phone, `/verify`, `yinling verify`.

Without Django, since `yinling verify` does without: the caller brings the function that translates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

Translate = Callable[[str], str]
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def kinds(_: Translate) -> dict[str, str]:
    """What kinds of facts there are receipts of."""
    return {"delivery.service_confirmed": _("服务已完成并确认")}


def labels(_: Translate) -> dict[str, str]:
    """The names of what a receipt says, in the order in which one reads it."""
    return {
        "item": _("服务项目"),
        "person_name": _("服务对象"),
        "worker_name": _("服务人员"),
        "place": _("服务地点"),
        "taken_at": _("接单时间"),
        "checked_in_at": _("到场时间"),
        "check_in": _("到场核验"),
        "done_at": _("完成时间"),
        "confirmed_at": _("确认时间"),
        "confirmed_by": _("确认人"),
        "evidence_score": _("证据分（满分100）"),
        "evidence": _("评分依据"),
        "notes_digest": _("服务记录摘要"),
    }


def codes(_: Translate) -> dict[str, str]:
    """The names of the parts that machines compare and people seldom read."""
    return {
        "on_behalf": _("代办授权编号"),
        "order": _("服务单编号"),
        "person": _("服务对象编号"),
        "subject": _("任务编号"),
        "worker": _("服务人员编号"),
    }


def told(body: Mapping[str, object], _: Translate) -> Iterator[tuple[str, str]]:
    """A receipt's body as names and values, first those one reads, then the rest by name; what is empty is left out."""
    named = labels(_) | codes(_)
    first = [name for name in labels(_) if name in body]
    for name in (*first, *sorted(set(body) - set(first))):
        if body[name] != "":
            yield named.get(name, name), shown(name, body[name], _)


def shown(name: str, value: object, _: Translate) -> str:
    """One value as a text: moments in Beijing time, lists of texts one after the other, anything else as JSON."""
    if isinstance(value, str) and name.endswith("_at"):
        try:
            return local(datetime.fromisoformat(value), _)
        except ValueError:
            return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return _("；").join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def local(moment: datetime, _: Translate) -> str:
    """A moment in Beijing time, and saying so; one without a zone as it is."""
    if moment.tzinfo is None:
        return moment.isoformat(sep=" ")
    text = moment.astimezone(_SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    return _("%(moment)s（北京时间）") % {"moment": text}

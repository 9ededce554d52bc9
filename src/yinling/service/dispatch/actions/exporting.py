"""A list of orders leaves the house as a file, written down."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.journal.actions import record
from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Refused
from yinling.base.units.models import Unit
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Viewer
from yinling.people.registry.outside import FileKind, write_table
from yinling.service.dispatch import policy
from yinling.service.dispatch.events import OrdersExported
from yinling.service.dispatch.queries import OfferView, offers_for
from yinling.service.dispatch.terms import OfferState
from yinling.service.orders.queries import OrderFilter, OrderLine, lines_for_file

EXPORT_LIMIT = 10_000
_CAME = {OfferState.TAKEN, OfferState.ENDED}


class TooManyOrders(Refused):
    """More orders than one file may hold; nothing was written."""


@dataclass(frozen=True)
class Exported:
    """A written file, whole."""

    content: bytes
    orders: int
    digest: str


@transaction.atomic
def export_orders(
    *, chosen: OrderFilter | None = None, kind: FileKind = FileKind.XLSX, by: Viewer, at: datetime
) -> Exported:
    """Write what a filter means in the viewer's scope into a file, with who came, and this into the journal.

    Raises Forbidden, TooManyOrders above EXPORT_LIMIT.
    """
    policy.may_assign(by)
    chosen, file = chosen or OrderFilter(), io.BytesIO()
    number = write_table(
        _rows(by, chosen),
        head=_head(),
        kind=kind,
        to=file,
        numbers=frozenset({"asked"}),
        sheet=pgettext("sheet", "服务"),
    )
    if number > EXPORT_LIMIT:
        raise TooManyOrders
    digest = hashlib.sha256(file.getbuffer()).hexdigest()
    record(OrdersExported(uuid.uuid4(), _said(chosen), number, kind.value, digest), by=by, at=at)
    return Exported(file.getvalue(), number, digest)


def _head() -> dict[str, str]:
    return {
        "name": _("姓名"), "area": _("地区"), "unit": _("单位"), "item": _("服务"), "because": _("为什么"),
        "source": _("来源"), "asked_by": _("谁申请的"), "state": _("状态"), "due_date": _("期限"),
        "placed_at": _("下单时间"), "changed_at": _("最近变化"), "why": _("退回或取消的原因"), "asked": _("请过几人"),
        "worker": _("服务人员"),
    }  # fmt: skip


def _rows(by: Viewer, chosen: OrderFilter) -> Iterator[dict[str, str]]:
    for lines in lines_for_file(by=by, chosen=chosen, limit=EXPORT_LIMIT + 1):
        offers = offers_for([line.inner_id for line in lines])
        places = paths({line.area_code for line in lines})
        units = dict(Unit.objects.filter(id__in={line.unit_id for line in lines}).values_list("id", "name"))
        for line in lines:
            yield _row(line, offers.get(line.inner_id, []), places[line.area_code], units.get(line.unit_id, ""))


def _row(line: OrderLine, offers: list[OfferView], place: str, unit: str) -> dict[str, str]:
    came = [offer.worker_name for offer in offers if offer.state in _CAME]
    return {
        "name": line.name, "area": place, "unit": unit, "item": line.item, "because": line.because,
        "source": str(line.source.label), "asked_by": line.asked_by, "state": str(line.state.label),
        "due_date": line.due_date.isoformat(), "placed_at": _moment(line.placed_at),
        "changed_at": _moment(line.changed_at), "why": line.returned_because or line.cancelled_because,
        "asked": str(len(offers)), "worker": came[-1] if came else "",
    }  # fmt: skip


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def _said(chosen: OrderFilter) -> str:
    """The filter as the journal keeps it; what was searched for is a name and stays out."""
    kept = {
        "state": chosen.state or "", "source": chosen.source or "", "item": chosen.item,
        "overdue_on": chosen.overdue_on.isoformat() if isinstance(chosen.overdue_on, date) else "",
        "searched": bool(chosen.text), "person": str(chosen.person or ""),
    }  # fmt: skip
    return canonical_json(kept).decode()

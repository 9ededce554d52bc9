"""A worklist leaves the house as a file, written down."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.journal.actions import record
from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Refused
from yinling.base.units.models import Unit
from yinling.decisions.careplan import policy
from yinling.decisions.careplan.events import WorklistExported
from yinling.decisions.careplan.queries.filters import WorkFilter, proposals
from yinling.decisions.careplan.queries.lines import ProposalLine, caution
from yinling.decisions.careplan.queries.worklist import lines_for_file
from yinling.kernel.calendars import BirthAfterDay, age_on, local_day
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Viewer
from yinling.people.registry.outside import FileKind, write_table

EXPORT_LIMIT = 10_000


class TooManyProposals(Refused):
    """More proposals than one file may hold; nothing was written."""


@dataclass(frozen=True)
class Exported:
    """A written file, whole."""

    content: bytes
    proposals: int
    digest: str


@transaction.atomic
def export_worklist(
    *, chosen: WorkFilter | None = None, kind: FileKind = FileKind.XLSX, by: Viewer, at: datetime
) -> Exported:
    """Write what a filter means in the viewer's scope into a file, with its reasons, and this into the journal.

    Raises Forbidden, TooManyProposals above EXPORT_LIMIT.
    """
    policy.may_export(by)
    chosen, today = chosen or WorkFilter(), local_day(at)
    found = proposals(by=by, chosen=chosen, on=today).order_by().values("id")
    if found[: EXPORT_LIMIT + 1].count() > EXPORT_LIMIT:
        raise TooManyProposals
    file = io.BytesIO()
    rows = _rows(lines_for_file(by=by, chosen=chosen, on=today, limit=EXPORT_LIMIT), today)
    number = write_table(
        rows, head=_head(), kind=kind, to=file, numbers=frozenset({"age"}), sheet=pgettext("sheet", "今日")
    )
    digest = hashlib.sha256(file.getbuffer()).hexdigest()
    event = WorklistExported(
        subject=uuid.uuid4(), chosen=_said(chosen), proposals=number, file_kind=kind.value, digest=digest
    )
    record(event, by=by, at=at)
    return Exported(file.getvalue(), number, digest)


def _head() -> dict[str, str]:
    return {
        "name": _("姓名"), "age": _("年龄"), "area": _("地区"), "unit": _("单位"), "tier": _("困难类别"),
        "focus": _("重点关注"), "item": _("建议的服务"), "need": _("所需"), "rule": _("规则"), "reasons": _("理由"),
        "source": _("依据"), "caution": _("核对程度"), "due_date": _("到期日"), "state": _("状态"),
        "decided_by": _("决定人"), "note": _("决定的理由"),
    }  # fmt: skip


def _rows(lines: Iterable[ProposalLine], today: date) -> Iterator[dict[str, str]]:
    places: dict[str, str] = {}
    units: dict[int, str] = {}
    for line in lines:
        if line.area_code not in places:
            places |= paths([line.area_code])
        if line.unit_id not in units:
            units |= dict(Unit.objects.filter(id=line.unit_id).values_list("id", "name"))
        yield _row(line, places[line.area_code], units.get(line.unit_id, ""), today)


def _row(line: ProposalLine, place: str, unit: str, today: date) -> dict[str, str]:
    return {
        "name": line.name, "age": _age(line.birth_date, today), "area": " ".join(place.split()[1:]) or place,
        "unit": unit, "tier": str(line.tier or ""), "focus": _("是") if line.focus else "", "item": line.item,
        "need": line.need, "rule": line.rule_title, "reasons": "\n".join(line.reasons), "source": line.source,
        "caution": caution(line.confidence), "due_date": line.due_date.isoformat(), "state": str(line.state.label),
        "decided_by": line.decided_by, "note": line.note,
    }  # fmt: skip


def _age(birth_date: date | None, today: date) -> str:
    try:
        return str(age_on(birth_date, today)) if birth_date else ""
    except BirthAfterDay:
        return ""


def _said(chosen: WorkFilter) -> str:
    """The filter as canonical text: what is not asked is left out."""
    asked = {field.name: getattr(chosen, field.name) for field in fields(chosen)}
    plain = {name: value for name, value in asked.items() if value not in (None, "", False)}
    return canonical_json({n: v if isinstance(v, int) else str(v) for n, v in plain.items()}).decode()

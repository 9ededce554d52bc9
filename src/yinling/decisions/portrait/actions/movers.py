"""Who would enter or leave by a draft leaves the house as a workbook, written down."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.journal.actions import record
from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Refused
from yinling.decisions.portrait.events import MoversExported
from yinling.decisions.portrait.queries.previewing import Mover, movers
from yinling.decisions.rulebook.domain import Decision
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.outside import FileKind, write_table
from yinling.people.registry.policy import may_export

MOST_MOVERS = 20_000


class TooManyMovers(Refused):
    """More persons than one file may hold; nothing was written."""


@dataclass(frozen=True)
class ExportedMovers:
    """A written workbook, whole."""

    content: bytes
    persons: int
    digest: str


@transaction.atomic
def export_movers(*, draft: UUID, code: str, entering: bool, by: Viewer, at: datetime) -> ExportedMovers:
    """Write everybody in scope whom a rule would take in (or let go) by a draft, and this into the journal.

    Raises Forbidden, DraftRefused while the draft cannot be published, TooManyMovers above MOST_MOVERS.
    """
    may_export(by)
    found = movers(draft, code, entering=entering, by=by, on=local_day(at), limit=MOST_MOVERS + 1)
    if len(found) > MOST_MOVERS:
        raise TooManyMovers
    file = io.BytesIO()
    sheet = pgettext("sheet", "进入") if entering else pgettext("sheet", "退出")
    write_table(_rows(found), head=_head(), kind=FileKind.XLSX, to=file, sheet=sheet)
    digest = hashlib.sha256(file.getbuffer()).hexdigest()
    event = MoversExported(
        subject=uuid.uuid4(), draft=draft, rule=code, entering=entering, persons=len(found), digest=digest
    )
    record(event, by=by, at=at)
    return ExportedMovers(file.getvalue(), len(found), digest)


def _head() -> dict[str, str]:
    return {"name": _("姓名"), "area": _("地区"), "after": _("按新的规定"), "before": _("按现在的规定")}


def _rows(found: Sequence[Mover]) -> Iterator[Mapping[str, str]]:
    places = paths({mover.area_code for mover in found})
    for mover in found:
        yield {
            "name": mover.name, "area": places[mover.area_code], "after": _said(mover.after),
            "before": _said(mover.before),
        }  # fmt: skip


def _said(decision: Decision | None) -> str:
    return "".join(decision.reason_lines) if decision else ""

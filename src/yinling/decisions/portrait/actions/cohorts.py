"""Tables of cohorts leave the house as files, small numbers not in them, written down."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.journal.actions import record
from yinling.decisions.portrait.domain.cohorts import CohortFilter, Dimension
from yinling.decisions.portrait.domain.small_cells import Care, Shown
from yinling.decisions.portrait.events import CohortExported
from yinling.decisions.portrait.queries.cohorts import Table, cohort
from yinling.kernel.calendars import local_day
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Viewer
from yinling.people.registry.outside import FileKind, write_table
from yinling.people.registry.policy import may_export

_LABEL, _TOTAL, _ABOUT = "label", "total", "about"


@dataclass(frozen=True)
class ExportedTable:
    """A written file, whole."""

    content: bytes
    digest: str


@transaction.atomic
def export_cohort(
    *,
    chosen: CohortFilter,
    rows: Dimension,
    columns: Dimension,
    about: str,
    kind: FileKind = FileKind.XLSX,
    by: Viewer,
    at: datetime,
) -> ExportedTable:
    """Write a table of cohorts into a file as it is shown, and this into the journal.

    `about` says in words whom it is about; it stands beside each row. Raises Forbidden, CohortUnknown and
    TooManyToCount as `cohort` does.
    """
    may_export(by)
    table = cohort(by=by, chosen=chosen, rows=rows, columns=columns, on=local_day(at))
    file = io.BytesIO()
    head = _head(table)
    numbers = frozenset(head) - {_LABEL, _ABOUT}
    write_table(
        _lines(table, about), head=head, kind=kind, to=file, numbers=numbers, sheet=pgettext("sheet", "群体分析")
    )
    digest = hashlib.sha256(file.getbuffer()).hexdigest()
    event = CohortExported(
        subject=uuid.uuid4(), chosen=_said(chosen), rows=rows.value, columns=columns.value, file_kind=kind.value,
        digest=digest,
    )  # fmt: skip
    record(event, by=by, at=at)
    return ExportedTable(file.getvalue(), digest)


def say_shown(shown: Shown) -> str:
    """A number as tables say it; what may not be told is said so."""
    words = {Care.FEW: _("少于5"), Care.HIDDEN: _("不显示")}
    return words[shown.care] if shown.care in words else str(shown.number)


def _head(table: Table) -> dict[str, str]:
    inner = {} if table.column_dimension is Dimension.NOTHING else dict(enumerate(table.columns))
    named = {f"column_{place}": group.label for place, group in inner.items()}
    return {_LABEL: str(table.row_dimension.label), **named, _TOTAL: _("合计"), _ABOUT: _("统计范围")}


def _lines(table: Table, about: str) -> Iterator[Mapping[str, str]]:
    for label, cells in zip([*(group.label for group in table.rows), _("合计")], table.cells, strict=True):
        *inner, total = map(say_shown, cells)
        named = {f"column_{place}": text for place, text in enumerate(inner)}
        yield {_LABEL: label, **named, _TOTAL: total, _ABOUT: about}


def _said(chosen: CohortFilter) -> str:
    """The filter as canonical text: what is not asked is left out."""
    asked = {field.name: getattr(chosen, field.name) for field in fields(chosen)}
    told = {name: value for name, value in asked.items() if value not in (None, "", ())}
    return canonical_json({name: _plain(value) for name, value in told.items()}).decode()


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int | str) else str(value)

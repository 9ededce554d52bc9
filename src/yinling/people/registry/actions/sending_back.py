"""Doubtful fields go back to the unit that reported them, as a workbook with room for the right values."""

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
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.events import QuestionsExported
from yinling.people.registry.outside import FileKind, write_table
from yinling.people.registry.queries.quality import DoubtLine, doubt_lines


@dataclass(frozen=True)
class SentBack:
    """A written workbook, and of how many questions about how many persons."""

    content: bytes
    questions: int
    persons: int


@transaction.atomic
def export_questions(*, unit: UUID, by: Viewer, at: datetime) -> SentBack:
    """Write the open questions about a unit's people into a workbook, and this into the journal.

    Identity numbers, phones and addresses are masked. Raises Forbidden, also when the viewer sees no open question
    there: nobody can tell whether there is none or it is not for him.
    """
    policy.may_export(by)
    lines = list(doubt_lines(by=by, unit=unit))
    if not lines:
        raise Forbidden
    file = io.BytesIO()
    write_table(_rows(lines), head=_head(), kind=FileKind.XLSX, to=file, sheet=pgettext("sheet", "待核实"))
    content, persons = file.getvalue(), len({line.person for line in lines})
    event = QuestionsExported(
        subject=uuid.uuid4(), unit=unit, questions=len(lines), persons=persons,
        digest=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    record(event, by=by, at=at)
    return SentBack(content, len(lines), persons)


def _head() -> Mapping[str, str]:
    return {
        "name": _("姓名"), "tail": _("证件尾号"), "label": _("栏目"), "held": _("现在登记的内容"),
        "written": _("存疑的写法"), "said": _("疑问"), "right": _("核实后的正确内容"), "who": _("核实人"),
    }  # fmt: skip


def _rows(lines: Sequence[DoubtLine]) -> Iterator[Mapping[str, str]]:
    for line in lines:
        yield {
            "name": line.name, "tail": line.id_number_tail, "label": line.label, "held": line.held,
            "written": line.written, "said": line.said, "right": "", "who": "",
        }  # fmt: skip

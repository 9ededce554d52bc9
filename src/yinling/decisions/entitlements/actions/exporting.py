"""Lists of candidates leave the house as files, written down."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Refused
from yinling.decisions.entitlements import policy
from yinling.decisions.entitlements.events import CandidatesExported
from yinling.decisions.entitlements.queries.finding import CandidateFilter, count_candidates
from yinling.decisions.entitlements.queries.lists import CandidateLine, CandidateSort, candidates_for_file
from yinling.decisions.entitlements.terms import Gathering
from yinling.kernel.calendars import local_day
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Viewer
from yinling.people.registry.outside import FileKind, write_table
from yinling.people.registry.queries import Filter

EXPORT_LIMIT = 10_000  # each line is explained anew


class TooManyCandidates(Refused):
    """More persons than one file may hold; nothing was written."""


@dataclass(frozen=True)
class ExportedCandidates:
    """A written workbook, whole, and how many persons are in it."""

    content: bytes
    persons: int
    digest: str


@transaction.atomic
def export_candidates(
    *,
    code: str,
    chosen: CandidateFilter | None = None,
    sort: CandidateSort | None = None,
    by: Viewer,
    at: datetime,
) -> ExportedCandidates:
    """Write the candidates whom a filter means into a workbook with reasons and papers, and this into the journal.

    No secret term and nothing that stands in a paper is in it. Raises Forbidden, TooManyCandidates above EXPORT_LIMIT.
    """
    policy.may_export(by)
    chosen, sort, on = chosen or CandidateFilter(), sort or CandidateSort(), local_day(at)
    if not count_candidates(by=by, code=code, chosen=chosen, on=on).is_exact:
        raise TooManyCandidates
    lines = candidates_for_file(by=by, code=code, on=on, chosen=chosen, sort=sort, limit=EXPORT_LIMIT)
    file = io.BytesIO()
    persons = write_table(
        _rows(lines), head=_head(), kind=FileKind.XLSX, to=file, numbers=frozenset({"age"}),
        sheet=pgettext("sheet", "待遇候选人"),
    )  # fmt: skip
    digest = hashlib.sha256(file.getbuffer()).hexdigest()
    event = CandidatesExported(
        subject=uuid.uuid4(), rule=code, chosen=_said(chosen), sort=str(sort), persons=persons, digest=digest
    )
    record(event, by=by, at=at)
    return ExportedCandidates(file.getvalue(), persons, digest)


def _head() -> Mapping[str, str]:
    return {
        "name": _("姓名"), "age": _("年龄"), "person_type": _("人员类别"), "area": _("地区"), "unit": _("单位"),
        "since": _("自何日起符合"), "reasons": _("理由"), "missing": _("缺哪些资料"), "in_hand": _("已见材料"),
        "to_come": _("还缺材料"), "confidence": _("核对程度"),
    }  # fmt: skip


def _rows(lines: Iterable[CandidateLine]) -> Iterator[Mapping[str, str]]:
    separator = _("、")
    for line in lines:
        yield {
            "name": line.name, "age": line.age, "person_type": line.person_type, "area": line.area, "unit": line.unit,
            "since": line.since.isoformat() if line.since else "", "reasons": "\n".join(line.reasons),
            "missing": separator.join(fact.label for fact in line.missing_facts),
            "in_hand": separator.join(line.in_hand), "to_come": separator.join(line.to_come),
            "confidence": line.confidence,
        }  # fmt: skip


def _said(chosen: CandidateFilter) -> str:
    """The filter as canonical text: what is not asked is left out."""
    people = {field.name: _plain(getattr(chosen.people, field.name)) for field in fields(Filter)}
    asked: dict[str, object] = {name: value for name, value in people.items() if value not in (None, "", [])}
    if chosen.evidence is not Gathering.ALL:
        asked["evidence"] = chosen.evidence.value
    if chosen.undecided:
        asked["undecided"] = True
    return canonical_json(asked).decode()


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)

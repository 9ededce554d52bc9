"""Ratings and concerns leave the house as files, written down."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.journal.actions import record
from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Refused
from yinling.kernel.calendars import local_day
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Viewer
from yinling.people.registry.outside import FileKind, write_table
from yinling.quality.feedback import policy
from yinling.quality.feedback.events import FeedbackExported
from yinling.quality.feedback.queries.concerns import ConcernFilter, concerns_for_file
from yinling.quality.feedback.queries.lines import ConcernLine, RatingLine
from yinling.quality.feedback.queries.ratings import RatingFilter, ratings_for_file

EXPORT_LIMIT = 10_000


class TooMuchFeedback(Refused):
    """More lines than one file may hold; nothing was written."""


@dataclass(frozen=True)
class Exported:
    """A written file, whole."""

    content: bytes
    rows: int
    digest: str


@transaction.atomic
def export_ratings(*, chosen: RatingFilter | None = None, by: Viewer, at: datetime) -> Exported:
    """Write what a filter means in the viewer's scope into a workbook, and this into the journal.

    Raises Forbidden, TooMuchFeedback above EXPORT_LIMIT.
    """
    policy.may_list(by)
    chosen = chosen or RatingFilter()
    lines = ratings_for_file(by=by, chosen=chosen, on=local_day(at), limit=EXPORT_LIMIT + 1)
    head = _rating_head()
    return _written("ratings", _rating_rows(lines), head, pgettext("sheet", "评价"), chosen=chosen, by=by, at=at)


@transaction.atomic
def export_concerns(*, chosen: ConcernFilter | None = None, by: Viewer, at: datetime) -> Exported:
    """Write what a filter means in the viewer's scope into a workbook, and this into the journal.

    Raises Forbidden, TooMuchFeedback above EXPORT_LIMIT.
    """
    policy.may_list(by)
    chosen = chosen or ConcernFilter()
    lines = concerns_for_file(by=by, chosen=chosen, on=local_day(at), limit=EXPORT_LIMIT + 1)
    head = _concern_head()
    return _written("concerns", _concern_rows(lines), head, pgettext("sheet", "投诉"), chosen=chosen, by=by, at=at)


def _written(
    what: str,
    rows: Iterator[dict[str, str]],
    head: Mapping[str, str],
    sheet: str,
    *,
    chosen: RatingFilter | ConcernFilter,
    by: Viewer,
    at: datetime,
) -> Exported:
    file = io.BytesIO()
    numbers = frozenset({"stars"})
    number = write_table(_few(rows), head=dict(head), kind=FileKind.XLSX, to=file, numbers=numbers, sheet=sheet)
    digest = hashlib.sha256(file.getbuffer()).hexdigest()
    event = FeedbackExported(
        subject=uuid.uuid4(), what=what, chosen=_said(chosen), rows=number, file_kind=FileKind.XLSX.value,
        digest=digest,
    )  # fmt: skip
    record(event, by=by, at=at)
    return Exported(file.getvalue(), number, digest)


def _few(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The rows, as long as one file holds them. Raises TooMuchFeedback."""
    for place, row in enumerate(rows):
        if place == EXPORT_LIMIT:
            raise TooMuchFeedback
        yield row


def _rating_head() -> dict[str, str]:
    return {
        "rated": _("评价日期"), "name": _("姓名"), "area": _("地区"), "item": _("服务"), "worker": _("服务人员"),
        "stars": _("评分"), "remark": _("评语"), "way": _("方式"), "said_by": _("评价人"),
    }  # fmt: skip


def _rating_rows(lines: Iterable[RatingLine]) -> Iterator[dict[str, str]]:
    places: dict[str, str] = {}
    for line in lines:
        yield {
            "rated": _day(line.rated_at), "name": line.name, "area": _place(line.area_code, places),
            "item": line.item, "worker": line.worker_name, "stars": str(line.stars), "remark": line.remark,
            "way": str(line.way.label), "said_by": line.said_by,
        }  # fmt: skip


def _concern_head() -> dict[str, str]:
    return {
        "kind": _("类别"), "raised": _("提出日期"), "name": _("姓名"), "area": _("地区"), "item": _("服务"),
        "worker": _("服务人员"), "stars": _("评分"), "text": _("内容"), "said_by": _("提出人"), "way": _("方式"),
        "answer_by": _("答复期限"), "state": _("状态"), "answered": _("答复日期"), "answered_by": _("答复人"),
        "answer": _("答复"),
    }  # fmt: skip


def _concern_rows(lines: Iterable[ConcernLine]) -> Iterator[dict[str, str]]:
    places: dict[str, str] = {}
    for line in lines:
        yield {
            "kind": str(line.kind.label), "raised": _day(line.raised_at), "name": line.name,
            "area": _place(line.area_code, places), "item": line.item, "worker": line.worker_name,
            "stars": str(line.stars or ""), "text": line.text, "said_by": line.said_by,
            "way": str(line.way.label), "answer_by": line.answer_by.isoformat(), "state": str(line.state.label),
            "answered": _day(line.answered_at), "answered_by": line.answered_by_name, "answer": line.answer,
        }  # fmt: skip


def _place(code: str, places: dict[str, str]) -> str:
    if code not in places:
        places |= paths([code])
    return " ".join(places[code].split()[1:]) or places[code]


def _day(moment: datetime | None) -> str:
    return local_day(moment).isoformat() if moment else ""


def _said(chosen: RatingFilter | ConcernFilter) -> str:
    """The filter as canonical text: what is not asked is left out."""
    asked = {field.name: getattr(chosen, field.name) for field in fields(chosen)}
    plain = {name: value for name, value in asked.items() if value not in {None, "", False}}
    return canonical_json({n: v if isinstance(v, int) else _plain(v) for n, v in plain.items()}).decode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)

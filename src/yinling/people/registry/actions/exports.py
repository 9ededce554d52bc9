"""Lists of persons leave the house as files, written down."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Refused
from yinling.kernel.calendars import local_day
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.events import PersonsExported
from yinling.people.registry.outside import FileKind, write_table
from yinling.people.registry.queries.columns import DEFAULT_COLUMNS, NUMBERS, in_order, label_of_column
from yinling.people.registry.queries.filters import Filter, found_by, persons
from yinling.people.registry.queries.lists import Sort, rows_for_file
from yinling.people.registry.terms import SECRET_TERMS

EXPORT_LIMIT = 100_000
_REASON = range(2, 201)


class TooManyPersons(Refused):
    """More persons than one file may hold; nothing was written."""


@dataclass(frozen=True)
class Exported:
    """A written file, whole. Workbooks are assembled in the temporary folder and removed from there."""

    content: bytes
    persons: int
    digest: str


@transaction.atomic
def export_persons(
    *,
    chosen: Filter | None = None,
    sort: Sort | None = None,
    columns: Sequence[str] = DEFAULT_COLUMNS,
    kind: FileKind = FileKind.XLSX,
    reason: str = "",
    among: Q | None = None,
    among_said: Mapping[str, str | int | bool] | None = None,
    by: Viewer,
    at: datetime,
) -> Exported:
    """Write everybody whom a filter means in the viewer's scope into a file, and this into the journal.

    Secret columns come in clear and want a reason. `among` is as for `queries.filters.persons`; `among_said` tells the
    journal what it means, beside the filter. Raises Forbidden (terms of purposes not held too), Unacceptable
    when the reason is missing, TooManyPersons above EXPORT_LIMIT.
    """
    policy.may_export(by)
    chosen, sort, columns, reason = chosen or Filter(), sort or Sort(), in_order(columns), reason.strip()
    policy.may_read(by, columns)
    secrets = tuple(column for column in columns if column in SECRET_TERMS)
    _check_reason(reason, secrets)
    _check_number(by, chosen, among)
    file = io.BytesIO()
    slices = rows_for_file(
        by=by, chosen=replace(chosen, on=chosen.on or local_day(at)), sort=sort, columns=columns, limit=EXPORT_LIMIT,
        among=among,
    )  # fmt: skip
    head = {column: label_of_column(column) for column in columns}
    rows = chain.from_iterable(slices)
    number = write_table(rows, head=head, kind=kind, to=file, numbers=NUMBERS, sheet=pgettext("sheet", "人员"))
    digest = hashlib.sha256(file.getbuffer()).hexdigest()
    event = PersonsExported(
        subject=uuid.uuid4(), chosen=_said(chosen, among_said or {}), sort=str(sort), columns=columns,
        secrets=secrets, persons=number, reason=reason, file_kind=kind.value, digest=digest,
    )  # fmt: skip
    record(event, by=by, at=at)
    return Exported(file.getvalue(), number, digest)


def _check_reason(reason: str, secrets: Sequence[str]) -> None:
    if secrets and len(reason) not in _REASON:
        raise Unacceptable({"reason": _("导出电话、住址、证件号等内容时，请写明理由，例如：春节走访慰问")})
    if len(reason) >= _REASON.stop or "\x00" in reason:
        raise Unacceptable({"reason": _("理由超过 200 个字，请缩短")})


def _check_number(by: Viewer, chosen: Filter, among: Q | None) -> None:
    rows = persons(by=by, chosen=chosen, among=among).filter(found_by(chosen.search)).order_by().values("person_id")
    if rows[: EXPORT_LIMIT + 1].count() > EXPORT_LIMIT:
        raise TooManyPersons


def _as_given(chosen: Filter) -> dict[str, object]:
    return {field.name: getattr(chosen, field.name) for field in fields(chosen)}


def _said(chosen: Filter, among_said: Mapping[str, str | int | bool]) -> str:
    """The filter as canonical text, and what else was asked: what is not asked is left out."""
    asked = {name: value for name, value in _as_given(chosen).items() if value not in (None, "", ())}
    return canonical_json({name: _plain(value) for name, value in asked.items()} | {**among_said}).decode()


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, bool | int | str) else str(value)

"""Rosters as the desk lists them, and one of them as its page shows it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import IntegerField, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from yinling.base.accounts.models import Account
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import area_range
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.models import Roster, RosterSheet
from yinling.people.intake.queries.results import roster_of
from yinling.people.intake.terms import Phase, RosterState, RowStatus

PAGE = 50
WITHDRAWN_WITHIN = timedelta(days=30)
_LONG_RUN = re.compile(r"\d[\d -]{4,}[\dXx]")
_DAY = re.compile(r"(1[89]|20)\d{2}[ -]?\d{1,2}([ -]?\d{1,2})?")


@dataclass(frozen=True)
class RosterLine:
    """One roster as the list shows it. `state` is its code, `counts` as in Roster."""

    roster: UUID
    file_name: str
    unit: str
    area_code: str
    as_of: date | None
    state: str
    state_label: str
    counts: Mapping[str, int]
    rows_total: int
    received_at: datetime
    received_by: str


@dataclass(frozen=True)
class RosterPage:
    """Some rosters, newest first, and where the next page begins, "" after the last."""

    lines: Sequence[RosterLine]
    after: str


@dataclass(frozen=True)
class ColumnView:
    """One column as its owner explains it: its heading, what stands in it, what it seems to mean and why.

    `term` is None while nobody has said; `guess` is the proposal that is not sure. `examples` are cells, masked.
    """

    place: int
    index: int
    group: str
    label: str
    term: str | None
    guess: str | None
    is_sure: bool
    why: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class SheetView:
    """One sheet with its columns; without a header it has none, and no persons."""

    place: int
    name: str
    title: str
    rows_total: int
    has_header: bool
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True)
class RosterView:
    """One roster as its page shows it; `seconds` by phase, `moved_at` when background work last gave a sign."""

    line: RosterLine
    unit: UUID
    size: int
    refusal: str
    reported_unit: str
    phase: str
    phase_label: str
    done: int
    total: int
    seconds: Mapping[str, float]
    finished_at: datetime | None
    moved_at: datetime | None
    withdrawn_at: datetime | None
    sheets: tuple[SheetView, ...]

    @property
    def is_conserved(self) -> bool:
        """Whether every row of the file ended as exactly one thing: the sum over all statuses is the number of rows."""
        return sum(self.line.counts.get(status, 0) for status in RowStatus.values) == self.line.rows_total

    @property
    def withdraw_until(self) -> datetime | None:
        """Until when the import can be taken back as a whole; None when it never stood."""
        return self.finished_at + WITHDRAWN_WITHIN if self.finished_at else None


def rosters(*, by: Viewer, after: str = "") -> RosterPage:
    """The rosters of the viewer's scope, newest first. An `after` that names nothing begins at the first."""
    policy.may_take_in(by)
    wanted = Roster.objects.select_related("unit").order_by("-id")
    if after.isascii() and after.isdigit() and len(after) < 19:
        wanted = wanted.filter(id__lt=int(after))
    rows = list(wanted[: PAGE + 1])
    more = str(rows[PAGE - 1].id) if len(rows) > PAGE else ""
    names = _names(rows)
    return RosterPage([_line(row, names) for row in rows[:PAGE]], more)


def roster(public_id: UUID, *, by: Viewer) -> RosterView:
    """One roster. Raises Forbidden when absent or hidden."""
    policy.may_take_in(by)
    row = roster_of(public_id)
    sheets = RosterSheet.objects.filter(roster=row).order_by("place")
    return RosterView(
        line=_line(row, _names([row])), unit=row.unit.public_id, size=row.size, refusal=row.refusal,
        reported_unit=row.reported_unit, phase=row.phase,
        phase_label=str(Phase(row.phase).label) if row.phase else "", done=row.done, total=row.total,
        seconds=row.seconds, finished_at=row.finished_at, moved_at=row.moved_at, withdrawn_at=row.withdrawn_at,
        sheets=tuple(_sheet(sheet) for sheet in sheets),
    )  # fmt: skip


def held_count(*, by: Viewer, area: str | None = None) -> int:
    """How many rows wait for a human decision in the viewer's scope, or in one area of it."""
    policy.may_take_in(by)
    standing = Roster.objects.filter(state=RosterState.DONE)
    if area:
        low, high = area_range(area)
        standing = standing.filter(area_code__gte=low, area_code__lt=high)
    found = standing.aggregate(number=Sum(Cast(KT("counts__held"), IntegerField())))
    return int(found["number"] or 0)


def _line(row: Roster, names: Mapping[str, str]) -> RosterLine:
    return RosterLine(
        roster=row.public_id, file_name=row.file_name, unit=row.unit.name, area_code=row.area_code, as_of=row.as_of,
        state=row.state, state_label=str(RosterState(row.state).label), counts=row.counts, rows_total=row.rows_total,
        received_at=row.received_at, received_by=names.get(row.received_by) or _("命令行"),
    )  # fmt: skip


def _names(rows: Sequence[Roster]) -> Mapping[str, str]:
    """What the accounts are called that handed rosters in; nobody else does but the command line."""
    keys = {key for row in rows if (key := _key(row.received_by))}
    found = Account.objects.filter(public_id__in=keys).values_list("public_id", "display_name")
    return {str(public_id): name for public_id, name in found}


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _sheet(sheet: RosterSheet) -> SheetView:
    examples = _examples(sheet)
    columns = tuple(
        ColumnView(
            place=sheet.place, index=int(c["index"]), group=c["group"], label=c["label"], term=c["term"],
            guess=c.get("guess"), is_sure=bool(c["sure"]), why=c["why"], examples=examples.get(str(c["index"]), ()),
        )
        for c in sheet.columns
    )  # fmt: skip
    return SheetView(sheet.place, sheet.name, sheet.title, sheet.rows_total, bool(sheet.first_header_row), columns)


def _examples(sheet: RosterSheet) -> dict[str, tuple[str, ...]]:
    """Some raw cells of each column, what looks like an identity number or a telephone masked."""
    kept = getattr(sheet, "examples", None)
    return {index: tuple(map(_masked, texts)) for index, texts in json.loads(kept).items()} if kept else {}


def _masked(text: str) -> str:
    """The text with every long run of digits cut to its ends; a day stays readable."""
    return _LONG_RUN.sub(lambda run: run[0] if _DAY.fullmatch(run[0]) else f"{run[0][:3]}****{run[0][-2:]}", text)


def area_of(public_id: UUID) -> str:
    """The area for whose officers a roster was handed in. Raises Forbidden when it is absent or hidden."""
    found = Roster.objects.filter(public_id=public_id).values_list("area_code", flat=True).first()
    if found is None:
        raise Forbidden
    return found

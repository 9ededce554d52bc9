"""A roster is taken in: read, cleaned, matched, written, in one transaction, so that all of it stands or nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.actions.progress import Progress
from yinling.people.intake.actions.receiving import content_of
from yinling.people.intake.actions.tables import OpenedSheet, open_sheets
from yinling.people.intake.actions.writing import write_roster
from yinling.people.intake.domain.cleaning.signs import written
from yinling.people.intake.domain.headings import Proposal, propose
from yinling.people.intake.domain.layout import Layout, RowKind
from yinling.people.intake.events import RosterRefused
from yinling.people.intake.models import RememberedHeading, Roster, RosterFile, RosterSheet
from yinling.people.intake.outside import FileRefused
from yinling.people.intake.terms import IGNORED, RosterState

_EXAMPLES, _LONGEST_EXAMPLE = 3, 60


@transaction.atomic
def take_in(
    *,
    roster: UUID,
    by: Viewer,
    at: datetime,
    say: Progress | None = None,
    opened: Sequence[OpenedSheet] | None = None,
    assume: bool = False,
) -> str:
    """Take a roster in; returns the state it has now.

    `opened` saves reading the file again. `assume` takes proposals that are not sure and leaves columns that nobody
    understands in the original, instead of asking: for the command line, which says so. Safe to run twice: a roster
    that is done stays as it is. Raises Forbidden for everyone but the system.
    """
    policy.may_write(by)
    row = _locked(roster)
    if row.state not in {RosterState.RECEIVED, RosterState.READY, RosterState.RUNNING}:
        return str(row.state)
    progress = say or Progress()
    try:
        sheets = tuple(opened) if opened is not None else open_sheets(content_of(row), row.file_name)
    except FileRefused as refusal:
        return _refuse(row, refusal, by, at)
    kept = list(RosterSheet.objects.filter(roster=row).order_by("place"))
    if not kept:
        kept = _lay_open(row, sheets, at, assume=assume)
    if any(column["term"] is None for sheet in kept for column in sheet.columns):
        return _set(row, RosterState.ASKING)
    progress.end()
    try:
        write_roster(row, kept, sheets, by=by, at=at, say=progress)
    except FileRefused as refusal:
        return _refuse(row, refusal, by, at)
    return str(row.state)


def _locked(roster: UUID) -> Roster:
    """One import at a time: two at once would not see each other's persons and enter somebody twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7259002)")
    row = Roster.objects.select_related("unit").filter(public_id=roster).first()
    if row is None:
        raise Forbidden
    return row


def _refuse(row: Roster, refusal: FileRefused, by: Viewer, at: datetime) -> str:
    row.refusal = str(refusal)
    row.finished_at = at
    RosterFile.objects.filter(roster=row).delete()
    record(RosterRefused(subject=row.public_id, code=refusal.code), by=by, at=at)
    return _set(row, RosterState.REFUSED)


def _set(row: Roster, state: RosterState) -> str:
    row.state, row.phase = state, ""
    row.save()
    return state.value


def _lay_open(row: Roster, sheets: Sequence[OpenedSheet], at: datetime, *, assume: bool) -> list[RosterSheet]:
    """Store what the sheets look like and what their columns seem to mean."""
    known = dict(RememberedHeading.objects.filter(unit_id=row.unit_id).values_list("heading", "term"))
    kept = [_sheet(row, place, one, known, assume=assume) for place, one in enumerate(sheets)]
    RosterSheet.objects.bulk_create(kept)
    layouts = [one.layout for one in sheets if one.layout]
    row.reported_unit = next((found.reported_unit for found in layouts if found.reported_unit), "")
    row.as_of = _as_of(layouts, at)
    row.rows_total = sum(len(one.sheet.rows) for one in sheets)
    return kept


def _as_of(layouts: Sequence[Layout], at: datetime) -> date:
    """The day that the file itself states; the day of handing in when it states none, or one that has not come."""
    today = local_day(at)
    stated = [found.as_of for found in layouts if found.as_of and found.as_of <= today]
    return max(stated, default=today)


def _sheet(row: Roster, place: int, one: OpenedSheet, known: dict[str, str], *, assume: bool) -> RosterSheet:
    layout = one.layout
    columns = [_column(found, assume=assume) for found in propose(layout.columns, known=known)] if layout else []
    return RosterSheet(
        roster=row, area_code=row.area_code, unit_id=row.unit_id, place=place, name=one.sheet.name,
        title=layout.title if layout else "", rows_total=len(one.sheet.rows),
        first_header_row=layout.first_row if layout else None, last_header_row=layout.last_row if layout else None,
        columns=columns, examples=_examples(one, [c["index"] for c in columns if c["term"] is None]),
    )  # fmt: skip


def _examples(one: OpenedSheet, columns: Sequence[object]) -> str | None:
    """The first different cells of persons' rows in columns that wait for an explanation, as JSON; None for none."""
    found: dict[str, list[str]] = {str(index): [] for index in columns}
    for number, cells in enumerate(one.sheet.rows, start=1):
        if all(len(seen) >= _EXAMPLES for seen in found.values()):
            break
        if one.kind(number) is not RowKind.PERSON:
            continue
        for index, seen in found.items():
            text = written(cells[int(index)])[:_LONGEST_EXAMPLE]
            if text and text not in seen and len(seen) < _EXAMPLES:
                seen.append(text)
    return json.dumps(found, ensure_ascii=False) if found else None


def _column(found: Proposal, *, assume: bool) -> dict[str, object]:
    """A column as it is stored: what is not sure has no term yet, but the guess, unless guesses are taken."""
    term = found.term if found.sure or assume else None
    if term is None and assume:
        term = IGNORED
    return {
        "index": found.column.index, "group": found.column.group, "label": found.column.label, "term": term,
        "guess": found.term, "sure": found.sure, "why": found.why,
    }  # fmt: skip

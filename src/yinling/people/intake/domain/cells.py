"""Original cells as text that keeps their kind, so that a row can be cleaned again exactly as it was read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import cast

from yinling.people.intake.domain.records import CleanRow, Doubt
from yinling.people.intake.domain.sheets import Cell

_MOMENTS = {"date": date.fromisoformat, "datetime": datetime.fromisoformat, "time": time.fromisoformat}


def pack(cells: Sequence[Cell]) -> str:
    """A row's cells as JSON; empty cells at its end are left out."""
    last = max((place for place, cell in enumerate(cells, start=1) if cell != ""), default=0)
    return json.dumps([_plain(cell) for cell in cells[:last]], ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> list[Cell]:
    """The cells of `pack`, without the empty ones at the end."""
    return [_cell(value) for value in json.loads(text)]


def pack_clean(row: CleanRow) -> str:
    """A cleaned row as JSON, to be kept beside its cells."""
    doubts = [[doubt.term, doubt.code, doubt.written, doubt.other] for doubt in row.doubts]
    told = {"values": row.values, "stated": row.stated, "doubts": doubts, "id_hint": row.id_hint, "rules": row.rules}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def unpack_clean(text: str) -> CleanRow:
    """The cleaned row of `pack_clean`; its refusal stands in the row's own reason."""
    told = json.loads(text)
    doubts = tuple(Doubt(*doubt) for doubt in told["doubts"])
    return CleanRow(told["values"], told["rules"], doubts, told["stated"], told["id_hint"])


def _plain(cell: Cell) -> object:
    if isinstance(cell, str | bool | int | float):
        return cell
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    return {type(cell).__name__: cell.isoformat()}


def _cell(value: object) -> Cell:
    if not isinstance(value, dict):
        return cast(Cell, value)  # what `_plain` wrote: text, number or truth
    (kind, text), *_rest = value.items()
    return timedelta(seconds=float(text)) if kind == "seconds" else cast(Cell, _MOMENTS[kind](str(text)))

"""Decisions in bulk: a file of verdicts on held rows, read line by line and refused line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.kernel.tables import Line, TableInvalid, read_table
from yinling.people.intake.terms import VerdictChoice

COLUMNS = ("sheet", "row", "verdict", "person")
_WORDS = {
    "same": VerdictChoice.SAME, "同一人": VerdictChoice.SAME, "是": VerdictChoice.SAME,
    "different": VerdictChoice.DIFFERENT, "不是同一人": VerdictChoice.DIFFERENT, "否": VerdictChoice.DIFFERENT,
}  # fmt: skip
_ROW = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_PLACE = re.compile(r"(?P<sheet>.+)[!！:：](?P<row>[1-9][0-9]{0,6})", re.ASCII)


class DecisionsInvalid(ValueError):
    """The file is no table of decisions; the message is Chinese, names the line and says what to do."""

    code = "decisions_invalid"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a line says of a held row. Of whom: a public id, another row of the file, or whoever is the candidate."""

    line: int
    sheet: str
    row: int
    verdict: VerdictChoice
    person: UUID | None = None
    other_sheet: str = ""
    other_row: int = 0


def read_decisions(raw: bytes) -> list[Decision]:
    """The decisions of a CSV file (UTF-8) with the columns sheet, row, verdict, person.

    The verdict is same or different; the person is a public id, `sheet!row` of a row of the same file, or empty when
    the row has one candidate (or, with different, for all of them). Raises DecisionsInvalid.
    """
    try:
        lines = read_table(raw, columns=COLUMNS)
    except TableInvalid as invalid:
        raise DecisionsInvalid(str(invalid)) from invalid
    return [_decision(line) for line in lines]


def _decision(line: Line) -> Decision:
    text = line.fields
    if not _ROW.fullmatch(text["row"]):
        raise _refused(line, _("row 应为行号，例如 18691"))
    verdict = _WORDS.get(text["verdict"].casefold())
    if verdict is None:
        raise _refused(line, _("verdict 应为 same（同一人）或 different（不是同一人）"))
    place = _PLACE.fullmatch(text["person"])
    if place is not None:
        return Decision(line.number, text["sheet"], int(text["row"]), verdict, None, place["sheet"], int(place["row"]))
    return Decision(line.number, text["sheet"], int(text["row"]), verdict, _person(line))


def _person(line: Line) -> UUID | None:
    text = line.fields["person"]
    try:
        return UUID(text) if text else None
    except ValueError as no_id:
        raise _refused(line, _("person 应为人员编号（rows.csv 里的 person），或“工作表!行号”，或留空")) from no_id


def _refused(line: Line, what: str) -> DecisionsInvalid:
    return DecisionsInvalid(_("第{line}行：{what}。请改正后再上传。").format(line=line.number, what=what))

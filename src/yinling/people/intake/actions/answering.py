"""An officer answers many held rows by one file; each line is taken or refused with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.actions.deciding import KeptElsewhere, decide
from yinling.people.intake.actions.receiving import NotNow
from yinling.people.intake.actions.settling import Refusal
from yinling.people.intake.domain.decisions import Decision
from yinling.people.intake.models import Candidate, Roster, RosterRow
from yinling.people.intake.terms import RowStatus, VerdictChoice
from yinling.people.registry.models import Person


@dataclass(frozen=True, slots=True)
class AnswersTaken:
    """What a file of answers came to: answers taken, rows that had been answered before, lines refused."""

    taken: int
    already: int
    refused: tuple[Refusal, ...]


class _Unclear(ValueError):
    """The line names no candidate of its row; the message says what to write."""


@transaction.atomic
def answer_file(*, roster: UUID, decisions: Sequence[Decision], by: Viewer, at: datetime) -> AnswersTaken:
    """Take an officer's decisions on the candidates of a roster's held rows; jobs write what follows.

    Only records that matching proposed and that `by` sees can be named. The same file again changes nothing. Raises
    Forbidden.
    """
    policy.may_take_in(by)
    row = Roster.objects.filter(public_id=roster).first()
    if row is None:
        raise Forbidden
    policy.may_take_in_for(by, row.area_code, row.unit_id)
    taken = already = 0
    refused: list[Refusal] = []
    for decision in decisions:
        try:
            number = _answer(row, decision, by, at)
        except (_Unclear, KeptElsewhere) as refusal:
            refused.append(Refusal(decision.line, str(refusal)))
            continue
        taken += number
        already += number == 0
    return AnswersTaken(taken, already, tuple(refused))


def _answer(roster: Roster, decision: Decision, by: Viewer, at: datetime) -> int:
    """Take one line: how many answers it gave."""
    held = RosterRow.objects.filter(roster=roster, sheet__name=decision.sheet, number=decision.row).first()
    if held is None:
        raise _Unclear(_("文件里没有这一行，请核对工作表名和行号"))
    if held.status != RowStatus.HELD:
        return 0
    wanted = _candidates(roster, held, decision)
    seen = dict(Person.objects.filter(id__in=[one.person_id for one in wanted]).values_list("id", "public_id"))
    if len(seen) < len(wanted):
        raise KeptElsewhere
    number = 0
    for one in wanted:
        try:
            decide(row=held.public_id, person=seen[one.person_id], verdict=decision.verdict.value, by=by, at=at)
        except NotNow:
            continue
        number += 1
    return number


def _candidates(roster: Roster, held: RosterRow, decision: Decision) -> list[Candidate]:
    """The candidates that a line means: the one it names, the only one, or, with different, all."""
    found = list(Candidate.objects.filter(row=held))
    if decision.person is not None:
        named = Person.objects.filter(public_id=decision.person).values_list("id", flat=True).first()
        found = [one for one in found if one.person_id == named]
    elif decision.other_sheet:
        rows = RosterRow.objects.filter(roster=roster, sheet__name=decision.other_sheet, number=decision.other_row)
        named = rows.values_list("person_id", flat=True).first()
        found = [one for one in found if one.person_id == named]
    elif decision.verdict is VerdictChoice.SAME and len(found) > 1:
        raise _Unclear(_("这一行有几个可能的人，请在 person 列写明是哪一个"))
    if not found:
        raise _Unclear(_("person 列写的不是这一行的候选人，请打开这一行核对"))
    return found

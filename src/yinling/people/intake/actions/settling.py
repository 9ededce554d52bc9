"""Held rows settled by a file: each line is taken or refused with its reason, and one bad line spoils no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.actions.deciding import settle_row
from yinling.people.intake.actions.receiving import NotNow
from yinling.people.intake.domain.decisions import Decision
from yinling.people.intake.events import RowsDecided
from yinling.people.intake.models import Candidate, Roster, RosterRow
from yinling.people.intake.terms import RosterState, RowStatus, VerdictChoice
from yinling.people.registry.models import Person


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that could not be taken, and why."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class DecisionsDone:
    """What a file of decisions came to: rows merged, rows that became persons, rows that still wait, lines refused."""

    merged: int
    new: int
    waiting: int
    already: int
    refused: tuple[Refusal, ...]


@transaction.atomic
def settle_file(*, roster: UUID, decisions: Sequence[Decision], by: Viewer, at: datetime) -> DecisionsDone:
    """Take decisions on a roster's held rows and write what follows. The same file again changes nothing.

    Raises Forbidden for everyone but the system, NotNow when the roster does not stand.
    """
    policy.may_write(by)
    row = Roster.objects.filter(public_id=roster).first()
    if row is None:
        raise Forbidden
    if row.state != RosterState.DONE:
        raise NotNow
    refused: list[Refusal] = []
    ended: dict[UUID, str] = {}
    already = 0
    for decision in decisions:
        said = _take(row, decision, by, at)
        if isinstance(said, str):
            refused.append(Refusal(decision.line, said))
        elif said is None:
            already += 1
        else:
            ended[said] = settle_row(row=said, by=by, at=at)  # at once: a later line may name the person it became
    if ended:
        record(_event(row, decisions), by=by, at=at)
    number = Counter(ended.values())
    return DecisionsDone(
        number[RowStatus.MERGED], number[RowStatus.NEW], number[RowStatus.HELD], already, tuple(refused)
    )


def _take(row: Roster, decision: Decision, by: Viewer, at: datetime) -> UUID | str | None:
    """Note one decision: the row's public id, None when the row does not wait any more, or why it cannot be taken."""
    held = RosterRow.objects.filter(roster=row, sheet__name=decision.sheet, number=decision.row).first()
    if held is None:
        return _("文件里没有这一行，请核对工作表名和行号")
    if held.status != RowStatus.HELD:
        return None
    candidates = Candidate.objects.filter(row=held)
    person = _person(row, decision)
    if isinstance(person, str):
        return person
    if person is None and decision.verdict is VerdictChoice.SAME and candidates.count() != 1:
        return _("这一行有几个可能的人，请在 person 列写明是哪一个")
    if person is not None:
        Candidate.objects.get_or_create(
            row=held, person_id=person, defaults={"area_code": row.area_code, "unit_id": row.unit_id, "score": 0.0}
        )
        candidates = candidates.filter(person_id=person)
    candidates.update(verdict=decision.verdict, decided_by=by.account or by.name, decided_at=at)
    return held.public_id


def _person(row: Roster, decision: Decision) -> int | str | None:
    if decision.other_row:
        other = RosterRow.objects.filter(roster=row, sheet__name=decision.other_sheet, number=decision.other_row)
        found = other.values_list("person_id", flat=True).first()
        return found if found is not None else _("person 指的那一行还没有对应的人员")
    if decision.person is None:
        return None
    person = Person.objects.filter(public_id=decision.person).values_list("id", flat=True).first()
    return person if person is not None else _("没有这个人员编号，请核对 person 列")


def _event(row: Roster, decisions: Sequence[Decision]) -> RowsDecided:
    same = sum(d.verdict is VerdictChoice.SAME for d in decisions)
    told = [[d.sheet, d.row, d.verdict.value, str(d.person or f"{d.other_sheet}!{d.other_row}")] for d in decisions]
    digest = sha256(canonical_json(told)).hexdigest()
    return RowsDecided(subject=row.public_id, same=same, different=len(decisions) - same, digest=digest)

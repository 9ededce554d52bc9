"""A roster beside the one before it: what changed, who is missing, what contradicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.models import Roster
from yinling.people.intake.queries.results import roster_of
from yinling.people.intake.terms import RosterState
from yinling.people.registry.models import Question
from yinling.people.registry.policy import reads
from yinling.people.registry.queries import mask, names_of, say_plain
from yinling.people.registry.terms import SECRET_TERMS, QuestionState, label_of

MISSING = "standing.missing"
CONFLICT = "conflict"
PAGE = 50


@dataclass(frozen=True)
class Standing:
    """How a roster stands to the body's one before it (None: there was none), and what waits of its questions.

    `changed` counts persons whose record it changed, `missing` those who stood on the last one and not on this,
    `contradicting` the values that cannot both be right; `open_*` those that nobody has answered yet.
    """

    before: UUID | None
    before_name: str
    before_as_of: date | None
    changed: int
    missing: int
    open_missing: int
    contradicting: int
    open_contradicting: int
    questions: int
    open_questions: int


@dataclass(frozen=True)
class QuestionLine:
    """One question that a roster asked: about whom and what, both values (secret ones masked), and its state."""

    question: UUID
    person: UUID
    name: str
    label: str
    code: str
    held: str
    written: str
    evidence: str
    is_open: bool


@dataclass(frozen=True)
class QuestionPage:
    """Some questions in the order in which they were asked; `after` is "" when no more follow."""

    lines: list[QuestionLine]
    after: str


def standing(public_id: UUID, *, by: Viewer) -> Standing:
    """A roster beside the one before it. Raises Forbidden when absent or hidden."""
    policy.may_take_in(by)
    row = roster_of(public_id)
    before = _before(row)
    asked = Question.objects.filter(origin=row.public_id)
    waiting = asked.filter(state=QuestionState.OPEN)
    return Standing(
        before=before.public_id if before else None, before_name=before.file_name if before else "",
        before_as_of=before.as_of if before else None, changed=row.counts.get("changed", 0),
        missing=asked.filter(code=MISSING).count(), open_missing=waiting.filter(code=MISSING).count(),
        contradicting=asked.filter(code=CONFLICT).count(), open_contradicting=waiting.filter(code=CONFLICT).count(),
        questions=asked.count(), open_questions=waiting.count(),
    )  # fmt: skip


def questions(public_id: UUID, *, by: Viewer, code: str = "", after: str = "") -> QuestionPage:
    """What a roster asked: all of it, or only one code. Terms of purposes that `by` does not hold are left out."""
    policy.may_take_in(by)
    row = roster_of(public_id)
    wanted = Question.objects.select_related("person").filter(origin=row.public_id)
    if code in (MISSING, CONFLICT):
        wanted = wanted.filter(code=code)
    if after.isascii() and after.isdigit() and len(after) < 19:
        wanted = wanted.filter(id__gt=int(after))
    found = list(wanted.order_by("id")[: PAGE + 1])
    names = names_of([one.person_id for one in found])
    lines = [_line(one, names.get(one.person_id, "")) for one in found[:PAGE] if reads(by, one.term)]
    return QuestionPage(lines, str(found[PAGE - 1].id) if len(found) > PAGE else "")


def _line(one: Question, name: str) -> QuestionLine:
    return QuestionLine(
        question=one.public_id, person=one.person.public_id, name=name, label=label_of(one.term), code=one.code,
        held=_say(one.term, one.held), written=_say(one.term, one.written), evidence=one.evidence,
        is_open=one.state == QuestionState.OPEN,
    )  # fmt: skip


def _say(term: str, value: str | None) -> str:
    if not value:
        return ""
    return mask(term, value) if term in SECRET_TERMS else say_plain(term, value)


def _before(row: Roster) -> Roster | None:
    """The body's newest roster of an earlier day, as actions/missing.py compares with it."""
    if row.as_of is None:
        return None
    earlier = Roster.objects.filter(unit_id=row.unit_id, state=RosterState.DONE, as_of__lt=row.as_of)
    return earlier.order_by("-as_of", "-received_at").first()

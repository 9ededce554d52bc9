"""Doubts about single terms: asked by the machinery or by people, settled by an officer, never holding the person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Stale
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.actions.clashes import holding, may_try
from yinling.people.registry.actions.corrections import Wish, believe, believed_facts, open_record, plain, revert
from yinling.people.registry.actions.persons import note_secret_look
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.events import QuestionAsked, QuestionReopened, QuestionSettled
from yinling.people.registry.models import Fact, Person, Question
from yinling.people.registry.queries import person_of
from yinling.people.registry.terms import SECRET_TERMS, QuestionState

REPORTED = "reported"
ANYWHERE = "remarks"  # where a report stands that names no term
LONGEST_NOTE = 500


class QuestionMoved(Stale):
    """The question was settled or opened again meanwhile. Nothing was written."""


@transaction.atomic
def ask(
    *,
    person: UUID,
    term: str,
    code: str,
    held: str,
    written: str,
    note: str = "",
    origin: UUID | None = None,
    evidence: str = "",
    by: Viewer,
    at: datetime,
) -> UUID:
    """Doubt a term of a record; returns the question's public id. The same doubt is open once. Raises Forbidden."""
    policy.may_ask(by, term)
    row = person_of(person)
    already = Question.objects.filter(person=row, term=term, code=code, state=QuestionState.OPEN).first()
    if already is not None:
        return already.public_id
    question = Question.objects.create(
        **row.scope(), term=term, code=code, held=held or None, written=written or None, note=note or None,
        origin=origin, evidence=evidence, asked_at=at, asked_by=by.account or "system",
    )  # fmt: skip
    record(QuestionAsked(subject=person, question=question.public_id, term=term, code=code), by=by, at=at)
    return question.public_id


@transaction.atomic
def report_error(*, person: UUID, term: str, text: str, by: Viewer, at: datetime) -> UUID:
    """Report that a record is wrong in a term, or somewhere (`term` empty); returns the question's public id.

    A report on a term that has one open adds to it. Raises Forbidden, Unacceptable at `text`.
    """
    term = term or ANYWHERE
    policy.may_ask(by, term)
    row, said = open_record(person), text.strip()
    if not 2 <= len(said) <= LONGEST_NOTE or "\x00" in said:
        raise Unacceptable({"text": _("请写明哪里有误，不超过 {limit} 个字").format(limit=LONGEST_NOTE)})
    open_one = Question.objects.filter(person=row, term=term, code=REPORTED, state=QuestionState.OPEN).first()
    if open_one is None:
        held = plain(believed_facts(row).get(term))
        return ask(person=person, term=term, code=REPORTED, held=held, written="", note=said, by=by, at=at)
    Question.objects.filter(id=open_one.id).update(note=f"{open_one.note or ''}\n{said}".strip())
    record(QuestionAsked(subject=person, question=open_one.public_id, term=term, code=REPORTED), by=by, at=at)
    return open_one.public_id


def settle(
    *, question: UUID, outcome: QuestionState, value: str, note: str, by: Viewer, at: datetime
) -> tuple[str, ...]:
    """Decide a doubt: the value stands, is changed to `value` (empty: to the one that stood against it), or no matter.

    `note` is kept with the question and is the evidence of a changed fact. Returns the terms that changed. Raises
    Forbidden, QuestionMoved when it is not open, Unacceptable (at `value`, `reason`), AlreadyKept and TooManyHeld.
    """
    row, found = _about(question, by)
    if outcome is QuestionState.OPEN:
        raise Forbidden
    if outcome is QuestionState.CHANGED and found.term == "id_number":
        may_try(by, at)
    with holding(by, at), transaction.atomic():
        held = believed_facts(open_record(row.public_id))
        claimed = Question.objects.filter(id=found.id, state=QuestionState.OPEN).update(
            state=outcome, settled_at=at, settled_by=by.account, note=_noted(found, note)
        )
        if claimed != 1:
            raise QuestionMoved
        terms: tuple[str, ...] = ()
        if outcome is QuestionState.CHANGED:
            wish = Wish(found.term, value.strip() or found.written or "", reason=note)
            terms = tuple(fact.term for fact in believe(row, [wish], held, by, at))
        event = QuestionSettled(
            subject=row.public_id, question=question, term=found.term, outcome=outcome.value, terms=terms
        )
        record(event, by=by, at=at)
        return terms


def reopen(*, question: UUID, by: Viewer, at: datetime) -> None:
    """Take back the decision of a doubt; a fact that it changed says again what it said before.

    Raises Forbidden, QuestionMoved when it is open already, NotNewest when the fact was changed again since.
    """
    row, found = _about(question, by)
    with holding(by, at), transaction.atomic():
        open_record(row.public_id)
        if found.state == QuestionState.CHANGED:
            revert(_fact_of(found), by, at)
        doubted = Question.objects.filter(person=row, term=found.term, code=found.code, state=QuestionState.OPEN)
        others = doubted.exclude(id=found.id)
        again = Question.objects.filter(id=found.id).exclude(state=QuestionState.OPEN)
        if found.state == QuestionState.OPEN or others.exists():
            raise QuestionMoved
        again.update(state=QuestionState.OPEN, settled_at=None, settled_by="")
        record(QuestionReopened(subject=row.public_id, question=question, term=found.term), by=by, at=at)


@transaction.atomic
def read_question(*, question: UUID, reason: str, by: Viewer, at: datetime) -> tuple[str, str, str]:
    """Both values of a doubt about a secret term and what was said of it, in clear, for a reason that is written down.

    Raises Forbidden, Unacceptable when no reason is given.
    """
    row, found = _about(question, by)
    if found.term not in SECRET_TERMS:
        raise Forbidden
    note_secret_look(row, found.term, reason, by, at)
    return found.held or "", found.written or "", found.note or ""


def _about(question: UUID, by: Viewer) -> tuple[Person, Question]:
    """The question and its person. Raises Forbidden when it is absent, hidden, or not the viewer's to decide."""
    policy.may_register(by)
    found = Question.objects.select_related("person").filter(public_id=question).first()
    if found is None:
        raise Forbidden
    policy.may_correct(by, found.term)
    return found.person, found


def _noted(question: Question, note: str) -> str | None:
    said = note.strip()
    if len(said) > LONGEST_NOTE or "\x00" in said:
        raise Unacceptable({"reason": _("说明不超过 {limit} 个字").format(limit=LONGEST_NOTE)})
    return "\n".join(part for part in (question.note or "", said) if part) or None


def _fact_of(question: Question) -> Fact:
    """The fact that settling the question made: of its term, recorded at that moment. Raises QuestionMoved."""
    made = Fact.objects.select_related("person").filter(
        person=question.person, term=question.term, recorded_at=question.settled_at or question.asked_at
    )
    found = made.order_by("-id").first()
    if found is None:
        raise QuestionMoved
    return found

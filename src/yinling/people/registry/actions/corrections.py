"""Correcting facts: a new one is believed over the old, dated and with its evidence, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.regions.models import Area
from yinling.base.regions.queries import in_force
from yinling.base.rows.refusals import Forbidden, Stale
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.actions.clashes import holding, may_try
from yinling.people.registry.actions.now import rebuild
from yinling.people.registry.domain import (
    FOLLOWERS,
    SHORTEST_EVIDENCE,
    Believed,
    CleanFact,
    Unacceptable,
    clean_value,
    consequences,
    contradictions,
    first_day,
    wants_evidence,
)
from yinling.people.registry.events import CorrectionTakenBack, FactsCorrected
from yinling.people.registry.models import Fact, Person, PersonNow, Question
from yinling.people.registry.queries import person_of
from yinling.people.registry.terms import CATALOGUE, SECRET_TERMS, QuestionState, Source, Standing, TermKind

LONGEST_EVIDENCE = 200
AGAINST = "against_id"  # as the intake names the same doubt about a row


class FactMoved(Stale):
    """Somebody changed this term since the page was opened. Nothing was written."""


class NotNewest(Stale):
    """The correction cannot be taken back: something else is believed by now."""


@dataclass(frozen=True)
class Wish:
    """What an officer wants a term to say: the text as typed, since when it is so, and on what evidence."""

    term: str
    value: str
    valid_from: date | None = None
    reason: str = ""


def correct(
    *,
    person: UUID,
    term: str,
    value: str,
    valid_from: date | None,
    reason: str,
    seen: UUID | None,
    by: Viewer,
    at: datetime,
) -> UUID:
    """Believe another value of a term from now on; returns the public id of the new fact, by which it is taken back.

    `seen` is the public id of the fact that the officer had before him, None when there was none. Open questions about
    the term are settled with it. Raises Forbidden, FactMoved when another fact is believed meanwhile, Unacceptable
    (at `value`, `valid_from`, `reason`), AlreadyKept and TooManyHeld for an identity number.
    """
    policy.may_correct(by, term)
    if term == "id_number":
        may_try(by, at)
    with holding(by, at), transaction.atomic():
        row = open_record(person)
        held = believed_facts(row)
        if _public_id(held.get(term)) != seen:
            raise FactMoved
        made = believe(row, [Wish(term, value, valid_from, reason)], held, by, at)
        record(FactsCorrected(subject=person, terms=tuple(fact.term for fact in made)), by=by, at=at)
        return made[0].public_id


def mark(*, person: UUID, standing: str, day: str, reason: str, by: Viewer, at: datetime) -> UUID:
    """Mark a person as dead, moved away or on the roll again; returns the public id of the fact of the standing.

    `day` is when, as exactly as it is known, empty when it is not. Raises Forbidden, Unacceptable (at `value`, `day`).
    """
    policy.may_correct(by, "standing")
    with transaction.atomic():
        row = open_record(person)
        made = believe(row, _wishes(standing, day, reason, local_day(at)), believed_facts(row), by, at)
        record(FactsCorrected(subject=person, terms=tuple(fact.term for fact in made)), by=by, at=at)
        return made[0].public_id


def take_back(*, fact: UUID, by: Viewer, at: datetime) -> tuple[str, ...]:
    """Undo a correction while it is the newest: what was believed before is believed again; returns the terms.

    What followed from it goes with it, and questions that it settled are open again. Raises Forbidden, NotNewest,
    AlreadyKept when the former identity number is another person's by now.
    """
    policy.may_register(by)
    found = Fact.objects.select_related("person").filter(public_id=fact).first()
    if found is None or not is_correction(found):
        raise Forbidden
    policy.may_correct(by, found.term)
    with holding(by, at), transaction.atomic():
        terms = revert(found, by, at)
        record(CorrectionTakenBack(subject=found.person.public_id, terms=terms), by=by, at=at)
        return terms


def open_record(person: UUID) -> Person:
    """The person, its row of today locked until the transaction ends. Raises Forbidden: absent, hidden, merged."""
    row = person_of(person)
    for _try in range(2):  # an import that writes the row anew while we wait for it leaves a new one to lock
        if PersonNow.objects.select_for_update().filter(person=row).values_list("id").first() is not None:
            return row
    raise Forbidden


def believed_facts(row: Person) -> dict[str, Fact]:
    """What is believed of a person, by term."""
    return {fact.term: fact for fact in Fact.objects.filter(person=row, superseded_at__isnull=True)}


def plain(fact: Fact | None) -> str:
    """The plain value of a fact, secret or not; empty when there is none."""
    return "" if fact is None else (fact.secret if fact.value is None else fact.value) or ""


def is_correction(fact: Fact) -> bool:
    """Whether an officer stated this after the person was entered: only such a fact is taken back."""
    return fact.source == Source.OFFICER and fact.recorded_at > fact.person.created_at


def believe(row: Person, wishes: Sequence[Wish], held: Mapping[str, Fact], by: Viewer, at: datetime) -> list[Fact]:
    """Write the facts that wishes and their consequences make, settle the questions about them, rebuild the row.

    Part of an action that locked the record and records the fact. Raises Unacceptable.
    """
    today = local_day(at)
    known = {term: Believed(plain(fact), fact.source) for term, fact in held.items()}
    wanted = [(_cleaned(wish, known, today), wish) for wish in wishes]
    stated = {fact.term for fact, _wish in wanted}
    followed = [
        (more, Wish(more.term, more.value))
        for fact, _wish in wanted
        for more in consequences(fact.term, fact.value, known, on=today)
        if more.term not in stated
    ]
    made = [_written(row, fact, wish, by, at) for fact, wish in [*wanted, *followed]]
    for fact in made:
        fact.replaces = held[fact.term].id if fact.term in held else None
    Fact.objects.filter(id__in=[fact.replaces for fact in made if fact.replaces]).update(superseded_at=at)
    Fact.objects.bulk_create(made)
    _settle_questions(row, {fact.term for fact in made}, by, at)
    _ask_contradictions(row, wanted[0][0], known, by, at)
    rebuild(row, at=at, known_on=today)
    return made


def revert(fact: Fact, by: Viewer, at: datetime) -> tuple[str, ...]:
    """Believe again what a correction and its followers replaced; returns the terms. Raises NotNewest."""
    row = open_record(fact.person.public_id)
    terms = (fact.term, *FOLLOWERS.get(fact.term, ()))
    together = Fact.objects.filter(
        person=row,
        term__in=terms,
        recorded_at=fact.recorded_at,
        recorded_by=fact.recorded_by,
        superseded_at__isnull=True,
    )
    gone = sorted(together, key=lambda found: terms.index(found.term))
    if fact.id not in {found.id for found in gone}:
        raise NotNewest
    Fact.objects.filter(id__in=[found.id for found in gone]).update(superseded_at=at)
    Fact.objects.filter(id__in=[found.replaces for found in gone if found.replaces]).update(superseded_at=None)
    _reopen_questions(row, {found.term for found in gone}, fact.recorded_at)
    rebuild(row, at=at)
    return tuple(found.term for found in gone)


def _wishes(standing: str, day: str, reason: str, today: date) -> list[Wish]:
    try:
        when = clean_value("died_on", day, on=today)
    except Unacceptable as refusal:
        raise Unacceptable({"day": refusal.errors["value"]}) from refusal
    since = first_day(when) if len(when) == len("2026-11-22") else None
    wishes = [Wish("standing", standing, since, reason)]
    if standing == Standing.DIED and when:
        wishes.append(Wish("died_on", when, None, reason))
    return wishes


def _cleaned(wish: Wish, known: Mapping[str, Believed], today: date) -> CleanFact:
    value = clean_value(wish.term, wish.value, on=today)
    errors: dict[str, str] = {}
    before = known[wish.term].value if wish.term in known else ""
    if value == before and wish.valid_from is None:
        errors["value"] = _("和现在登记的一样，没有改动")
    if value and CATALOGUE[wish.term].kind is TermKind.AREA and not _is_area(value, today):
        errors["value"] = _("没有这个地区，请重新选择")
    if wish.valid_from is not None and (not CATALOGUE[wish.term].changes or wish.valid_from > today):
        errors["valid_from"] = _("起始日期应在今天或以前")
    errors |= _evidence(wish, value, known, today)
    if errors:
        raise Unacceptable(errors)
    return CleanFact(wish.term, value, Source.OFFICER)


def _evidence(wish: Wish, value: str, known: Mapping[str, Believed], today: date) -> dict[str, str]:
    reason = wish.reason.strip()
    if len(reason) > LONGEST_EVIDENCE or "\x00" in reason:
        return {"reason": _("依据不超过 {limit} 个字").format(limit=LONGEST_EVIDENCE)}
    if wants_evidence(wish.term, value, known, on=today) and len(reason) < SHORTEST_EVIDENCE:
        return {"reason": _("改这一项要写明依据，例如：干部档案履历表第 2 页")}
    return {}


def _is_area(code: str, today: date) -> bool:
    return Area.objects.filter(in_force(today), code=code).exists()


def _written(row: Person, fact: CleanFact, wish: Wish, by: Viewer, at: datetime) -> Fact:
    return Fact(
        **row.scope(), term=fact.term, source=fact.source, recorded_at=at, recorded_by=by.account,
        value=None if fact.term in SECRET_TERMS else fact.value,
        secret=fact.value if fact.term in SECRET_TERMS else None,
        valid_from=wish.valid_from, evidence=wish.reason.strip(),
    )  # fmt: skip


def _settle_questions(row: Person, terms: Iterable[str], by: Viewer, at: datetime) -> None:
    Question.objects.filter(person=row, term__in=terms, state=QuestionState.OPEN).update(
        state=QuestionState.CHANGED, settled_at=at, settled_by=by.account
    )


def _reopen_questions(row: Person, terms: Iterable[str], settled_at: datetime) -> None:
    """Those that the correction settled, unless the same doubt has been raised again since."""
    again = Question.objects.filter(person=row, term=OuterRef("term"), code=OuterRef("code"), state=QuestionState.OPEN)
    settled = Question.objects.filter(
        ~Exists(again), person=row, term__in=terms, state=QuestionState.CHANGED, settled_at=settled_at
    )
    Question.objects.filter(id__in=list(settled.values_list("id", flat=True))).update(
        state=QuestionState.OPEN, settled_at=None, settled_by=""
    )


def _ask_contradictions(row: Person, fact: CleanFact, known: Mapping[str, Believed], by: Viewer, at: datetime) -> None:
    """A new identity number that disagrees with what another source says of sex or birth: somebody should look."""
    if fact.term != "id_number" or not fact.value:
        return
    found = contradictions(fact.value, known, on=local_day(at))
    asked = set(Question.objects.filter(person=row, state=QuestionState.OPEN).values_list("code", flat=True))
    Question.objects.bulk_create(
        Question(
            **row.scope(), term=other.term, code=f"{other.term}.{AGAINST}", held=other.held, written=other.said,
            asked_at=at, asked_by=by.account,
        )
        for other in found
        if f"{other.term}.{AGAINST}" not in asked
    )  # fmt: skip


def _public_id(fact: Fact | None) -> UUID | None:
    return fact.public_id if fact else None

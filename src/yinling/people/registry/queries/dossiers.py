"""Reads of one person: the dossier, the holder of a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.base.regions.queries import path
from yinling.base.rows.readings import once
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import AreaCodeInvalid
from yinling.kernel.masks import mask_address, mask_id_number, mask_phone
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.domain import PROTECTED
from yinling.people.registry.models import Card, Fact, Merge, Person, PersonNow, Question
from yinling.people.registry.queries.records import (
    Dossier,
    Doubt,
    Entry,
    KnownFact,
    Line,
    PastFact,
    SectionView,
    Twin,
)
from yinling.people.registry.terms import (
    CATALOGUE,
    DATE_TERMS,
    SECRET_TERMS,
    SECTIONS,
    Precision,
    QuestionState,
    Source,
    TermKind,
    label_of,
    say_value,
)


def _hide(text: str) -> str:
    return "****"


_MASKS: Mapping[str, Callable[[str], str]] = {
    "id_number": mask_id_number, "phone": mask_phone, "contact_phone": mask_phone, "address": mask_address,
    "health_note": _hide, "remarks": _hide,
}  # fmt: skip


def person_of(public_id: UUID) -> Person:
    """The person, if the viewer may see it. Raises Forbidden when it is absent or hidden: nobody can tell which."""
    found = find_person(public_id)
    if found is None:
        raise Forbidden
    return found


@once
def find_person(public_id: UUID) -> Person | None:
    """As `person_of`; None when it is absent or hidden. Every part of a page asks anew whose page it is."""
    return Person.objects.filter(public_id=public_id).first()


def names_of(person_ids: Sequence[int]) -> Mapping[int, str]:
    """Names for inner ids that other rooms' rows carry, as far as the viewer may see them."""
    return _names(frozenset(person_ids))


@once
def _names(person_ids: frozenset[int]) -> Mapping[int, str]:
    return dict(PersonNow.objects.filter(person_id__in=person_ids).values_list("person_id", "name"))


def public_ids_of(person_ids: Sequence[int]) -> Mapping[int, UUID]:
    """Public ids for inner ones, as far as the viewer may see the persons."""
    return _public_ids(frozenset(person_ids))


@once
def _public_ids(person_ids: frozenset[int]) -> Mapping[int, UUID]:
    return dict(Person.objects.filter(id__in=person_ids).values_list("id", "public_id"))


def survivor_of(public_id: UUID) -> UUID:
    """The record itself, or the one that it became part of.

    Raises Forbidden when it is absent or hidden, or the other one is.
    """
    found = person_of(public_id)
    if found.merged_into_id is None:
        return public_id
    kept = Person.objects.filter(id=found.merged_into_id).values_list("public_id", flat=True).first()
    if kept is None:
        raise Forbidden
    return kept


def kept_by_merge(public_id: UUID) -> UUID:
    """The record that a merge kept. Raises Forbidden when the merge is absent or hidden."""
    found = Merge.objects.filter(public_id=public_id).values_list("person__public_id", flat=True).first()
    if found is None:
        raise Forbidden
    return found


def dossier(public_id: UUID, *, by: Viewer) -> Dossier:
    """One person's record, secret terms masked, terms of other purposes left out.

    Raises Forbidden when absent, hidden, or merged into another.
    """
    now = PersonNow.objects.select_related("person__unit").filter(person__public_id=public_id)
    row = now.defer(*SECRET_TERMS, "id_number_index").first()
    if row is None:
        raise Forbidden
    readable = [term for term in CATALOGUE if policy.reads(by, term)]
    rows = list(Fact.objects.filter(person_id=row.person_id, term__in=readable).order_by("-id"))
    facts = _known_facts(rows, readable, row.person)
    open_ones, settled = _doubts(row.person_id, readable)
    card = Card.objects.filter(person_id=row.person_id, revoked_at__isnull=True).first()
    return Dossier(
        person=public_id, inner_id=row.person_id, name=row.name, birth_date=row.birth_date,
        birth_precision=row.birth_date_precision, sex=say_value("sex", row.sex),
        person_type=say_value("person_type", row.person_type), standing=row.standing, area_code=row.area_code,
        area_path=path(row.area_code), unit=row.person.unit.name, facts=list(facts.values()),
        sections=_sections(readable, facts, open_ones), settled=settled, entries=_entries(rows),
        twins=_twins(row.person_id), hidden=len(CATALOGUE) - len(readable), card_code=card.code if card else "",
        version=row.version, known_on=row.known_on,
    )  # fmt: skip


def question_of(public_id: UUID, *, by: Viewer) -> tuple[UUID, Doubt]:
    """A question and whose record it is about, masked. Raises Forbidden when absent, hidden or of another purpose."""
    found = Question.objects.select_related("person").filter(public_id=public_id).first()
    if found is None:
        raise Forbidden
    policy.may_read(by, [found.term])
    return found.person.public_id, _doubt(found)


def fact_of(public_id: UUID, *, by: Viewer) -> tuple[UUID, str]:
    """Whose record a fact stands in, and its term. Raises Forbidden when absent, hidden or of another purpose."""
    found = Fact.objects.select_related("person").filter(public_id=public_id).first()
    if found is None:
        raise Forbidden
    policy.may_read(by, [found.term])
    return found.person.public_id, found.term


def card_holder(code: str) -> int | None:
    """The inner id of the person whose valid card bears a code, if the viewer may see that person."""
    return Card.objects.filter(code=code, revoked_at__isnull=True).values_list("person_id", flat=True).first()


def void_card_holder(code: str) -> int | None:
    """The inner id of the person whose card with this code is void, if the viewer may see that person."""
    return Card.objects.filter(code=code, revoked_at__isnull=False).values_list("person_id", flat=True).first()


def number_holder(id_number: str) -> int | None:
    """The inner id of the person who has an identity number of 18 signs, if the viewer may see that person."""
    index = PersonNow._meta.get_field("id_number_index").digest(id_number)
    return PersonNow.objects.filter(id_number_index=index).values_list("person_id", flat=True).first()


def say_plain(term: str, plain: str) -> str:
    """A plain value as people read it: labels for codes, a unit behind a number, the name of an area."""
    spec = CATALOGUE[term]
    if not plain:
        return _("（不详）")
    if spec.kind is TermKind.AREA:
        return _place(plain)
    return f"{plain} {spec.unit}" if spec.unit else say_value(term, plain)


def mask(term: str, plain: str) -> str:
    """What of a secret value may stand on a page."""
    return _("、").join(_MASKS[term](part) for part in plain.split("、")) if plain else _("（不详）")


def _place(code: str) -> str:
    try:
        return path(code)
    except AreaCodeInvalid:
        return code


def _known_facts(rows: Sequence[Fact], readable: Sequence[str], person: Person) -> dict[str, KnownFact]:
    """The believed fact of each term, in the order of the catalogue, with what was believed before it."""
    past: dict[str, list[PastFact]] = {}
    for row in rows:
        if row.superseded_at is not None:
            past.setdefault(row.term, []).append(_past(row, row.superseded_at))
    believed = {row.term: row for row in rows if row.superseded_at is None}
    return {
        term: _known(believed[term], person, tuple(past.get(term, ()))) for term in readable if term in believed
    }  # fmt: skip


def _known(fact: Fact, person: Person, past: tuple[PastFact, ...]) -> KnownFact:
    is_secret = fact.term in SECRET_TERMS
    plain = _plain(fact)
    return KnownFact(
        fact=fact.public_id, term=fact.term, label=label_of(fact.term), value=_said(fact.term, plain),
        plain="" if is_secret else plain, is_secret=is_secret, precision=_precision(fact.term, plain),
        source=str(Source(fact.source).label), recorded_at=fact.recorded_at, valid_from=fact.valid_from,
        origin=fact.origin, evidence=fact.evidence, history=past,
        can_take_back=fact.source == Source.OFFICER and fact.recorded_at > person.created_at,
    )  # fmt: skip


def _past(fact: Fact, until: datetime) -> PastFact:
    return PastFact(
        value=_said(fact.term, _plain(fact)), source=str(Source(fact.source).label), evidence=fact.evidence,
        origin=fact.origin, recorded_at=fact.recorded_at, superseded_at=until,
    )  # fmt: skip


def _plain(fact: Fact) -> str:
    return (fact.secret if fact.value is None else fact.value) or ""


def _said(term: str, plain: str) -> str:
    return mask(term, plain) if term in SECRET_TERMS else say_plain(term, plain)


def _precision(term: str, plain: str) -> str:
    exact = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(plain)) if term in DATE_TERMS else None
    return str(exact.label) if exact else ""


def _doubts(person_id: int, readable: Sequence[str]) -> tuple[dict[str, list[Doubt]], list[Doubt]]:
    """The open questions by term, and those settled, newest first."""
    open_ones: dict[str, list[Doubt]] = {}
    settled: list[Doubt] = []
    for row in Question.objects.filter(person_id=person_id, term__in=readable).order_by("-settled_at", "id"):
        if row.state == QuestionState.OPEN:
            open_ones.setdefault(row.term, []).append(_doubt(row))
        else:
            settled.append(_doubt(row))
    return open_ones, settled


def _doubt(row: Question) -> Doubt:
    is_secret = row.term in SECRET_TERMS
    note = row.note or ""
    return Doubt(
        question=row.public_id, term=row.term, label=label_of(row.term), code=row.code,
        held=_raw(row.term, row.held), written=_raw(row.term, row.written),
        note="****" if is_secret and note else note, is_secret=is_secret, is_protected=row.term in PROTECTED,
        state=row.state, outcome=str(QuestionState(row.state).label), origin=row.origin, evidence=row.evidence,
        asked_at=row.asked_at, settled_at=row.settled_at,
    )  # fmt: skip


def _raw(term: str, written: str | None) -> str:
    """What a question says of a term: a value in words, or the text of a cell that is none; empty for nothing."""
    return _said(term, written) if written else ""


def _sections(
    readable: Sequence[str], facts: Mapping[str, KnownFact], doubts: Mapping[str, Sequence[Doubt]]
) -> list[SectionView]:
    found = []
    for section, label in SECTIONS.items():
        lines = [
            Line(term, label_of(term), facts.get(term), tuple(doubts.get(term, ())))
            for term in readable
            if CATALOGUE[term].section is section
        ]
        if lines:
            known = tuple(line for line in lines if line.fact or line.doubts)
            missing = tuple(line for line in lines if not line.fact and not line.doubts)
            found.append(SectionView(section.value, str(label), known, missing))
    return found


def _entries(rows: Sequence[Fact]) -> list[Entry]:
    """The facts as they came, drawn together by moment and source; in each the terms in the catalogue's order."""
    order = {term: place for place, term in enumerate(CATALOGUE)}
    found: dict[tuple[datetime, str, UUID | None, bool], list[str]] = {}
    for row in rows:
        key = (row.recorded_at, row.source, row.origin, row.replaces is not None)
        found.setdefault(key, []).append(row.term)
    return [
        Entry(at, source, origin, tuple(label_of(t) for t in sorted(set(terms), key=order.__getitem__)), is_correction)
        for (at, source, origin, is_correction), terms in found.items()
    ]


def _twins(person_id: int) -> list[Twin]:
    merges = Merge.objects.select_related("other").filter(person_id=person_id, undone_at__isnull=True).order_by("id")
    return [Twin(merge.other.public_id, merge.public_id, merge.reason, merge.merged_at) for merge in merges]

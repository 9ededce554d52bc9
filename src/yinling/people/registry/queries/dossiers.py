"""Reads of one person: the dossier, the facts that rules read, the holder of a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import override

from yinling.base.regions.queries import path
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import age_on
from yinling.kernel.expression import Value
from yinling.kernel.masks import mask_address, mask_id_number, mask_phone
from yinling.people.registry.models import Card, Fact, Person, PersonNow
from yinling.people.registry.terms import CHOICES, SECRET_TERMS, TERMS, Source, label_of, say_value, word_of

_MASKS = {"id_number": mask_id_number, "phone": mask_phone, "address": mask_address}


@dataclass(frozen=True)
class KnownFact:
    """One believed fact as the dossier shows it: secret values masked."""

    term: str
    label: str
    value: str
    is_secret: bool
    source: str
    recorded_at: datetime
    valid_from: date | None


@dataclass(frozen=True)
class Dossier:
    """What the registry itself knows of one person."""

    person: UUID
    inner_id: int
    name: str
    birth_date: date | None
    sex: str
    person_type: str
    area_code: str
    area_path: str
    unit: str
    facts: Sequence[KnownFact]
    card_code: str
    version: int


def person_of(public_id: UUID) -> Person:
    """The person, if the viewer may see it. Raises Forbidden when it is absent or hidden: nobody can tell which."""
    found = Person.objects.filter(public_id=public_id).first()
    if found is None:
        raise Forbidden
    return found


def names_of(person_ids: Sequence[int]) -> Mapping[int, str]:
    """Names for inner ids that other rooms' rows carry, as far as the viewer may see them."""
    return dict(PersonNow.objects.filter(person_id__in=person_ids).values_list("person_id", "name"))


def dossier(public_id: UUID) -> Dossier:
    """One person's record, secret terms masked. Raises Forbidden when absent or hidden."""
    now = PersonNow.objects.select_related("person__unit").filter(person__public_id=public_id).first()
    if now is None:
        raise Forbidden
    facts = Fact.objects.filter(person_id=now.person_id, superseded_at__isnull=True)
    order = list(TERMS)
    known = sorted((_known(fact) for fact in facts), key=lambda f: order.index(f.term))
    card = Card.objects.filter(person_id=now.person_id, revoked_at__isnull=True).first()
    return Dossier(
        person=public_id, inner_id=now.person_id, name=now.name, birth_date=now.birth_date,
        sex=say_value("sex", now.sex), person_type=say_value("person_type", now.person_type),
        area_code=now.area_code, area_path=path(now.area_code), unit=now.person.unit.name,
        facts=known, card_code=card.code if card else "", version=now.version,
    )  # fmt: skip


def facts_for_rules(person: Person, *, on: date) -> dict[str, Value | None]:
    """What rules read of a person on a day, in the words of `terms.vocabulary()`; None where not known."""
    now = PersonNow.objects.get(person=person)
    chosen: dict[str, Value | None] = {term: word_of(term, getattr(now, term)) for term in CHOICES}
    with override("zh-hans"):
        facts = {label_of(term): value for term, value in chosen.items()}
    age = age_on(now.birth_date, on) if now.birth_date else None
    return facts | {"年龄": age, "出生日期": now.birth_date}


def card_holder(code: str) -> int | None:
    """The inner id of the person whose valid card bears a code, if the viewer may see that person."""
    return Card.objects.filter(code=code, revoked_at__isnull=True).values_list("person_id", flat=True).first()


def _known(fact: Fact) -> KnownFact:
    is_secret = fact.term in SECRET_TERMS
    value = _MASKS[fact.term](fact.secret or "") if is_secret else say_value(fact.term, fact.value or "")
    return KnownFact(
        term=fact.term, label=label_of(fact.term), value=value, is_secret=is_secret,
        source=str(Source(fact.source).label), recorded_at=fact.recorded_at, valid_from=fact.valid_from,
    )  # fmt: skip

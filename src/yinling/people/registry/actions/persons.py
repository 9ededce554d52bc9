"""Changes of the registry: a person is entered, a secret term is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yinling.base.access.actions import note_look
from yinling.base.journal.actions import record
from yinling.base.regions.models import Area
from yinling.base.regions.queries import in_force
from yinling.base.rows.refusals import Forbidden
from yinling.base.units.models import Unit
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.actions.cards import new_card
from yinling.people.registry.actions.clashes import constraint_of, hold, may_try
from yinling.people.registry.domain import CleanFact, Registration, Unacceptable, clean, now_values
from yinling.people.registry.events import PersonRegistered
from yinling.people.registry.models import Fact, Person, PersonNow
from yinling.people.registry.queries import person_of
from yinling.people.registry.terms import SECRET_TERMS


def register(*, person: UUID, registration: Registration, by: Viewer, at: datetime) -> UUID:
    """Enter a new person with the facts of a form, and give a card. Returns the public id.

    `person` is the form's own key: sent twice, the person is entered once. Raises Forbidden outside the officer's
    scope, Unacceptable for a form that cannot become a record, AlreadyKept and TooManyHeld (each as its own
    transaction's outcome: the attempt is in the journal).
    """
    policy.may_register(by)
    facts = clean(registration, on=local_day(at))
    if Person.objects.filter(public_id=person).exists():
        return person
    may_try(by, at)
    try:
        with transaction.atomic():
            _enter(person, registration, facts, by, at)
    except IntegrityError as clash:
        if "registry_card_code" in constraint_of(clash):  # somebody's card bears the code just drawn: draw another
            return register(person=person, registration=registration, by=by, at=at)
        _settle_clash(person, clash, by, at)
    return person


def _enter(person: UUID, form: Registration, facts: tuple[CleanFact, ...], by: Viewer, at: datetime) -> None:
    unit = Unit.objects.filter(public_id=form.unit).first()
    if unit is None:
        raise Unacceptable({"unit": _("没有这个单位，请重新选择")})
    if not Area.objects.filter(in_force(local_day(at)), code=form.area_code).exists():
        raise Unacceptable({"area_code": _("没有这个地区，请重新选择")})
    policy.may_register_at(by, form.area_code, unit.id)
    row = Person.objects.create(public_id=person, area_code=form.area_code, unit=unit, created_at=at)
    Fact.objects.bulk_create(_fact(row, fact, by, at) for fact in facts)
    _now(row, facts, at).save(force_insert=True)
    new_card(row, at)
    terms = tuple(fact.term for fact in facts)
    event = PersonRegistered(subject=person, area_code=form.area_code, unit=form.unit, terms=terms)
    record(event, by=by, at=at)


def _settle_clash(person: UUID, clash: IntegrityError, by: Viewer, at: datetime) -> None:
    """The same form sent twice at once is one person; the same identity number is held, whoever keeps it."""
    if "id_number_index" not in constraint_of(clash):
        if Person.objects.filter(public_id=person).exists():
            return
        raise Forbidden from clash
    hold(clash, by, at)


def _fact(row: Person, fact: CleanFact, by: Viewer, at: datetime) -> Fact:
    return Fact(
        **row.scope(), term=fact.term, source=fact.source, recorded_at=at, recorded_by=by.account,
        value=None if fact.is_secret else fact.value, secret=fact.value if fact.is_secret else None,
    )  # fmt: skip


def _now(row: Person, facts: Iterable[CleanFact], at: datetime) -> PersonNow:
    values = now_values({fact.term: fact.value for fact in facts})
    return PersonNow(**row.scope(), **values, known_on=local_day(at), updated_at=at)


@transaction.atomic
def reveal(*, person: UUID, term: str, reason: str, by: Viewer, at: datetime) -> str:
    """A secret term in clear, for a stated reason, written into the log of looks that the person can see.

    Raises Forbidden, and Unacceptable when no reason is given.
    """
    policy.may_reveal(by)
    row = person_of(person)
    if term not in SECRET_TERMS:
        raise Forbidden
    policy.may_read(by, [term])
    note_secret_look(row, term, reason, by, at)
    return str(getattr(PersonNow.objects.get(person=row), term) or "")


@transaction.atomic
def open_dossier(*, person: UUID, by: Viewer, at: datetime) -> None:
    """Write down that the viewer opened this person's record. Raises Forbidden when it is absent or hidden."""
    policy.may_reveal(by)
    _note(person_of(person), "dossier", "", by, at)


def note_secret_look(row: Person, term: str, reason: str, by: Viewer, at: datetime) -> None:
    """Write down that a secret term is read, for a stated reason. Raises Unacceptable when none is given."""
    if not 2 <= len(reason.strip()) <= 200:
        raise Unacceptable({"reason": _("请写明查看的理由，例如：电话联系本人")})
    _note(row, term, reason.strip(), by, at)


def _note(row: Person, part: str, reason: str, by: Viewer, at: datetime) -> None:
    note_look(person_id=row.id, area_code=row.area_code, unit_id=row.unit_id, part=part, reason=reason, by=by, at=at)

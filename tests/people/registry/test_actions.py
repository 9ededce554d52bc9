"""Entering people: once however often it is sent, inside the scope, and saying little about those kept elsewhere."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.people.registry.people import COUNTY, HIDDEN, OTHER_COUNTY, enter, form, id_number, officer, places, unit
from yinling.base.access.models import Look
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.viewing import state
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry.actions import (
    HELD_PER_DAY,
    AlreadyKept,
    TooManyHeld,
    open_dossier,
    register,
    reissue_card,
    reveal,
    revoke_card,
)
from yinling.people.registry.domain import Unacceptable, parse_card_code
from yinling.people.registry.models import Card, Fact, Person, PersonNow
from yinling.people.registry.queries import card_holder, void_card_holder

CLERK = officer(COUNTY)


def kinds() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("kind", flat=True))


def test_a_person_is_entered_with_facts_row_and_card(home, now):
    key = enter(home, now, by=CLERK, id_number=id_number(), birth_date=None)
    person = Person.objects.get(public_id=key)
    assert (person.area_code, person.unit_id, person.created_at) == (COUNTY, home.pk, now)
    row = PersonNow.objects.get(person=person)
    assert (row.name, row.given_name, row.pinyin, row.initials) == ("单国英", "国英", "shanguoying", "sgy")
    assert (row.birth_date, row.phone_tail, row.id_number_tail) == (date(1935, 3, 1), "1234", id_number()[-4:].lower())
    assert Fact.objects.filter(person=person).count() == 9
    assert parse_card_code(Card.objects.get(person=person).code)
    assert kinds() == ["registry.person_registered"]


def test_the_same_form_sent_twice_is_one_person(home, now):
    key = enter(home, now, by=CLERK)
    assert enter(home, now + timedelta(seconds=3), by=CLERK, key=key) == key
    assert (Person.objects.count(), kinds()) == (1, ["registry.person_registered"])


def test_a_person_outside_of_the_scope_is_forbidden(home, now, sides):
    sides.owner()
    elsewhere = unit(HIDDEN, "麒麟区教育局")
    sides.app(CLERK)
    for area in (HIDDEN, OTHER_COUNTY):
        with pytest.raises(Forbidden):
            enter(elsewhere, now, by=CLERK, area_code=area)
    assert (Person.objects.count(), kinds()) == (0, [])


def test_the_officer_of_a_unit_enters_into_it(home, now, sides):
    keeper = officer(None, units=(home.pk,))
    sides.app(keeper)
    enter(home, now, by=keeper)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_only_officers_enter_people(home, now, role):
    with pytest.raises(Forbidden):
        enter(home, now, by=Viewer(account="x", role=role, area=COUNTY))


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"unit": uuid.uuid4()}, "unit"), ({"area_code": "530199"}, "area_code"), ({"name": ""}, "name")],
)
def test_a_form_that_names_nothing_real_is_unacceptable(home, now, changed, field):
    with pytest.raises(Unacceptable) as refusal:
        enter(home, now, by=CLERK, **changed)
    assert (set(refusal.value.errors), Person.objects.count()) == ({field}, 0)


def test_a_number_kept_elsewhere_is_held_and_says_no_more(home, now, sides):
    there = officer(HIDDEN)
    sides.owner()
    elsewhere = unit(HIDDEN, "麒麟区教育局")
    sides.app(there)
    enter(elsewhere, now, by=there, id_number=id_number(), birth_date=None)
    sides.app(CLERK)
    with pytest.raises(AlreadyKept):
        enter(home, now, by=CLERK, id_number=id_number(), birth_date=None)
    assert Person.objects.count() == 0
    assert kinds()[-1] == "registry.registration_held"
    assert str(Entry.objects.last().actor) == CLERK.account


def test_asking_often_about_numbers_kept_elsewhere_ends(home, now, sides):
    enter(home, now, by=CLERK, id_number=id_number(), birth_date=None)
    for _try in range(HELD_PER_DAY):
        with pytest.raises(AlreadyKept):
            enter(home, now, by=CLERK, id_number=id_number(), birth_date=None)
    with pytest.raises(TooManyHeld):
        enter(home, now, by=CLERK, id_number=id_number(4), birth_date=None)
    enter(home, now + timedelta(days=1, seconds=1), by=CLERK, id_number=id_number(4), birth_date=None)
    assert Person.objects.count() == 2


def test_a_code_drawn_twice_is_drawn_again(home, now, monkeypatch):
    enter(home, now, by=CLERK)
    taken = Card.objects.get().code
    draws = iter([taken, "2345678" + "X"])
    monkeypatch.setattr("yinling.people.registry.actions.cards.card_code", lambda _entropy: next(draws))
    enter(home, now, by=CLERK)
    assert set(Card.objects.values_list("code", flat=True)) == {taken, "2345678X"}


def test_a_new_card_voids_the_old(home, now):
    key = enter(home, now, by=CLERK)
    reissue_card(person=key, by=CLERK, at=now + timedelta(days=1))
    old, new = Card.objects.order_by("id")
    assert (old.revoked_at, new.revoked_at) == (now + timedelta(days=1), None)
    assert old.code != new.code
    assert kinds() == ["registry.person_registered", "registry.card_issued"]


def test_a_revoked_card_is_void_until_another_is_issued(home, now):
    key = enter(home, now, by=CLERK)
    code = Card.objects.get().code
    for later in (1, 2):  # the second time changes nothing
        revoke_card(person=key, by=CLERK, at=now + timedelta(days=later))
    assert Card.objects.get().revoked_at == now + timedelta(days=1)
    assert (card_holder(code), void_card_holder(code)) == (None, Person.objects.get().id)
    reissue_card(person=key, by=CLERK, at=now + timedelta(days=3))
    assert Card.objects.filter(revoked_at__isnull=True).count() == 1
    assert (void_card_holder(code), void_card_holder(Card.objects.last().code)) == (Person.objects.get().id, None)
    assert kinds() == ["registry.person_registered", "registry.card_revoked", "registry.card_issued"]


def test_a_secret_is_read_for_a_reason_that_stays(home, now):
    key = enter(home, now, by=CLERK)
    assert reveal(person=key, term="phone", reason=" 联系本人 ", by=CLERK, at=now) == "13900001234"
    open_dossier(person=key, by=CLERK, at=now)
    looks = list(Look.objects.order_by("id").values_list("account", "account_name", "role", "part", "reason", "at"))
    assert looks == [
        (CLERK.account, "王敏", "officer", "phone", "联系本人", now),
        (CLERK.account, "王敏", "officer", "dossier", "", now),
    ]


@pytest.mark.parametrize(("term", "reason", "refusal"), [("phone", "", Unacceptable), ("name", "看看名字", Forbidden)])
def test_a_secret_is_not_read_without_a_reason(home, now, term, reason, refusal):
    key = enter(home, now, by=CLERK)
    with pytest.raises(refusal):
        reveal(person=key, term=term, reason=reason, by=CLERK, at=now)
    assert Look.objects.count() == 0


def test_a_hidden_person_is_absent(home, now, sides):
    key = enter(home, now, by=CLERK)
    other = officer(HIDDEN)
    sides.app(other)
    refused = (Forbidden, Forbidden, Forbidden, Forbidden)
    acts = (
        lambda who: open_dossier(person=who, by=other, at=now),
        lambda who: reveal(person=who, term="phone", reason="联系本人", by=other, at=now),
        lambda who: reissue_card(person=who, by=other, at=now),
        lambda who: revoke_card(person=who, by=other, at=now),
    )
    for who in (key, uuid.uuid4()):
        for act, refusal in zip(acts, refused, strict=True):
            with pytest.raises(refusal):
                act(who)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"value": None, "secret": None}, "fact_plain_or_secret"),
        ({"value": "x", "secret": "y"}, "fact_plain_or_secret"),
        ({"term": "shoe_size"}, "fact_term_known"),
        ({"valid_from": date(2026, 1, 1), "valid_to": date(2026, 1, 1)}, "fact_period_forward"),
        ({}, "fact_one_believed"),
    ],
)
def test_the_database_keeps_facts_in_form(home, now, sides, changed, constraint):
    person = Person.objects.get(public_id=enter(home, now, by=CLERK))
    plain = {"term": "sex", "value": "2", "recorded_at": now, "recorded_by": "x", "source": "officer"}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Fact.objects.create(**person.scope(), **(plain | changed))


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow  # the database is emptied afterwards
def test_two_clicks_at_once_are_one_person(now):
    places()
    home = unit()
    key, sent = uuid.uuid4(), form(home)

    def click(_number: int) -> uuid.UUID:
        try:
            with transaction.atomic():
                state(CLERK)
                return register(person=key, registration=sent, by=CLERK, at=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as clicks:
        assert list(clicks.map(click, range(8))) == [key] * 8
    assert (Person.objects.count(), Card.objects.count(), kinds()) == (1, 1, ["registry.person_registered"])

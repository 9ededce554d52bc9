"""Encrypted columns and blind indexes, in the database and in Python."""

from __future__ import annotations

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction

from tests.people.registry.people import COUNTY, enter, id_number, officer, places, unit
from yinling.base.rows.fields import EncryptedTextField
from yinling.kernel.ciphers import CipherError
from yinling.people.registry.models import Fact, Person, PersonNow


@pytest.fixture
def person(sides, now):
    places()
    sides.owner()
    home = unit()
    sides.app(officer(COUNTY))
    key = enter(home, now, id_number=id_number(), birth_date=None)
    return Person.objects.get(public_id=key)


def column(table: str, name: str, person: Person) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{name}" FROM "{table}" WHERE person_id = %s', [person.pk])
        return bytes(cursor.fetchone()[0])


def test_the_column_holds_ciphertext_and_python_sees_text(person):
    raw = column("registry_personnow", "phone", person)
    assert (raw[:4], b"13900001234" in raw) == (b"\x01\x02t1", False)
    assert PersonNow.objects.get(person=person).phone == "13900001234"


def test_equal_texts_have_different_ciphertexts(person):
    PersonNow.objects.filter(person=person).update(address="13900001234")
    assert column("registry_personnow", "phone", person) != column("registry_personnow", "address", person)


def test_a_ciphertext_moved_to_another_column_does_not_open(person):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_personnow SET address = phone WHERE person_id = %s", [person.pk])
    with pytest.raises(CipherError, match="不属于这个位置"):
        PersonNow.objects.get(person=person)


def test_a_changed_ciphertext_does_not_open(person, sides):
    sides.owner()
    change = "UPDATE registry_personnow SET phone = set_byte(phone, 20, 255 - get_byte(phone, 20)) WHERE person_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(change, [person.pk])
    with pytest.raises(CipherError):
        PersonNow.objects.get(person=person)


def test_the_blind_index_finds_and_keeps_unique(person, now):
    field = PersonNow._meta.get_field("id_number_index")
    found = PersonNow.objects.get(id_number_index=field.digest(id_number()))
    assert (found.person_id, found.id_number) == (person.pk, id_number())
    twin = PersonNow.objects.get(person=person)
    twin.pk = None
    twin.public_id = person.public_id
    with pytest.raises(IntegrityError, match=r"id_number_index|person_id"), transaction.atomic():
        twin.save(force_insert=True)


def test_absent_values_do_not_collide(person, now):
    home = person.unit
    enter(home, now)
    enter(home, now)
    assert PersonNow.objects.filter(id_number_index__isnull=True).count() == 2


def test_secrets_are_not_serialised(person):
    with pytest.raises(TypeError, match="secret"):
        serializers.serialize("json", PersonNow.objects.filter(person=person), fields=["phone"])


def test_facts_keep_secret_terms_encrypted(person):
    kept = {fact.term: (fact.value is None, fact.secret) for fact in Fact.objects.filter(person=person)}
    assert kept["phone"] == (True, "13900001234")
    assert kept["name"] == (False, None)
    assert isinstance(Fact._meta.get_field("secret"), EncryptedTextField)

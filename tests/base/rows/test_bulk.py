"""Many rows in one statement: their ids in order, their secrets sealed, all of them or none."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.people.registry.people import COUNTY, places, unit
from yinling.base.rows.bulk import Ahead, batched, insert_rows
from yinling.people.registry.domain import now_values
from yinling.people.registry.models import Fact, Person, PersonNow

pytestmark = pytest.mark.django_db
HOSTILE = [
    "李淑芬",
    "𠮷田",
    "'; DROP TABLE registry_person; --",
    '{"a": "\\u00e9"}',
    "%s %(x)s",
    "行一\n行二\t",
    "\\x41",
]


@pytest.fixture
def home(sides):
    sides.owner()
    places()
    return unit()


def _persons(home, now, number):
    return [{"area_code": COUNTY, "unit_id": home.pk, "created_at": now} for _ in range(number)]


def test_ids_come_in_order_and_public_ids_are_drawn(home, now):
    keys = [uuid.uuid4() for _ in range(50)]
    ids = insert_rows(Person, [{**row, "public_id": k} for row, k in zip(_persons(home, now, 50), keys, strict=True)])
    assert ids == sorted(ids)
    assert list(Person.objects.order_by("id").values_list("id", "public_id")) == list(zip(ids, keys, strict=True))
    more = insert_rows(Person, _persons(home, now, 3))
    assert len(set(Person.objects.filter(id__in=more).values_list("public_id", flat=True))) == 3


def test_nothing_to_insert(home):
    assert insert_rows(Person, []) == []


def test_secrets_are_sealed_and_open_again(home, now):
    (person,) = insert_rows(Person, _persons(home, now, 1))
    scope = {"person_id": person, "area_code": COUNTY, "unit_id": home.pk, "recorded_at": now, "recorded_by": "t",
             "source": "roster", "superseded_at": now, "evidence": ""}  # fmt: skip
    insert_rows(Fact, [{**scope, "term": "phone", "value": None, "secret": text} for text in HOSTILE])
    insert_rows(Fact, [{**scope, "term": "name", "value": text, "secret": None} for text in HOSTILE])
    facts = Fact.objects.order_by("id")
    assert [fact.secret for fact in facts.filter(term="phone")] == HOSTILE
    assert [fact.value for fact in facts.filter(term="name")] == HOSTILE
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM registry_fact WHERE term = 'phone' ORDER BY id")
        raw = b"".join(bytes(secret) for (secret,) in cursor.fetchall())
    assert not any(text.encode() in raw for text in HOSTILE)


def test_blind_indexes_follow(home, now):
    ids = insert_rows(Person, _persons(home, now, 2))
    numbers = ("620102193805013114", "")
    rows = [
        {"person_id": i, "area_code": COUNTY, "unit_id": home.pk, "updated_at": now, "known_on": date(2025, 1, 1),
         "version": 1, **now_values({"name": "李淑芬", "id_number": number, "person_type": "retired"})}
        for i, number in zip(ids, numbers, strict=True)
    ]  # fmt: skip
    insert_rows(PersonNow, rows)
    field = PersonNow._meta.get_field("id_number_index")
    found = [
        bytes(i) if i else None for i in PersonNow.objects.order_by("person").values_list("id_number_index", flat=True)
    ]
    assert found == [field.digest(numbers[0]), None]


def test_one_that_is_refused_refuses_all(home, now):
    rows = [*_persons(home, now, 3), {"area_code": COUNTY, "unit_id": None, "created_at": now}]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Person, rows)
    assert not Person.objects.exists()


def test_written_ahead_in_order_and_refused_at_the_end(home, now):
    with Ahead() as ahead:
        for _batch in range(5):
            ahead.insert(Person, _persons(home, now, 10))
    assert Person.objects.count() == 50
    with pytest.raises(IntegrityError), transaction.atomic(), Ahead() as ahead:
        ahead.insert(Person, [{"area_code": COUNTY, "unit_id": None, "created_at": now}])
    assert Person.objects.count() == 50


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_batches_hold_everything_in_order(rows, size):
    found = list(batched(rows, size))
    assert [one for batch in found for one in batch] == rows
    assert all(0 < len(batch) <= size for batch in found)

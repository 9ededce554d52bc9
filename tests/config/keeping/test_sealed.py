"""Every ciphertext is found, counted by its key and sealed anew, and opens afterwards by the app's own door."""

from __future__ import annotations

import ast
import base64
import uuid
from itertools import takewhile

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb

from tests.architecture.source import live
from tests.cluster import cluster
from tests.factories import officer, person, unit
from yinling.base.accounts.outside import SecondFactorAdapter
from yinling.config.keeping.sealed import (
    Batch,
    Column,
    Place,
    count_values,
    is_left,
    key_counts,
    places,
    reseal,
    reseal_some,
)
from yinling.kernel.ciphers import CipherError, DataKey, KeyRing, key_id_of, open_sealed, seal
from yinling.people.registry.models import PersonNow

OLD, NEW = DataKey("t1", b"\xd1" * 32), DataKey("t2", b"\xd2" * 32)
BEFORE, AFTER = KeyRing((OLD,)), KeyRing((NEW, OLD))


def test_whoever_seals_is_known_here():
    """A new call of `seal` must become a place, or its ciphertexts would be left on the old key."""
    callers = {
        module.where
        for module in live()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "seal"
    }
    assert callers == {
        "src/yinling/base/accounts/outside.py",
        "src/yinling/base/rows/fields.py",
        "src/yinling/config/keeping/sealed.py",
        "src/yinling/people/intake/actions/receiving.py",
    }


def test_every_encrypted_column_is_a_place_and_its_key_is_a_number():
    found = {(place.table, column.name) for place in places() for column in place.columns}
    fields = {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if type(field).__name__.startswith("Encrypted")
    }
    assert found == fields | {("intake_rosterfile", "content"), ("mfa_authenticator", "data")}
    keys = {
        model._meta.db_table: model._meta.pk.rel_db_type(connection)
        for model in apps.get_models(include_auto_created=True)
    }
    assert {keys[place.table] for place in places()} <= {"bigint", "integer"}


def test_a_context_is_where_a_value_stands():
    contexts = {context for place in places() for context in place.contexts()}
    assert {b"mfa_authenticator.data.secret", b"intake_rosterfile.content", b"registry_personnow.id_number"} <= contexts


ROWS = Place("kept", "id", (Column("a"), Column("b")), batch=7)
JSON = Place("said", "id", (Column("data", "secret"),), batch=7)


@pytest.fixture
def kept():
    """A database of its own with two tables that hold ciphertexts in the shapes that ours have; gives its address."""
    name = f"yl_sealed_{uuid.uuid4().hex[:8]}"
    with cluster().connect() as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER yl_owner").format(sql.Identifier(name)))
    url = cluster().url("yl_owner", name)
    with psycopg.connect(url, autocommit=True) as own:
        own.execute("CREATE TABLE kept (id bigint PRIMARY KEY, a bytea NOT NULL, b bytea, other text DEFAULT 'x')")
        own.execute("CREATE TABLE said (id bigint PRIMARY KEY, data jsonb)")
        for n in range(20):
            a, b, c = (
                seal(f"{of} {n}".encode(), keys=BEFORE, context=of.encode())
                for of in ("kept.a", "kept.b", "said.data.secret")
            )
            own.execute("INSERT INTO kept (id, a, b) VALUES (%s, %s, %s)", [n, a, b if n % 2 else None])
            data = {"secret": base64.b64encode(c).decode(), "kind": n} if n % 2 else {"kind": n}
            own.execute("INSERT INTO said VALUES (%s, %s)", [n, Jsonb(data)])
    yield url
    with cluster().connect() as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def own(kept, monkeypatch):
    """A connection to it; its two tables are all the places there are."""
    monkeypatch.setattr("yinling.config.keeping.sealed.places", lambda: [ROWS, JSON])
    with psycopg.connect(kept, autocommit=True) as found:
        yield found


def clear_values(own: psycopg.Connection, ring: KeyRing) -> list[tuple]:
    """Everything, opened with a ring."""
    rows = own.execute("SELECT id, a, b, other FROM kept ORDER BY id").fetchall()
    said = own.execute("SELECT id, data FROM said ORDER BY id").fetchall()

    def opened(value, context):
        return None if value is None else open_sealed(value, keys=ring, context=context)

    return [
        *[(n, opened(a, b"kept.a"), opened(b, b"kept.b"), other) for n, a, b, other in rows],
        *[
            (n, data.get("secret") and opened(base64.b64decode(data["secret"]), b"said.data.secret"), data["kind"])
            for n, data in said
        ],
    ]


def reseal_all(own: psycopg.Connection, ring: KeyRing) -> int:
    """One round over everything."""
    return sum(number for place in (ROWS, JSON) for number in takewhile(bool, reseal(own, place, ring)))


def test_values_are_counted_by_their_key(own):
    assert count_values(own) == {"t1": 40}
    assert count_values(own, only="said") == {"t1": 10}
    assert key_counts(own, AFTER) == {"t2": 0, "t1": 40}
    assert list(key_counts(own, KeyRing((NEW,)))) == ["t2", "t1"]


def test_all_is_sealed_anew_and_says_what_it_said(own):
    before = clear_values(own, BEFORE)
    assert reseal_all(own, AFTER) == 40
    assert count_values(own) == {"t2": 40}
    assert clear_values(own, KeyRing((NEW,))) == before
    assert not is_left(own, ROWS, AFTER)
    assert reseal_all(own, AFTER) == 0


def test_a_batch_is_small_and_what_is_new_stays_as_it_is(own):
    assert reseal_some(own, JSON, AFTER, after=-1) == Batch(7, 13)
    before = own.execute("SELECT id, data FROM said ORDER BY id").fetchall()
    assert reseal_some(own, JSON, AFTER, after=13) == Batch(3, 19)
    assert reseal_some(own, JSON, AFTER, after=-1) == Batch(0, None)
    after = own.execute("SELECT id, data FROM said ORDER BY id").fetchall()
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 3
    assert is_left(own, ROWS, AFTER)


def test_rows_that_somebody_holds_are_left_for_later_and_waited_for_by_nobody(own, kept):
    with psycopg.connect(kept) as other:
        other.execute("UPDATE kept SET other = 'y' WHERE id < 5")
        assert reseal_all(own, AFTER) == 40 - 7
        assert is_left(own, ROWS, AFTER)
    assert reseal_all(own, AFTER) == 7
    assert own.execute("SELECT count(*) FROM kept WHERE other = 'y'").fetchone() == (5,)


def test_a_value_moved_from_elsewhere_stops_it_and_nothing_of_its_batch_is_written(own):
    own.execute("UPDATE kept SET b = a WHERE id = 3")
    with pytest.raises(CipherError, match="不属于这个位置"):
        list(reseal(own, ROWS, AFTER))
    assert count_values(own) == {"t1": 40}


@pytest.mark.django_db
def test_an_authenticator_opens_by_its_own_door_afterwards(settings, now):
    """Through the real table and adapter, in this test's transaction."""
    settings.YINLING_KEY_RING = BEFORE
    holder, doors = officer(at=now), SecondFactorAdapter()
    made = Authenticator.objects.create(
        user_id=holder.pk, type="totp", data={"secret": doors.encrypt("JBSWY3DP"), "more": 1}
    )
    settings.YINLING_KEY_RING = AFTER
    (place,) = [place for place in places() if place.table == "mfa_authenticator"]
    assert sum(reseal(connection.connection, place, AFTER)) == 1
    made.refresh_from_db()
    assert key_id_of(base64.b64decode(made.data["secret"])) == "t2"
    assert (doors.decrypt(made.data["secret"]), made.data["more"]) == ("JBSWY3DP", 1)


@pytest.mark.django_db
def test_a_person_is_read_as_before_afterwards(settings, now):
    settings.YINLING_KEY_RING = BEFORE
    made = person(unit=unit(), at=now, phone="13888888888")
    settings.YINLING_KEY_RING = AFTER
    found = [
        sum(reseal(connection.connection, place, AFTER)) for place in places() if place.table.startswith("registry_")
    ]
    assert sum(found) > 0
    settings.YINLING_KEY_RING = KeyRing((NEW,))
    assert PersonNow.objects.get(person=made).phone == "13888888888"

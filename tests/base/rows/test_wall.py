"""The wall as the database stands: an unset viewer sees nothing, each arm shows its rows and nothing beside them."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from tests.people.registry.people import ALL_PURPOSES, CITY, COUNTY, HIDDEN, OTHER_CITY, officer, places, unit
from yinling.base.rows.rules import Privacy, RowRules
from yinling.base.rows.viewing import NoTransaction, as_viewer, state
from yinling.base.rows.wall import WallOpen, _table, build
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer
from yinling.people.registry.models import Card, Person


def ask(sql: str, params: object = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


@pytest.fixture
def homes(sides, now):
    """Three units: one in the county, one in the next county of the city, one in another city; a person in each."""
    places()
    units = {area: unit(area, f"单位{area}") for area in (COUNTY, "530103", HIDDEN)}
    persons = {a: Person.objects.create(area_code=a, unit=u, created_at=now) for a, u in units.items()}
    for person in persons.values():
        Card.objects.create(**person.scope(), code=f"C{person.pk}", issued_at=now)
    return units, persons


def seen() -> set[str]:
    return set(Person.objects.values_list("area_code", flat=True))


def test_first_of_all_an_unset_viewer_sees_nothing_here(sides, homes):
    """The test connection itself, as application: this test guards all others against testing as owner."""
    sides.app()
    assert ask("SELECT current_user, (SELECT guard.ok('general'))") == [("yl_app", False)]
    assert (seen(), Card.objects.count()) == (set(), 0)


@pytest.mark.django_db(transaction=True)
def test_a_viewer_is_not_stated_outside_a_transaction():
    with pytest.raises(NoTransaction):
        state(NOBODY)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("0", {COUNTY, "530103", HIDDEN}),
        ("53", {COUNTY, "530103", HIDDEN}),
        (CITY, {COUNTY, "530103"}),
        (COUNTY, {COUNTY}),
        ("530102001", set()),
        (OTHER_CITY, {HIDDEN}),
    ],
)
def test_the_arm_of_the_area(sides, homes, area, expected):
    sides.app(officer(area))
    assert (seen(), set(Card.objects.values_list("area_code", flat=True))) == (expected, expected)


def test_the_arm_of_the_unit(sides, homes):
    units, _persons = homes
    sides.app(officer(None, units=(units[HIDDEN].pk,)))
    assert (seen(), Card.objects.count()) == ({HIDDEN}, 1)


def test_the_arm_of_the_person(sides, homes):
    _units, persons = homes
    who = persons[HIDDEN].pk
    sides.app(Viewer(account="w", role=Role.WORKER, persons=(who,), purposes=ALL_PURPOSES))
    assert (seen(), Card.objects.get().person_id) == ({HIDDEN}, who)


def test_arms_add_up(sides, homes):
    units, persons = homes
    wide = Viewer(
        account="o", role=Role.OFFICER, area=COUNTY, units=(units["530103"].pk,), persons=(persons[HIDDEN].pk,),
        purposes=ALL_PURPOSES,
    )  # fmt: skip
    sides.app(wide)
    assert seen() == {COUNTY, "530103", HIDDEN}


def test_work_sees_all_and_a_bare_viewer_of_that_name_does_not(sides, homes):
    sides.work()
    assert len(seen()) == 3
    sides.app(Viewer(account="", role=Role.SYSTEM, purposes=ALL_PURPOSES))
    assert seen() == set()


def test_nothing_is_written_outside_of_the_scope(sides, homes, now):
    units, persons = homes
    sides.app(officer(COUNTY))
    for area, where in ((HIDDEN, HIDDEN), ("530103", COUNTY)):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.create(area_code=area, unit=units[where], created_at=now)
    hidden = Person.objects.filter(pk=persons[HIDDEN].pk)
    assert (hidden.update(created_at=now), hidden.count()) == (0, 0)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Person.objects.filter(pk=persons[COUNTY].pk).update(area_code=HIDDEN, unit=units[HIDDEN])
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Person.objects.filter(pk=persons[COUNTY].pk)._raw_delete("default")
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Person.objects.bulk_create([Person(area_code=HIDDEN, unit=units[HIDDEN], created_at=now)])


def test_a_purpose_that_was_not_granted_shows_nothing(sides, homes, now):
    """A table of the purpose health, made for this test by the same code that builds the wall."""
    rules = RowRules(Privacy.PERSON, purpose=Purpose.HEALTH)
    ask_nothing = 'CREATE TABLE tests_health (person_id bigint, area_code text COLLATE "C", unit_id bigint)'
    with connection.cursor() as cursor:
        cursor.execute(ask_nothing)
        for statement in _table("tests_health", rules, "person_id"):
            cursor.execute(statement)
        cursor.execute("INSERT INTO tests_health VALUES (1, %s, 1)", [COUNTY])
    general = Viewer(account="o", role=Role.OFFICER, area=COUNTY, purposes=frozenset({Purpose.GENERAL}))
    sides.app(general)
    assert (ask("SELECT count(*) FROM tests_health"), len(seen())) == ([(0,)], 1)
    sides.app(officer(COUNTY))
    assert ask("SELECT count(*) FROM tests_health") == [(1,)]


def test_copies_of_the_scope_follow_the_person_and_cannot_differ(sides, homes, now):
    units, persons = homes
    sides.work()
    person = persons[COUNTY]
    Person.objects.filter(pk=person.pk).update(area_code=HIDDEN, unit=units[HIDDEN])
    card = Card.objects.get(person=person)
    assert (card.area_code, card.unit_id) == (HIDDEN, units[HIDDEN].pk)
    wrong = {"person_id": persons[HIDDEN].pk, "area_code": COUNTY, "unit_id": units[COUNTY].pk}
    with pytest.raises(IntegrityError, match="registry_card_scope"), transaction.atomic():
        Card.objects.create(**wrong, code="X", issued_at=now, revoked_at=now)


def test_a_hidden_parent_and_a_missing_one_answer_alike(sides, homes, now):
    """The oracle of foreign keys is closed: the copied scope must be one's own, and then no hidden parent fits."""
    units, persons = homes
    sides.app(officer(COUNTY))
    answers = []
    for person_id in (persons[HIDDEN].pk, 10**9):
        with pytest.raises(DatabaseError) as refusal, transaction.atomic():
            Card.objects.create(
                person_id=person_id, area_code=COUNTY, unit_id=units[COUNTY].pk, code="X", issued_at=now, revoked_at=now
            )
        answers.append((type(refusal.value), refusal.value.__cause__.diag.constraint_name))
    assert answers[0] == answers[1]


def test_a_hidden_twin_is_refused_by_its_constraint_without_its_value(sides, homes, now):
    _units, persons = homes
    taken = Card.objects.get(person=persons[HIDDEN]).code
    sides.app(officer(COUNTY))
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Card.objects.create(**persons[COUNTY].scope(), code=taken, issued_at=now, revoked_at=now)
    assert refusal.value.__cause__.diag.message_detail is None
    assert Card.objects.filter(code=taken).count() == 0


def test_a_lock_finds_what_a_look_finds(sides, homes):
    sides.app(officer(COUNTY))
    assert len(Person.objects.select_for_update()) == 1


def test_a_viewer_restated_in_a_savepoint_is_restored(sides, homes):
    sides.app(officer(COUNTY))
    with transaction.atomic(), as_viewer(officer(OTHER_CITY)):
        assert seen() == {HIDDEN}
        with as_viewer(officer("53")):
            assert len(seen()) == 3
        assert seen() == {HIDDEN}
    assert seen() == {COUNTY}
    with pytest.raises(ZeroDivisionError), as_viewer(officer(OTHER_CITY)):
        _ = 1 / 0
    assert seen() == {COUNTY}


def test_a_viewer_of_a_savepoint_that_failed_is_gone_with_it(sides, homes):
    sides.app(officer(COUNTY))
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic(), as_viewer(officer(OTHER_CITY)):
        ask("SELECT 1 / 0")
    assert seen() == {COUNTY}
    with as_viewer(officer("53")):
        assert len(seen()) == 3
    assert seen() == {COUNTY}, "restored to the one before, not to the one that failed"


def test_the_seal_is_hmac_over_the_viewer_and_the_backend(sides, settings):
    sides.app(officer(COUNTY))
    ((lo, hi, mac),) = ask(
        "SELECT current_setting('yl.area_lo'), current_setting('yl.area_hi'), current_setting('yl.mac')"
    )
    assert (lo, hi, len(mac)) == (COUNTY, "530103", 64)
    settings.YINLING_SEAL_KEY = hashlib.sha256(b"another").digest()
    with pytest.raises(ProgrammingError, match="the seal does not fit"), transaction.atomic():
        state(officer("53"))


def test_the_wall_is_not_built_around_an_open_gate(db, superuser):
    """Only a superuser can open it; here in a transaction that is rolled back, seen by nobody else."""
    with transaction.atomic():
        build()
    assert ask("SELECT has_database_privilege('yl_app', current_database(), 'temporary')") == [(False,)]
    superuser.execute("GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO yl_app")
    ask("SELECT count(*) FROM pg_publication")  # a first lock makes this transaction hear of the other's grant
    try:
        with pytest.raises(WallOpen):
            build()
    finally:
        superuser.execute("REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM yl_app")

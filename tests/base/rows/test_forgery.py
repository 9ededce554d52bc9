"""What injected SQL can do to the viewer: tried on a real connection of the web login, as in production.

Each outcome stands in docs/threat-model.md; a test here holds the two together.
"""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from tests.architecture.source import PROJECT
from tests.cluster import cluster
from tests.people.registry.people import COUNTY, HIDDEN, officer
from yinling.base.rows.doorway import Doorway, SeveralStatements
from yinling.base.rows.viewing import _mac, _values, state
from yinling.people.registry.models import Person

OWN = officer(COUNTY)


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def areas_seen() -> list[str]:
    return sorted(area for (area,) in rows("SELECT area_code FROM registry_person"))


def as_own(sql: str) -> list[str]:
    """Run something as the county's officer, and then look."""
    with transaction.atomic():
        state(OWN)
        rows(sql)
        return areas_seen()


EVERYTHING = "set_config('yl.area_lo', '0', true) IS NOT NULL AND set_config('yl.area_hi', ':', true) IS NOT NULL"
SCAN = ("enable_indexscan", "enable_bitmapscan", "enable_indexonlyscan")

# name in the threat model -> SQL that reaches the database in one statement, and what it must say
REFUSED = {
    "set_config in WHERE": (f"SELECT area_code FROM registry_person WHERE {EVERYTHING}", "permission denied"),
    "set_config in a column": (f"SELECT area_code, {EVERYTHING} FROM registry_person", "permission denied"),
    "set_config in a CTE": (
        f"WITH x AS MATERIALIZED (SELECT {EVERYTHING}) SELECT area_code FROM x, registry_person",
        "permission denied",
    ),
    "UPDATE pg_settings": (
        "UPDATE pg_settings SET setting = 'x' WHERE name = 'application_name'", "permission denied"
    ),
    "guard.state with a made-up seal": (
        "SELECT guard.state('', 'officer', '0', ':', '', '', '{general}', repeat('0', 64))", "seal does not fit"
    ),
    "reading the seal's key": ("SELECT * FROM guard.secret", "permission denied"),
    "SET ROLE yl_system": ("SET ROLE yl_system", "permission denied"),
    "SET ROLE yl_owner": ("SET ROLE yl_owner", "permission denied"),
    "SET SESSION AUTHORIZATION": ("SET SESSION AUTHORIZATION yl_owner", "permission denied"),
    "SET LOCAL row_security = off": (
        "SET LOCAL row_security = off; SELECT count(*) FROM registry_person", "affected by row-level security"
    ),
    "a temporary function": (
        "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "permission denied"
    ),
    "ALTER TABLE .. DISABLE ROW LEVEL SECURITY": (
        "ALTER TABLE registry_person DISABLE ROW LEVEL SECURITY", "must be owner"
    ),
    "COPY .. TO STDOUT of the seal": ("COPY guard.secret TO STDOUT", "permission denied"),
    "TRUNCATE": ("TRUNCATE registry_person CASCADE", "permission denied"),
}  # fmt: skip

# name in the threat model -> statements that are accepted; the rows that are seen afterwards
HARMLESS = {
    "SET LOCAL yl.area_lo": ("SET LOCAL yl.area_lo = '0'; SET LOCAL yl.area_hi = ':'", []),
    "SET SESSION yl.persons": ("SET yl.persons = '{1,2,3,4,5,6,7,8,9}'", []),
    "RESET ROLE": ("RESET ROLE", [COUNTY] * 3),
    "RESET ALL": ("RESET ALL", []),
    "SET yl.mac to nothing": ("SET LOCAL yl.mac = ''", []),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(web, name):
    sql, said = REFUSED[name]
    with pytest.raises(DatabaseError, match=said):
        as_own(sql)


@pytest.mark.parametrize("name", HARMLESS)
def test_accepted_and_harmless(web, name):
    sql, expected = HARMLESS[name]
    with transaction.atomic():
        state(OWN)
        assert areas_seen() == [COUNTY] * 3
        rows(sql)
        assert areas_seen() == expected
        transaction.set_rollback(True)


def test_set_role_none_is_a_login_that_owns_and_reads_nothing(web):
    with pytest.raises(DatabaseError, match="permission denied"):
        as_own("SET ROLE NONE")


def test_a_seal_is_worth_nothing_on_another_connection(web, standing):
    with transaction.atomic():
        state(OWN)
        ((mac,),) = rows("SELECT current_setting('yl.mac')")
    import psycopg

    with psycopg.connect(cluster().url("yl_web", standing), options="-c role=yl_app") as other:
        call = "SELECT guard.state(%s, %s, %s, %s, %s, %s, %s, %s)"
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="seal does not fit"):
            other.execute(call, [*_values(OWN), mac])


def test_a_setting_left_behind_does_not_meet_the_next_request(web):
    """A session-wide SET survives the transaction, but the next viewer's own settings and seal replace it."""
    with transaction.atomic():
        state(OWN)
        rows("SET SESSION yl.persons = '{1,2,3,4,5,6,7,8,9}'")
    with transaction.atomic():
        assert areas_seen() == []
        state(OWN)
        assert areas_seen() == [COUNTY] * 3


def test_a_settled_plan_would_read_the_settings_for_each_row(web):
    """Why set_config is taken away: with it, this very scan showed the other county's rows in the same statement."""
    with transaction.atomic():
        state(OWN)
        for setting in SCAN:
            rows(f"SET LOCAL {setting} = off")
        plan = "\n".join(line for (line,) in rows("EXPLAIN SELECT area_code FROM registry_person"))
        assert "Seq Scan" in plan
        assert areas_seen() == [COUNTY] * 3


def test_stacked_statements_move_a_viewer_under_an_open_cursor(web):
    """The hole that the database leaves open, and why a request refuses a semicolon before it is sent."""
    with transaction.atomic():
        state(OWN)
        for setting in SCAN:
            rows(f"SET LOCAL {setting} = off")
        rows("DECLARE c NO SCROLL CURSOR FOR SELECT area_code FROM registry_person")
        rows("FETCH 1 FROM c")
        rows("SET LOCAL yl.area_lo = '0'; SET LOCAL yl.area_hi = ':'")
        assert sorted({area for (area,) in rows("FETCH ALL FROM c")}) == [COUNTY, HIDDEN]
        transaction.set_rollback(True)


def through_the_door(request, view):
    """As Django's handler does it: the middleware around, its look at the view, the view itself."""

    def handler(request):
        return door.process_view(request, view, (), {}) or view(request)

    door = Doorway(handler)
    return door(request)


@pytest.mark.parametrize(
    "injected",
    [
        "SELECT 1; SET LOCAL yl.area_lo = '0'",
        "SELECT area_code FROM registry_person WHERE area_code = ''; DO $$ BEGIN END $$; --'",
        "SELECT 1;COMMIT;SELECT 2",
    ],
)
@pytest.mark.parametrize("has_own", [False, True])
def test_a_request_sends_single_statements_only(web, injected, has_own):
    reached = []

    def view(_request):
        with connection.cursor() as cursor:
            cursor.execute(injected)
            reached.append(True)
        return HttpResponse()

    request = RequestFactory().get("/")
    request.viewer = OWN
    view.own_transaction = has_own
    with pytest.raises(SeveralStatements):
        through_the_door(request, view)
    assert reached == []


def test_a_request_binds_a_semicolon_like_any_other_sign(web):
    def view(_request):
        found = Person.objects.filter(area_code="530102; DROP TABLE registry_person").count()
        return HttpResponse(f"{found} {Person.objects.count()}")

    request = RequestFactory().get("/")
    request.viewer = OWN
    answer = through_the_door(request, view)
    assert answer.content == b"0 3"


def test_the_threat_model_tells_each_try(web):
    told = (PROJECT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([^`]+)` \|", told, re.M))
    assert {*REFUSED, *HARMLESS} - listed == set()


def test_the_seal_is_computed_alike_on_both_sides(web):
    with transaction.atomic():
        state(OWN)
        assert rows("SELECT current_setting('yl.mac')") == [(_mac(_values(OWN)),)]

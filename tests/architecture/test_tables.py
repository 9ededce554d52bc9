"""Every table has what it declares: privacy class, grants, policies, sensitivity of its fields, keys that point down."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.db.models import Q

from tests.architecture.source import PROJECT
from yinling.base.rows.fields import BlindIndexField, EncryptedBytesField, EncryptedTextField
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity

OURS = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("yinling.")]
WALLED = {Privacy.PERSON, Privacy.AREA}
SCOPE_COLUMNS = {"id", "public_id", "person", "person_id", "area_code", "unit", "unit_id"}

by_table = pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)


def ask(sql: str, params: tuple[object, ...] = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def verbs(text: str) -> set[tuple[str, str]]:
    """`select, update (a, b)` as pairs of verb and column; no column means the whole table."""
    found: set[tuple[str, str]] = set()
    for verb, columns in re.findall(r"(\w+)\s*(?:\(([^)]*)\))?\s*(?:,|$)", text):
        names = [name.strip() for name in columns.split(",")] if columns else [""]
        found |= {(verb.lower(), name) for name in names}
    return found


def granted(table: str, role: str) -> set[tuple[str, str]]:
    whole = ask(
        "SELECT lower(a.privilege_type), '' FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = %s::regclass"
        " AND a.grantee = %s::regrole",
        (f'"{table}"', role),
    )
    columns = ask(
        "SELECT lower(a.privilege_type), t.attname FROM pg_attribute t, aclexplode(t.attacl) a"
        " WHERE t.attrelid = %s::regclass AND a.grantee = %s::regrole",
        (f'"{table}"', role),
    )
    return set(whole) | set(columns)


@by_table
def test_a_table_declares_its_privacy_class(model):
    assert isinstance(getattr(model, "rows", None), RowRules)


@pytest.mark.django_db
@by_table
def test_the_database_has_what_the_table_declares(model):
    table, rules = model._meta.db_table, model.rows
    assert (granted(table, "yl_app"), granted(table, "yl_system")) == (
        verbs(rules.app_verbs()),
        verbs(rules.work_verbs()),
    )
    ((secured, forced),) = ask(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", (f'"{table}"',)
    )
    assert (secured, forced) == (rules.privacy in WALLED, False)
    policies = ask(
        "SELECT policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies WHERE tablename = %s"
        " ORDER BY 1",
        (table,),
    )
    if rules.privacy not in WALLED:
        assert policies == []
        return
    scope, system = policies
    assert scope[:4] == ("scope", "PERMISSIVE", "{yl_app}", "ALL")
    assert system == ("system", "PERMISSIVE", "{yl_system}", "ALL", "true", None)
    assert scope[5] is None, "USING serves as WITH CHECK too"
    assert re.sub(r"\s+", " ", scope[4]) == _expected(model)


def _expected(model: type[models.Model]) -> str:
    """The policy as PostgreSQL prints it back."""
    purpose = model.rows.purpose.value
    arms = [
        "((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true)))"
    ]
    if model.rows.privacy is Privacy.PERSON:
        person = "person_id" if any(f.column == "person_id" for f in model._meta.local_fields) else "id"
        arms += [
            f"({column} = ANY ((NULLIF(current_setting('yl.{name}'::text, true), ''::text))::bigint[]))"
            for column, name in (("unit_id", "units"), (person, "persons"))
        ]
    elif any(f.column == "unit_id" for f in model._meta.local_fields):
        arms.append("(unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[]))")
    either = f"({' OR '.join(arms)})" if len(arms) > 1 else arms[0]
    return f"(( SELECT guard.ok('{purpose}'::text) AS ok) AND {either})"


@pytest.mark.django_db
def test_readable_without_a_policy_is_what_is_declared_so_and_nothing_else():
    """GROUND section 4: this catches the table that somebody forgot, and every view."""
    readable = ask(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND NOT relrowsecurity AND has_table_privilege('yl_app', oid, 'select')"
    )
    declared = {
        m._meta.db_table for m in OURS if m.rows.privacy not in WALLED and ("select", "") in verbs(m.rows.app_verbs())
    }
    foreign = {t for t, v in settings.YINLING_FOREIGN_TABLES.items() if ("select", "") in verbs(v)}
    assert {name for (name,) in readable} == declared | foreign


@pytest.mark.django_db
def test_the_web_login_itself_and_the_public_have_nothing():
    relations = "FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'guard'::regnamespace) AND relkind IN ('r', 'p', 'v', 'm')"
    verbs_of = " OR ".join(
        f"has_table_privilege('yl_web', oid, '{verb}')" for verb in ("select", "insert", "update", "delete", "truncate")
    )
    assert ask(f"SELECT relname {relations} AND ({verbs_of})") == []
    assert ask(f"SELECT relname {relations} AND relacl::text ~ '[{{,]=[a-zA-Z]'") == []
    assert ask("SELECT * FROM pg_default_acl") == [], "a forgotten table would come with grants"


@pytest.mark.django_db
def test_the_seal_key_is_read_by_the_guard_alone():
    roles = ("yl_app", "yl_web", "yl_system", "yl_work")
    secret = [ask("SELECT has_table_privilege(%s, 'guard.secret', 'select')", (role,)) for role in roles]
    assert secret == [[(False,)]] * 4
    callers = [ask("SELECT has_function_privilege(%s, 'guard.ok(text)', 'execute')", (r,)) for r in roles]
    assert callers == [[(True,)], [(False,)], [(True,)], [(False,)]]
    defining = ask(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace IN ('public'::regnamespace, 'guard'::regnamespace)"
        " ORDER BY 1"
    )
    assert defining == [("ok",), ("state",)], "a function that runs as owner walks through the wall"


@pytest.mark.django_db
def test_nobody_but_the_owner_sets_settings_inside_a_statement():
    setters = "SELECT rolname FROM pg_roles WHERE NOT rolsuper AND has_function_privilege(oid, %s, 'execute')"
    assert ask(setters + " AND rolname LIKE 'yl\\_%%'", ("set_config(text, text, boolean)",)) == [("yl_owner",)]


@pytest.mark.django_db
def test_the_migrations_make_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)  # exits with 1 when one is missing


@by_table
def test_every_personal_field_says_how_sensitive_it_is(model):
    rules = model.rows
    fields = {f.name for f in model._meta.concrete_fields}
    assert set(rules.personal) <= fields
    if rules.privacy is Privacy.PERSON:
        keys = SCOPE_COLUMNS | {f.name for f in model._meta.concrete_fields if f.is_relation}
        assert fields - keys == set(rules.personal) - keys


@by_table
def test_secret_means_encrypted_and_encrypted_means_secret(model):
    kept = {
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, EncryptedTextField | EncryptedBytesField | BlindIndexField)
    }
    assert kept == {name for name, how in model.rows.personal.items() if how is Sensitivity.SECRET}


@by_table
def test_a_table_about_persons_carries_its_scope(model):
    """The composite key that keeps the copies true is there; a table below the registry keeps its moment's scope."""
    if model.rows.privacy is not Privacy.PERSON:
        return
    columns = {f.column for f in model._meta.concrete_fields}
    assert {"area_code", "unit_id"} <= columns
    person = next((f for f in model._meta.concrete_fields if f.column == "person_id"), None)
    if person is not None and person.is_relation:
        assert person.db_constraint is False, "a plain foreign key would be an oracle: the wall adds the composite one"


@pytest.mark.django_db
def test_each_table_about_persons_follows_its_person():
    composite = ask(
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conname LIKE %s",
        ("%\\_scope",),
    )
    expected = {
        (m._meta.db_table, "FOREIGN KEY (person_id, area_code, unit_id) REFERENCES registry_person(id, area_code, unit_id) ON UPDATE CASCADE")
        for m in OURS
        if m.rows.privacy is Privacy.PERSON and any(f.column == "person_id" and f.is_relation for f in m._meta.local_fields)
    }  # fmt: skip
    assert set(composite) == expected


def _order() -> list[str]:
    """Apps from the bottom to the top, read from the import contracts."""
    contracts = configparser.ConfigParser()
    contracts.read(PROJECT / ".importlinter", encoding="utf-8")
    layers = {
        section["containers"].strip(): section["layers"].split("\n")
        for section in (contracts[name] for name in contracts.sections())
        if section.get("type") == "layers"
    }
    order: list[str] = []
    for room in reversed(layers["yinling"]):
        for line in reversed(layers.get(f"yinling.{room}", [])):
            order += [f"yinling.{room}.{app.strip()}" for app in line.split("|") if app.strip()]
    return order


def _relations() -> Iterator[tuple[str, str, str]]:
    for model in OURS:
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if target is not None and field.concrete and target in OURS:
                yield f"{model._meta.label}.{field.name}", _app_of(model), _app_of(target)


def _app_of(model: type[models.Model]) -> str:
    return model.__module__.partition(".models")[0]


def test_foreign_keys_point_down():
    order = _order()
    upward = [name for name, mine, theirs in _relations() if order.index(theirs) > order.index(mine)]
    assert upward == []


def _mentioned(node: object) -> set[str]:
    """The fields that a condition is about."""
    if isinstance(node, Q):
        return set().union(*map(_mentioned, node.children)) if node.children else set()
    if isinstance(node, tuple):
        return {str(node[0]).split("__")[0]}
    return {name.split("__")[0] for name in getattr(node, "_fields", ())}


def _pairs(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Fields that go together: `X_at` with `X_by` and the like, and with the state called X."""
    names = {f.name: f for f in model._meta.concrete_fields}
    states = {str(value) for value, _label in (names["state"].choices or ())} if "state" in names else set()
    for name, field in names.items():
        stem = name.removesuffix("_at")
        if stem == name or not field.null:
            continue
        yield from (
            (name, f"{stem}_{other}") for other in ("by", "because", "reason", "way") if f"{stem}_{other}" in names
        )
        if stem in states:
            yield name, "state"


def test_fields_that_go_together_are_tied_by_a_constraint():
    loose = []
    for model in OURS:
        checks = [_mentioned(c.condition) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
        loose += [f"{model._meta.label}: {a} and {b}" for a, b in _pairs(model) if not any({a, b} <= c for c in checks)]
    assert loose == []

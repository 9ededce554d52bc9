"""The wall: grants, row-level security and composite keys, issued together from what each table declares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from yinling.base.rows.rules import Privacy, RowRules

_ARMS = {
    "area": "(area_code >= current_setting('yl.area_lo', true) AND area_code < current_setting('yl.area_hi', true))",
    "unit": "unit_id = ANY (nullif(current_setting('yl.units', true), '')::bigint[])",
    "person": "{person} = ANY (nullif(current_setting('yl.persons', true), '')::bigint[])",
}


class WallOpen(RuntimeError):
    """The application could walk around the wall: a superuser must close the database first."""


class NoPrivacyClass(LookupError):
    """A table has no declaration; it gets no grant, so nobody would see a row of it."""


def build() -> None:
    """Issue grants, policies and keys for every table and store the seal's key. Runs as owner, safe to repeat.

    Raises WallOpen when the application may call set_config.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MAY_SET)
        if cursor.fetchone() != (False,):
            raise WallOpen("as superuser, here: REVOKE EXECUTE ON FUNCTION set_config(text, text, boolean) FROM PUBLIC")
        cursor.execute(_NO_TEMPORARY)
        cursor.execute("SELECT pg_advisory_xact_lock(7259001)")  # two migrates at once build one after the other
        cursor.execute(_STORE_KEY, _pads(settings.YINLING_SEAL_KEY))
        for statement in statements():
            cursor.execute(statement)


def statements() -> Iterator[str]:
    """All statements of the wall, in order. They hold no outside text: names come from our own models."""
    for model in _own_models():
        yield from _table(model._meta.db_table, _rules(model), _person_column(model), has_unit=_has_unit(model))
    for model in _own_models():
        yield from _composite_key(model)
    present = set(connection.introspection.table_names())
    for table, verbs in settings.YINLING_FOREIGN_TABLES.items():
        if table in present:
            yield from _grants(table, verbs, "select, insert, update, delete")
            yield _GRANT_SEQUENCES.format(table=table)


def _own_models() -> list[type[models.Model]]:
    foreign = settings.YINLING_FOREIGN_TABLES
    return [
        m for m in apps.get_models(include_auto_created=True) if m._meta.db_table not in foreign and m._meta.managed
    ]


def _rules(model: type[models.Model]) -> RowRules:
    rules = getattr(model, "rows", None)
    if not isinstance(rules, RowRules):
        raise NoPrivacyClass(f"{model._meta.label} declares no privacy class")
    return rules


def _person_column(model: type[models.Model]) -> str:
    return "person_id" if any(f.column == "person_id" for f in model._meta.local_fields) else "id"


def _has_unit(model: type[models.Model]) -> bool:
    return any(f.column == "unit_id" for f in model._meta.local_fields)


def _table(table: str, rules: RowRules, person: str, *, has_unit: bool = False) -> Iterator[str]:
    yield from _grants(table, rules.app_verbs(), rules.work_verbs())
    yield f'DROP POLICY IF EXISTS scope ON "{table}"'
    yield f'DROP POLICY IF EXISTS system ON "{table}"'
    arms = _arms(rules.privacy, person, has_unit=has_unit)
    if not arms:
        yield f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY'
        return
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield (
        f'CREATE POLICY scope ON "{table}" FOR ALL TO yl_app'
        f" USING ((SELECT guard.ok('{rules.purpose.value}')) AND ({' OR '.join(arms)}))"
    )
    yield f'CREATE POLICY system ON "{table}" FOR ALL TO yl_system USING (true)'


def _arms(privacy: Privacy, person: str, *, has_unit: bool) -> list[str]:
    """The conditions under which a row is seen. An area's row that belongs to a unit is seen by that unit too."""
    if privacy is Privacy.PERSON:
        return [_ARMS["area"], _ARMS["unit"], _ARMS["person"].format(person=person)]
    if privacy is Privacy.AREA:
        return [_ARMS["area"], _ARMS["unit"]] if has_unit else [_ARMS["area"]]
    return []


def _grants(table: str, app: str, work: str) -> Iterator[str]:
    yield f'REVOKE ALL ON "{table}" FROM yl_app, yl_system'
    if app:
        yield f'GRANT {app} ON "{table}" TO yl_app'
    yield f'GRANT {work} ON "{table}" TO yl_system'


def _composite_key(model: type[models.Model]) -> Iterator[str]:
    if _rules(model).privacy is not Privacy.PERSON:
        return
    table, columns = model._meta.db_table, "area_code, unit_id"
    if _person_column(model) == "id":
        yield from _once(f"{table}_scope", table, f"UNIQUE (id, {columns})")
        return
    key = next(f for f in model._meta.local_fields if f.column == "person_id")
    if key.related_model is None:  # a table below the registry (the log of looks): its scope is that of the moment
        return
    target = key.related_model._meta.db_table
    yield f'CREATE INDEX IF NOT EXISTS "{table}_scope_index" ON "{table}" (person_id, {columns})'
    yield from _once(
        f"{table}_scope",
        table,
        f'FOREIGN KEY (person_id, {columns}) REFERENCES "{target}" (id, {columns}) ON UPDATE CASCADE',
    )


def _once(name: str, table: str, constraint: str) -> Iterator[str]:
    yield _ADD_ONCE.format(name=name, table=table, constraint=constraint)


_ADD_ONCE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}' AND conrelid = '"{table}"'::regclass)
  THEN ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {constraint}; END IF;
END $$
"""

# Third parties still use serial columns, whose sequences want a grant of their own; identity columns do not.
_GRANT_SEQUENCES = """
DO $$ DECLARE s text; BEGIN
  FOR s IN SELECT d.objid::regclass::text FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
           WHERE d.refobjid = '"{table}"'::regclass AND d.deptype = 'a'
  LOOP EXECUTE format('GRANT USAGE ON SEQUENCE %s TO yl_app, yl_system', s); END LOOP;
END $$
"""

_MAY_SET = "SELECT has_function_privilege('yl_app', 'pg_catalog.set_config(text, text, boolean)', 'execute')"

# A function of one's own in pg_temp could change settings in the middle of a statement, too.
_NO_TEMPORARY = """
DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$
"""

_STORE_KEY = """
INSERT INTO guard.secret (one, inner_pad, outer_pad) VALUES (true, %s, %s)
ON CONFLICT (one) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad
"""


def _pads(key: bytes) -> tuple[bytes, bytes]:
    """The two padded keys of HMAC-SHA256 (RFC 2104), so that the database computes it with sha256() alone."""
    block = (key if len(key) <= 64 else hashlib.sha256(key).digest()).ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)

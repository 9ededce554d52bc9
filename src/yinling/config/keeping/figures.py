"""What a database holds, read in one transaction: rows and digest of every table, migrations, the journal."""

from __future__ import annotations

import psycopg
from psycopg import sql

from yinling.config.keeping.manifest import Figures, Journal
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.kernel.merkle import EMPTY_ROOT, root_from_tiles

#: The wall's copy of the seal key stands in a table; no backup holds it, and migrating puts it there again.
LEFT_OUT = "guard.secret"

_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2
"""
_PLAIN = ("SET TimeZone = 'UTC'", "SET DateStyle = 'ISO'", "SET bytea_output = 'hex'", "SET extra_float_digits = 1")


def tables_of(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """Schema and name of every table that holds rows, the parts of divided tables included."""
    return [(str(schema), str(name)) for schema, name in connection.execute(_TABLES)]


def figures_of(connection: psycopg.Connection) -> Figures:
    """All of it, in the caller's transaction. Raises Refusal when the journal's tiles do not lead to its root.

    It also raises Refusal for a database that was never migrated.
    """
    if connection.execute("SELECT to_regclass('public.journal_head') IS NULL").fetchone() == (True,):
        raise Refusal(_("数据库还没有准备好：请先运行 ./yinling up，生产环境用 ./yinling manage migrate。"))
    for statement in _PLAIN:
        connection.execute(sql.SQL(statement))
    tables = {
        f"{schema}.{name}": _content(connection, schema, name)
        for schema, name in tables_of(connection)
        if f"{schema}.{name}" != LEFT_OUT
    }
    rows = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return Figures(tables, tuple(str(name) for (name,) in rows), _journal(connection))


def _content(connection: psycopg.Connection, schema: str, name: str) -> tuple[int, str]:
    """Rows, and the sum of the hashes of all rows as text: the same whatever order they lie in."""
    found = connection.execute(_CONTENT.format(sql.Identifier(schema, name))).fetchone()
    return (int(found[0]), str(found[1])) if found else (0, "0")


_CONTENT = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {} AS t")


def _journal(connection: psycopg.Connection) -> Journal:
    """The head, after computing its root again from the tiles."""
    head = connection.execute("SELECT size, root FROM journal_head").fetchone()
    size, root = (int(head[0]), bytes(head[1])) if head else (0, EMPTY_ROOT)
    try:
        computed = root_from_tiles(size, lambda level, number: _tile(connection, level, number)) if size else EMPTY_ROOT
    except (ValueError, IndexError):  # tiles that are cut short
        computed = b""
    if computed != root:
        raise Refusal(_("日志的树与树头不一致：请先运行 ./yinling verify journal，查明之前不要用这个数据库。"))
    last = connection.execute("SELECT note FROM journal_checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    waiting = connection.execute("SELECT count(*) FROM journal_todo").fetchone()
    return Journal(size, root.hex(), int(waiting[0]) if waiting else 0, bytes(last[0]).decode() if last else "")


def _tile(connection: psycopg.Connection, level: int, number: int) -> bytes:
    query = "SELECT hashes FROM journal_tile WHERE level = %s AND number = %s"
    found = connection.execute(query, [level, number]).fetchone()
    return bytes(found[0]) if found else b""

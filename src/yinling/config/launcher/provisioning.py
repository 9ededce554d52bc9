"""The roles of docs and GROUND: three logins, two roles that policies name, one database. Safe to repeat.

`yl_owner` owns and migrates, `yl_web` may only be `yl_app`, `yl_work` may be `yl_system`.
Nobody but the launcher is superuser. No default privileges: a table without a declaration has no grant.
"""

from collections.abc import Iterator, Mapping

import psycopg
from psycopg import sql

#: Each login, with the name of its password among the secrets.
LOGINS = {"yl_owner": "YL_OWNER_PASSWORD", "yl_web": "YL_WEB_PASSWORD", "yl_work": "YL_WORK_PASSWORD"}

_MEMBERSHIPS = (
    "GRANT yl_app TO yl_web",
    "GRANT yl_app TO yl_system",  # system has the application's grants; it is never granted to yl_web
    "GRANT yl_system TO yl_work",
)
# A generic plan made for one viewer must not serve the next. In another zone than UTC, Django would call set_config.
_SETTINGS = (
    "ALTER ROLE yl_work SET plan_cache_mode = force_custom_plan",
    "ALTER ROLE yl_web SET plan_cache_mode = force_custom_plan",
    "ALTER ROLE yl_work SET timezone = 'UTC'",
    "ALTER ROLE yl_web SET timezone = 'UTC'",
)

# Nobody but the owner calls set_config: injected into a statement it would change the viewer while the statement runs.
# What the application sets goes through guard.state, which checks the seal. The first line is PostgreSQL's default.
_CLOSED = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO yl_owner",
)


def provision_roles(
    connection: psycopg.Connection, *, passwords: Mapping[str, str], owner_is_app: bool = False
) -> None:
    """Make the roles, or bring them to the state described here, through a superuser's autocommit connection.

    `owner_is_app` lets the owner become the application and make databases: for clusters of tests alone.
    """
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for statement in _roles(known, passwords):
        connection.execute(statement)
    for text in (*_MEMBERSHIPS, *_SETTINGS):
        connection.execute(sql.SQL(text))
    _test_powers(connection, granted=owner_is_app)


def _roles(known: set[str], passwords: Mapping[str, str]) -> Iterator[sql.Composed]:
    """The statements that make or restate each role."""
    attributes = sql.SQL("NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION")
    for role in ("yl_app", "yl_system"):
        if role not in known:
            yield sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role))
    for role, name in LOGINS.items():
        verb = sql.SQL("ALTER ROLE" if role in known else "CREATE ROLE")
        yield sql.SQL("{} {} LOGIN {} PASSWORD {}").format(
            verb, sql.Identifier(role), attributes, sql.Literal(passwords[name])
        )


def _test_powers(connection: psycopg.Connection, *, granted: bool) -> None:
    """What the owner may do beyond owning, in clusters of tests alone."""
    has = connection.execute("SELECT pg_has_role('yl_owner', 'yl_app', 'MEMBER')").fetchone() == (True,)
    if granted == has:
        return
    connection.execute("ALTER ROLE yl_owner CREATEDB" if granted else "ALTER ROLE yl_owner NOCREATEDB")
    verb = "GRANT yl_app, yl_system TO yl_owner" if granted else "REVOKE yl_app, yl_system FROM yl_owner"
    connection.execute(verb)


def make_database(connection: psycopg.Connection, name: str) -> None:
    """Make the database `name`, owned by yl_owner, when it is absent."""
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER yl_owner").format(sql.Identifier(name)))


def close_database(connection: psycopg.Connection) -> None:
    """Leave the connected database nothing by which the application could make things or change its viewer."""
    for text in _CLOSED:
        connection.execute(sql.SQL(text))

"""Every place in the database that holds ciphertexts, found from the models, and how one value is sealed anew.

A ciphertext is bound to where it stands: its context is `table.column`, or `table.column.key` inside of JSON. So a
place needs no code of its own, and a test holds the list to the calls of `seal` in the source.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import django
import psycopg
from psycopg import sql

from yinling.kernel.ciphers import KeyRing, key_id_of, open_sealed, seal

#: Ciphertexts outside of encrypted fields: files of rosters that wait, secrets of authenticator apps (in JSON).
_BESIDE = (("intake_rosterfile", "content", ""), ("mfa_authenticator", "data", "secret"))
_BATCH, _LARGE_BATCH = 500, 20  # rows at a time; of tables with whole files or pictures, fewer
_LARGE = {"intake_rosterfile"}


@dataclass(frozen=True)
class Column:
    """One column with ciphertexts; `key` names the member that is one, base64, where the column is JSON."""

    name: str
    key: str = ""

    def value(self) -> sql.Composable:
        """The ciphertext as bytea."""
        column = sql.Identifier("t", self.name)
        if not self.key:
            return column
        return sql.SQL("decode({} ->> {}, 'base64')").format(column, sql.Literal(self.key))

    def key_id(self) -> sql.Composable:
        """The name of the key that a ciphertext rests on (kernel.ciphers says how it is written)."""
        shape = "convert_from(substring({v} FROM 3 FOR get_byte({v}, 1)), 'LATIN1')"
        return sql.SQL(shape).format(v=self.value())

    def written(self) -> sql.Composable:
        """What the column becomes, given the new bytes as `v.<name>`; absent values stay absent."""
        column, value = sql.Identifier("t", self.name), sql.Identifier("v", self.name)
        if not self.key:
            return sql.SQL("coalesce({}, {})").format(value, column)
        return _IN_JSON.format(v=value, c=column, p=sql.Literal([self.key]))


_IN_JSON = sql.SQL(
    "CASE WHEN {v} IS NULL THEN {c}"
    " ELSE jsonb_set({c}, {p}::text[], to_jsonb(translate(encode({v}, 'base64'), E'\\n', ''))) END"
)


@dataclass(frozen=True)
class Place:
    """One table with ciphertexts: its key and its columns."""

    table: str
    key: str
    columns: tuple[Column, ...]
    batch: int = _BATCH

    def contexts(self) -> list[bytes]:
        """What each column's ciphertexts are bound to."""
        return [".".join(filter(None, (self.table, c.name, c.key))).encode() for c in self.columns]


def places() -> list[Place]:
    """All of them, by table."""
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        os.environ["DJANGO_SETTINGS_MODULE"] = "yinling.config.settings"
    django.setup()
    from django.apps import apps

    from yinling.base.rows.fields import EncryptedBytesField, EncryptedTextField

    found = []
    for model in apps.get_models(include_auto_created=True):
        table, pk = model._meta.db_table, str(model._meta.pk.column)
        fields = model._meta.local_fields
        columns = [Column(str(f.column)) for f in fields if isinstance(f, EncryptedTextField | EncryptedBytesField)]
        columns += [Column(name, key) for of, name, key in _BESIDE if of == table]
        large = table in _LARGE or any(isinstance(f, EncryptedBytesField) for f in fields)
        if columns:
            found.append(Place(table, pk, tuple(columns), _LARGE_BATCH if large else _BATCH))
    return sorted(found, key=lambda place: place.table)


def count_values(connection: psycopg.Connection, *, only: str = "") -> dict[str, int]:
    """How many ciphertexts rest on which data key; `only` names one table."""
    counted: Counter[str] = Counter()
    there = {str(name) for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    for place in places():
        for column in place.columns if place.table in there and only in {"", place.table} else ():
            query = _COUNT.format(key=column.key_id(), table=sql.Identifier(place.table), value=column.value())
            for key_id, number in connection.execute(query):
                counted[str(key_id)] += int(number)
    return dict(counted)


_COUNT = sql.SQL("SELECT {key}, count(*) FROM {table} AS t WHERE {value} IS NOT NULL GROUP BY 1")


@dataclass(frozen=True)
class Batch:
    """What one transaction sealed anew: how many values, and the key of its last row; None at the end of the table."""

    values: int
    last: int | None


def reseal_some(connection: psycopg.Connection, place: Place, ring: KeyRing, *, after: int) -> Batch:
    """Seal one batch of a place's rows behind the key `after` with the current key, in one transaction.

    Rows that somebody else holds are left for another round, so that this waits for nobody and nobody long for it.
    Raises CipherError when a value cannot be opened.
    """
    with connection.transaction():
        rows = connection.execute(_taking(place), [after, *[ring.current.key_id] * len(place.columns)]).fetchall()
        if not rows:
            return Batch(0, None)
        sealed = [[_again(row[i + 1], ring, context) for row in rows] for i, context in enumerate(place.contexts())]
        connection.execute(_putting(place), [[row[0] for row in rows], *sealed])
    return Batch(sum(value is not None for column in sealed for value in column), int(rows[-1][0]))


def reseal(connection: psycopg.Connection, place: Place, ring: KeyRing) -> Iterator[int]:
    """Seal all of a place anew, batch by batch; gives how many values each had, 0 to wait for held rows."""
    while True:
        after: int | None = _BEFORE_ALL
        while after is not None:
            batch = reseal_some(connection, place, ring, after=after)
            after = batch.last
            if batch.values:
                yield batch.values
        if not is_left(connection, place, ring):
            return
        yield 0


_BEFORE_ALL = -(2**63)  # smaller than any key of a row, except one that no sequence gives


def _again(value: bytes | None, ring: KeyRing, context: bytes) -> bytes | None:
    """The value under the current key; None for what is absent or there already, and stays as it is."""
    if value is None or key_id_of(bytes(value)) == ring.current.key_id:
        return None
    return seal(open_sealed(bytes(value), keys=ring, context=context), keys=ring, context=context)


def _taking(place: Place) -> sql.Composed:
    """The next rows of which a value rests on another key than the current one."""
    values = sql.SQL(", ").join(column.value() for column in place.columns)
    others = [sql.SQL("({} IS NOT NULL AND {} <> %s)").format(c.value(), c.key_id()) for c in place.columns]
    return _TAKE.format(
        pk=sql.Identifier("t", place.key), values=values, table=sql.Identifier(place.table),
        others=sql.SQL(" OR ").join(others), batch=sql.Literal(place.batch),
    )  # fmt: skip


_TAKE = sql.SQL(
    "SELECT {pk}, {values} FROM {table} AS t WHERE {pk} > %s AND ({others})"
    " ORDER BY {pk} LIMIT {batch} FOR NO KEY UPDATE SKIP LOCKED"
)


def _putting(place: Place) -> sql.Composed:
    """Write what was sealed anew, by key."""
    sets = [sql.SQL("{} = {}").format(sql.Identifier(c.name), c.written()) for c in place.columns]
    names = [sql.Identifier(name) for name in ("pk", *(c.name for c in place.columns))]
    return _PUT.format(
        table=sql.Identifier(place.table), sets=sql.SQL(", ").join(sets), names=sql.SQL(", ").join(names),
        arrays=sql.SQL(", ").join([sql.SQL("%s::bytea[]")] * len(place.columns)), key=sql.Identifier("t", place.key),
    )  # fmt: skip


_PUT = sql.SQL("UPDATE {table} AS t SET {sets} FROM unnest(%s::bigint[], {arrays}) AS v ({names}) WHERE {key} = v.pk")


def is_left(connection: psycopg.Connection, place: Place, ring: KeyRing) -> bool:
    """Whether a value of this place still rests on another key than the current one."""
    return any(key_id != ring.current.key_id for key_id in count_values(connection, only=place.table))


def key_counts(connection: psycopg.Connection, ring: KeyRing) -> Mapping[str, int]:
    """Ciphertexts by key, the keys of the ring first and in its order, also those without any."""
    counted = count_values(connection)
    ordered = {key.key_id: counted.pop(key.key_id, 0) for key in ring.keys}
    return ordered | dict(sorted(counted.items()))

"""Writing many rows at once: one statement a batch, the rows as one JSON text, so that a set action takes seconds.

COPY is refused under row-level security, and an INSERT of many VALUES passes each of them as a parameter of its own.
Secrets are sealed on their way as they are when rows are saved one by one.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from types import TracebackType
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import connection, models
from psycopg import sql

from yinling.base.rows.fields import BlindIndexField, EncryptedTextField

T = TypeVar("T")
_AHEAD = 2  # statements that may wait while one runs
Plain = (
    str
    | int
    | float
    | bool
    | date
    | datetime
    | UUID
    | Decimal
    | bytes
    | None
    | list[Any]
    | tuple[Any, ...]
    | dict[str, Any]
)


def insert_rows(model: type[models.Model], rows: Sequence[Mapping[str, Plain]]) -> list[int]:
    """Insert rows, all with the same fields (names or columns as keys), and return their ids in the same order.

    Texts of encrypted fields are sealed here and their blind indexes follow them. A public id that is not given is
    drawn by the database; other fields that are not given are null. Raises IntegrityError when a constraint refuses
    one: then none of them is written.
    """
    if not rows:
        return []
    fields, ready = _prepared(model, rows)
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, fields, sql.SQL(" RETURNING id")), [as_json(ready)])
        return [int(inner) for (inner,) in cursor.fetchall()]


class Ahead:
    """Statements that run while the caller prepares the next ones: in its transaction, in the order they were sent.

    Inside the block nothing else should be asked of the connection, for it would wait its turn. At the end of the block
    all of them have run; what the database refused is raised there, or when a later one is sent.
    """

    def __init__(self) -> None:
        connection.ensure_connection()
        self._raw = connection.connection
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="writing ahead")
        self._sent: deque[Future[None]] = deque()

    def __enter__(self) -> Ahead:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            while kind is None and self._sent:
                self._wait()
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def send(self, statement: sql.Composable, values: Mapping[str, Any] | Sequence[Any]) -> None:
        """Run a statement that returns nothing, soon; two may wait, so that memory stays bounded."""
        while len(self._sent) > _AHEAD:
            self._wait()
        self._sent.append(self._pool.submit(self._run, statement, values))

    def insert(self, model: type[models.Model], rows: Sequence[Mapping[str, Plain]]) -> None:
        """As `insert_rows`, without the ids."""
        if rows:
            fields, ready = _prepared(model, rows)
            self.send(_statement(model, fields, sql.SQL("")), [as_json(ready)])

    def _wait(self) -> None:
        with connection.wrap_database_errors:
            self._sent.popleft().result()

    def _run(self, statement: sql.Composable, values: Mapping[str, Any] | Sequence[Any]) -> None:
        with self._raw.cursor() as cursor:
            cursor.execute(statement, values)


def _prepared(
    model: type[models.Model], rows: Sequence[Mapping[str, Plain]]
) -> tuple[list[Any], list[dict[str, Plain]]]:
    """The fields of the rows, and the rows by column with their secrets sealed."""
    rows = _with_indexes(model, rows)
    fields = [model._meta.get_field(name.removesuffix("_id")) if _is_key(model, name) else model._meta.get_field(name)
              for name in rows[0]]  # fmt: skip
    sealing = {name: f for name, f in zip(rows[0], fields, strict=True) if isinstance(f, EncryptedTextField)}
    columns = {name: str(cast(Any, f).column) for name, f in zip(rows[0], fields, strict=True)}
    return fields, [{columns[name]: _ready(value, sealing.get(name)) for name, value in row.items()} for row in rows]


def as_json(value: object) -> str:
    """The JSON that the statements here take: bytes as PostgreSQL writes them, days and ids as text."""
    return json.dumps(value, ensure_ascii=False, default=_plain, check_circular=False)


def batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` rows, in order."""
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


def hexed(sealed: bytes) -> str:
    """Bytes as a bytea column reads them from text."""
    return "\\x" + sealed.hex()


def _with_indexes(model: type[models.Model], rows: Sequence[Mapping[str, Plain]]) -> Sequence[Mapping[str, Plain]]:
    indexes = [f for f in model._meta.concrete_fields if isinstance(f, BlindIndexField) and f.of in rows[0]]
    for field in indexes:
        rows = [{**row, field.name: field.digest(str(row[field.of])) if row[field.of] else None} for row in rows]
    return rows


def _is_key(model: type[models.Model], name: str) -> bool:
    """Whether `name` is the column of a foreign key rather than a field of that name."""
    return name.endswith("_id") and name not in {f.name for f in model._meta.concrete_fields}


def _ready(value: Plain, field: EncryptedTextField | None) -> Plain:
    return hexed(field.sealed(value)) if field is not None and isinstance(value, str) else value


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return hexed(value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _statement(model: type[models.Model], fields: Iterable[Any], returning: sql.SQL) -> sql.Composed:
    given = list(fields)
    names = [sql.Identifier(field.column) for field in given]
    shapes = [sql.SQL("{} {}").format(sql.Identifier(field.column), sql.SQL(_type_of(field))) for field in given]
    chosen: list[sql.Composable] = [sql.SQL("given.{}").format(name) for name in names]
    if any(f.name == "public_id" for f in model._meta.concrete_fields) and "public_id" not in {f.name for f in given}:
        names = [*names, sql.Identifier("public_id")]
        chosen = [*chosen, sql.SQL("gen_random_uuid()")]
    return sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {chosen}"
        " FROM ROWS FROM (jsonb_to_recordset(%s::jsonb) AS ({shapes})) WITH ORDINALITY AS given ORDER BY ordinality"
        "{returning}"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        names=sql.SQL(", ").join(names),
        chosen=sql.SQL(", ").join(chosen),
        shapes=sql.SQL(", ").join(shapes),
        returning=returning,
    )


def _type_of(field: Any) -> Any:
    return field.rel_db_type(connection) if field.is_relation else field.cast_db_type(connection)

"""The journal measured: what a record costs an action, sealed rows a second, the time of a proof.

`./yinling bench journal [LEAVES ...]` (1,000,000 leaves unless told). It runs on a cluster of its own with
fsync on, under var/bench, and leaves that of the installation alone.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import django
from tests.cluster import KEYS, PROJECT

from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.tables import table

ACTIONS = 1500
ROWS = 100_000
PROOFS = 1000


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, and print one table."""
    sizes = [int(argument) for argument in arguments] or [1_000_000]
    with _database():
        rows = [*_recording(), *_sealing()]
        for size in sizes:
            rows += _proving(size)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: figures hold only for a machine at rest")
    print(table(["measured", "median", "p99", "rate"], rows))


@contextmanager
def _database() -> Iterator[None]:
    """A fresh database, migrated, Django set up on it as owner, who may be anybody here."""
    home = Path(os.environ.get("YINLING_TEST_HOME", PROJECT / "var")) / "bench"
    found = Cluster(home, durable=True, owner_is_app=True)
    found.ensure()
    name = "yl_bench_journal"
    with found.connect() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" OWNER yl_owner')
    os.environ.update(KEYS)
    os.environ |= {"DATABASE_URL": found.url("yl_owner", name), "YINLING_VAR": str(home)}
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    try:
        yield
    finally:
        connection.close()
        with found.connect() as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        found.stop()


def _row(name: str, seconds: Sequence[float], rate: str = "") -> list[str]:
    ordered = sorted(seconds)
    late = ordered[int(len(ordered) * 0.99)]
    return [name, f"{statistics.median(ordered) * 1000:.2f} ms", f"{late * 1000:.2f} ms", rate]


def _timed(act: Callable[[], object], times: int) -> list[float]:
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return found


def _recording() -> list[list[str]]:
    """An action that inserts one row, without and with its fact; each in a transaction that commits."""
    from django.db import connection, transaction
    from django.utils import timezone
    from tests.base.journal.facts import visited

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_action (id bigint GENERATED ALWAYS AS IDENTITY, name text)")

    def act(*, with_record: bool) -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO bench_action (name) VALUES (%s)", ["x"])
            if with_record:
                visited(timezone.now())

    for _ in range(100):
        act(with_record=True)
    bare, full = [], []
    for _ in range(ACTIONS):  # taken in turns, so that both meet the same noise
        bare += _timed(lambda: act(with_record=False), 1)
        full += _timed(lambda: act(with_record=True), 1)
    added = statistics.median(full) - statistics.median(bare)
    return [
        _row("action, one insert", bare),
        _row("action with record", full, f"+{added * 1000:.2f} ms"),
    ]


def _sealing() -> list[list[str]]:
    """Rows that wait, sealed in batches of three sizes."""
    from django.utils import timezone
    from tests.base.journal.facts import SEALER, seal_all

    from yinling.base.journal.actions import seal_batch

    seal_all(timezone.now())
    found = []
    for batch in (1000, 5000, 20_000):
        _fill()
        seconds = _timed(lambda size=batch: seal_batch(by=SEALER, at=timezone.now(), limit=size), ROWS // batch)
        found.append(_row(f"sealing, batches of {batch:,}", seconds, f"{ROWS / sum(seconds):,.0f} rows/s"))
    return found


def _fill() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [ROWS])
        cursor.execute("ANALYZE journal_entry, journal_todo")


def _proving(size: int) -> list[list[str]]:
    """Proofs of random entries in a tree of that size; its leaves stand for entries that are not there."""
    from yinling.base.journal.queries import prove

    _grow(size)
    chance = random.Random(7)
    sequences = [chance.randrange(size) + 1 for _ in range(PROOFS)]
    wanted = iter(sequences)
    prove(1)
    return [_row(f"proof, {size:,} leaves", _timed(lambda: prove(next(wanted)), PROOFS))]


def _grow(size: int) -> None:
    """Write the tiles of such a tree without going through the queue."""
    from django.db import connection
    from django.utils import timezone
    from tests.base.journal.facts import SEALER

    from yinling.base.journal.actions import sign_checkpoint
    from yinling.base.journal.models import Checkpoint, Head, Tile
    from yinling.kernel.merkle import Frontier, TileAddress

    frontier = Frontier()
    tiles: dict[TileAddress, bytearray] = {}
    for number in range(size):
        for tile, _offset, value in frontier.append(sha256(number.to_bytes(8, "big")).digest()):
            tiles.setdefault(tile, bytearray()).extend(value)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE journal_leaf, journal_tile, journal_checkpoint")
        cursor.execute(_LEAVES, [size])
    rows = [Tile(level=t.level, number=t.number, hashes=bytes(c)) for t, c in sorted(tiles.items())]
    Tile.objects.bulk_create(rows, batch_size=500)
    Head.objects.update(size=size, root=frontier.root)
    Checkpoint.objects.all().delete()
    sign_checkpoint(by=SEALER, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE journal_leaf, journal_tile, journal_checkpoint")


_ENTRIES = """
WITH written AS (
    INSERT INTO journal_entry (kind, subject, actor, role, at, commitment)
    SELECT 'bench.filled', gen_random_uuid(), '0b8b8a36-0f0d-4a39-8a7e-6c1d9a4c2f10', 'officer', now(),
           sha256(n::text::bytea)
    FROM generate_series(1, %s) AS n RETURNING id
)
INSERT INTO journal_todo (entry_id) SELECT id FROM written
"""

_LEAVES = "INSERT INTO journal_leaf (n, entry_id) SELECT n - 1, n FROM generate_series(1, %s) AS n"


if __name__ == "__main__":
    main(sys.argv[1:])

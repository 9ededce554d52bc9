"""Matching measured: rows of a roster against persons on record, by keys in PostgreSQL and comparison in Python.

`./yinling bench matching [ROWS] [PERSONS]` (60,000 rows against 1,000,000 persons unless told). One row in ten is a
person on record, written again with one to four differences; one in twelve is a relative of one, at the same door.
The table of keys is made first, as an installation keeps it; times are of what an import does. It runs on a cluster
of its own with fsync on, under var/bench (YINLING_BENCH_HOME).
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
from tests.cluster import PROJECT

from bench._likenesses import person, written_again
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.tables import table
from yinling.people.intake.domain.matching.clusters import settle
from yinling.people.intake.domain.matching.evidence import Outcome, Verdict
from yinling.people.intake.domain.matching.keys import COMMON, TOO_COMMON, hashed, keys_of
from yinling.people.intake.domain.matching.likeness import Likeness
from yinling.people.intake.domain.matching.names import Names
from yinling.people.intake.domain.matching.table import matcher

SECRET = b"bench only: not a secret"
NAME = "yl_bench_matching"
# Every fiftieth place is a person who is not on record, but whose household is.
_GAP, _AT = 50, 7

_CANDIDATES = """
WITH found AS (
    SELECT n.row, few.persons, cardinality(few.persons) AS many
    FROM bench_new n CROSS JOIN LATERAL (
        SELECT array_agg(person) AS persons
        FROM (SELECT person FROM bench_key k WHERE k.key = n.key LIMIT %(too_common)s + 1) AS first
    ) few
    WHERE few.persons IS NOT NULL
), judged AS (
    SELECT row, persons, many, min(many) OVER (PARTITION BY row) > %(common)s AS poor FROM found
)
SELECT row, array_agg(DISTINCT person) FROM judged CROSS JOIN LATERAL unnest(persons) AS person
WHERE many <= %(common)s OR (poor AND many <= %(too_common)s)
GROUP BY row ORDER BY row
"""


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, and print two tables."""
    rows, persons = (int(argument) for argument in (*arguments, "60000", "1000000")[:2])
    with _database() as connection:
        _on_record(connection, persons)
        new, truth = _roster(rows, persons)
        steps: list[list[str]] = []
        with _step(steps, "keys of the rows", rows):
            keys = [[hashed(SECRET, *key) for key in keys_of(likeness)] for likeness in new]
        with _step(steps, "copy and join", rows):
            candidates = _join(connection, keys)
        pairs = sum(map(len, candidates.values()))
        with _step(steps, f"records of {pairs:,} candidates (made up again)", pairs):
            known = {number: person(number) for found in candidates.values() for number in found}
        with _step(steps, f"compare {pairs:,} pairs", pairs):
            settled = _compare(new, candidates, known)
    print(f"{rows:,} rows against {persons:,} persons; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(table(["step", "seconds", "each second", "peak MiB so far"], steps))
    print(table(["a row is", "SAME", "wrongly", "ASK", "DIFFERENT"], _quality(settled, truth)))


@contextmanager
def _database() -> Iterator[psycopg.Connection]:
    home = Path(os.environ.get("YINLING_BENCH_HOME", PROJECT / "var" / "bench"))
    found = Cluster(home, durable=True, owner_is_app=True)
    found.ensure()
    with found.connect() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{NAME}"')
    try:
        with found.connect(NAME) as connection:
            yield connection
    finally:
        with found.connect() as admin:
            admin.execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')
        found.stop()


@contextmanager
def _step(steps: list[list[str]], name: str, many: int) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    steps.append([name, f"{seconds:.2f}", f"{many / seconds:,.0f}", f"{peak:,.0f}"])
    print(f"· {name} ({seconds:.0f} s)", file=sys.stderr, flush=True)


def _on_record(connection: psycopg.Connection, persons: int) -> None:
    """The keys of those on record."""
    connection.execute("CREATE TABLE bench_key (key bigint, person bigint)")
    start = time.perf_counter()
    with connection.cursor().copy("COPY bench_key FROM STDIN") as copy:
        for number in range(persons):
            if number % _GAP != _AT:
                for key in keys_of(person(number)):
                    copy.write_row((hashed(SECRET, *key), number))
    connection.execute("CREATE INDEX ON bench_key (key) INCLUDE (person)")
    connection.execute("VACUUM (ANALYZE) bench_key")
    (size,) = connection.execute("SELECT pg_size_pretty(pg_total_relation_size('bench_key'))").fetchone() or ("",)
    print(f"· keys on record: {size} ({time.perf_counter() - start:.0f} s)", file=sys.stderr, flush=True)


def _roster(rows: int, persons: int) -> tuple[list[Likeness], list[int | None]]:
    """The new rows in a shuffled order, and for each the person it is, if on record."""
    dice = random.Random(20261122)
    on_record = [number for number in dice.sample(range(persons), rows // 8) if number % _GAP != _AT]
    again = on_record[: rows // 10]
    relatives = [
        number * _GAP + _AT for number in dice.sample(range(persons // _GAP), min(rows // 12, persons // _GAP))
    ]
    fresh = range(persons, persons + rows - len(again) - len(relatives))
    made: list[tuple[Likeness, int | None]] = [(written_again(person(number), dice), number) for number in again]
    made += [(person(number), None) for number in (*relatives, *fresh)]
    dice.shuffle(made)
    return [replace(one, key=row) for row, (one, _) in enumerate(made)], [number for _, number in made]


def _join(connection: psycopg.Connection, keys: Sequence[Sequence[int]]) -> dict[int, list[int]]:
    """The candidates of each row that has any."""
    connection.execute("CREATE TEMPORARY TABLE bench_new (key bigint, row bigint)")
    with connection.cursor().copy("COPY bench_new FROM STDIN") as copy:
        for row, of_row in enumerate(keys):
            for key in of_row:
                copy.write_row((key, row))
    connection.execute("ANALYZE bench_new")
    found = connection.execute(_CANDIDATES, {"common": COMMON, "too_common": TOO_COMMON})
    return dict(found.fetchall())


def _compare(
    new: Sequence[Likeness], candidates: dict[int, list[int]], known: dict[int, Likeness]
) -> dict[int, dict[int, Verdict]]:
    consider = matcher(Names.counted(one.name for one in new)).consider
    found: dict[int, dict[int, Verdict]] = {}
    for row, numbers in candidates.items():
        verdicts = ((number, consider(new[row], known[number])) for number in numbers)
        found[row] = {number: verdict for number, verdict in verdicts if verdict}
    return found


def _quality(settled: dict[int, dict[int, Verdict]], truth: Sequence[int | None]) -> list[list[str]]:
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for row, number in enumerate(truth):
        result = settle(settled.get(row, {}))
        wrong = result.outcome is Outcome.SAME and result.person != number
        counts[number is not None]["wrong" if wrong else result.outcome] += 1
    return [
        [what, *(f"{counts[known][key]:,}" for key in ("same", "wrong", "ask", "different"))]
        for known, what in ((True, "person on record"), (False, "new person"))
    ]


if __name__ == "__main__":
    main(sys.argv[1:])

"""Portraits of a whole province measured: evaluated, compared, written, counted, proposed from, and person by person.

Each function is called in a process of its own, logged in as background work is, and gives rows of a table.
"""

from __future__ import annotations

import random
import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from bench._province import say
from yinling.base.rows.viewing import state
from yinling.decisions.careplan.actions import Proposed, propose
from yinling.decisions.portrait.actions import recalculating, recount_cells
from yinling.decisions.portrait.actions.recalculating import start, step
from yinling.decisions.portrait.models import Run
from yinling.decisions.portrait.queries import decisions_on, ruling
from yinling.decisions.portrait.queries.judging import Judging, as_sql, judging, within
from yinling.kernel.areas import area_range
from yinling.kernel.calendars import local_day
from yinling.kernel.expression import Value
from yinling.kernel.viewer import system
from yinling.people.registry.models import Person
from yinling.people.registry.queries import facts_of_many

PROVINCE = "53"
SYSTEM = system("bench")
_FORTY = 40
_TIMES = 2  # the better of two: what else runs on the machine is not ours
_SAMPLE = 5_000
_BATCH = 500
Row = list[str]
T = TypeVar("T")


@dataclass(frozen=True)
class Ran:
    """One run over the province, as the jobs make it: each county in a transaction of its own."""

    seconds: float
    slowest: float
    counties: int
    persons: int
    changed: int
    began: int
    ended: int
    peak_mib: float


def counties() -> list[str]:
    """The counties in which somebody stands."""
    with transaction.atomic():
        state(SYSTEM)
        return recalculating._keys(PROVINCE, "")


def forty() -> list[str]:
    """Forty codes of those in force, drawn from one seed."""
    with transaction.atomic():
        state(SYSTEM)
        return sorted(random.Random(20261122).sample(sorted(ruling(local_day(timezone.now()))), _FORTY))


# --- evaluating and comparing


def evaluations(when: str) -> list[Row]:
    """Seconds of evaluating alone and of comparing with what is written, with all rules and with forty."""
    rows = []
    for label, codes in (("all", None), ("40", forty())):
        say(f"evaluating, {when}, {label}")
        for compared in (False, True):
            rows.append([when, label, "and compare" if compared else "evaluate only", *_evaluated(codes, compared)])
    return rows


def compare(when: str, codes: Sequence[str] | None) -> list[Row]:
    """Seconds of comparing alone, with all rules or with some."""
    label = "all" if codes is None else str(len(codes))
    say(f"comparing, {when}, {label}")
    return [[when, label, "and compare", *_evaluated(codes, compared=True)]]


def compare_some_changed(codes: Sequence[str] | None) -> list[Row]:
    """`compare` after the facts of each hundredth person changed, which is taken back."""
    with transaction.atomic():
        state(SYSTEM)
        with connection.cursor() as cursor:
            cursor.execute(_CHANGE)
        rows = compare("1 % changed", codes)
        transaction.set_rollback(True)
    return rows


_CHANGE = """
UPDATE registry_personnow SET version = version + 1, living_arrangement =
    CASE WHEN living_arrangement = 'alone' THEN 'with_children' ELSE 'alone' END
WHERE person_id % 100 = 7
"""


def _evaluated(codes: Sequence[str] | None, compared: bool) -> Row:
    ask = _different if compared else _verdicts
    keys, found = counties(), 0
    with transaction.atomic():
        state(SYSTEM)
        made = {key: _rules(codes, key) for key in [*keys, PROVINCE]}
        one_by_one, whole = [], []
        for _time in range(_TIMES):
            begun = time.perf_counter()
            found = sum(ask(made[key], key) for key in keys)
            one_by_one.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            ask(made[PROVINCE], PROVINCE)
            whole.append(time.perf_counter() - begun)
    return [f"{min(one_by_one):.2f}", f"{min(whole):.2f}", f"{found:,}"]


def _rules(codes: Sequence[str] | None, area: str) -> Judging:
    on = local_day(timezone.now())
    if codes is None:
        return judging(area, on)
    held = [within(area, found) for code, found in ruling(on).items() if code in codes]
    return as_sql([found for found in held if found], area, on=on)


def _verdicts(rules: Judging, area: str) -> int:
    """How many verdicts there are: nothing is fetched, everything is evaluated."""
    query = sql.SQL(_VERDICTS).format(verdicts=rules.verdicts)
    with connection.cursor() as cursor:
        cursor.execute(query, [*rules.values, *area_range(area)])
        return int(cursor.fetchone()[0])


_VERDICTS = """
SELECT coalesce(sum(cardinality(j.verdicts)), 0) FROM (
    SELECT {verdicts} AS verdicts FROM registry_personnow n WHERE n.area_code >= %s AND n.area_code < %s OFFSET 0
) AS j
"""


def _different(rules: Judging, area: str) -> int:
    """How many persons a run would draw anew: what `recalculating` asks first, over any area."""
    query = sql.SQL(recalculating._DIFFERENT).format(verdicts=rules.verdicts)
    with connection.cursor() as cursor:
        cursor.execute(query, [*rules.values, *area_range(area), *area_range(area)])
        return len(cursor.fetchall())


def pretend(codes: Sequence[str]) -> None:
    """Write the verdicts of some rules as if they were all, without tags, to compare with; as superuser's work."""
    with transaction.atomic():
        state(SYSTEM)
        rules = _rules(codes, PROVINCE)
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(_PRETEND).format(verdicts=rules.verdicts), [*rules.values])


_PRETEND = """
INSERT INTO portrait_portrait (
    public_id, person_id, area_code, unit_id, verdicts, tier, focus, facts_version, judged_at
)
SELECT gen_random_uuid(), n.person_id, n.area_code, n.unit_id, {verdicts}, NULL, false, n.version, now()
FROM registry_personnow n
"""


# --- writing


def run(area: str) -> Ran:
    """Start a run and take every step, as the jobs do."""
    begun = time.perf_counter()
    named = _as_system(lambda at: start(area_code=area, reason="bench", by=SYSTEM, at=at))
    steps = []
    more = True
    while more:
        before = time.perf_counter()
        more = _as_system(lambda at: step(run=named, by=SYSTEM, at=at))
        steps.append(time.perf_counter() - before)
    return _ran(named, time.perf_counter() - begun, steps)


def _as_system(act: Callable[[datetime], T]) -> T:
    with transaction.atomic():
        state(SYSTEM)
        return act(timezone.now())


def _ran(named: UUID, seconds: float, steps: Sequence[float]) -> Ran:
    row = _as_system(lambda _at: Run.objects.get(public_id=named))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Ran(seconds, max(steps), row.done, row.persons, row.changed, row.began, row.ended, peak)


def recounts() -> list[Row]:
    """Counting the cells anew, county by county and all at once."""
    seconds = []
    for county in counties():
        before = time.perf_counter()
        _as_system(partial(_recount, county))
        seconds.append(time.perf_counter() - before)
    before = time.perf_counter()
    cells = _as_system(partial(_recount, PROVINCE))
    whole = time.perf_counter() - before
    return [
        ["cells, county by county (median; all)", f"{statistics.median(seconds):.3f}; {sum(seconds):.1f}", ""],
        ["cells, all at once", f"{whole:.1f}", f"{cells:,} cells"],
    ]


def proposals(when: str, *, by_county: bool) -> list[Row]:
    """Proposals follow from tags, county by county as the reactions do, or everywhere in one statement."""
    seconds, new, lapsed = [], 0, 0
    for area in counties() if by_county else [""]:
        before = time.perf_counter()
        done = _as_system(partial(_propose, area))
        seconds.append(time.perf_counter() - before)
        new, lapsed = new + done.new, lapsed + done.lapsed
    said = f"{new:,} new, {lapsed:,} lapsed"
    if by_county:
        return [
            [f"propose, {when}, county (median; all)", f"{statistics.median(seconds):.3f}; {sum(seconds):.1f}", said]
        ]
    return [[f"propose, {when}, everywhere at once", f"{seconds[0]:.1f}", said]]


def _recount(area: str, at: datetime) -> int:
    return recount_cells(area_code=area, by=SYSTEM, at=at)


def _propose(area: str, at: datetime) -> Proposed:
    return propose(area_code=area, by=SYSTEM, at=at)


# --- person by person


def one_by_one(persons: int) -> list[Row]:
    """The evaluator over a sample, with explanations, in batches; and what it would take for everybody."""
    on = local_day(timezone.now())
    with transaction.atomic():
        state(SYSTEM)
        areas = dict(Person.objects.values_list("id", "area_code"))
        drawn = random.Random(20261122).sample(sorted(areas), min(_SAMPLE, len(areas)))
        begun, reading, decided = time.perf_counter(), 0.0, 0
        for first in range(0, len(drawn), _BATCH):
            before = time.perf_counter()
            facts = facts_of_many(drawn[first : first + _BATCH], on=on)
            reading += time.perf_counter() - before
            decided += sum(_decided(areas[person], held, on) for person, held in facts.items())
        seconds = time.perf_counter() - begun
    rate = len(drawn) / seconds
    return [
        ["persons", f"{len(drawn):,}"],
        ["seconds, reading the facts included", f"{seconds:.1f}"],
        ["of these reading the facts", f"{reading:.1f}"],
        ["persons/s", f"{rate:,.0f}"],
        ["ms a person", f"{1000 / rate:.2f}"],
        [f"would take for {persons:,}, s", f"{persons / rate:,.0f}"],
    ]


def _decided(area: str, facts: Mapping[str, Value | None], on: date) -> int:
    return len(decisions_on(facts, area, on))

"""One person's portrait and the pages that rest on portraits, measured as the web login with its viewer stated."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bench._likenesses import with_check
from bench._province import two
from yinling.base.rows.refusals import Refused
from yinling.base.rows.viewing import state
from yinling.decisions.careplan import queries as careplan
from yinling.decisions.careplan.actions import decide_many
from yinling.decisions.careplan.terms import Verdict
from yinling.decisions.entitlements import queries as entitlements
from yinling.decisions.portrait import queries as portrait
from yinling.decisions.portrait.actions import judge
from yinling.decisions.portrait.domain.cohorts import CohortFilter, Dimension
from yinling.decisions.portrait.queries.judging import judging
from yinling.decisions.rulebook import actions as rulebook
from yinling.decisions.rulebook.models import Rule
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role, Viewer, system
from yinling.people.registry import queries as registry
from yinling.people.registry.actions import correct
from yinling.people.registry.domain import NOW_COLUMNS
from yinling.people.registry.models import Fact, Person, PersonNow
from yinling.people.registry.terms import CATALOGUE, SECRET_TERMS, purposes_of, vocabulary

ROUNDS = 40
BUDGET = 2.0  # seconds that one case may take; slow ones have fewer samples
SAMPLE = 100
_RULE = "visit_aged_alone"
PAGES = (
    "worklist, first page",
    "worklist, groups and counts",
    "worklist, tier one",
    "waiting, at most 1,000",
    "cohorts, age by type",
    "cohorts, tags by level",
    "cohorts, areas, living alone",
    "cohorts, tier by age",
    "tags counted",
    "people living alone",
    "people in focus",
    "people of tier two, by age",
    "candidates, nursing allowance",
    "candidates, yearly check-up",
    "entitlements with counts",
)
Row = list[str]


def officer(area: str | None, units: tuple[int, ...] = (), account: str = "bench") -> Viewer:
    """An officer of an area or of units, with every purpose."""
    purposes = frozenset(Purpose)
    return Viewer(account=account, role=Role.OFFICER, area=area, units=units, purposes=purposes, name=account)


def viewers(county: str) -> dict[str, Viewer]:
    """Four officers from wide to narrow; the unit is the largest of the county."""
    with transaction.atomic():
        state(officer(county))
        units = Person.objects.filter(area_code__startswith=county).values_list("unit_id", flat=True)
        held = list(units)
    unit = max(set(held), key=lambda one: (held.count(one), one))
    wide = {"province": officer("53"), "city": officer(county[:4]), "county": officer(county)}
    return wide | {"unit": officer(None, (unit,))}


# --- pages


def client(what: str, viewer: Viewer) -> list[float]:
    """Seconds of each round: one transaction with its viewer and the reads of a page. Empty where it is refused."""
    read, found, end = _read(what, viewer), [], time.monotonic() + BUDGET
    for number in range(ROUNDS + 2):
        start = time.perf_counter()
        try:
            with transaction.atomic():
                state(viewer)
                read()
        except Refused:
            return []
        if number >= 2:  # the first two warm the caches
            found.append(time.perf_counter() - start)
        if found and time.monotonic() > end:
            break
    return found


def _read(what: str, viewer: Viewer) -> Callable[[], object]:
    """The call that a page makes."""
    today = local_day(timezone.now())
    work = careplan.WorkFilter
    reads: dict[str, Callable[[], object]] = {
        "worklist, first page": lambda: careplan.worklist(by=viewer, chosen=work(), on=today),
        "worklist, groups and counts": lambda: careplan.tally(by=viewer, chosen=work(), on=today),
        "worklist, tier one": lambda: careplan.worklist(by=viewer, chosen=work(tier=1), on=today),
        "waiting, at most 1,000": lambda: careplan.count_waiting(by=viewer),
        "cohorts, age by type": lambda: _cohort(viewer, Dimension.AGE_BAND, Dimension.PERSON_TYPE, today),
        "cohorts, tags by level": lambda: _cohort(viewer, Dimension.TAG, Dimension.LEVEL, today),
        "cohorts, areas, living alone": lambda: _cohort(
            viewer, Dimension.AREA, Dimension.NOTHING, today, CohortFilter(tags=("living_alone",))
        ),
        "cohorts, tier by age": lambda: _cohort(viewer, Dimension.TIER, Dimension.AGE_BAND, today),
        "tags counted": lambda: portrait.tag_counts(by=viewer),
        "people living alone": lambda: _people(viewer, tag="living_alone"),
        "people in focus": lambda: _people(viewer, focus=True),
        "people of tier two, by age": lambda: _people(viewer, tier=2, sort="age"),
        "candidates, nursing allowance": lambda: _candidates(viewer, "nursing_allowance", today),
        "candidates, yearly check-up": lambda: _candidates(viewer, "yearly_checkup", today),
        "entitlements with counts": lambda: entitlements.entitlements(by=viewer, on=today),
    }
    return reads[what]


def _cohort(
    viewer: Viewer, rows: Dimension, columns: Dimension, on: date, chosen: CohortFilter | None = None
) -> object:
    return portrait.cohort(by=viewer, chosen=chosen or CohortFilter(), rows=rows, columns=columns, on=on)


def _people(
    viewer: Viewer, *, tag: str = "", tier: int | None = None, focus: bool = False, sort: str = "name"
) -> object:
    meant = portrait.among(by=viewer, tag=tag, tier=tier, focus=focus)
    return registry.page(by=viewer, among=meant, sort=registry.Sort(sort))


def _candidates(viewer: Viewer, code: str, on: date) -> object:
    return entitlements.candidates(by=viewer, code=code, on=on)


def approving(viewer: Viewer) -> list[str]:
    """Fifty proposals approved at once, taken back each time; p50 and p95 in ms."""

    def act(at: datetime) -> None:
        chosen = careplan.keys_of(by=viewer, chosen=careplan.WorkFilter(), on=local_day(at), limit=50)
        decide_many(proposals=chosen, verdict=Verdict.APPROVE, by=viewer, at=at)

    return two([_timed(viewer, act, keeps=False) for _time in range(12)][2:])


# --- one person


def prepare(county: str) -> list[UUID]:
    """Persons of a county of whom it is known how they live, with the facts behind their row of today."""
    with transaction.atomic():
        state(system("bench"))
        rows = PersonNow.objects.select_related("person").filter(
            area_code__startswith=county, living_arrangement__isnull=False, standing="on_roll"
        )
        known = list(rows.order_by("person_id"))
        drawn = random.Random(20261122).sample(known, min(SAMPLE, len(known)))
        for number, row in enumerate(drawn):
            row.id_number = _own_number(row.birth_date or date(1940, 1, 1), number)
            Fact.objects.bulk_create(_facts(row, timezone.now()))
        return [row.person.public_id for row in drawn]


def _own_number(born: date, order: int) -> str:
    """The province repeats a thousand numbers; whoever is corrected has one of their own."""
    return with_check(f"530102{born:%Y%m%d}{order:03}")


def _facts(row: PersonNow, at: datetime) -> list[Fact]:
    said = {term: getattr(row, term) for term in CATALOGUE if term in NOW_COLUMNS}
    return [
        Fact(
            **row.person.scope(), term=term, source="roster", recorded_at=at, recorded_by="bench",
            value=None if term in SECRET_TERMS else str(value), secret=str(value) if term in SECRET_TERMS else None,
        )
        for term, value in said.items()
        if value not in (None, "")
    ]  # fmt: skip


def single(persons: Sequence[UUID], viewer: Viewer, forty: Sequence[str]) -> list[Row]:
    """What one changed fact costs with all that follows in the same act, and what showing one portrait costs."""
    today = local_day(timezone.now())
    acts: dict[str, Callable[[UUID, datetime], object]] = {
        "one portrait drawn (judge), nothing changed": lambda one, at: judge(person=one, by=viewer, at=at),
        "of that: the rules as SQL": lambda _one, at: judging(viewer.area or "", local_day(at)),
        "one portrait shown, every rule explained": lambda one, _at: portrait.portrait_of(one, by=viewer, on=today),
        "of that: facts read, decided with reasons, every rule": lambda one, _at: _decided(one, today, None),
        "the same, 40 rules": lambda one, _at: _decided(one, today, forty),
        "one rule explained": lambda one, _at: _decided(one, today, [_RULE]),
        "proposals of one person": lambda one, _at: careplan.of_person(one, by=viewer, on=today),
    }
    corrected = [_corrected(person, viewer) for person in persons][2:]
    rows = [["one fact corrected, portrait and all reactions", *two(corrected)]]
    return rows + [[what, *_each(persons, viewer, act)] for what, act in acts.items()]


def _each(persons: Sequence[UUID], viewer: Viewer, act: Callable[[UUID, datetime], object]) -> list[str]:
    return two([_timed(viewer, partial(act, person)) for person in persons][2:])


def _corrected(person: UUID, viewer: Viewer) -> float:
    """Change where somebody lives: every second one now lives alone."""
    with transaction.atomic():
        state(viewer)
        held = Fact.objects.get(person__public_id=person, term="living_arrangement", superseded_at=None)
    value = "with_children" if held.value == "alone" else "alone"
    return _timed(
        viewer,
        lambda at: correct(
            person=person, term="living_arrangement", value=value, valid_from=None, reason="电话核实",
            seen=held.public_id, by=viewer, at=at,
        ),
    )  # fmt: skip


def _decided(person: UUID, on: date, codes: Sequence[str] | None) -> object:
    row = registry.person_of(person)
    return portrait.decisions_on(registry.facts_for_rules(row, on=on), row.area_code, on, codes=codes)


def _timed(viewer: Viewer, act: Callable[[datetime], object], *, keeps: bool = True) -> float:
    """Seconds of one transaction of a viewer."""
    start = time.perf_counter()
    with transaction.atomic():
        state(viewer)
        act(timezone.now())
        if not keeps:
            transaction.set_rollback(True)
    return time.perf_counter() - start


# --- a draft


def write(viewer: Viewer) -> UUID:
    """A draft of the viewer's area: 78 years instead of 80."""
    draft = uuid.uuid4()
    content = {
        "code": "高龄起点", "kind": "number", "value": 78, "unit": "岁",
        "valid_from": local_day(timezone.now()).isoformat(), "source_document": "测量用",
        "clause": "第一条", "confidence": "plain",
    }  # fmt: skip
    _timed(
        viewer,
        lambda at: rulebook.write_draft(
            draft=draft, kind=DraftKind.PARAMETER, area_code=viewer.area or "", content=content, seen=None, by=viewer,
            at=at, vocabulary=vocabulary(), purposes_of=purposes_of,
        ),
    )  # fmt: skip
    return draft


def previewing(draft: UUID, viewer: Viewer) -> list[str]:
    """Median and slowest of three previews in seconds; who would enter and leave, in how many rules."""
    today, seconds = local_day(timezone.now()), []
    for _time in range(3):
        start = time.perf_counter()
        with transaction.atomic():
            state(viewer)
            said = portrait.preview(draft, by=viewer, on=today)
        seconds.append(time.perf_counter() - start)
    ordered = sorted(seconds)
    return [
        f"{ordered[1]:.2f} / {ordered[2]:.2f}",
        f"{len(said.rules)} rules, {said.enters:,} enter, {said.leaves:,} leave",
    ]


def approve(draft: UUID, author: Viewer) -> None:
    """The author submits it, another officer approves it."""
    words, other = vocabulary(), officer(author.area, account="bench-second")
    _timed(
        author,
        lambda at: rulebook.submit(
            draft=draft, reason="测量", vocabulary=words, purposes_of=purposes_of, by=author, at=at
        ),
    )
    _timed(
        other,
        lambda at: rulebook.approve_draft(
            draft=draft, seen=1, note="", vocabulary=words, purposes_of=purposes_of, by=other, at=at
        ),
    )


def publish(draft: UUID) -> int:
    """The job that publishes it; returns how many rules stand in the book."""
    by = system("bench")
    _timed(by, lambda at: rulebook.publish(draft=draft, vocabulary=vocabulary(), by=by, at=at))
    return Rule.objects.count()

"""The list of candidates of one entitlement, fifty at a time in an order, each with reasons and papers."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypedDict
from uuid import UUID

from django.db.models import DateField, F, FilteredRelation, Q, QuerySet, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.functions import Coalesce

from yinling.decisions.entitlements.domain import asked_for
from yinling.decisions.entitlements.models import Evidence
from yinling.decisions.entitlements.queries.finding import CandidateFilter, branch_at, branches_of, candidates_found
from yinling.decisions.entitlements.queries.requirements import requirements_of
from yinling.decisions.portrait.queries import decide, holders
from yinling.decisions.rulebook.domain import Branch, Decision
from yinling.decisions.rulebook.queries import cautions
from yinling.decisions.rulebook.terms import Confidence
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.queries import facts_of_many
from yinling.people.registry.queries.columns import cells
from yinling.people.registry.terms import term_of

PAGE = 50
_SLICE = 1_000  # lines of a file that are in memory at once
SORTS: dict[str, str] = {
    "name": "pinyin", "age": "birth_date", "area": "area_code", "unit": "unit_id", "since": "since",
}  # fmt: skip
_STORED = ("person_id", "name", "pinyin", "birth_date", "birth_date_precision", "area_code", "unit_id", "person_type")
_CELLS = ("age", "person_type", "area", "unit")
_DATES = {"birth_date", "since"}


@dataclass(frozen=True)
class CandidateSort:
    """An order: by a name of SORTS, equal ones by pinyin, those without a value last. Raises KeyError for others."""

    by: str = "name"
    descending: bool = False

    def __post_init__(self) -> None:
        """Refuse what is not there."""
        SORTS[self.by]

    def __str__(self) -> str:
        """As addresses say it: `age`, `-age`."""
        return f"-{self.by}" if self.descending else self.by

    @property
    def backwards(self) -> bool:
        """Whether the stored column falls: who is young was born late."""
        return self.descending != (self.by == "age")


class MissingFact(NamedTuple):
    """A fact that the rule would read and that nobody knows: its term, and what people call it."""

    term: str
    label: str


@dataclass(frozen=True)
class CandidateLine:
    """One person: who it is, why the rule holds or what is missing for it, which papers were seen, which are to come.

    `since` is the day since when the rule holds, None for whoever cannot be judged. `is_settled` is false where today's
    facts say something else than the portrait: it is about to be drawn anew.
    """

    person: UUID
    name: str
    age: str
    person_type: str
    area: str
    unit: str
    since: date | None
    reasons: tuple[str, ...]
    missing_facts: tuple[MissingFact, ...]
    in_hand: tuple[str, ...]
    to_come: tuple[str, ...]
    confidence: str
    is_settled: bool


@dataclass(frozen=True)
class CandidatePage:
    """Fifty lines and where the next fifty begin; `after` is None on the last page."""

    lines: Sequence[CandidateLine]
    after: str | None


class _Place(NamedTuple):
    """Where a page ended: the key of its last line, its pinyin and its inner id."""

    key: date | int | str
    pinyin: str
    person_id: int


def candidates(
    *,
    by: Viewer,
    code: str,
    on: date,
    chosen: CandidateFilter | None = None,
    sort: CandidateSort | None = None,
    after: str = "",
) -> CandidatePage:
    """Fifty of the persons whom a filter means, in the viewer's scope, with today's reasons.

    `after` is what an earlier page of the same order gave; anything else is the beginning. Raises Forbidden for an
    entitlement that is none, is not in force or is not for this viewer, and for filters of purposes not held.
    """
    chosen, sort = chosen or CandidateFilter(), sort or CandidateSort()
    found = branches_of(code, by=by, on=on)
    ordered = _ordered(_keyed(by, code, chosen, sort, on), sort)
    place = _parse_after(after, sort)
    if place is not None:
        beyond = TupleLessThan if sort.backwards else TupleGreaterThan
        ordered = ordered.filter(beyond(Tuple(F("key"), F("pinyin"), F("person_id")), tuple(place)))
    rows = list(ordered[: PAGE + 1])
    last = _say_after(rows[PAGE - 1], sort) if len(rows) > PAGE else None
    return CandidatePage(lines_of(rows[:PAGE], found, by=by, undecided=chosen.undecided, on=on), last)


def candidates_for_file(
    *, by: Viewer, code: str, on: date, chosen: CandidateFilter, sort: CandidateSort, limit: int
) -> Iterator[CandidateLine]:
    """All persons whom a filter means, up to `limit`, in the order, a thousand in memory at a time.

    Raises Forbidden as `candidates` does.
    """
    found = branches_of(code, by=by, on=on)
    ordered = _ordered(_keyed(by, code, chosen, sort, on), sort)[:limit]
    held: list[PersonNow] = []
    for row in ordered.iterator(chunk_size=_SLICE):
        held.append(row)
        if len(held) == _SLICE:
            yield from lines_of(held, found, by=by, undecided=chosen.undecided, on=on)
            held = []
    yield from lines_of(held, found, by=by, undecided=chosen.undecided, on=on)


def lines_of(
    rows: Sequence[PersonNow], found: Sequence[Branch], *, by: Viewer, undecided: bool, on: date
) -> list[CandidateLine]:
    """Lines for some persons, in the same number of queries however many they are."""
    if not rows:
        return []
    code, ids = found[0].rule.code, [row.person_id for row in rows]
    publics = dict(Person.objects.filter(id__in=ids).values_list("id", "public_id"))
    since = {} if undecided else dict(holders(code, by=by).filter(person_id__in=ids).values_list("person_id", "since"))
    decisions = _decisions(rows, found, on)
    seen, asked = _seen(ids, code), requirements_of([code], on=on)[code]
    said = cells(rows, _CELLS, on=on)
    return [
        CandidateLine(
            person=publics[row.person_id], name=row.name, **words, since=since.get(row.person_id),
            **_why(decisions.get(row.person_id), expected=None if undecided else True),
            **_papers([one.evidence for one in asked_for(asked, row.area_code)], seen.get(row.person_id, ())),
        )
        for row, words in zip(rows, said, strict=True)
    ]  # fmt: skip


def missing_facts(decision: Decision) -> tuple[MissingFact, ...]:
    """The facts without which a rule cannot be judged, by the terms under which an officer can complete them."""
    return tuple(MissingFact(term_of(name), name) for name in decision.outcome.missing if name in _readable(decision))


def reasons_of(decision: Decision) -> tuple[str, ...]:
    """The reasons without their headline, which the page says in its own way."""
    return decision.reason_lines[1:]


def _readable(decision: Decision) -> frozenset[str]:
    """What is missing may be a parameter, too: that no officer completes in a dossier."""
    return frozenset(fact.term.name for fact in decision.outcome.facts)


class _Why(TypedDict):
    """What a line says of the rule."""

    reasons: tuple[str, ...]
    missing_facts: tuple[MissingFact, ...]
    confidence: str
    is_settled: bool


class _Papers(TypedDict):
    """What a line says of papers."""

    in_hand: tuple[str, ...]
    to_come: tuple[str, ...]


def _why(decision: Decision | None, *, expected: bool | None) -> _Why:
    """The rule's answer; none where the record or the rule has just left the scope."""
    if decision is None:
        return _Why(reasons=(), missing_facts=(), confidence="", is_settled=False)
    return _Why(
        reasons=reasons_of(decision), missing_facts=missing_facts(decision),
        confidence=str(Confidence(decision.rule.source.confidence).label),
        is_settled=decision.outcome.value is expected,
    )  # fmt: skip


def _papers(asked: Sequence[str], seen: Sequence[str]) -> _Papers:
    return _Papers(
        in_hand=tuple(name for name in asked if name in seen), to_come=tuple(n for n in asked if n not in seen)
    )


def _decisions(rows: Sequence[PersonNow], found: Sequence[Branch], on: date) -> dict[int, Decision]:
    facts, words = facts_of_many([row.person_id for row in rows], on=on), cautions()
    at = {area: branch_at(found, area) for area in {row.area_code for row in rows}}
    return {
        row.person_id: decide(branch, facts[row.person_id], on, words)
        for row in rows
        if (branch := at[row.area_code]) is not None and row.person_id in facts
    }


def _seen(ids: Sequence[int], code: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Evidence.objects.filter(person_id__in=ids, rule_code=code, withdrawn_at__isnull=True)
    for person_id, name in rows.order_by("id").values_list("person_id", "evidence"):
        found.setdefault(person_id, []).append(name)
    return found


def _keyed(by: Viewer, code: str, chosen: CandidateFilter, sort: CandidateSort, on: date) -> QuerySet[PersonNow]:
    """The rows with what they are ordered by as `key`; an unknown day counts as the last in either direction."""
    rows = candidates_found(by=by, code=code, chosen=chosen, on=on).only(*_STORED)
    column, last = SORTS[sort.by], Value(date.min if sort.backwards else date.max, DateField())
    if column == "since":
        standing = Q(person__tags__rule_code=code, person__tags__until__isnull=True, person__tags__set_aside=False)
        held = rows.annotate(tag=FilteredRelation("person__tags", condition=standing))
        return held.annotate(key=Coalesce(F("tag__since"), last))
    return rows.annotate(key=Coalesce(F(column), last) if column in _DATES else F(column))


def _ordered(rows: QuerySet[PersonNow], sort: CandidateSort) -> QuerySet[PersonNow]:
    return rows.order_by(*(f"{'-' if sort.backwards else ''}{name}" for name in ("key", "pinyin", "person_id")))


def _say_after(row: PersonNow, sort: CandidateSort) -> str:
    key = getattr(row, "key")  # noqa: B009 - an annotation, which the type of the row does not know
    place = [str(sort), key.isoformat() if isinstance(key, date) else key, row.pinyin, row.person_id]
    return urlsafe_b64encode(json.dumps(place, ensure_ascii=False).encode()).decode().rstrip("=")


def _parse_after(after: str, sort: CandidateSort) -> _Place | None:
    """The place that an earlier page of this order gave; None for anything else that stands in the address."""
    try:
        said, key, pinyin, person_id = json.loads(urlsafe_b64decode(after[:2_000] + "=" * (-len(after) % 4)))
        if said != str(sort) or not isinstance(pinyin, str) or "\x00" in f"{key}{pinyin}":
            return None
        return _Place(_typed(key, sort), pinyin, _whole(person_id))
    except (ValueError, TypeError, RecursionError):
        return None


def _typed(key: object, sort: CandidateSort) -> date | int | str:
    if sort.by == "unit":
        return _whole(key)
    if not isinstance(key, str):
        raise TypeError(sort.by)
    return date.fromisoformat(key) if SORTS[sort.by] in _DATES else key


def _whole(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        raise ValueError(number)
    return number

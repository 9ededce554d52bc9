"""What a draft would change if it were in force: who would enter, who would leave, counted on the real cohort.

It runs as the viewer: the wall and his scope decide who is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinling.decisions.portrait.queries.explaining import decide
from yinling.decisions.portrait.queries.judging import holding, within
from yinling.decisions.portrait.queries.ruling import secret_codes, standing_book
from yinling.decisions.rulebook.domain import Book, Branch, Decision, RuleEntry, branches
from yinling.decisions.rulebook.queries import draft_book, draft_entry
from yinling.kernel.areas import NATION, area_range, covers
from yinling.kernel.expression import Value
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person
from yinling.people.registry.queries import facts_of_many, names_of
from yinling.people.registry.terms import vocabulary

_EXAMPLES = 20
PAGE = 50


@dataclass(frozen=True)
class Moves:
    """How many persons enter, leave and stay; `open_before` and `open_after` cannot be judged for a missing fact."""

    enters: int = 0
    leaves: int = 0
    stays: int = 0
    open_before: int = 0
    open_after: int = 0


@dataclass(frozen=True)
class Mover:
    """One person who would enter or leave, and what the rule said before and would say then."""

    inner_id: int
    person: UUID
    name: str
    area_code: str
    before: Decision | None
    after: Decision | None


@dataclass(frozen=True)
class RulePreview:
    """What becomes of one rule. `by_county` gives the moves by county (or wider area of those without one).

    `on_first_day` counts the same on the day from which a back-dated draft holds, with what is known today; None for
    one that begins today or later.
    """

    rule: RuleEntry
    moves: Moves
    by_county: Sequence[tuple[str, Moves]]
    entering: Sequence[Mover]
    leaving: Sequence[Mover]
    on_first_day: Moves | None


@dataclass(frozen=True)
class Preview:
    """What a draft would change today, rule by rule; a draft of a measure changes none.

    `first_day` is the day from which it holds; a draft that begins later is judged as of that day. `measures` are the
    items that would be proposed to whoever enters.
    """

    first_day: date
    rules: Sequence[RulePreview]
    measures: Sequence[str]

    @property
    def enters(self) -> int:
        """How many would enter, over all rules."""
        return sum(rule.moves.enters for rule in self.rules)

    @property
    def leaves(self) -> int:
        """How many would leave, over all rules."""
        return sum(rule.moves.leaves for rule in self.rules)


def preview(draft: UUID, *, by: Viewer, on: date) -> Preview:
    """What a draft would change within the viewer's scope.

    Raises Forbidden when it is absent or hidden, RuleFileRefused or DraftRefused while it cannot be published.
    """
    first_day = draft_entry(draft).period.start
    affected = _affected(draft, by, on)
    counted = _count(affected.codes, by, max(first_day, on))
    past = _count(affected.codes, by, first_day) if first_day < on else {}
    rules = [_of_rule(one, counted[code], past.get(code), by) for code, one in affected.codes.items()]
    return Preview(first_day, rules, _items(affected, on))


def movers(
    draft: UUID, code: str, *, entering: bool, by: Viewer, on: date, after: int = 0, limit: int = PAGE
) -> list[Mover]:
    """Those whom a rule would take in (or let go), in the order of their inner ids, behind one of them.

    Raises Forbidden, and what `preview` raises.
    """
    found = _affected(draft, by, on).codes.get(code)
    return _movers(found, by, entering=entering, after=after, limit=limit) if found else []


@dataclass(frozen=True)
class _Affected:
    """A rule before and after, on the day as of which both are judged."""

    before: Sequence[Branch]
    after: Sequence[Branch]
    on: date
    area: str


@dataclass(frozen=True)
class _Draft:
    book: Book
    codes: Mapping[str, _Affected]


def _affected(draft: UUID, by: Viewer, on: date) -> _Draft:
    """The rules that decide otherwise with the draft, as far as the viewer may see them."""
    entry, book = draft_entry(draft), draft_book(draft)
    day = max(entry.period.start, on)
    old, new = (branches(one, vocabulary(), on=day) for one in (standing_book(), book))
    secret = secret_codes(by=by)
    area = entry.area_code
    codes = {
        code: _Affected(within(area, old.get(code, ())), within(area, new.get(code, ())), day, area)
        for code in sorted({*old, *new} - secret)
        if within(area, old.get(code, ())) != within(area, new.get(code, ()))
    }
    return _Draft(book, codes)


def _of_rule(
    found: _Affected, counted: Sequence[tuple[str, Moves]], past: Sequence[tuple[str, Moves]] | None, by: Viewer
) -> RulePreview:
    return RulePreview(
        rule=(*found.after, *found.before)[0].rule, moves=_sum([moves for _county, moves in counted]),
        by_county=counted, entering=_movers(found, by, entering=True, after=0, limit=_EXAMPLES),
        leaving=_movers(found, by, entering=False, after=0, limit=_EXAMPLES),
        on_first_day=None if past is None else _sum([moves for _county, moves in past]),
    )  # fmt: skip


def _sum(moves: Sequence[Moves]) -> Moves:
    return Moves(
        sum(one.enters for one in moves), sum(one.leaves for one in moves), sum(one.stays for one in moves),
        sum(one.open_before for one in moves), sum(one.open_after for one in moves),
    )  # fmt: skip


def _count(codes: Mapping[str, _Affected], by: Viewer, on: date) -> dict[str, list[tuple[str, Moves]]]:
    """The moves of each rule by county, all of them in one scan."""
    if not codes:
        return {}
    columns: list[sql.Composable] = []
    values: list[Value] = []
    for number, found in enumerate(codes.values()):
        (before, after), given = _both(found, on)
        name = sql.SQL(str(number))
        columns.append(sql.SQL("{} AS before_{}, {} AS after_{}").format(before, name, after, name))
        values += given
    moves = [sql.SQL(_MOVES).format(n=sql.SQL(str(number))) for number in range(len(codes))]
    area = next(iter(codes.values())).area
    query = sql.SQL(_COUNT).format(
        moves=sql.SQL(", ").join(moves), judged=sql.SQL(", ").join(columns), scope=_scope(area, by)
    )
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows = cursor.fetchall()
    return {
        code: [(str(row[0]), Moves(*map(int, row[1 + 5 * number : 6 + 5 * number]))) for row in rows]
        for number, code in enumerate(codes)
    }


def _movers(found: _Affected, by: Viewer, *, entering: bool, after: int, limit: int) -> list[Mover]:
    (before, after_), values = _both(found, found.on)
    query = sql.SQL(_ENTERING if entering else _LEAVING).format(
        before=before, after=after_, scope=_scope(found.area, by)
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*values, after, limit])
        rows = [(int(person), str(area)) for person, area in cursor.fetchall()]
    ids = [person for person, _area in rows]
    facts, names = facts_of_many(ids, on=found.on), names_of(ids)
    publics = dict(Person.objects.filter(id__in=ids).values_list("id", "public_id"))
    return [
        Mover(
            person, publics[person], names.get(person, ""), area, _said(found.before, facts[person], area, found.on),
            _said(found.after, facts[person], area, found.on),
        )
        for person, area in rows
    ]  # fmt: skip


def _said(held: Sequence[Branch], facts: Mapping[str, Value | None], area: str, on: date) -> Decision | None:
    branch = next((one for one in held if covers(one.area_code, area)), None)
    return decide(branch, facts, on) if branch else None


def _both(found: _Affected, on: date) -> tuple[tuple[sql.Composable, sql.Composable], list[Value]]:
    """Whether a rule held before and would hold after, for the person n."""
    before, given = holding(found.before, found.area, on=on)
    after, more = holding(found.after, found.area, on=on)
    return (before, after), [*given, *more]


def _scope(area: str, by: Viewer) -> sql.Composed:
    """The draft's area and the viewer's scope as plain conditions; the wall is the net below."""
    inside = sql.SQL("true") if area == NATION else _in_area(area)
    arms = [_in_area(by.area)] if by.area else []
    if by.units:
        arms.append(sql.SQL("n.unit_id = ANY ({}::bigint[])").format(sql.Literal(list(by.units))))
    seen = sql.SQL(" OR ").join(arms) if arms else sql.SQL("false")
    return sql.SQL("{} AND ({})").format(inside, seen)


def _in_area(area: str) -> sql.Composed:
    low, high = area_range(area)
    return sql.SQL("(n.area_code >= {} AND n.area_code < {})").format(sql.Literal(low), sql.Literal(high))


def _items(found: _Draft, on: date) -> list[str]:
    areas = {code: one.area for code, one in found.codes.items()}
    held = [one for one in found.book.measures if one.rule_code in areas and one.period.contains(on)]
    return sorted({one.item for one in held if covers(one.area_code, areas[one.rule_code])})


_MOVES: LiteralString = """
    count(*) FILTER (WHERE j.after_{n} AND j.before_{n} IS NOT TRUE),
    count(*) FILTER (WHERE j.before_{n} AND j.after_{n} IS NOT TRUE),
    count(*) FILTER (WHERE j.before_{n} AND j.after_{n}),
    count(*) FILTER (WHERE j.before_{n} IS NULL), count(*) FILTER (WHERE j.after_{n} IS NULL)
"""

_COUNT: LiteralString = """
SELECT j.county, {moves}
FROM (SELECT left(n.area_code, 6) AS county, {judged} FROM registry_personnow n
      WHERE n.standing = 'on_roll' AND {scope} OFFSET 0) AS j
GROUP BY 1 ORDER BY 1
"""

# The order of the persons is that of an index: the first page of a common move ends early.
_ENTERING: LiteralString = """
SELECT n.person_id, n.area_code FROM registry_personnow n
WHERE n.standing = 'on_roll' AND {scope} AND ({before}) IS NOT TRUE AND ({after}) AND n.person_id > %s
ORDER BY n.person_id LIMIT %s
"""

_LEAVING: LiteralString = """
SELECT n.person_id, n.area_code FROM registry_personnow n
WHERE n.standing = 'on_roll' AND {scope} AND ({before}) AND ({after}) IS NOT TRUE AND n.person_id > %s
ORDER BY n.person_id LIMIT %s
"""

"""Small-cell care: which numbers of a table are not shown, so that nobody is found in it and nothing can be computed.

Numbers below FEW are not shown. Since totals would give them away, others are hidden with them. Who reads the table
knows that rows and columns add up to their totals, that what is called few is 1 to 4 and what is hidden besides is at
least 5; still every hidden number must be able to be another. A number can be another exactly when a cycle of hidden
numbers leads through it along which one can be added here and taken there (the table is a network: rows and columns
are its nodes, numbers its arcs). So for each number without such a cycle the cheapest one is hidden whole.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

FEW: Final = 5
_MANY: Final = 2**31

Place = tuple[int, int]
Matrix = Sequence[Sequence[int]]
_Node = tuple[str, int]
_Way = tuple[int, frozenset[Place]]
_ROOT: Final = ("", 0)
_T = TypeVar("_T")


class Apart(StrEnum):
    """Whether the groups of one direction overlap, so that they do not add up to a total there."""

    NEITHER = "neither"
    ROWS = "rows"
    COLUMNS = "columns"


class Care(StrEnum):
    """How a number is shown: itself, as few, or not at all since others could be computed from it."""

    PLAIN = "plain"
    FEW = "few"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Shown:
    """A number as it may be shown; None where it may not."""

    number: int | None
    care: Care


@dataclass(frozen=True)
class _Range:
    """What a reader must believe possible of a number, both ends included."""

    low: int
    high: int


def protected(numbers: Matrix, *, apart: Apart = Apart.NEITHER) -> tuple[tuple[Shown, ...], ...]:
    """The table as it may be shown. The last row and the last column of `numbers` are totals, zero stays zero.

    With `apart` the groups of that direction overlap: each number is at most the total beside it, and only the other
    direction adds up. Where already the word "few" would tell a number, none is called so.
    """
    if apart is Apart.ROWS:
        return _turned(protected(_turned(numbers), apart=Apart.COLUMNS))
    has_row_sums = apart is Apart.NEITHER
    told = _hidden(_Table(numbers, has_row_sums=has_row_sums, says_few=True))
    hidden = _hidden(_Table(numbers, has_row_sums=has_row_sums, says_few=False)) if told is None else told
    assert hidden is not None  # one more in a cell and in all its totals is always possible where nothing is said
    return tuple(
        tuple(_shown(number, (i, j) in hidden, says_few=told is not None) for j, number in enumerate(row))
        for i, row in enumerate(numbers)
    )


def _shown(number: int, is_hidden: bool, *, says_few: bool) -> Shown:
    if not is_hidden:
        return Shown(number, Care.PLAIN)
    return Shown(None, Care.FEW if says_few and number < FEW else Care.HIDDEN)


def _turned(rows: Sequence[Sequence[_T]]) -> tuple[tuple[_T, ...], ...]:
    return tuple(zip(*rows, strict=True))


def _hidden(table: _Table) -> frozenset[Place] | None:
    """The small numbers, and for each the cheapest cycle through it; None when one has no cycle at all.

    The smallest come first: their cycles serve others.
    """
    hidden = {place for place, number in table.numbers.items() if number < FEW}
    for place in sorted(hidden, key=lambda place: (table.numbers[place], place)):
        cycle = table.cheapest_cycle(place, hidden)
        if cycle is None:
            return None
        hidden |= cycle
    return frozenset(hidden)


class _Table:
    """The numbers above zero as arcs between the rows and columns that they belong to."""

    def __init__(self, numbers: Matrix, *, has_row_sums: bool, says_few: bool) -> None:
        self._last = (len(numbers) - 1, len(numbers[0]) - 1)
        self._has_row_sums = has_row_sums
        self._says_few = says_few
        self.numbers = {(i, j): n for i, row in enumerate(numbers) for j, n in enumerate(row) if n}
        self._arcs = {place: self._arc(place) for place in self.numbers}
        self._ranges = {place: self._range(place) for place in self.numbers}
        self._at: dict[_Node, list[Place]] = {}
        for place, ends in self._arcs.items():
            for node in ends:
                self._at.setdefault(node, []).append(place)

    def cheapest_cycle(self, place: Place, hidden: Set[Place]) -> frozenset[Place] | None:
        """The places that must be hidden so that one can be added here, or taken; the cheaper of the two ways."""
        tail, head = self._arcs[place]
        more = self._path(head, tail, place, hidden) if self.numbers[place] < self._ranges[place].high else None
        less = self._path(tail, head, place, hidden) if self.numbers[place] > self._ranges[place].low else None
        ways = [way for way in (more, less) if way is not None]
        if ways:
            return min(ways, key=lambda way: way[0])[1]
        return None if self._has_row_sums or place[1] == self._last[1] else self._more_beside(place, hidden)

    def _more_beside(self, place: Place, hidden: Set[Place]) -> frozenset[Place] | None:
        """One more here and in the total beside it, and in both sums: where all are in this group, both rise."""
        bottom, last = self._last
        rows = [place[0]] if place[0] != bottom else [row for row in range(bottom) if (row, place[1]) in self.numbers]
        squares = [[(row, place[1]), (row, last), (bottom, place[1]), (bottom, last)] for row in rows]
        ways = [square for square in squares if all(self.numbers[p] < self._told(p).high for p in square)]
        return frozenset(min(ways, key=lambda way: sum(self._cost(p, hidden) for p in way))) if ways else None

    def _path(self, start: _Node, end: _Node, without: Place, hidden: Set[Place]) -> _Way | None:
        """The cheapest way from node to node, with its cost (Dijkstra)."""
        queue: list[tuple[int, int, _Node]] = [(0, 0, start)]
        reached: dict[_Node, tuple[int, Place, _Node]] = {}
        done: set[_Node] = set()
        while queue:
            cost, _turn, node = heapq.heappop(queue)
            if node == end:
                return cost, _walked(reached, start, end)
            if node in done:
                continue
            done.add(node)
            for place, other in self._steps(node):
                farther = cost + self._cost(place, hidden)
                if place != without and other not in done and farther < reached.get(other, (_MANY,))[0]:
                    reached[other] = (farther, place, node)
                    heapq.heappush(queue, (farther, len(reached), other))
        return None

    def _steps(self, node: _Node) -> Iterator[tuple[Place, _Node]]:
        """Where one more, against the arc one less, leads from a node."""
        for place in self._at.get(node, ()):
            tail, head = self._arcs[place]
            if node == tail and self.numbers[place] < self._ranges[place].high:
                yield place, head
            if node == head and self.numbers[place] > self._ranges[place].low:
                yield place, tail

    def _cost(self, place: Place, hidden: Set[Place]) -> int:
        """Few hidden numbers rather than many, small ones rather than large ones, totals last."""
        if place in hidden:
            return 1
        totals = (place[0] == self._last[0]) + (place[1] == self._last[1])
        return int((1_000 + min(self.numbers[place], 999)) * 5**totals)

    def _arc(self, place: Place) -> tuple[_Node, _Node]:
        """From node to node, so that one more along a cycle keeps every sum."""
        row, column = ("row", place[0]), ("column", place[1])
        is_total = place[0] == self._last[0]
        if not self._has_row_sums:
            return (column, _ROOT) if is_total else (_ROOT, column)
        return (column, row) if is_total != (place[1] == self._last[1]) else (row, column)

    def _told(self, place: Place) -> _Range:
        """What a reader knows of a hidden number by itself: it is not zero; few is at most 4, the others are more."""
        if not self._says_few:
            return _Range(1, _MANY)
        return _Range(1, FEW - 1) if self.numbers[place] < FEW else _Range(FEW, _MANY)

    def _range(self, place: Place) -> _Range:
        """Where groups overlap, none is larger than the total beside it as long as that stands."""
        told = self._told(place)
        if self._has_row_sums:
            return told
        row, last = place[0], self._last[1]
        if place[1] != last:
            return _Range(told.low, min(told.high, self.numbers[row, last]))
        return _Range(max([told.low, *(self.numbers.get((row, j), 0) for j in range(last))]), told.high)


def _walked(reached: Mapping[_Node, tuple[int, Place, _Node]], start: _Node, end: _Node) -> frozenset[Place]:
    places, node = set(), end
    while node != start:
        _cost, place, node = reached[node]
        places.add(place)
    return frozenset(places)

"""What follows where a rule holds, resolved for areas: the pure half of proposing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from yinling.decisions.rulebook.domain import Book, MeasureEntry, ParameterEntry, due_days
from yinling.kernel.areas import area_range, covers

MOST_AT_ONCE: Final = 500  # proposals that are decided in one go
CONFIRM_ABOVE: Final = 20  # approvals at once that want a second look
LATEST: Final = timedelta(days=365)  # how far ahead a proposal can be put off
REASON_LENGTH: Final = range(2, 201)


@dataclass(frozen=True)
class Plan:
    """What one rule asks for in one area: an item, due within days, perhaps again after `repeat_days`."""

    rule_code: str
    item: str
    area_code: str
    due_days: int
    repeat_days: int | None

    def as_row(self) -> dict[str, object]:
        """The plan with the range of its area; the deepest one that covers a person decides."""
        low, high = area_range(self.area_code)
        return {
            "rule_code": self.rule_code, "item": self.item, "lo": low, "hi": high, "depth": len(self.area_code),
            "due_days": self.due_days, "repeat_days": self.repeat_days,
        }  # fmt: skip


def plans(book: Book, *, on: date) -> tuple[Plan, ...]:
    """Every measure in force on a day as plans, by rule, item and area.

    A measure divides an area as soon as the parameter that says its days has another value in a part of it.
    """
    measures = [measure for measure in book.measures if measure.period.contains(on)]
    values = [value for value in book.parameters if value.period.contains(on)]
    found: list[Plan] = []
    for code in sorted({measure.code for measure in measures}):
        found += _plans([measure for measure in measures if measure.code == code], values)
    return tuple(found)


def _plans(measures: Sequence[MeasureEntry], values: Sequence[ParameterEntry]) -> list[Plan]:
    """The plans of one rule and item."""
    named = {measure.due_parameter for measure in measures} - {""}
    areas = {measure.area_code for measure in measures} | {v.area_code for v in values if v.code in named}
    made = (_plan(measures, values, area) for area in sorted(areas, key=lambda area: (len(area), area)))
    return [plan for plan in made if plan is not None]


def _plan(measures: Iterable[MeasureEntry], values: Sequence[ParameterEntry], area: str) -> Plan | None:
    measure = _nearest_measure(measures, area)
    if measure is None:
        return None
    days = due_days(measure, _at(values, measure.due_parameter, area))
    return None if days is None else Plan(measure.rule_code, measure.item, area, days, measure.repeat_days)


def _nearest_measure(measures: Iterable[MeasureEntry], area: str) -> MeasureEntry | None:
    """That of the smallest area that covers `area`. A code grows by level, so the longest is the smallest."""
    covering = [measure for measure in measures if covers(measure.area_code, area)]
    return max(covering, key=lambda measure: len(measure.area_code), default=None)


def _at(values: Iterable[ParameterEntry], code: str, area: str) -> dict[str, ParameterEntry]:
    covering = [value for value in values if value.code == code and covers(value.area_code, area)]
    nearest = max(covering, key=lambda value: len(value.area_code), default=None)
    return {code: nearest} if nearest else {}


def is_reason(text: str, *, required: bool) -> bool:
    """Whether a reason is long enough to tell something and short enough to be kept."""
    return len(text) in REASON_LENGTH or (not required and not text)


def can_wait_until(until: date, *, today: date) -> bool:
    """Whether a proposal can be put off until a day: from tomorrow up to a year ahead."""
    return timedelta(0) < until - today <= LATEST

"""Periods of days: half-open, so that one ends where the next begins and no day counts twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class PeriodInvalid(ValueError):
    """A period would hold no day. Its message is Chinese."""

    code = "period_invalid"


class PeriodNotDivisible(ValueError):
    """A period cannot be split on this day, since one part would hold no day. Its message is Chinese."""

    code = "period_not_divisible"


@dataclass(frozen=True)
class Period:
    """The days from `start` up to but not including `end`; `end` None means until further notice.

    Raises PeriodInvalid unless `start` comes before `end`.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise PeriodInvalid(
                f"时段的结束日期（{self.end}，不含当日）应晚于开始日期（{self.start}）。请核对两个日期。"
            )

    @property
    def is_open(self) -> bool:
        """Whether no end is known."""
        return self.end is None

    @property
    def days(self) -> int | None:
        """How many days it holds; None when no end is known."""
        return None if self.end is None else (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Whether `day` is one of its days."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether any day belongs to both."""
        return self.intersect(other) is not None

    def intersect(self, other: Period) -> Period | None:
        """The days that belong to both; None when there are none."""
        start = max(self.start, other.start)
        end = min((end for end in (self.end, other.end) if end is not None), default=None)
        return Period(start, end) if end is None or start < end else None

    def adjacent(self, other: Period) -> bool:
        """Whether one ends on the very day on which the other begins."""
        return self.end == other.start or other.end == self.start

    def split(self, day: date) -> tuple[Period, Period]:
        """The part before `day`, and the part from `day` on.

        Raises PeriodNotDivisible unless both parts hold a day.
        """
        if day == self.start or not self.contains(day):
            raise PeriodNotDivisible(f"不能在{day}把时段分开：前后两段都必须至少有一天。请另选日期。")
        return Period(self.start, day), Period(day, self.end)

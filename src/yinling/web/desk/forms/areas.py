"""What a page of figures asks: an area within the officer's scope, and a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from yinling.base.regions.queries import children, paths
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import AreaCodeInvalid, covers, parent_of, parse_area_code
from yinling.kernel.viewer import Viewer


class AreaChoice(NamedTuple):
    """One line of the choice; `depth` counts from the officer's own area."""

    code: str
    label: str
    depth: int
    current: bool


@dataclass(frozen=True)
class AreaAndDay:
    """What was asked: an area (None for all that the viewer sees) and a day, with what else could be chosen."""

    area: str | None
    on: date
    today: date
    choices: Sequence[AreaChoice]

    @property
    def place(self) -> str:
        """What the chosen area is called."""
        return next((choice.label for choice in self.choices if choice.current), _("全部范围"))

    def query(self, **more: str) -> str:
        """The same question as an address says it."""
        return urlencode({"area": self.area or "", "on": self.on.isoformat(), **more})


def read_area_and_day(request: HttpRequest, by: Viewer, *, today: date) -> AreaAndDay:
    """The area and the day that an address names, else the officer's own area today.

    What is no day, or has not come yet, is today. Raises Forbidden for an area outside the scope.
    """
    area = _read_area(request.GET.get("area", ""), by)
    return AreaAndDay(area, _read_day(request.GET.get("on", ""), today), today, _choices(by, area, today))


def _read_area(text: str, by: Viewer) -> str | None:
    if not text.strip():
        return by.area if not by.units else None
    try:
        code = parse_area_code(text)
    except AreaCodeInvalid:
        raise Forbidden from None
    if not by.area or not covers(by.area, code):
        raise Forbidden
    return code


def _read_day(text: str, today: date) -> date:
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today


def _choices(by: Viewer, chosen: str | None, today: date) -> list[AreaChoice]:
    """The way down from the officer's area to the chosen one, and what lies next below it."""
    whole = [AreaChoice("", _("全部范围"), 0, chosen is None)] if by.units or not by.area else []
    if not by.area:
        return whole
    line = _line(by.area, chosen or by.area)
    below = list(children(line[-1], on=today).values_list("code", "short_name"))
    if not below and len(line) > 1:  # nothing lies below: what lies beside it
        line, below = line[:-1], list(children(line[-2], on=today).values_list("code", "short_name"))
    names = paths(line)
    above = [AreaChoice(code, names[code].split()[-1], depth, code == chosen) for depth, code in enumerate(line)]
    return [*whole, *above, *(AreaChoice(code, name, len(line), code == chosen) for code, name in below)]


def _line(top: str, code: str) -> list[str]:
    """The codes from `top` down to `code`, which lies in it."""
    line, above = [code], code
    while above != top and (higher := parent_of(above)) is not None:
        above = higher
        line.insert(0, above)
    return line

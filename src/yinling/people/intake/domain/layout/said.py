"""What the rows around the persons say: which unit reported, as of which day, under which title."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import zip_longest

from yinling.people.intake.domain.layout.cells import filled, text_of
from yinling.people.intake.domain.sheets import Cell

_SEAL = r"(?:\((?:盖章|公章|签章|章|全称|加盖公章|单位公章)\))?"
_UNIT = re.compile(
    rf"(?:填报|填表|制表|报送|上报|报表|申报|汇总|编报|所属|呈报)(?:单位|部门|机关)(?:名称)?{_SEAL}\s*[:]?|(?:单位|部门)(?:名称)?{_SEAL}\s*:"
)
# The day for which the sheet speaks, before the day on which somebody filled it in.
_CUTOFF = re.compile(r"截[至止](?:日期|时间)?|统计(?:日期|时间|截止日期|截止时间|时点)|数据(?:日期|时间|截止日期)|时点")
_FILED = re.compile(r"(?:填报|填表|制表|报送|上报|报表|申报|汇总|编制|填写|制作|呈报)(?:日期|时间)|(?:日期|时间)\s*:")
_KEYS = re.compile(rf"{_UNIT.pattern}|{_CUTOFF.pattern}|{_FILED.pattern}")
_PEOPLE = re.compile(
    r"(?:制表|填表|填报|审核|审批|经办|复核|校对|联系|负责|报送|分管领导|主管领导|单位负责)人?\s*:|联系电话\s*:|电话\s*:"
)

_DAY = re.compile(r"(?<!\d)(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_MONTH = re.compile(r"(?<!\d)(\d{4})[年./\-](\d{1,2})(?:月|(?!\d))")
_YEAR_END = re.compile(r"(?<!\d)(\d{4})年(?:底|末)")
_CHINESE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_DIGITS = {character: digit for digit, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar of 1900, after its leap day that never was
_SERIALS = range(30_000, 80_000)  # 1982 to 2119


def says_who_or_when(text: str) -> bool:
    """Whether a text names a reporting unit, a day or a signer, as rows above and below the persons do."""
    words = _plain(text)
    found = _KEYS.match(words) or _PEOPLE.match(words)
    return found is not None and (":" in words or found.end() == len(words) or parse_day(words) is not None)


def reported_unit(rows: Iterable[Sequence[Cell]]) -> str:
    """The unit that reported, as the rows say it; empty when none does."""
    for text, following in _texts(rows):
        if found := _UNIT.search(text):
            said = _unsealed(_KEYS.split(text[found.end() :], maxsplit=1)[0])
            said = said or ("" if says_who_or_when(text_of(following)) else _unsealed(_plain(text_of(following))))
            if said:
                return said
    return ""


def as_of(rows: Sequence[Sequence[Cell]]) -> date | None:
    """The day for which the rows say the sheet speaks, else the day on which it was filled in; None without either."""
    for key in (_CUTOFF, _FILED):
        for text, following in _texts(rows):
            if found := key.search(text):
                day = parse_day(text[found.end() :]) or (None if _has_date(text) else day_of(following))
                if day := day or parse_day(text):
                    return day
    return next((day for text, _ in _texts(rows) if (day := parse_day(text))), None)


def day_of(cell: Cell) -> date | None:
    """The day that a cell says: a date, a text, a number of Excel's calendar or of eight digits."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return _EPOCH + timedelta(days=int(cell))
    return parse_day(text_of(cell))


def parse_day(text: str) -> date | None:
    """The day that a text names; of a month the last day, of 2017年底 that of the year; None for anything else."""
    words = _arabic(_plain(text).replace(" ", ""))
    if found := _DAY.search(words):
        year, month, day = (int(part) for part in found.groups() if part)
        return _valid(year, month, day)
    if found := _MONTH.search(words):
        year, month = int(found[1]), int(found[2])
        return _valid(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and year > 0 else None
    found = _YEAR_END.search(words)
    return _valid(int(found[1]), 12, 31) if found else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1949 <= year <= 2100 else None
    except ValueError:
        return None


def _arabic(text: str) -> str:
    """Chinese numerals of a date as digits: 二〇一七年十二月三十一日."""

    def digits(found: re.Match[str]) -> str:
        year = "".join(str(_DIGITS[character]) for character in found[1])
        return f"{year}年{_number(found[2])}月" + (f"{_number(found[3])}日" if found[3] else "")

    return _CHINESE.sub(digits, text)


def _number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _has_date(text: str) -> bool:
    return parse_day(text) is not None


def _texts(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[str, Cell]]:
    """Every filled cell's plain text with the filled cell that follows it in its row."""
    for row in rows:
        cells = [cell for _, cell in filled(row)]
        for cell, following in zip_longest(cells, cells[1:], fillvalue=""):
            yield _plain(text_of(cell)), following


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _unsealed(text: str) -> str:
    """A unit's name without the place for its seal, and without what stands behind a wide gap."""
    name = re.split(r"\s{3,}|\t|_{2,}", text.strip(" :_"), maxsplit=1)[0]
    return re.sub(r"\((?:盖章|公章|签章|章)\)", "", name).strip(" :_")

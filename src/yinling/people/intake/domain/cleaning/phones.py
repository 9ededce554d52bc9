"""Telephone numbers: several in one cell, mobiles first, landlines with their dialling code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, is_unknown, number_text, read
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell

# 工业和信息化部's numbering plan †: mobiles have 11 digits from 13 to 19; dialling codes have 3 digits for Beijing and
# 020 to 029, else 4; local numbers have 7 or 8 digits and begin with 2 to 8.
_AREA: Final = r"010|02\d|0[3-9]\d\d"
_LOCAL: Final = r"[2-8]\d{2}-?\d{4}|[2-8]\d{3}-?\d{4}"
_EXTENSION: Final = r"(?:\s*(?:转|分机|ext\.?|-)\s*(\d{1,5}))?"
_PHONE: Final = re.compile(
    r"(?<!\d)(?:"
    r"(?:\(?\+?0{0,2}86\)?[-\s]?|0)?(1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})"
    rf"|(?:\+?86[-\s]?)?\(?({_AREA})\)?[-\s—–]*({_LOCAL}){_EXTENSION}"
    r"|([48]00)-?(\d{3})-?(\d)-?(\d{3})"
    rf"|({_LOCAL}){_EXTENSION}"
    r")(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_BARE_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_DASHES: Final = str.maketrans(dict.fromkeys("—–―−－‐‑", "-"))
_LABELS: Final = re.compile(
    r"手机|移动|电话|固话|座机|小灵通|号码|联系|家里|家中|住宅|单位|办公室?|宅|家|本人|自己|老伴|配偶|爱人|妻子?|丈夫"
    r"|儿子|女儿|子女|儿媳|女婿|孙子|孙女|长子|次子|长女|次女|子|女|保姆|或者?|和|及|转|另"
    r"|[\s、,，;；/|\\:：.。()\[\]+&'’\"-]+"
)
_SCIENTIFIC: Final = re.compile(r"(1\.\d{10})E\+?10", re.IGNORECASE)
_LANDLINE: Final = re.compile(rf"(?<!\d)\(?({_AREA})\)?[-\s—–－]*(?:{_LOCAL})(?!\d)")
_UNANIMOUS: Final = 0.9


def clean_phone(cell: Cell, code: str) -> Cleaned:
    """Telephone numbers joined by 、, mobiles (11 digits) first, then landlines (0931-8432828, extension -802).

    `code` is the dialling code for landlines written without one. Doubts: phone.impossible (digits that are no
    number; what is readable is kept), phone.note (words beside the numbers).
    """
    if isinstance(cell, str):
        if _BARE_MOBILE.fullmatch(cell):
            return Cleaned(cell, "phone.as_written")
    elif isinstance(cell, float | int) and not isinstance(cell, bool):
        return _from_number(cell, code)
    text = read(cell).translate(_DASHES)
    if lossless := _SCIENTIFIC.fullmatch(text):
        return Cleaned(lossless[1].replace(".", ""), "phone.number_cell")
    if is_unknown(text) or text.strip("()。. ") in {"无电话", "没有电话", "无手机", "没有手机"}:
        return UNKNOWN
    return _from_text(text, code) if text else BLANK


def _from_number(cell: float, code: str) -> Cleaned:
    digits = number_text(cell)
    if _BARE_MOBILE.fullmatch(digits):
        return Cleaned(digits, "phone.number_cell")
    if digits == "0" or not digits:
        return UNKNOWN
    if len(digits) in {9, 10, 11} and _PHONE.fullmatch(f"0{digits}"):
        return Cleaned(_from_text(f"0{digits}", code).value, "phone.leading_zero_added")
    return _from_text(digits, code)


def _from_text(text: str, code: str) -> Cleaned:
    mobiles: list[str] = []
    landlines: list[str] = []
    added = False
    for found in _PHONE.finditer(text):
        number, is_local = _canonical(found, code)
        added = added or is_local
        (landlines if found[1] is None else mobiles).append(number)
    numbers = list(dict.fromkeys([*mobiles, *landlines]))
    value = "、".join(numbers)
    return Cleaned(value, _rule(text, value, numbers, added=added), _doubt(_PHONE.sub(" ", text), numbers))


def _canonical(found: re.Match[str], code: str) -> tuple[str, bool]:
    """The number, and whether it got its dialling code from the file."""
    first, second, third, area, local, extension, service, one, two, three, bare, bare_extension = found.groups()
    if first:
        return first + second + third, False
    if service:
        return f"{service}-{one}-{two}{three}", False
    number = (local or bare).replace("-", "")
    area = area or code
    tail = extension or bare_extension
    whole = f"{area}-{number}" if area else number
    return (f"{whole}-{tail}" if tail else whole), bool(bare and code)


def _doubt(rest: str, numbers: list[str]) -> str:
    left = _LABELS.sub("", rest)
    if any(sign.isdigit() for sign in left) or not numbers:
        return "phone.impossible"
    return "phone.note" if left else ""


def _rule(text: str, value: str, numbers: list[str], *, added: bool) -> str:
    if not value:
        return "unreadable"
    if added:
        return "phone.dialling_code_added"
    if text == value:
        return "phone.as_written"
    return "phone.several" if len(numbers) > 1 else "phone.signs_removed"


def dialling_code(cells: Iterable[Cell]) -> str:
    """The dialling code that the landlines in these cells share; "" unless nine in ten have the same."""
    codes: Counter[str] = Counter()
    for cell in cells:
        if isinstance(cell, str) and "0" in cell and len(cell) > 9 and not _BARE_MOBILE.fullmatch(cell):
            codes.update(found[1] for found in _LANDLINE.finditer(read(cell)))
    if not codes:
        return ""
    [(code, count)] = codes.most_common(1)
    return code if count >= _UNANIMOUS * codes.total() else ""

"""What an officer types for one term becomes its canonical value, or is refused with what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from yinling.kernel.areas import AreaCodeInvalid, parse_area_code
from yinling.kernel.identity import parse_id_number
from yinling.people.registry.domain.refusals import Unacceptable
from yinling.people.registry.terms import CATALOGUE, CHOICES, TermKind

REQUIRED = frozenset({"name", "sex", "person_type", "standing"})
PHONES = frozenset({"phone", "contact_phone"})
_LONG = {"remarks": 1000, "health_note": 1000}
_MAX_TEXT = 200
_EARLIEST = 1890
_COUNTS = {"children_count": 30, "hospital_stays": 366}  # more is a slip of the pen
_LARGEST_HOME = Decimal(2000)  # square metres
_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:[-./年](?P<month>[0-9]{1,2})(?:[-./月](?P<day>[0-9]{1,2})日?|月)?|年)?|"
    r"(?P<compact>[0-9]{6}|[0-9]{8})"
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Two area codes of three digits begin with 01 and 02 (010, 020 to 029); all others have four.
_LANDLINE = re.compile(r"(?P<area>010|02[0-9]|0[3-9][0-9]{2})?(?P<local>[2-9][0-9]{6,7})")
_DASHES = dict.fromkeys(map(ord, "-－—–‐ ()"))


def clean_value(term: str, text: str, *, on: date) -> str:
    """The canonical value of a term as typed on a day; empty where a term may be not known and nothing was typed.

    Dates may be exact to the year, the month or the day. Raises Unacceptable with the sentence at `value`.
    """
    typed = text.strip()
    if "\x00" in typed:
        raise _refusal(_("含有不能保存的字符，请重新输入"))
    if not typed:
        if term in REQUIRED:
            raise _refusal(_("请填写{term}").format(term=CATALOGUE[term].label))
        return ""
    return _reader(term)(term, typed, on)


def clean_field(term: str, text: str, *, on: date, errors: dict[str, str], field: str = "") -> str:
    """The same for one field of several: a refusal is added to `errors`, at the term or what the form calls it."""
    try:
        return clean_value(term, text, on=on)
    except Unacceptable as refusal:
        errors[field or term] = refusal.errors["value"]
        return ""


def _reader(term: str) -> Callable[[str, str, date], str]:
    return _OF_TERM.get(term) or _OF_KIND[CATALOGUE[term].kind]


def _refusal(sentence: str) -> Unacceptable:
    return Unacceptable({"value": sentence})


def _half(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _text(term: str, text: str, on: date) -> str:
    tidy = re.sub(r"[\s\u3000]+", " ", text).strip()
    limit = _LONG.get(term, _MAX_TEXT)
    if len(tidy) > limit:
        raise _refusal(_("超过 {limit} 个字，请缩短").format(limit=limit))
    return tidy


def _name(term: str, text: str, on: date) -> str:
    name = re.sub(r"[\s\u3000]+", "" if re.search(r"[\u3400-\U0003ffff]", text) else " ", text)
    name = re.sub(r"[•．・∙⋅]", "·", name)
    if len(name) > 50:
        raise _refusal(_("姓名超过 50 个字，请核对"))
    if not all(c.isalpha() or c in "·-' " for c in name):
        raise _refusal(_("姓名里有不是文字的符号，请核对"))
    return name


def _id_number(term: str, text: str, on: date) -> str:
    try:
        return parse_id_number(text, on=on).number
    except ValueError as refusal:
        raise _refusal(str(refusal)) from refusal


def _phones(term: str, text: str, on: date) -> str:
    """Several numbers, mobiles first, each once."""
    found = [_phone(part) for part in re.split(r"[、，,;；/\n]+", _half(text)) if part.strip()]
    if not found or len(found) > 5:
        raise _refusal(_("请填写 1 至 5 个号码，用顿号分开"))
    return "、".join(dict.fromkeys(sorted(found, key=lambda number: not _MOBILE.fullmatch(number))))


def _phone(text: str) -> str:
    digits = "".join(text.translate(_DASHES).split())
    if _MOBILE.fullmatch(digits):
        return digits
    landline = _LANDLINE.fullmatch(digits)
    if landline is None:
        raise _refusal(_("不像电话号码：手机 11 位，座机请带区号，例如 0931-8888888"))
    return f"{landline['area']}-{landline['local']}" if landline["area"] else landline["local"]


def _choice(term: str, text: str, on: date) -> str:
    if text not in CHOICES[term].values:
        raise _refusal(_("没有这个选项，请重新选择"))
    return text


def _date(term: str, text: str, on: date) -> str:
    found = _DATE.fullmatch("".join(_half(text).split()))
    if found is None:
        raise _refusal(_("看不懂这个日期，请写成 1949、1949-05 或 1949-05-03"))
    compact = found["compact"] or ""
    parts = [found["year"] or compact[:4], found["month"] or compact[4:6], found["day"] or compact[6:8]]
    numbers = [int(part) for part in parts if part]
    try:
        first = date(*([*numbers, 1, 1])[:3])
    except ValueError as no_such_day:
        raise _refusal(_("没有这一天，请核对年月日")) from no_such_day
    if first.year < _EARLIEST or first > on:
        raise _refusal(_("日期应在 1890 年之后、今天之前"))
    return "-".join(f"{number:02d}" for number in numbers)


def _number(term: str, text: str, on: date) -> str:
    digits = _half(text).strip().removesuffix(str(CATALOGUE[term].unit)).strip()
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,2})?", digits):
        raise _refusal(_("请填写数字，例如 2"))
    number = Decimal(digits)
    most = _COUNTS.get(term)
    if most is not None and (number != number.to_integral_value() or number > most):
        raise _refusal(_("应为 0 至 {most} 的整数").format(most=most))
    if most is None and not 0 < number <= _LARGEST_HOME:
        raise _refusal(_("应大于 0，不超过 {most}").format(most=_LARGEST_HOME))
    return f"{number.quantize(Decimal('0.1')).normalize():f}"


def _list(term: str, text: str, on: date) -> str:
    words = [word.strip() for word in re.split(r"[、，,;；\n]+", text)]
    return _text(term, "、".join(dict.fromkeys(word for word in words if word)), on)


def _area(term: str, text: str, on: date) -> str:
    try:
        return parse_area_code(text)
    except AreaCodeInvalid as refusal:
        raise _refusal(str(refusal)) from refusal


_OF_KIND: Mapping[TermKind, Callable[[str, str, date], str]] = {
    TermKind.TEXT: _text,
    TermKind.CHOICE: _choice,
    TermKind.DATE: _date,
    TermKind.NUMBER: _number,
    TermKind.LIST: _list,
    TermKind.AREA: _area,
}
_OF_TERM: Mapping[str, Callable[[str, str, date], str]] = {
    "name": _name,
    "id_number": _id_number,
    **dict.fromkeys(PHONES, _phones),
}

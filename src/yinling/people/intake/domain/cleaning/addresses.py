"""Addresses: tidied as written, the area they lie in when that is certain, and one form for comparing doors."""

from __future__ import annotations

import re
from typing import Final

from yinling.kernel.areas import COUNTY_LENGTH
from yinling.people.intake.domain.cleaning.context import Context
from yinling.people.intake.domain.cleaning.places import Places, tidy
from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, is_unknown, read, shown
from yinling.people.intake.domain.cleaning.texts import LONGEST
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell

_LONGEST_UNKNOWN: Final = 12
_LABEL: Final = re.compile(r"^(?:现在?|家庭)?(?:住址|地址|居住地址?|居住地|家住|现住)[：:]\s*")
_NOT_ELSEWHERE: Final = frozenset(
    ("否", "未", "无", "非", "不是", "没有", "未易地安置", "未安置", "本地", "不属于", "不适用")
)
_NO_PLACE: Final = frozenset(("是", "有", "属于", "已易地安置", "已安置", "√", "外地"))

_HAN_ONLY: Final = re.compile(r"[\u3400-\u9fff]{2,6}")
_STREET_ENDINGS: Final = (
    "街道",
    "镇",
    "乡",
    "区",
    "县",
    "市",
    "村",
    "社区",
    "苏木",
    "农场",
    "林场",
    "管委会",
    "办事处",
    "办",
)
_COMMUNITY_ENDINGS: Final = (
    "社区", "村", "居委会", "委员会", "小区", "院", "站", "组", "屯", "庄", "嘎查", "园", "苑", "家属区",
    "街道", "镇", "乡",
)  # fmt: skip

# Comparing doors.
_ASIDE: Final = re.compile(r"（(?:近|旁|邻|原|临|对面|附近)[^（）]*）|[（）。，、；;：:“”\"'·]")
_NUMERALS: Final = re.compile(r"[〇零一二三四五六七八九十百]+(?=(?:号|幢|栋|座|单元|室|楼|层|门|户|#|排))")
_SOME_STREET: Final = re.compile(r"^[\u3400-\u9fff]{2,6}街道(?:办事处)?(?=[\u3400-\u9fff])")
_NUMBERED: Final = re.compile(
    r"((?:[0-9]+[A-Z]?|[A-Z](?=[0-9]*[座栋幢]))(?:[- ][0-9]+[A-Z]?)*)"
    r"(号大?院|号楼|号|#楼|#|幢|栋|座|单元|门(?!面|市|诊|口|店|街)|室|户|房(?![产管])|层|楼|F)?"
)
# Most addresses are written so that nothing is left to do: 陈坪街338号21幢3单元296室.
_PLAIN_DOOR: Final = re.compile(
    r"[\u3400-\u9fff]+(?<!附)[1-9][0-9]*号(?:[1-9][0-9]*幢)?(?:[1-9][0-9]*单元)?(?:[1-9][0-9]*室)?"
)
_ONE: Final[dict[str, str]] = {
    "号院": "号", "号大院": "号", "号楼": "幢", "#楼": "幢", "栋": "幢", "座": "幢", "门": "单元",
    "户": "室", "房": "室", "F": "层",
}  # fmt: skip
_ON_ROAD: Final = ("路", "街", "巷", "道", "弄", "里", "胡同")
_IN_ORDER: Final = ("号", "幢", "单元", "室")
_HAN_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")


def clean_address(cell: Cell, context: Context) -> Cleaned:
    """An address, province and city kept as written; also states `residence` when it is certain to the county.

    Doubt: text.too_long, when the end is left out.
    """
    cleaned = _tidied(cell)
    area = context.places.place_of(cleaned.value).area
    if len(area) < COUNTY_LENGTH:
        return cleaned
    return Cleaned(cleaned.value, cleaned.rule, cleaned.doubt, also=(("residence", area),))


def clean_street(cell: Cell, context: Context) -> Cleaned:
    """A street office or township; 街道 is added where the ending is plainly missing (广武门), never to 和平镇.

    An area named before it (城关区广武门街道) goes. Rule street.completed when the ending was added.
    """
    cleaned = _tidied(cell)
    named = re.sub(r"(?<=街道)(?:办事处|办)$", "", cleaned.value)
    places = context.places
    place = places.place_of(named)
    if len(place.area) > COUNTY_LENGTH and not place.rest:
        named = places.names[place.area]
    elif place.area:
        if not _HAN_ONLY.fullmatch(place.rest) or place.rest in _STREET_ENDINGS or places.place_of(place.rest).area:
            return Cleaned(named, cleaned.rule, cleaned.doubt)
        named = place.rest
    if named and _HAN_ONLY.fullmatch(named) and not named.endswith(_STREET_ENDINGS):
        return Cleaned(named + "街道", "street.completed", cleaned.doubt)
    return Cleaned(named, cleaned.rule if named == cleaned.value else "street.shortened", cleaned.doubt)


def clean_community(cell: Cell, context: Context) -> Cleaned:
    """A community; 社区 is added where the ending is plainly missing. Rule community.completed when it was added."""
    cleaned = _tidied(cell)
    named = cleaned.value
    if named and _HAN_ONLY.fullmatch(named) and not named.endswith(_COMMUNITY_ENDINGS):
        return Cleaned(named + "社区", "community.completed")
    return cleaned


def clean_living_elsewhere(cell: Cell, context: Context) -> Cleaned:
    """The place where somebody was settled away from here; words for "not so" are "".

    Doubt: living_elsewhere.no_place, when the cell only says that it is so.
    """
    cleaned = _tidied(cell)
    if cleaned.value in _NOT_ELSEWHERE:
        return Cleaned("", "living_elsewhere.no")
    if cleaned.value in _NO_PLACE:
        return Cleaned(cleaned.value, cleaned.rule, "living_elsewhere.no_place")
    return cleaned


def residence_with_street(residence: str, street: str, places: Places) -> str:
    """The residence, down to the township when the street text names a township of that very county."""
    if len(residence) != COUNTY_LENGTH or not street:
        return residence
    return places.township(residence, street) or residence


def address_key(text: str, places: Places) -> str:
    """One form for all ways of writing an address, different for different doors; "" for an empty text.

    `620102:陈坪街338号21幢3单元296室`: the county's code when it is known (else the deepest known), then the street
    without its street office, then the numbers with one word for each kind. Not meant to be shown.
    """
    place = places.place_of(text)
    if not place.area and not place.rest:
        return ""
    rest = place.rest.upper()
    area, named = place.area[:COUNTY_LENGTH], place.area
    if len(named) > COUNTY_LENGTH and not places.names[named].endswith("街道"):
        area = named  # villages of one name lie in different townships of a county
    elif len(named) <= COUNTY_LENGTH:
        rest = _SOME_STREET.sub("", rest)
    if not _PLAIN_DOOR.fullmatch(rest) or _NUMERALS.search(rest):
        rest = _doors(_NUMERALS.sub(_in_digits, _ASIDE.sub("", rest)))
    return f"{area}:{rest}"


def _tidied(cell: Cell) -> Cleaned:
    text = shown(cell)
    if not text:
        return BLANK
    if len(text) < _LONGEST_UNKNOWN and is_unknown(read(text)):
        return UNKNOWN
    text = _LABEL.sub("", tidy(text))
    if len(text) > LONGEST:
        return Cleaned(text[:LONGEST].rstrip(), "text.cut", "text.too_long")
    return Cleaned(text, "text.as_written" if text == cell else "text.tidied")


def _in_digits(numeral: re.Match[str]) -> str:
    """二十一 as 21, 一〇二 as 102."""
    text = numeral[0]
    if "十" not in text and "百" not in text:
        return text.translate(_HAN_DIGITS)
    total = 0
    hundreds, hundred, below = text.rpartition("百")
    tens, ten, ones = below.rpartition("十")
    for part, unit, scale in ((hundreds, hundred, 100), (tens, ten, 10)):
        if unit:
            total += int(part.translate(_HAN_DIGITS) or 1) * scale if _plain(part) else 0
    if not (_plain(hundreds) and _plain(tens) and _plain(ones)):
        return text
    return str(total + int(ones.translate(_HAN_DIGITS) or 0))


def _plain(numeral: str) -> bool:
    return "十" not in numeral and "百" not in numeral


def _doors(rest: str) -> str:
    """The numbers of an address with their kinds, each kind by one word, the kinds left out filled in by order."""
    pieces: list[str] = []
    last, position = "", 0
    for found in _NUMBERED.finditer(rest):
        between = rest[position : found.start()].strip("- ")
        if between:
            pieces.append(between)
        position = found.end()
        for number, kind in _kinds(found[1], found[2] or "", last, between):
            _add(pieces, number, kind)
            last = kind or last
    return "".join(pieces) + rest[position:].strip("- ")


def _add(pieces: list[str], number: str, kind: str) -> None:
    """A floor that the number of the room repeats says nothing: 2层202室 is 202室."""
    if kind == "室" and pieces and pieces[-1] == f"{number[:-2]}层":
        pieces.pop()
    pieces.append(number + kind)


def _kinds(written: str, label: str, last: str, between: str) -> list[tuple[str, str]]:
    """What each number of a group such as 21-3-296 counts, from the label behind it and from what stood before."""
    numbers = [number.lstrip("0") or "0" for number in re.split(r"[- ]", written)]
    kind = _ONE.get(label, label)
    if kind in {"号", "#"} and last in {"幢", "单元"}:
        kind = "室"
    elif kind == "#":
        kind = "幢"
    elif kind == "楼" and last in {"幢", "单元"}:
        kind = "层"
    if kind and kind != "室":
        return [("-".join(numbers), kind)]
    kinds = _left_out(len(numbers), last, between, labelled=bool(kind))
    return list(zip(numbers, kinds, strict=True)) if kinds else [("-".join(numbers), kind)]


def _left_out(count: int, last: str, between: str, *, labelled: bool) -> tuple[str, ...]:
    """The kinds of `count` unlabelled numbers; empty when they could be several things."""
    on_road = not last and between.endswith(_ON_ROAD)
    if count == 1 and not last and not labelled:
        return ("号",) if on_road else ("",)
    if count == 2 and not last:
        return ("号" if on_road else "幢", "室") if labelled or not on_road else ()
    if count == 3 and on_road:
        return ("号", "幢", "室")
    if count == 2 and last == "号":
        return ("幢", "室")
    expected = _IN_ORDER[-count:] if count <= len(_IN_ORDER) else ()
    return () if last in expected else expected

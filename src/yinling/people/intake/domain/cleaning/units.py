"""Units and party branches: which ways of writing mean one and the same body, and its full name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from yinling.people.intake.domain.cleaning.places import CITY_WORD, Places, tidy

# Signs that only decorate a name, and remarks in brackets on what a unit was or became.
_WAS: Final = re.compile(r"[（\[【〔](?:原|现|前|曾|已|简称|破产|改制|注销|撤销|合并)[^（）\[\]【】〔〕]*[）\]】〕]")
_SIGNS: Final = re.compile(r"[\s（）()\[\]【】〔〕《》〈〉“”\"'‘’、，,。．.;；:：·•_/]+")
_NUMBERED: Final = re.compile(r"第([0-9]{1,2})(?![0-9])")
_NUMERALS: Final = "零一二三四五六七八九"

# What stands before the place in the name of a body of the party, the conference or the league.
_PREFIX: Final = re.compile(
    r"中国共产党|中共|中国人民政治协商会议|政协|中国共产主义青年团|共青团|团(?=[省市州区县]委)|示范"
)
_PREFIX_MEANS: Final = {
    "中国人民政治协商会议": "政协", "政协": "政协", "中国共产主义青年团": "团", "共青团": "团", "团": "团",
}  # fmt: skip
# 市 before a unit's name is the city of the roster; in these words it is not.
_BARE: Final = re.compile(r"(?!省级|省会|市郊|市区|市中区|区域|区划|县级|县域|县城|乡镇|镇江)[省市州区县旗乡镇]")
_COMMITTEE: Final = re.compile(r"委员会|委(?=$|[办宣组统政老党机巡网编对农外讲研直纪])")
# Offices that only a party committee has: 市委组织部 and 市组织部 are one.
_OF_PARTY: Final = re.compile(
    r"组织部|宣传部|统战部|统一战线工作部|政法委|老干部局|老干局|老干部工作局|党校|党史|纪委|纪律检查|讲师团"
    r"|直属机关工作委员会|直属机关工委|直机关工委|机关工委|农村工作|农工部|对外宣传|外宣办|巡察|网信办|编办"
)
# Official short forms, for whole names.
_IN_FULL: Final = {
    "老干局": "老干部局", "老干部工作局": "老干部局", "统一战线工作部": "统战部", "政法委员会": "政法委",
    "纪律检查委员会": "纪委", "纪检委": "纪委", "妇联": "妇女联合会", "妇女联合委员会": "妇女联合会",
    "科协": "科学技术协会", "工商局": "工商行政管理局", "地税局": "地方税务局", "国税局": "国家税务局",
    "检察院": "人民检察院", "法院": "人民法院", "疾控中心": "疾病预防控制中心", "残联": "残疾人联合会",
    "工商联": "工商业联合会", "文联": "文学艺术界联合会", "侨联": "归国华侨联合会", "电大": "广播电视大学",
    "体校": "体育运动学校", "政府": "人民政府", "政府办": "政府办公室", "政府办公厅": "政府办公室",
    "人大办": "人大办公室", "人大办公厅": "人大办公室", "政协办": "政协办公室", "政协办公厅": "政协办公室",
    "委办": "委办公室", "委办公厅": "委办公室", "农技推广中心": "农业技术推广中心", "农技中心": "农业技术推广中心",
    "公交公司": "公共交通公司", "卫计委": "卫生和计划生育委员会", "计生委": "计划生育委员会",
    "发改委": "发展和改革委员会", "街道办": "街道办事处", "办": "办事处",
}  # fmt: skip
_BEGINNINGS: Final = (
    (re.compile(r"人民政府(?=.)"), "政府"),
    (re.compile(r"人民代表大会常务委员会|人大常务委员会|人大常委会|人民代表大会"), "人大"),
    (re.compile(r"政协委员会|政协委(?=$|办)"), "政协"),
    (re.compile(r"团委员会|团[省市州区县]委"), "团委"),
)
_SCHOOL: Final = re.compile(r"([一二三四五六七八九十]{1,3})中")

# Bodies whose registered name has the short place: 兰州大学 is not 兰州市大学 unless somebody writes so.
_OWN_NAME: Final = re.compile(
    r"^(?:理工|交通|财经|农业|师范|医科|民族|城市|文理|工业)?大学|铁路|石化|炼油|炼化|钢铁|机场|海关|[分支]行$|分公司$|股份|集团|有限"
)

# 离退休干部第一党支部, 离退休第1支部, 党支部（一）.
_BRANCH: Final = re.compile(
    r"(?P<unit>.*?)(?P<who>(?:离退休|离休|退休|老)(?:干部|人员|职工|党员|教师|教工|教职工)?)?"
    r"(?P<nth>第?[一二三四五六七八九十]{1,3})?党?支部(?:委员会)?(?P<last>[一二三四五六七八九十]{1,3})?"
)
_TURNS: Final = 4


class UnitKey(NamedTuple):
    """One unit or branch however it is written: the area that its name states ("" when it states none), and the rest.

    Two names with the same key mean the same body.
    """

    area: str
    core: str


def unit_key(name: str, places: Places) -> UnitKey:
    """The body that `name` means, seen from the places' home: 市化工厂, 兰州化工厂 and 兰州市化工厂 are one in Lanzhou.

    Party prefixes, ways of writing the place, brackets, widths, （原…） and official short forms make no difference;
    numbers, committees as such (化工厂委员会) and which branch it is do. Never raises.
    """
    return _keyed(name, places)


def full_name(key: UnitKey, places: Places) -> str:
    """The name with its places in full, from the prefecture on: 兰州市七里河区农业局. Its key is `key` again."""
    return places.full_name_of(key.area) + key.core


def canonical_units(names: Iterable[str], places: Places) -> Mapping[str, str]:
    """One full name for every written form, the same for all forms of one unit or branch.

    It is `full_name` where somebody wrote it so or nobody wrote any full form; else the full form that most rows use
    (the longest, then the first by code point, among equals). 兰州大学 alone stays as it is. Empty names are left out.
    """
    counts = Counter(name for name in names if name.strip())
    forms: defaultdict[UnitKey, list[str]] = defaultdict(list)
    for name in counts:
        forms[unit_key(name, places)].append(name)
    return {
        name: chosen
        for key, written in forms.items()
        for chosen in [_best(key, written, counts, places)]
        for name in written
    }


def best_unit(name: str, units: Iterable[tuple[str, str, str, str]], places: Places) -> str | None:
    """The one registered unit that `name` means; None when there is none or more than one.

    `units` are rows of (id, name, short name, code of its area). A unit whose name states no place lies in its area.
    """
    wanted = unit_key(name, places)
    if not wanted.core:
        return None
    found = {
        identity
        for identity, *written, area in units
        for key in (unit_key(form, places) for form in written)
        if (key if key.area else UnitKey(area, key.core)) == wanted
    }
    return found.pop() if len(found) == 1 else None


def _best(key: UnitKey, written: list[str], counts: Counter[str], places: Places) -> str:
    whole = full_name(key, places)
    tidied: Counter[str] = Counter()
    for form in written:
        tidied[_SIGNS.sub("", tidy(form))] += counts[form]
    place = places.full_name_of(key.area)
    full = [form for form in tidied if place and form.removeprefix("中共").startswith(place)]
    if whole in tidied:
        return whole
    if not full and place and _OWN_NAME.search(key.core) and not any(_BARE.match(form) for form in tidied):
        full = list(tidied)
    return min(full, key=lambda form: (-tidied[form], -len(form), form), default=whole)


@lru_cache(maxsize=1 << 16)
def _keyed(name: str, places: Places) -> UnitKey:
    """Reads the name, then the full name it gave, until that no longer says more."""
    key = _read(_folded(name), places)
    for _ in range(_TURNS):
        again = _read(full_name(key, places), places)
        if again == key:
            return key
        key = again
    return key


def _folded(name: str) -> str:
    text = _SIGNS.sub("", _WAS.sub("", tidy(name))).upper()
    return _NUMBERED.sub(_chinese, text)


def _chinese(number: re.Match[str]) -> str:
    """第12 as 第十二."""
    tens, ones = divmod(int(number[1]), 10)
    if not tens:
        return "第" + _NUMERALS[ones]
    return "第" + (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def _read(text: str, places: Places) -> UnitKey:
    branch = _BRANCH.fullmatch(text)
    if branch is None:
        return _unit(text, places)
    area, core = _unit(branch["unit"], places)
    who, nth = branch["who"] or "", branch["nth"] or branch["last"] or ""
    who = who + "干部" if who in {"离退休", "离休", "退休"} else who
    return UnitKey(area, core + who + (f"第{nth.removeprefix('第')}" if nth else "") + "党支部")


def _unit(text: str, places: Places) -> UnitKey:
    prefix = _PREFIX.match(text)
    if prefix:
        area, rest = _place(text[prefix.end() :], places)
        if area:
            return UnitKey(area, _core(_PREFIX_MEANS.get(prefix[0], "") + rest))
        if prefix[0] in {"中共", "中国共产党"}:
            text = rest
    area, rest = _place(text, places)
    return UnitKey(area, _core(rest) if area else rest)


def _place(text: str, places: Places) -> tuple[str, str]:
    """The place that a unit's name begins with, also as 市 or 区 alone, and what follows."""
    if _BARE.match(text) and not CITY_WORD.match(text):
        home = places.of_home(text[0])
        if home:
            deeper = places.place_of(text[1:], within=home)
            return deeper.area, deeper.rest
    place = places.place_of(text)
    return place.area, place.rest


def _core(rest: str) -> str:
    """What a unit is called behind its place, in its one form."""
    committee = _COMMITTEE.match(rest)
    if committee:
        rest = rest[committee.end() :]
        if not _OF_PARTY.match(rest):
            rest = "委" + rest
    for beginning, word in _BEGINNINGS:
        found = beginning.match(rest)
        if found:
            rest = word + rest[found.end() :]
    school = _SCHOOL.fullmatch(rest)
    return f"第{school[1]}中学" if school else _IN_FULL.get(rest, rest)

"""Places in texts: which area the beginning of an address or of a unit's name states, and what is left of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from yinling.kernel.areas import COUNTY_LENGTH, PREFECTURE_LENGTH, PROVINCE_LENGTH, TOWNSHIP_LENGTH

# Full-width letters, digits and signs become half-width; invisible signs go; brackets and commas stay Chinese.
_FOLD: Final = {
    **{code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},
    **{ord(sign): "-" for sign in "－‐‑‒–—―−─﹣"},
    **{ord(sign): None for sign in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"},
    **{ord(full): plain for full, plain in zip("＃／．（）,", "#/.（），", strict=True)},
    ord("("): "（",
    ord(")"): "）",
}
_DIGIT: Final = re.compile(r"[0-9]")
_UNTIDY: Final = re.compile("[" + "".join(map(re.escape, map(chr, _FOLD))) + r"\s]")
_LOOSE_SPACE: Final = re.compile(r"(?<![0-9A-Za-z]) | (?![0-9A-Za-z])")

# 兰州路 is a road and no city; 兰州路桥公司 is a company of Lanzhou.
_ROAD: Final = re.compile(
    r"(?:[东西南北中]|[一二三四五六七八九十]+)?"
    r"(?:路(?![桥政灯局网况])|街(?!道)|巷|大道|道(?![路教桥])|胡同|弄|桥(?![梁隧工])|石(?=[材料厂矿]))"
)
# Words that begin with 市: 兰州市政工程公司 is 兰州 and 市政工程公司.
CITY_WORD: Final = re.compile(
    r"市(?:场|容|民(?:服务|中心|卡|热线|广场|生活|学校|公园)"
    r"|政(?:工程|公|建|设|管|园|养|总|处|局|所|集团|路|桥|维|环|企|广场|大厦|道|排))"
)
_BETWEEN: Final = re.compile(r"(?:[-/、，·>；;:：\s]|市辖区)*")
_OURS: Final = re.compile(r"[本我]([省市州区县旗镇乡])")
_NATION: Final = re.compile(r"(?:中华人民共和国|中国)")
_NO_NAMES: Final = frozenset(("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"))
_STREET_ENDING: Final = re.compile(r"(?:街道办事处|街道办|办事处)$")


# How a text names an area; the lower form wins among names of one length. Plain numbers, since they are keys of caches.
_FULL, _SHORT, _RENAMED = 0, 1, 2  # 兰州市 or 玉龙县 for the autonomous county; 兰州; 江都市 for what is 江都区 today

_Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What the beginning of a text says: the area as deep as it is certain, "" when unknown; the rest of the text.

    `assumed` holds the codes above and at `area` that the text does not name itself, the highest first.
    """

    area: str
    rest: str
    assumed: _Codes = ()


def tidy(text: str) -> str:
    """Full-width letters and digits folded, spaces out except between letters or digits; nothing else changed."""
    if _UNTIDY.search(text) is None:
        return text
    return _LOOSE_SPACE.sub("", " ".join(text.translate(_FOLD).split()))


@dataclass(frozen=True, eq=False)
class Places:
    """The areas that are known here and the one whose roster this is; compares by identity, so that it may be a key.

    `names` holds full names by code; `index` names by their first two characters, the longest first; `streets`
    townships by county and name, with and without ending.
    """

    home: str
    names: Mapping[str, str]
    index: Mapping[str, tuple[tuple[str, int, _Codes], ...]]
    streets: Mapping[tuple[str, str], str]

    @classmethod
    def build(cls, areas: Iterable[tuple[str, str, str]], home: str) -> Places:
        """Places from rows of (code, name, short name); `home` is the area of the roster, "" when unknown.

        Areas may come in any order and without those above them.
        """
        rows = [row for row in areas if row[1] not in _NO_NAMES and row[0] != "0"]
        return cls(home, {code: name for code, name, _ in rows}, _index(rows), _streets(rows))

    def chain(self, code: str) -> _Codes:
        """The known codes from the province down to `code`."""
        lengths = (PROVINCE_LENGTH, PREFECTURE_LENGTH, COUNTY_LENGTH, TOWNSHIP_LENGTH)
        return tuple(code[:length] for length in lengths if length <= len(code) and code[:length] in self.names)

    def full_name_of(self, code: str) -> str:
        """The name with all names above it from the prefecture on, or from the province where there is no prefecture.

        兰州市七里河区; 北京市朝阳区; "" for a code that is not known.
        """
        chain = self.chain(code)
        if any(len(above) == PREFECTURE_LENGTH for above in chain):
            chain = chain[1:] if len(chain[0]) == PROVINCE_LENGTH else chain
        return "".join(self.names[above] for above in chain)

    def of_home(self, ending: str) -> str:
        """The area that 市, 省, 区 alone means in this roster: home or the nearest above it named so; else ""."""
        return next((code for code in reversed(self.chain(self.home)) if self.names[code].endswith(ending)), "")

    def township(self, county: str, street: str) -> str:
        """The township of this county that the text names, in full or without its ending; "" when there is none."""
        named = tidy(street)
        shorter = _STREET_ENDING.sub("", named)
        return self.streets.get((county, named)) or self.streets.get((county, shorter), "")

    def place_of(self, text: str, *, within: str = "") -> Place:
        """The place that `text` begins with, levels missing or short, inside `within` when that is given.

        A name that several areas bear means the one nearest to home; without one near home it must be the only
        one known. Roads named after places (兰州路) are no places. Never raises.
        """
        text = tidy(text)
        # No name of a place holds a digit, and what stands before the first one recurs: all doors of one street.
        digit = _DIGIT.search(text)
        if digit is None:
            return _placed(self, text, within)
        head = _placed(self, text[: digit.start()], within)
        return Place(head.area, head.rest + text[digit.start() :], head.assumed)

    def start_of(self, text: str) -> tuple[int, _Codes]:
        """Where names of places begin, behind 本市 or 中国, and the areas that this already states."""
        ours = _OURS.match(text)
        if ours and (area := self.of_home(ours[1])):
            return ours.end(), (area,)
        nation = _NATION.match(text)
        if nation and self._match(text, nation.end(), ()):
            return nation.end(), ()
        return 0, ()

    def next_in(self, text: str, position: int, current: _Codes) -> tuple[int, _Codes] | None:
        """The position behind the next name of a place, and the areas it may mean."""
        between = _BETWEEN.match(text, position)
        return self._match(text, between.end() if between else position, current)

    def _match(self, text: str, position: int, current: _Codes) -> tuple[int, _Codes] | None:
        for name, form, codes in self.index.get(text[position : position + 2], ()):
            if not text.startswith(name, position):
                continue
            end = position + len(name)
            fitting = _fitting(self, codes, form, current)
            if fitting and not self._another_word(text, end, form, fitting):
                return end, fitting
        return None

    def _another_word(self, text: str, end: int, form: int, codes: _Codes) -> bool:
        if form != _FULL:
            return _ROAD.match(text, end) is not None and self._match(text, end, codes) is None
        return text[end - 1] == "市" and CITY_WORD.match(text, end - 1) is not None


@lru_cache(maxsize=1 << 14)
def _fitting(places: Places, codes: _Codes, form: int, current: _Codes) -> _Codes:
    """Those of the codes that lie in (or are) what is already known; at the beginning, those that may stand there.

    A township, the short name of a county or a former name needs the area above it, or home, to mean anything.
    """
    if current:
        return tuple(code for code in codes if code.startswith(current))
    return tuple(
        code
        for code in codes
        if len(code) <= PREFECTURE_LENGTH
        or (form == _FULL and len(code) <= COUNTY_LENGTH)
        or (places.home and code.startswith(places.home[:PREFECTURE_LENGTH]))
    )


@lru_cache(maxsize=1 << 16)
def _placed(places: Places, text: str, within: str) -> Place:
    start, current = (0, (within,)) if within else places.start_of(text)
    ends, stages = [start], [current]
    while found := places.next_in(text, ends[-1], stages[-1]):
        ends.append(found[0])
        stages.append(found[1])
    step, area, assumed = _settled(places, tuple(stages))
    rest = text[ends[step] :]
    return Place(area, rest.lstrip("-/、，") if step else rest, assumed)


@lru_cache(maxsize=1 << 14)
def _settled(places: Places, stages: tuple[_Codes, ...]) -> tuple[int, str, _Codes]:
    """The deepest stage whose area is certain, that area, and the areas down to it that no stage names."""
    for step in range(len(stages) - 1, -1, -1):
        area = _nearest(places.home, stages[step])
        if area:
            stated = {code for codes in stages[1 : step + 1] for code in codes}
            return step, area, tuple(code for code in places.chain(area) if code not in stated)
    return 0, "", ()


def _nearest(home: str, codes: _Codes) -> str:
    for length in (len(home), COUNTY_LENGTH, PREFECTURE_LENGTH, PROVINCE_LENGTH, 0):
        near = [code for code in codes if code.startswith(home[:length])]
        if near:
            top = min(near, key=len)
            return top if all(code.startswith(top) for code in near) else ""
    return ""


def _index(rows: list[tuple[str, str, str]]) -> dict[str, tuple[tuple[str, int, _Codes], ...]]:
    codes: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for code, name, short in rows:
        for form, written in _forms(code, tidy(name), tidy(short)):
            codes[written, form].append(code)
    entries: defaultdict[str, list[tuple[str, int, _Codes]]] = defaultdict(list)
    for (written, form), bearing in codes.items():
        entries[written[:2]].append((written, form, tuple(sorted(bearing))))
    return {start: tuple(sorted(found, key=lambda e: (-len(e[0]), e[1]))) for start, found in entries.items()}


def _forms(code: str, name: str, short: str) -> set[tuple[int, str]]:
    """How people write this area; names of one character are none."""
    forms = {(_FULL, name)}
    if len(code) < TOWNSHIP_LENGTH:
        forms |= {(_SHORT, short)} - {(_SHORT, name)} | set(_other_endings(code, name, short))
    return {(form, written) for form, written in forms if len(written) > 1}


def _other_endings(code: str, name: str, short: str) -> Iterator[tuple[int, str]]:
    if not code.isdigit() and name.endswith("新区"):
        yield _RENAMED, "新区"
    if len(short) < 2 or short == name or not code.isdigit():
        return
    if len(code) == PREFECTURE_LENGTH:
        yield _RENAMED, short + "地区"
        if name.endswith("州"):
            yield _FULL, short + "州"
    if len(code) == COUNTY_LENGTH:
        yield from ((_RENAMED, short + ending) for ending in "县市区" if short + ending != name)
        if name.endswith("自治县"):
            yield _FULL, short + "县"


def _streets(rows: list[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for code, name, short in rows:
        if len(code) == TOWNSHIP_LENGTH:
            for written in {name, short}:
                found[code[:COUNTY_LENGTH], tidy(written)].add(code)
    return {key: codes.pop() for key, codes in found.items() if len(codes) == 1}

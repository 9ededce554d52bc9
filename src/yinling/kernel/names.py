"""Chinese personal names as search keys: given name, pinyin, initials."""

from __future__ import annotations

from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

# Surnames of two characters still carried today (the commonest of the 百家姓 compound surnames †).
_COMPOUND = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "公户",
        "公玉",
        "公仪",
        "梁丘",
        "公仲",
        "公上",
        "公门",
        "公山",
        "公坚",
        "左丘",
        "公伯",
        "西门",
        "公祖",
        "第五",
        "公乘",
        "贯丘",
        "公皙",
        "南荣",
        "东里",
        "东宫",
        "仲长",
        "子书",
        "子桑",
        "即墨",
        "达奚",
        "褚师",
        "吴铭",
        "纳兰",
        "归海",
    ]
)
# Surnames read otherwise than the common word (†).
_READ_AS_SURNAME = {
    "单": "shan", "解": "xie", "仇": "qiu", "曾": "zeng", "区": "ou", "查": "zha", "任": "ren", "盖": "ge",
    "覃": "qin", "朴": "piao", "洗": "xian", "冼": "xian", "繁": "po", "員": "yun", "员": "yun", "召": "shao",
    "乐": "yue", "秘": "bi", "种": "chong", "缪": "miao", "翟": "zhai", "万俟": "moqi", "尉迟": "yuchi",
    "长孙": "zhangsun", "令狐": "linghu", "澹台": "tantai", "鲜于": "xianyu", "亓官": "qiguan", "宿": "su",
}  # fmt: skip


@dataclass(frozen=True)
class SearchKeys:
    """What a person is found by: each is compared as a prefix."""

    name: str
    given_name: str
    pinyin: str
    initials: str


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name. A name with a middle dot, or of one character, has no surname of ours to split off."""
    if len(name) < 2 or any(dot in name for dot in "·•．・"):
        return "", name
    width = 2 if len(name) > 2 and name[:2] in _COMPOUND else 1
    return name[:width], name[width:]


def search_keys(name: str) -> SearchKeys:
    """The keys of a name: 单国英 is found by 国英, by shanguoying and by sgy."""
    surname, given = split_name(name)
    read = [_READ_AS_SURNAME[surname]] if surname in _READ_AS_SURNAME else _syllables(surname)
    given_syllables = _syllables(given)
    syllables = read + given_syllables
    initials = _initials(surname, read) + "".join(s[:1] for s in given_syllables)
    return SearchKeys(name=name, given_name=given, pinyin="".join(syllables), initials=initials)


def word_keys(text: str) -> tuple[str, str]:
    """Pinyin and initials of words that are no personal name: 长寿面 is found by changshoumian and by csm.

    A run of Latin letters or digits stands whole in both.
    """
    syllables, said = _syllables(text), "".join(c for c in text.casefold() if c.isalnum())
    return "".join(syllables), "".join(s if s in said else s[:1] for s in syllables)


def fold_query(text: str) -> str:
    """What a person typed, as it is compared: no spaces, Latin letters small, full-width made half-width."""
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return "".join(half.replace("\x00", "").split()).casefold()


def _syllables(text: str) -> list[str]:
    kept = [c for c in text if c.isalnum()]
    return [s.casefold() for s in lazy_pinyin("".join(kept), style=Style.NORMAL)] if kept else []


def _initials(surname: str, read: list[str]) -> str:
    if len(surname) == 2 and len(read) == 1:
        return "".join(s[:1] for s in _syllables(surname))
    return "".join(s[:1] for s in read)

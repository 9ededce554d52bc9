"""Area codes: which place a code names, what lies in it, and the range of codes that covers it.

A code grows by level: nation `0`, province `53`, prefecture `5301`, county `530102`, township `530102001`
(GB/T 2260, GB/T 10114). An area that the state does not number but that keeps its own cadres, such as a
development zone, has a capital letter and a digit in the county's place: `6201A1`, townships `6201A1001`.
Codes compare by code point, as PostgreSQL's "C" collation does; so an area and everything in it is one range.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

NATION: Final = "0"
# How many characters a code has at each level (GB/T 2260): a township's begins with its county's, and so on up.
PROVINCE_LENGTH: Final = 2
PREFECTURE_LENGTH: Final = 4
COUNTY_LENGTH: Final = 6
TOWNSHIP_LENGTH: Final = 9

_CANONICAL: Final = re.compile(
    r"0|[1-8][0-9]((?!00)[0-9]{2}(((?!00)[0-9]{2}|[A-Z][0-9])((?!000)[0-9]{3})?)?)?", re.ASCII
)
_PARENT_LENGTH: Final = {
    TOWNSHIP_LENGTH: COUNTY_LENGTH,
    COUNTY_LENGTH: PREFECTURE_LENGTH,
    PREFECTURE_LENGTH: PROVINCE_LENGTH,
}


class AreaCodeInvalid(ValueError):
    """The text is no area code. Its message is Chinese and says what a code looks like."""

    code = "area_code_invalid"

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text[:20]}”不是行政区划代码。请填写省2位、市州4位、县区6位或乡镇街道9位的代码，例如530102。"
        )


class AreaLevel(StrEnum):
    """How high an area stands. The order of the members is the order of the levels, highest first."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


_LEVEL_OF_LENGTH: Final = {
    1: AreaLevel.NATION,
    2: AreaLevel.PROVINCE,
    4: AreaLevel.PREFECTURE,
    6: AreaLevel.COUNTY,
    9: AreaLevel.TOWNSHIP,
}


def area_range(code: str) -> tuple[str, str]:
    """The codes of an area and everything in it, as (lowest, inclusive; highest, exclusive) by code point.

    Raises AreaCodeInvalid when `code` is not in its shortest form.
    """
    _require(code)
    if code == NATION:
        return NATION, ":"  # the sign after 9: every code of every province lies below it
    return code, code[:-1] + chr(ord(code[-1]) + 1)


def level_of(code: str) -> AreaLevel:
    """How high the area stands. Raises AreaCodeInvalid when `code` is not in its shortest form."""
    _require(code)
    return _LEVEL_OF_LENGTH[len(code)]


def parent_of(code: str) -> str | None:
    """The code of the area next above; None for the nation.

    Raises AreaCodeInvalid when `code` is not in its shortest form.
    """
    _require(code)
    if code == NATION:
        return None
    length = _PARENT_LENGTH.get(len(code))
    return NATION if length is None else code[:length]


def covers(outer: str, inner: str) -> bool:
    """Whether `inner` is `outer` or lies in it.

    Raises AreaCodeInvalid when either is not in its shortest form.
    """
    low, high = area_range(outer)
    _require(inner)
    return low <= inner < high


def upwards(code: str) -> list[str]:
    """The area and all areas that it lies in, up to the nation: those that cover it.

    Raises AreaCodeInvalid when `code` is not in its shortest form.
    """
    found = [code]
    while (above := parent_of(found[-1])) is not None:
        found.append(above)
    return found


def is_statutory(code: str) -> bool:
    """Whether the state numbers this area; development zones and the like are not.

    Raises AreaCodeInvalid when `code` is not in its shortest form.
    """
    _require(code)
    return code.isdigit()


def parse_area_code(text: str) -> str:
    """The code that people mean: full-width signs, spaces, small letters and padding with zeros are accepted.

    `530000`, `530000000` and `530000000000` all mean the province `53`. Raises AreaCodeInvalid otherwise.
    """
    code = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    for padding in _paddings(len(code)):
        if code.endswith(padding):
            code = code.removesuffix(padding)
            break
    if not _CANONICAL.fullmatch(code):
        raise AreaCodeInvalid(text)
    return code


def _paddings(length: int) -> tuple[str, ...]:
    """The runs of zeros that a code of this length may end in, longest first."""
    zeros = {6: (4, 2), 9: (7, 5, 3), 12: (10, 8, 6, 3)}.get(length, ())
    return tuple("0" * count for count in zeros)


def _require(code: str) -> None:
    if not _CANONICAL.fullmatch(code):
        raise AreaCodeInvalid(code)

"""Masks: what of a personal detail may stand on a screen that has not asked for the whole.

A mask never fails and never shows more of an unexpected text than of an expected one. In names and addresses
the length of the hidden part stays hidden too.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MOBILE: Final = re.compile(r"(?P<country>(\+|00)?86[- ]?)?(?P<head>1[0-9]{2})[- ]?[0-9]{4}[- ]?(?P<tail>[0-9]{4})")
_LANDLINE: Final = re.compile(
    r"(?P<country>(\+|00)?86[- ]?)?(?P<area>\(?0[0-9]{2,3}\)?)?[- ]?"
    r"[0-9]{3,4}[- ]?(?P<tail>[0-9]{4})(-[0-9]{1,6})?"
)

# Names of areas hold no digits and no word for a street or a building; `小区`, `社区` are no county.
_AREA_CHARACTER: Final = r"[^\s0-9A-Za-z,，.。、;；:：#()（）号路巷弄栋幢村]"
_AREA_LEVELS: Final = (
    r"{name}{{1,7}}?(?:省|自治区)",
    r"{name}{{1,10}}?(?:自治州|地区|盟|市(?!场))",
    r"{name}{{1,14}}?(?:自治县|自治旗|新区|(?<![小社校园片景院厂])区|[县旗]|市(?!场))",
    r"{name}{{1,10}}?(?:街道|[镇乡]|苏木)",
)
_ADDRESS_HEAD: Final = re.compile("".join(f"(?:{level.format(name=_AREA_CHARACTER)})?" for level in _AREA_LEVELS))


def mask_name(name: str) -> str:
    """The first character and two stars, whatever the length: `李**`; of a single one just the stars."""
    signs = _signs(name.strip())
    if not signs:
        return ""
    return (signs[0] if len(signs) > 1 else "") + "**"


def mask_id_number(number: str) -> str:
    """The first three and last four characters of 15 or more: `110***********002X`.

    Shorter ones (passports, officers' certificates) keep the first and the last two, under eight nothing.
    """
    signs = _signs(number.strip())
    head, tail = (3, 4) if len(signs) >= 15 else (1, 2)
    if len(signs) < 8:
        return "*" * len(signs)
    return "".join(signs[:head]) + "*" * (len(signs) - head - tail) + "".join(signs[-tail:])


def mask_phone(phone: str) -> str:
    """`138****1234` for a mobile number, `0871-****5678` for a landline.

    The country code stays, an extension goes. Of a text that is neither only stars are left.
    """
    typed = unicodedata.normalize("NFKC", phone).strip()
    if mobile := _MOBILE.fullmatch(typed):
        return f"{mobile['country'] or ''}{mobile['head']}****{mobile['tail']}"
    if landline := _LANDLINE.fullmatch(typed):
        area = (landline["area"] or "").strip("()")
        return f"{landline['country'] or ''}{area}{'-' if area else ''}****{landline['tail']}"
    return "****" if typed else ""


def mask_address(address: str) -> str:
    """What leads down to the county or township, the rest as stars: `云南省昆明市盘龙区鼓楼街道****`.

    An address that does not begin with an area shows nothing.
    """
    typed = address.strip()
    head = _ADDRESS_HEAD.match(typed)
    kept = head[0] if head else ""
    return kept if kept == typed else f"{kept}****"


def _signs(text: str) -> list[str]:
    """The text as readers see it: each character with the marks and variation selectors that follow it."""
    signs: list[str] = []
    for character in text:
        if signs and unicodedata.category(character) in ("Mn", "Me", "Mc"):
            signs[-1] += character
        else:
            signs.append(character)
    return signs

"""The signs of a cell: its text as people see it, widths, invisible marks, numerals, and the words for not knowing."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Final

from yinling.people.intake.domain.cleaning.words import word_set
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell

# Full-width ASCII to ASCII, kinds of spaces to one, marks that spreadsheets and chat programs leave in text to nothing.
_HALF: Final = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_SPACES: Final = dict.fromkeys((0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_INVISIBLE: Final = dict.fromkeys(
    (*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0), 0xAD, 0x061C, *range(0x200B, 0x2010),
     *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xD800, 0xE000)),
)  # fmt: skip
_LINES: Final = {0x0D: "\n"}
_SHOWN: Final[dict[int, int | str | None]] = {**_SPACES, **_INVISIBLE, **_LINES}
_READ: Final[dict[int, int | str | None]] = {**_SHOWN, **_HALF}
_BLANKS: Final = re.compile(r" {2,}")
_LINE_ENDS: Final = re.compile(r" *\n\s*")

# How offices write that they do not know. 无 stands among them: rules for which it is an answer ask for it first.
UNKNOWN_WORDS: Final = word_set("unknown")
_ONLY_MARKS: Final = re.compile(r"[\s/\\\-—–－―_.。、,，·…~*#×xX○●□■()（）\[\]]+")

_NUMERALS: Final = ("〇零○O", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS: Final = {sign: value for value, signs in enumerate(_NUMERALS) for sign in signs}
_TENS: Final = {"十": 10, "拾": 10, "廿": 20, "卅": 30}

BLANK: Final = Cleaned("", "blank")
UNKNOWN: Final = Cleaned("", "unknown")


def written(cell: Cell) -> str:
    """The cell as a person sees it in the sheet: what doubts quote. Days as YYYY-MM-DD, numbers without `.0`."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return number_text(cell)


def number_text(number: float) -> str:
    """Digits of a number cell: plain while a number cell keeps them all, else as Excel shows it (6.2E+17)."""
    if isinstance(number, int):
        return str(number)
    if math.isnan(number) or math.isinf(number):
        return ""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return repr(number).replace("e+", "E+").replace("e-", "E-")


def shown(cell: Cell) -> str:
    """The text of a cell, tidied but with its signs: no control characters, single blanks, no blank at the ends."""
    text = (cell if isinstance(cell, str) else written(cell)).translate(_SHOWN)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    return (_LINE_ENDS.sub("\n", text) if "\n" in text else text).strip()


def read(cell: Cell) -> str:
    """As `shown`, and full-width letters, digits and punctuation made half-width: what rules look at."""
    text = (cell if isinstance(cell, str) else written(cell)).translate(_READ)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    return text.strip()


def is_unknown(text: str) -> bool:
    """Whether a text that `read` gave only says that the office does not know, or left the field out."""
    bare = text.strip("()[]【】「」:;,.。 ").lower()
    return bare in UNKNOWN_WORDS or bool(_ONLY_MARKS.fullmatch(text))


def chinese_number(text: str) -> int | None:
    """The value below 100 of Chinese numerals (三, 十二, 廿五, 二十), None for anything else."""
    if not text or len(text) > 3:
        return None
    total, last = 0, 0
    for sign in text:
        if sign in _TENS:
            total = (last or 1) * 10 if sign in "十拾" else _TENS[sign]
            last = 0
        elif sign in _DIGITS and (not last):
            last = _DIGITS[sign]
        else:
            return None
    return total + last


def chinese_digits(text: str) -> str | None:
    """Digits written one by one (一九三一): their Arabic form, None for anything else."""
    if not text or any(sign not in _DIGITS for sign in text):
        return None
    return "".join(str(_DIGITS[sign]) for sign in text)

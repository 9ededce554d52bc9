"""From text to tokens. Chinese punctuation as an input method writes it is read like its plain form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yinling.kernel.expression import vocabulary as words
from yinling.kernel.expression.refusals import ExpressionError

MAX_CHARACTERS = 2_000
MAX_TEXT_CHARACTERS = 100
MAX_DIGITS = 15


class Sign(StrEnum):
    """What a token is."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    BOOLEAN = "boolean"
    NAME = "name"
    PARAMETER = "parameter"
    COMPARE = "compare"
    AND = "and"
    OR = "or"
    NOT = "not"
    IN = "in"
    NOT_IN = "not in"
    CONTAINS = "contains"
    CONTAINS_NOT = "contains not"
    OPEN = "("
    CLOSE = ")"
    OPEN_LIST = "["
    CLOSE_LIST = "]"
    COMMA = ","
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text from `start` up to and without `end`, with the value it stands for."""

    sign: Sign
    value: words.Value
    start: int
    end: int


_SHAPES = re.compile(
    r"""
    (?P<space>[ \t\r\n　]+)
  | (?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9]))
  | (?P<number>-?[0-9]+)
  | (?P<text>"(?:[^"\n]|"")*"|“[^”\n]*”)
  | (?P<parameter>[{｛][ \t　]*(?P<inner>[^\W\d]\w{0,49})[ \t　]*[}｝])
  | (?P<name>[^\W\d]\w*)
  | (?P<compare>[=＝]{2}|[!！][=＝]|[<＜][=＝]|[>＞][=＝]|[<＜]|[>＞]|≤|≥|≠)
  | (?P<open>[(（]) | (?P<close>[)）])
  | (?P<open_list>[\[［【]) | (?P<close_list>[\]］】]) | (?P<comma>[,，、])
    """,
    re.VERBOSE,
)
_PLAIN = str.maketrans({"＝": "=", "！": "!", "＜": "<", "＞": ">"})
_SINGLE = {"≤": "<=", "≥": ">=", "≠": "!="}
_BRACKETS = {
    "open": Sign.OPEN,
    "close": Sign.CLOSE,
    "open_list": Sign.OPEN_LIST,
    "close_list": Sign.CLOSE_LIST,
    "comma": Sign.COMMA,
}
_KEYWORDS: dict[str, Sign] = {
    **dict.fromkeys(words.AND_WORDS, Sign.AND),
    **dict.fromkeys(words.OR_WORDS, Sign.OR),
    **dict.fromkeys(words.NOT_WORDS, Sign.NOT),
    **dict.fromkeys(words.IN_WORDS, Sign.IN),
    **dict.fromkeys(words.NOT_IN_WORDS, Sign.NOT_IN),
    words.CONTAINS: Sign.CONTAINS,
    words.CONTAINS_NOT: Sign.CONTAINS_NOT,
    **dict.fromkeys(words.TRUE_WORDS | words.FALSE_WORDS, Sign.BOOLEAN),
}
_HINTS = {
    "=": "判断相等要写两个等号“==”",
    "＝": "判断相等要写两个等号“==”",
    ".": "只能用整数，也不能用“.”取别的东西",
    "'": "文字要用双引号括起来",
    "‘": "文字要用双引号括起来",
    '"': "文字的引号没有配对",
    "“": "文字的引号没有配对",
    "{": "参数的名字要写在花括号“{}”里",
    "｛": "参数的名字要写在花括号“{}”里",
    "+": "不能做加减乘除",
    "-": "不能做加减乘除",
    "*": "不能做加减乘除",
    "/": "不能做加减乘除",
}


def tokens_of(text: str) -> list[Token]:
    """All tokens of `text`, closed by one END token.

    Raises ExpressionError for a text over 2,000 characters and at the first character that starts no token.
    """
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(
            code="too_long",
            message=f"条件最多{MAX_CHARACTERS}个字，这里有{len(text)}个字",
            text=text,
            start=MAX_CHARACTERS,
            end=len(text),
        )
    found: list[Token] = []
    place = 0
    while place < len(text):
        match = _SHAPES.match(text, place)
        if match is None:
            raise _strange(text, place)
        shape = next(name for name, piece in match.groupdict().items() if piece is not None)
        if shape != "space":
            found.append(_token(text, shape, match))
        place = match.end()
    return [*found, Token(Sign.END, "", len(text), len(text))]


def _token(text: str, shape: str, match: re.Match[str]) -> Token:  # noqa: PLR0911 - one line for each shape
    piece, start, end = match[0], match.start(), match.end()
    match shape:
        case "number":
            return Token(Sign.NUMBER, _number(text, piece, start, end), start, end)
        case "date":
            return Token(Sign.DATE, _date(text, piece, start, end), start, end)
        case "text":
            return Token(Sign.TEXT, _text(text, piece, start, end), start, end)
        case "parameter":
            return Token(Sign.PARAMETER, match["inner"], start, end)
        case "compare":
            return Token(Sign.COMPARE, _SINGLE.get(piece, piece.translate(_PLAIN)), start, end)
        case "name":
            return _word(piece, start, end)
        case _:
            return Token(_BRACKETS[shape], piece, start, end)


def _word(piece: str, start: int, end: int) -> Token:
    lowered = piece.lower()
    sign = _KEYWORDS.get(lowered, Sign.NAME)
    if sign is Sign.BOOLEAN:
        return Token(sign, lowered in words.TRUE_WORDS, start, end)
    return Token(sign, piece, start, end)


def _number(text: str, piece: str, start: int, end: int) -> int:
    if len(piece.lstrip("-")) > MAX_DIGITS:
        message = f"数字最多{MAX_DIGITS}位"
        raise ExpressionError(code="number_too_large", message=message, text=text, start=start, end=end)
    return int(piece)


def _date(text: str, piece: str, start: int, end: int) -> date:
    year, month, day = piece.split("-")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        message = f"日历上没有{piece}这一天"
        raise ExpressionError(code="no_such_day", message=message, text=text, start=start, end=end) from None


def _text(text: str, piece: str, start: int, end: int) -> str:
    content = piece[1:-1].replace('""', '"') if piece[0] == '"' else piece[1:-1]
    if len(content) > MAX_TEXT_CHARACTERS:
        message = f"引号里的文字最多{MAX_TEXT_CHARACTERS}个字"
        raise ExpressionError(code="text_too_long", message=message, text=text, start=start, end=end)
    if not content.isprintable():
        message = "引号里有看不见的字符"
        raise ExpressionError(code="unprintable", message=message, text=text, start=start, end=end)
    return content


def _strange(text: str, place: int) -> ExpressionError:
    character = text[place]
    shown = f"这里不能用“{character}”" if character.isprintable() else "这里有看不见的字符"
    message = _HINTS.get(character, shown)
    return ExpressionError(code="strange_character", message=message, text=text, start=place, end=place + 1)

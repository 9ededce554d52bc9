"""Canonical JSON (RFC 8785): one value, one sequence of bytes, in every language that writes it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Final

LARGEST_INTEGER: Final = 2**53 - 1
DEEPEST_NESTING: Final = 200

_MUST_ESCAPE: Final = re.compile(r'["\\\x00-\x1f]')
_SHORT_ESCAPES: Final = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}


class NotCanonical(ValueError):
    """The value has no canonical form. Its message is Chinese and says which kind of value is to blame."""

    code = "not_canonical"


def canonical_json(value: object) -> bytes:
    """The canonical UTF-8 bytes of None, bool, int, float, str, list, tuple and mapping with text keys.

    Raises NotCanonical for NaN and the infinities, integers beyond 2^53-1 in size (RFC 7493, 2.2), lone
    surrogates, keys that are no text, any other type, and nesting deeper than 200.
    """
    return _write(value, depth=0).encode("utf-8")


def _write(value: object, *, depth: int) -> str:
    if depth > DEEPEST_NESTING:
        raise NotCanonical(f"数据嵌套超过{DEEPEST_NESTING}层，无法规范化。")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _write_text(value)
    if isinstance(value, int):
        return _write_integer(value)
    if isinstance(value, float):
        return _write_float(value)
    if isinstance(value, list | tuple):
        return "[" + ",".join(_write(item, depth=depth + 1) for item in value) + "]"
    if isinstance(value, Mapping):
        return _write_object(value, lambda item: _write(item, depth=depth + 1))
    raise NotCanonical(f"{type(value).__name__} 类型的值无法规范化。")


def _write_object(value: Mapping[object, object], write: Callable[[object], str]) -> str:
    members: list[tuple[bytes, str]] = []
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonical("对象的键必须是文本。")
        text = _write_text(key)  # refuses lone surrogates before the line below meets them
        members.append((key.encode("utf-16-be"), f"{text}:{write(item)}"))
    return "{" + ",".join(member for _, member in sorted(members)) + "}"


def _write_text(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as lone_surrogate:
        raise NotCanonical("文本含有不成对的代理字符，无法规范化。") from lone_surrogate
    return '"' + _MUST_ESCAPE.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    return _SHORT_ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}"


def _write_integer(number: int) -> str:
    if abs(number) > LARGEST_INTEGER:
        raise NotCanonical("整数超出 2^53-1，其他系统无法准确读出；请改用文本。")
    return int.__repr__(number)


def _write_float(number: float) -> str:
    """The shortest digits that read back as the same number, laid out as ECMAScript lays them out."""
    if not math.isfinite(number):
        raise NotCanonical("无穷大和非数值无法规范化。")
    if number == 0:
        return "0"  # also for -0
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    return ("-" if number < 0 else "") + _lay_out(digits.rstrip("0"), point)


def _lay_out(digits: str, point: int) -> str:
    """Write `0.digits` times ten to the power of `point` (ECMA-262, 7.1.12.1, steps 6 to 10)."""
    if 0 < point <= 21:
        return digits[:point].ljust(point, "0") + ("." + digits[point:] if len(digits) > point else "")
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    fraction = "." + digits[1:] if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"

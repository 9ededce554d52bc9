"""QR codes as pictures that stand in a page."""

from __future__ import annotations

from typing import NamedTuple

import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.util import QRData

_QUIET = 2  # modules of white around; the paper's or card's own white is the rest of the four of ISO/IEC 18004
_FINEST = 30  # the version whose 137 modules the weaker phones still read across six centimetres: 0.43 mm each


class Picture(NamedTuple):
    """A QR code as one path over a square of `side` modules."""

    side: int
    path: str


def picture(text: str) -> Picture:
    """The QR code of a text (level M), its dark modules as one path of horizontal runs."""
    return _drawn(_code([QRData(text)], ERROR_CORRECT_M))


def picture_of_digits(address: str, digits: str) -> Picture:
    """The QR code of an address and the digits behind it, which take a third of the room that letters take.

    It mends 15 % of itself (level M), or 7 % (L) where M would make the modules too fine for six centimetres. Raises
    DataOverflowError for more than 7,000 digits or so, which no code holds.
    """
    parts = [QRData(address), QRData(digits)]
    strong = _code(parts, ERROR_CORRECT_M)
    return _drawn(strong if _is_coarse(strong) else _code(parts, ERROR_CORRECT_L))


def _is_coarse(code: qrcode.QRCode) -> bool:
    try:
        return bool(code.best_fit() <= _FINEST)
    except DataOverflowError:
        return False


def _code(parts: list[QRData], level: int) -> qrcode.QRCode:
    code = qrcode.QRCode(error_correction=level, border=_QUIET)
    for part in parts:
        code.add_data(part)
    return code


def _drawn(code: qrcode.QRCode) -> Picture:
    matrix: list[list[bool]] = code.get_matrix()
    runs = (f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(matrix) for x, length in _runs(row))
    return Picture(len(matrix), "".join(runs))


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where dark runs begin in a row, and how long they are."""
    starts = [x for x, dark in enumerate(row) if dark and (x == 0 or not row[x - 1])]
    return [(x, next((i for i in range(x, len(row)) if not row[i]), len(row)) - x) for x in starts]

"""The six digits sent to a person's phone: how long they hold and how often one may try."""

from __future__ import annotations

from datetime import timedelta

CODE_LIVES = timedelta(minutes=10)
CODE_TRIES = 5
CODES_AN_HOUR = 3  # for one task
_DIGITS = 6
_BLANKS = str.maketrans("０１２３４５６７８９", "0123456789", " -\u3000")


def six_digits(typed: str) -> str | None:
    """The code as it was sent: full-width digits, blanks and dashes are forgiven. None when it is no code."""
    code = typed[:40].translate(_BLANKS)
    return code if len(code) == _DIGITS and code.isascii() and code.isdigit() else None

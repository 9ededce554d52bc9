"""Codes on cards: eight symbols to type, and the same with a signature to scan."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from yinling.kernel.signing import sign, verify

# No 0 O 1 I L U: letters that eyes and pens confuse, and one that makes words.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
_CARD_CONTEXT = b"yinling card 1\n"


def card_code(entropy: bytes) -> str:
    """Eight letters and digits for a card from at least eight random bytes, seven free and one check symbol.

    The check symbol catches every single wrong symbol and every swap of neighbours (weights 1..7 modulo 31 do,
    30 symbols being fewer than the prime).
    """
    free = "".join(CODE_ALPHABET[b % len(CODE_ALPHABET)] for b in entropy[: CODE_LENGTH - 1])
    check = _check_symbol(free)
    return free + check if check else card_code(entropy[1:] + bytes([sum(entropy) % 251]))


def parse_card_code(text: str) -> str | None:
    """The short code in what somebody typed (spaces, dashes, small letters allowed), or None when it cannot be one."""
    code = re.sub(r"[\s\-－]+", "", text).upper()
    if len(code) != CODE_LENGTH or any(c not in CODE_ALPHABET for c in code):
        return None
    return code if _check_symbol(code[:-1]) == code[-1] else None


def card_token(code: str, seed: bytes) -> str:
    """What the card's QR code says after the address: the code and its signature by the installation's card key."""
    return f"{code}.{urlsafe_b64encode(sign(_CARD_CONTEXT + code.encode(), seed=seed)).decode().rstrip('=')}"


def is_scanned(text: str) -> bool:
    """Whether a text claims to come from a card's QR code, which is signed, and not from eyes and fingers."""
    return "." in text.strip().rpartition("/")[2]


def code_in(text: str, public_key: bytes) -> str | None:
    """The card code in what was typed or scanned; None when it cannot be a card of ours.

    A scanned text (address, token) must bear our signature; eight typed symbols must have the right check symbol.
    """
    token = text.strip().rpartition("/")[2]
    code, dot, signature = token.partition(".")
    if not dot:
        return parse_card_code(token)
    try:
        raw = urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        verify(_CARD_CONTEXT + code.encode(), raw, public_key=public_key)
    except ValueError:
        return None
    return parse_card_code(code)


def _check_symbol(free: str) -> str:
    """The check symbol, or nothing for the one remainder in 31 that has no symbol: such codes are never issued."""
    rest = sum((i + 2) * CODE_ALPHABET.index(c) for i, c in enumerate(free)) % 31
    return CODE_ALPHABET[rest] if rest < len(CODE_ALPHABET) else ""

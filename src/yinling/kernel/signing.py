"""Ed25519 signatures (RFC 8032), checked strictly: one message and one key have one signature that passes.

Beyond the library's own check, a public key must be a canonical encoding and may not be one of the points of
small order, under which a signature could be made to fit any message.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64
SEED_BYTES = 32
_FIELD = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER = frozenset({0, 1, _FIELD - 1, _ORDER_8, _FIELD - _ORDER_8})


class SignatureRefused(ValueError):
    """A signature or a key does not hold. `code` is `key`, `form` or `signature`; the text is Chinese."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def public_key_of(seed: bytes) -> bytes:
    """The 32-byte public key that belongs to a 32-byte seed. Raises SignatureRefused `key`."""
    return _private_key(seed).public_key().public_bytes_raw()


def sign(message: bytes, *, seed: bytes) -> bytes:
    """The 64-byte signature, always the same for a seed and message. Raises SignatureRefused `key`."""
    return _private_key(seed).sign(message)


def verify(message: bytes, signature: bytes, *, public_key: bytes) -> None:
    """Check a signature.

    Raises SignatureRefused: `key` (no acceptable public key), `form` (wrong length, or its number is not
    below the group's order), `signature` (made by another key or over another message).
    """
    check_public_key(public_key)
    if type(signature) is not bytes or len(signature) != SIGNATURE_BYTES:
        raise SignatureRefused("form", "签名应为64字节")
    if int.from_bytes(signature[32:], "little") >= _ORDER:
        raise SignatureRefused("form", "签名不是规范写法")
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        raise SignatureRefused("signature", "签名与内容或密钥不符") from None


def check_public_key(public_key: bytes) -> None:
    """Refuse what is no canonical public key of full order. Raises SignatureRefused `key`."""
    if type(public_key) is not bytes or len(public_key) != PUBLIC_KEY_BYTES:
        raise SignatureRefused("key", "公钥应为32字节")
    height = int.from_bytes(public_key, "little") & (2**255 - 1)
    if height >= _FIELD or height in _SMALL_ORDER or not _on_curve(height):
        raise SignatureRefused("key", "公钥不是可用的曲线点")


def _on_curve(height: int) -> bool:
    """Whether a point of this y exists: (y² - 1) / (d y² + 1) is a square (RFC 8032, 5.1.3)."""
    squared = height * height % _FIELD
    d = -121665 * pow(121666, -1, _FIELD) % _FIELD
    x_squared = (squared - 1) * pow(d * squared + 1, -1, _FIELD) % _FIELD
    return pow(x_squared, (_FIELD - 1) // 2, _FIELD) in {0, 1}


def _private_key(seed: bytes) -> Ed25519PrivateKey:
    if type(seed) is not bytes or len(seed) != SEED_BYTES:
        raise SignatureRefused("key", "签名私钥种子应为32字节")
    return Ed25519PrivateKey.from_private_bytes(seed)

"""JSON web keys and signatures: RFC 7517 (keys), 7518 (algorithms), 7515 (compact form), 8037 (Ed25519).

Each key says which algorithm it serves and serves no other; a signature cannot choose. Sets that mix secrets
with public keys, repeat a key id, or hold a weak key are refused whole, since a verifier would have to guess.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from yinling.kernel import signing

_HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "256": hashes.SHA256,
    "384": hashes.SHA384,
    "512": hashes.SHA512,
}
_CURVES: dict[str, tuple[str, type[ec.EllipticCurve]]] = {
    "ES256": ("P-256", ec.SECP256R1),
    "ES384": ("P-384", ec.SECP384R1),
    "ES512": ("P-521", ec.SECP521R1),
}
_KINDS = {"HS": "oct", "RS": "RSA", "ES": "EC", "Ed": "OKP"}
_ALGORITHMS = frozenset({"HS256", "HS384", "HS512", "RS256", "RS384", "RS512", *_CURVES, "EdDSA"})
_ROCA_PRIMES = (
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
)  # fmt: skip


class WebKeyRefused(ValueError):
    """A key, a set of keys or a signature is refused. `code` is for machines, the text is Chinese."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


PublicKey = bytes | rsa.RSAPublicKey | ec.EllipticCurvePublicKey


@dataclass(frozen=True)
class WebKey:
    """One checked key: its id (may be empty), its only algorithm, and `secret`, `private` or `public`.

    Of a private key only the public part is kept.
    """

    key_id: str
    algorithm: str
    standing: str
    material: PublicKey = field(repr=False)


def parse_jwk(jwk: Mapping[str, object]) -> WebKey:
    """Check one JSON web key for verifying signatures.

    Raises WebKeyRefused: `form`, `algorithm` (none, unknown, or not for this kind or curve), `use` (not for
    signatures), `weak` (too short, public exponent 1, the ROCA weakness), `point` (not on the curve).
    """
    if not isinstance(jwk, Mapping):
        raise WebKeyRefused("form", "密钥不是JSON对象")
    algorithm = _text(jwk, "alg")
    if algorithm not in _ALGORITHMS:
        raise WebKeyRefused("algorithm", "密钥没有写明可用的签名算法")
    if _text(jwk, "kty") != _KINDS[algorithm[:2]]:
        raise WebKeyRefused("algorithm", "密钥种类与算法不符")
    _check_use(jwk)
    key_id = _text(jwk, "kid") if "kid" in jwk else ""
    return WebKey(key_id, algorithm, _standing(jwk), _material(jwk, algorithm))


def parse_jwk_set(jwks: Mapping[str, object]) -> tuple[WebKey, ...]:
    """Check a set `{"keys": [...]}`. Raises WebKeyRefused as `parse_jwk`, and `mixed` or `duplicate`."""
    entries = jwks.get("keys") if isinstance(jwks, Mapping) else None
    if not isinstance(entries, list) or not entries:
        raise WebKeyRefused("form", "密钥集没有密钥")
    keys = tuple(parse_jwk(entry) for entry in entries)
    if len({key.standing for key in keys}) != 1:
        raise WebKeyRefused("mixed", "密钥集混放了公钥与私密密钥")
    if len(keys) > 1 and len({key.key_id for key in keys} - {""}) != len(keys):
        raise WebKeyRefused("duplicate", "密钥集里的密钥编号重复或缺少")
    return keys


def verify_jws(jws: str, keys: tuple[WebKey, ...]) -> bytes:
    """Check a compact signature and give its payload.

    Raises WebKeyRefused: `form`, `unknown_key`, `algorithm` (the header names another than the key's),
    `signature`.
    """
    parts = jws.split(".")
    if len(parts) != 3:
        raise WebKeyRefused("form", "签名不是三段")
    header, payload, signature = _header(_unbase64(parts[0])), _unbase64(parts[1]), _unbase64(parts[2])
    key = _key_named(header, keys)
    if header.get("alg") != key.algorithm:
        raise WebKeyRefused("algorithm", "签名所称算法与密钥不符")
    _check(key, f"{parts[0]}.{parts[1]}".encode("ascii"), signature)
    return payload


def _text(jwk: Mapping[str, object], name: str) -> str:
    value = jwk.get(name)
    if not isinstance(value, str) or not value:
        raise WebKeyRefused("form", f"密钥缺少 {name}")
    return value


def _check_use(jwk: Mapping[str, object]) -> None:
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or not isinstance(operations, list) or "verify" not in operations:
        raise WebKeyRefused("use", "密钥不是用来签名的")


def _standing(jwk: Mapping[str, object]) -> str:
    if jwk["kty"] == "oct":
        return "secret"
    return "private" if "d" in jwk else "public"


def _material(jwk: Mapping[str, object], algorithm: str) -> PublicKey:
    match algorithm[:2]:
        case "HS":
            return _secret(jwk, int(algorithm[2:]) // 8)
        case "RS":
            return _rsa(_number(jwk, "n"), _number(jwk, "e"))
        case "ES":
            return _elliptic(jwk, algorithm)
        case _:
            return _edwards(jwk)


def _secret(jwk: Mapping[str, object], shortest: int) -> bytes:
    """A secret at least as long as the hash (RFC 7518, 3.2)."""
    value = jwk.get("k")
    secret = _unbase64(value) if isinstance(value, str) else b""
    if len(secret) < shortest:
        raise WebKeyRefused("weak", f"密钥短于{shortest}字节")
    return secret


def _rsa(modulus: int, exponent: int) -> rsa.RSAPublicKey:
    if not 2048 <= modulus.bit_length() <= 8192 or not modulus & 1:
        raise WebKeyRefused("weak", "RSA密钥长度应在2048至8192位之间")
    if exponent < 3 or not exponent & 1 or exponent.bit_length() > 32:
        raise WebKeyRefused("weak", "RSA公开指数不安全")
    if _has_roca(modulus):
        raise WebKeyRefused("weak", "RSA密钥有ROCA弱点")
    return rsa.RSAPublicNumbers(exponent, modulus).public_key()


def _has_roca(modulus: int) -> bool:
    """Whether the modulus is a power of 65537 modulo every small prime (CVE-2017-15361)."""
    return all(modulus % prime in _powers(prime) for prime in _ROCA_PRIMES)


def _powers(prime: int) -> set[int]:
    return {pow(65537, exponent, prime) for exponent in range(prime)}


def _elliptic(jwk: Mapping[str, object], algorithm: str) -> ec.EllipticCurvePublicKey:
    name, curve = _CURVES[algorithm]
    if _text(jwk, "crv") != name:
        raise WebKeyRefused("algorithm", "曲线与算法不符")
    try:
        return ec.EllipticCurvePublicNumbers(_number(jwk, "x"), _number(jwk, "y"), curve()).public_key()
    except WebKeyRefused:
        raise
    except ValueError:
        raise WebKeyRefused("point", "公钥不是曲线上的点") from None


def _edwards(jwk: Mapping[str, object]) -> bytes:
    if _text(jwk, "crv") != "Ed25519":
        raise WebKeyRefused("algorithm", "曲线与算法不符")
    public_key = _unbase64(_text(jwk, "x"))
    try:
        signing.check_public_key(public_key)
    except signing.SignatureRefused as refused:
        raise WebKeyRefused("point", str(refused)) from None
    return public_key


def _number(jwk: Mapping[str, object], name: str) -> int:
    return int.from_bytes(_unbase64(_text(jwk, name)), "big")


def _unbase64(text: str) -> bytes:
    """Base64url without padding (RFC 7515, 2), and only in the one way it can be written."""
    try:
        value = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise WebKeyRefused("form", "不是规范的base64url") from None
    if base64.urlsafe_b64encode(value).rstrip(b"=") != text.encode("ascii"):
        raise WebKeyRefused("form", "不是规范的base64url")
    return value


def _header(content: bytes) -> dict[str, object]:
    try:
        header = json.loads(content.decode("utf-8"), object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise WebKeyRefused("form", "签名头不是JSON") from None
    if not isinstance(header, dict) or "crit" in header:
        raise WebKeyRefused("form", "签名头不是可以理解的JSON对象")
    return header


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError
    return dict(pairs)


def _key_named(header: Mapping[str, object], keys: tuple[WebKey, ...]) -> WebKey:
    if "kid" not in header and len(keys) == 1:
        return keys[0]
    for key in keys:
        if key.key_id and key.key_id == header.get("kid"):
            return key
    raise WebKeyRefused("unknown_key", "密钥集里没有签名所称的密钥")


def _check(key: WebKey, message: bytes, signature: bytes) -> None:
    try:
        _check_material(key, message, signature)
    except (InvalidSignature, signing.SignatureRefused):
        raise WebKeyRefused("signature", "签名不符") from None


def _check_material(key: WebKey, message: bytes, signature: bytes) -> None:
    if isinstance(key.material, bytes):
        _check_bytes(key.algorithm, key.material, message, signature)
        return
    hashed = _HASHES[key.algorithm[2:]]()
    if isinstance(key.material, rsa.RSAPublicKey):
        key.material.verify(signature, message, padding.PKCS1v15(), hashed)
        return
    width = (key.material.curve.key_size + 7) // 8
    if len(signature) != 2 * width:
        raise InvalidSignature
    r, s = int.from_bytes(signature[:width], "big"), int.from_bytes(signature[width:], "big")
    key.material.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashed))


def _check_bytes(algorithm: str, material: bytes, message: bytes, signature: bytes) -> None:
    if algorithm == "EdDSA":
        signing.verify(message, signature, public_key=material)
    elif not hmac.compare_digest(hmac.digest(material, message, f"sha{algorithm[2:]}"), signature):
        raise InvalidSignature

"""Sealing of column values, blind indexes, and the Chinese commercial algorithms behind the same doors.

A sealed value says which algorithm and which key made it, so that keys and algorithms can be changed in
batches while old values stay readable:

    algorithm tag (1) | length of key id (1) | key id | nonce (12) | ciphertext | authentication tag (16)

Everything before the ciphertext, and the caller's context, is authenticated too. The one thing that is not
a pure function here is `seal`: it takes 12 fresh bytes of entropy from the operating system, because a nonce
chosen by a caller is a nonce that will one day be used twice.

Sources: AES-GCM NIST SP 800-38D; SM3 GB/T 32905-2016; SM4 GB/T 32907-2016; HMAC RFC 2104.
"""

from __future__ import annotations

import hmac
import os
import re
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.hmac import HMAC

_NONCE = 12
_TAG = 16
_KEY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", re.ASCII)


class CipherError(ValueError):
    """A value cannot be sealed or opened. `code` is the reason for machines, the text says it in Chinese."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Algorithm(IntEnum):
    """The tag that stands first in every sealed value. A number once given is never given again."""

    AES_256_GCM = 1
    SM4_GCM = 2


_KEY_LENGTH = {Algorithm.AES_256_GCM: 32, Algorithm.SM4_GCM: 16}
_BY_NAME = {"aes-256-gcm": Algorithm.AES_256_GCM, "sm4-gcm": Algorithm.SM4_GCM}


@dataclass(frozen=True)
class DataKey:
    """One secret, the name it goes by in ciphertexts, and the only algorithm it may be used with."""

    key_id: str
    secret: bytes = field(repr=False)
    algorithm: Algorithm = Algorithm.AES_256_GCM

    def __post_init__(self) -> None:
        if not _KEY_ID.fullmatch(self.key_id):
            raise CipherError("key_id", "密钥编号只能用字母、数字、点、横线和下划线，且不超过32个字符")
        if len(self.secret) != _KEY_LENGTH[self.algorithm]:
            expected = _KEY_LENGTH[self.algorithm]
            raise CipherError("key_length", f"密钥 {self.key_id} 的长度应为{expected}字节")


@dataclass(frozen=True)
class KeyRing:
    """The keys that may open; the first is the current one, which seals."""

    keys: tuple[DataKey, ...]

    def __post_init__(self) -> None:
        if not self.keys:
            raise CipherError("no_key", "密钥串是空的")
        if len({key.key_id for key in self.keys}) != len(self.keys):
            raise CipherError("duplicate_key", "密钥串里有重复的密钥编号")

    @property
    def current(self) -> DataKey:
        """The key that new values are sealed with."""
        return self.keys[0]

    def find(self, key_id: str) -> DataKey:
        """The key of that name. Raises CipherError `unknown_key`."""
        for key in self.keys:
            if key.key_id == key_id:
                return key
        raise CipherError("unknown_key", f"没有编号为 {key_id} 的密钥")

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Read `id:hex,id:hex`, the current key first; `id:sm4-gcm:hex` names an algorithm other than AES.

        Raises CipherError; its message never repeats a secret.
        """
        return cls(tuple(_parse_key(part.strip()) for part in text.split(",") if part.strip()))


def _parse_key(text: str) -> DataKey:
    match text.split(":"):
        case [key_id, secret]:
            return DataKey(key_id, _unhex(secret))
        case [key_id, name, secret] if name in _BY_NAME:
            return DataKey(key_id, _unhex(secret), _BY_NAME[name])
        case _:
            raise CipherError("key_form", "密钥应写成“编号:十六进制”或“编号:算法:十六进制”")


def _unhex(text: str) -> bytes:
    if not re.fullmatch(r"(?:[0-9a-fA-F]{2})+", text, re.ASCII):
        raise CipherError("key_form", "密钥不是十六进制")
    return bytes.fromhex(text)


def seal(plaintext: bytes, *, keys: KeyRing, context: bytes) -> bytes:
    """Encrypt under the current key, bound to `context` (what the value is: table, column, row).

    The same plaintext never gives the same bytes twice: the nonce is 12 bytes of os.urandom.
    """
    key = keys.current
    key_id = key.key_id.encode("ascii")
    header = bytes((key.algorithm, len(key_id))) + key_id
    nonce = os.urandom(_NONCE)
    return header + nonce + _encrypt(key, nonce, plaintext, header + context)


def open_sealed(sealed: bytes, *, keys: KeyRing, context: bytes) -> bytes:
    """Decrypt what `seal` made with the same context.

    Raises CipherError: `truncated`, `unknown_algorithm`, `unknown_key`, `algorithm_mismatch` (the key
    belongs to another algorithm), `forged` (changed, or sealed for another place).
    """
    algorithm, key_id, start = _read_header(sealed)
    key = keys.find(key_id)
    if key.algorithm is not algorithm:
        raise CipherError("algorithm_mismatch", f"密钥 {key_id} 不用于这种加密算法")
    header, nonce, body = sealed[:start], sealed[start : start + _NONCE], sealed[start + _NONCE :]
    try:
        return _decrypt(key, nonce, body, header + context)
    except InvalidTag:
        raise CipherError("forged", "密文被改动过，或者不属于这个位置") from None


def key_id_of(sealed: bytes) -> str:
    """The name of the key that sealed this value, for re-sealing in batches. Raises CipherError."""
    return _read_header(sealed)[1]


def _read_header(sealed: bytes) -> tuple[Algorithm, str, int]:
    if len(sealed) < 2 or len(sealed) < 2 + sealed[1] + _NONCE + _TAG:
        raise CipherError("truncated", "密文不完整")
    try:
        algorithm = Algorithm(sealed[0])
    except ValueError:
        raise CipherError("unknown_algorithm", f"不认识的加密算法标记 {sealed[0]}") from None
    start = 2 + sealed[1]
    key_id = sealed[2:start].decode("ascii", "replace")
    if not _KEY_ID.fullmatch(key_id):
        raise CipherError("unknown_key", "密文里的密钥编号无法识别")
    return algorithm, key_id, start


def _encrypt(key: DataKey, nonce: bytes, plaintext: bytes, authenticated: bytes) -> bytes:
    if key.algorithm is Algorithm.AES_256_GCM:
        return AESGCM(key.secret).encrypt(nonce, plaintext, authenticated)
    encryptor = Cipher(SM4(key.secret), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(authenticated)
    return encryptor.update(plaintext) + encryptor.finalize() + encryptor.tag


def _decrypt(key: DataKey, nonce: bytes, body: bytes, authenticated: bytes) -> bytes:
    if key.algorithm is Algorithm.AES_256_GCM:
        return AESGCM(key.secret).decrypt(nonce, body, authenticated)
    decryptor = Cipher(SM4(key.secret), modes.GCM(nonce, body[-_TAG:])).decryptor()
    decryptor.authenticate_additional_data(authenticated)
    return decryptor.update(body[:-_TAG]) + decryptor.finalize()


class IndexHash(StrEnum):
    """The keyed hash behind a blind index."""

    HMAC_SHA256 = "hmac-sha256"
    HMAC_SM3 = "hmac-sm3"


def blind_index(value: bytes, *, key: bytes, context: bytes, algorithm: IndexHash = IndexHash.HMAC_SHA256) -> bytes:
    """32 bytes that are equal for equal values in one context and say nothing to whoever lacks the key.

    `value` is hashed as it stands: bring it to one form (case, spaces, full width) first. `context` keeps
    a phone number from matching the same digits in another column.
    Raises CipherError `key_length` when the key is below 16 bytes.
    """
    if len(key) < 16:
        raise CipherError("key_length", "盲索引密钥至少16字节")
    message = len(context).to_bytes(4, "big") + context + value
    if algorithm is IndexHash.HMAC_SM3:
        return hmac_sm3(key, message)
    return hmac.digest(key, message, sha256)


def sm3(message: bytes) -> bytes:
    """The SM3 hash, 32 bytes (GB/T 32905-2016)."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(message)
    return digest.finalize()


def hmac_sm3(key: bytes, message: bytes) -> bytes:
    """HMAC (RFC 2104) over SM3, 32 bytes."""
    mac = HMAC(key, hashes.SM3())
    mac.update(message)
    return mac.finalize()


def verify_hmac_sm3(key: bytes, message: bytes, tag: bytes, *, tag_length: int = 32) -> None:
    """Check a tag of exactly `tag_length` bytes, 16 to 32 (below 32: truncated, RFC 2104 section 5).

    Raises CipherError `forged`.
    """
    if not 16 <= tag_length <= 32:
        raise CipherError("tag_length", "认证码长度应为16到32字节")
    if len(tag) != tag_length or not hmac.compare_digest(tag, hmac_sm3(key, message)[:tag_length]):
        raise CipherError("forged", "认证码不符")


def sm4_encrypt_blocks(key: bytes, blocks: bytes) -> bytes:
    """SM4 on whole 16-byte blocks, each by itself: a building stone, not a way to keep secrets.

    Raises CipherError `key_length` or `block_length`.
    """
    encryptor = _sm4_blocks(key, blocks).encryptor()
    return encryptor.update(blocks) + encryptor.finalize()


def sm4_decrypt_blocks(key: bytes, blocks: bytes) -> bytes:
    """The inverse of `sm4_encrypt_blocks`, with the same refusals."""
    decryptor = _sm4_blocks(key, blocks).decryptor()
    return decryptor.update(blocks) + decryptor.finalize()


def _sm4_blocks(key: bytes, blocks: bytes) -> Cipher[modes.ECB]:
    if len(key) != 16:
        raise CipherError("key_length", "SM4密钥应为16字节")
    if len(blocks) % 16:
        raise CipherError("block_length", "SM4数据长度应为16字节的整数倍")
    return Cipher(SM4(key), modes.ECB())  # noqa: S305 - bare blocks, only to check SM4 against GB/T 32907

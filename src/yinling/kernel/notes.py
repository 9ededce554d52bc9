"""Signed notes, verifier keys, checkpoints and log proofs, as texts that read one way only.

Formats: c2sp.org/signed-note (Ed25519, type 0x01), c2sp.org/tlog-checkpoint, c2sp.org/tlog-cosignature
(Ed25519, type 0x04), c2sp.org/tlog-proof. Whatever a parser accepts it would write back byte for byte: other
spellings of the same base64, leading zeroes, carriage returns and the like are refused.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from yinling.kernel import signing
from yinling.kernel.merkle import EMPTY_ROOT, HASH_BYTES

LOG_KEY = 0x01
WITNESS_KEY = 0x04
LARGEST_NOTE = 1_000_000
MOST_SIGNATURES = 64
_DASH = "\u2014 "
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_PROOF_HEADER = "c2sp.org/tlog-proof@v1"
_MOST_HASHES = 63


class NoteError(ValueError):
    """A text is not what it should be. `code` is `form`, `key` or `signature`; the text is Chinese."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class VerifierKey:
    """A public key under a name; the key id binds name, kind (`LOG_KEY`, `WITNESS_KEY`) and key together."""

    name: str
    kind: int
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name || newline || kind || public key)."""
        return sha256(self.name.encode() + b"\n" + bytes((self.kind,)) + self.public_key).digest()[:4]

    def __str__(self) -> str:
        encoded = base64.b64encode(bytes((self.kind,)) + self.public_key).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{encoded}"


@dataclass(frozen=True)
class NoteSignature:
    """One signature line: who claims to have signed, and the signature's bytes without the key id."""

    name: str
    key_id: bytes
    content: bytes


@dataclass(frozen=True)
class Note:
    """A text, ending in a newline, and the signatures under it. Nothing is checked yet."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def __bytes__(self) -> bytes:
        lines = [
            f"{_DASH}{line.name} {base64.b64encode(line.key_id + line.content).decode('ascii')}\n"
            for line in self.signatures
        ]
        return f"{self.text}\n{''.join(lines)}".encode()


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself at one size: its origin, the number of leaves, the root over them."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode("ascii"), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True)
class LogProof:
    """A leaf's place in a log: index, inclusion proof, the checkpoint's note; `extra` is not authenticated."""

    extra: bytes
    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes

    def __bytes__(self) -> bytes:
        lines = [_PROOF_HEADER]
        if self.extra:
            lines.append(f"extra {base64.b64encode(self.extra).decode('ascii')}")
        lines.append(f"index {self.index}")
        lines.extend(base64.b64encode(value).decode("ascii") for value in self.hashes)
        return "".join(f"{line}\n" for line in (*lines, "")).encode() + self.checkpoint


def parse_key(text: str) -> VerifierKey:
    """Read `name+key id in hex+base64(kind || public key)`. Raises NoteError `key`."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not _is_key_name(parts[0]):
        raise NoteError("key", "验证密钥应写成“名称+编号+公钥”")
    try:
        content = _unbase64(parts[2])
    except NoteError:
        raise NoteError("key", "验证密钥的公钥部分不是规范的base64") from None
    if content[:1] not in {bytes((LOG_KEY,)), bytes((WITNESS_KEY,))}:
        raise NoteError("key", "验证密钥的种类不受支持")
    key = VerifierKey(parts[0], content[0], content[1:])
    if str(key) != text:
        raise NoteError("key", "验证密钥的编号与公钥不符")
    try:
        signing.check_public_key(key.public_key)
    except signing.SignatureRefused as refused:
        raise NoteError("key", str(refused)) from None
    return key


def parse_note(content: bytes) -> Note:
    """Take a note apart into text and signature lines. Raises NoteError `form`."""
    text = _note_text(content)
    body, separator, lines = text.rpartition("\n\n")
    if not separator or not lines.endswith("\n"):
        raise NoteError("form", "签名文本缺少签名部分")
    signatures = tuple(_parse_signature(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MOST_SIGNATURES:
        raise NoteError("form", f"签名多于{MOST_SIGNATURES}个")
    return Note(f"{body}\n", signatures)


def sign_note(text: str, *, name: str, seed: bytes) -> Note:
    """Sign a text, which must end in a newline, as the log `name`. Raises NoteError `form` or `key`."""
    key = VerifierKey(name, LOG_KEY, signing.public_key_of(seed))
    if not _is_key_name(name):
        raise NoteError("key", "签名者名称为空，或含有空白或加号")
    if not text.endswith("\n"):
        raise NoteError("form", "待签文本应以换行结尾")
    _note_text(text.encode())
    return Note(text, (NoteSignature(name, key.key_id, signing.sign(text.encode(), seed=seed)),))


def cosign_note(note: Note, *, name: str, seed: bytes, timestamp: int) -> Note:
    """Add a witness's cosignature of `timestamp` (seconds since 1970). Raises NoteError `form` or `key`."""
    if not _is_key_name(name):
        raise NoteError("key", "签名者名称为空，或含有空白或加号")
    if not 0 <= timestamp < 2**63:
        raise NoteError("form", "见证时间超出范围")
    key = VerifierKey(name, WITNESS_KEY, signing.public_key_of(seed))
    signature = signing.sign(_cosigned(note.text, timestamp), seed=seed)
    line = NoteSignature(name, key.key_id, timestamp.to_bytes(8, "big") + signature)
    return Note(note.text, (*note.signatures, line))


def signers(note: Note, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Those of `keys` that have signed the note. Signatures of other keys are passed over, as specified.

    Raises NoteError `signature` when a line claims one of `keys` and does not hold.
    """
    known = {(key.name, key.key_id): key for key in keys}
    found: dict[VerifierKey, None] = {}
    for line in note.signatures:
        key = known.get((line.name, line.key_id))
        if key is not None:
            _check_signature(note, line, key)
            found[key] = None
    return tuple(found)


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint's text (a note's, without signatures). Raises NoteError `form`."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):
        raise NoteError("form", "检查点应有来源、大小和根三行")
    checkpoint = Checkpoint(lines[0], _number(lines[1]), _hash(lines[2]), tuple(lines[3:]))
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise NoteError("form", "空日志的根不对")
    return checkpoint


def parse_log_proof(content: bytes) -> LogProof:
    """Read a `.tlog-proof` file. Raises NoteError `form`; the checkpoint inside is not looked into."""
    head, separator, checkpoint = content.partition(b"\n\n")
    if not separator or len(content) > LARGEST_NOTE:
        raise NoteError("form", "证明文件缺少检查点，或过大")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise NoteError("form", "证明文件的前半部分不是ASCII文本") from None
    if lines.pop(0) != _PROOF_HEADER:
        raise NoteError("form", "不是 c2sp.org/tlog-proof@v1 证明文件")
    extra = b""
    if lines and lines[0].startswith("extra "):
        extra = _unbase64(lines.pop(0).removeprefix("extra "))
        if not extra:
            raise NoteError("form", "附加数据是空的")
    if not lines or not lines[0].startswith("index "):
        raise NoteError("form", "证明文件缺少序号")
    index = _number(lines.pop(0).removeprefix("index "))
    if len(lines) > _MOST_HASHES:
        raise NoteError("form", "证明里的散列值过多")
    return LogProof(extra, index, tuple(_hash(line) for line in lines), checkpoint)


def _note_text(content: bytes) -> str:
    if len(content) > LARGEST_NOTE:
        raise NoteError("form", "文本过大")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteError("form", "文本不是UTF-8") from None
    if any(character < " " and character != "\n" for character in text):
        raise NoteError("form", "文本含有控制字符")
    return text


def _parse_signature(line: str) -> NoteSignature:
    name, separator, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not separator or not _is_key_name(name):
        raise NoteError("form", "签名行不是“— 名称 签名”")
    content = _unbase64(encoded)
    if len(content) < 5:
        raise NoteError("form", "签名行太短")
    return NoteSignature(name, content[:4], content[4:])


def _check_signature(note: Note, line: NoteSignature, key: VerifierKey) -> None:
    message, signature = note.text.encode(), line.content
    if key.kind == WITNESS_KEY:
        timestamp, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        if timestamp >= 2**63:
            raise NoteError("signature", f"{key.name} 的见证时间超出范围")
        message = _cosigned(note.text, timestamp)
    try:
        signing.verify(message, signature, public_key=key.public_key)
    except signing.SignatureRefused as refused:
        raise NoteError("signature", f"{key.name} 的签名不成立：{refused}") from None


def _cosigned(text: str, timestamp: int) -> bytes:
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


def _is_key_name(name: str) -> bool:
    """Not empty, no plus, no space of any kind, nothing that UTF-8 cannot carry."""
    return bool(name) and not any(c == "+" or c.isspace() or c < " " or "\ud800" <= c <= "\udfff" for c in name)


def _number(text: str) -> int:
    if not _DECIMAL.fullmatch(text) or int(text) >= 2**63:
        raise NoteError("form", "数字的写法不对")
    return int(text)


def _hash(text: str) -> bytes:
    value = _unbase64(text)
    if len(value) != HASH_BYTES:
        raise NoteError("form", f"散列值应为{HASH_BYTES}字节")
    return value


def _unbase64(text: str) -> bytes:
    """Standard base64 with padding (RFC 4648, 4), and only in the one way it can be written."""
    try:
        value = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise NoteError("form", "不是规范的base64") from None
    if base64.b64encode(value).decode("ascii") != text:
        raise NoteError("form", "不是规范的base64")
    return value

"""Service receipts: what a row of the journal commits to, and checking a receipt file offline.

A receipt is a `.tlog-proof` file (c2sp.org/tlog-proof) whose `extra` is canonical JSON
`{"body": {..}, "header": {..}, "salt": hex}`. It carries no key: whoever checks it brings a trust policy.
It is checked in four parts, and refused with the name of the first that fails:

    form       it does not read as a receipt
    content    the body is not the one the header commits to
    proof      the header is not a leaf of the log that the checkpoint describes
    signature  the checkpoint is not one that the policy trusts
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from yinling.kernel.canonical import LARGEST_INTEGER, canonical_json
from yinling.kernel.merkle import ProofError, leaf_hash, verify_inclusion
from yinling.kernel.notes import (
    LogProof,
    Note,
    NoteError,
    parse_checkpoint,
    parse_log_proof,
    parse_note,
)
from yinling.kernel.trust import Endorsed, NotTrusted, endorse, parse_policy

SALT_BYTES = 32
_quoted = json.encoder.encode_basestring  # escapes exactly what RFC 8785 (3.2.2.2) does
_HEADER_FIELDS = frozenset({"sequence", "kind", "subject", "actor", "role", "at", "commitment"})
_HEX_32 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z", re.ASCII)


class Part(StrEnum):
    """The parts of a receipt, in the order in which they are checked."""

    FORM = "form"
    CONTENT = "content"
    PROOF = "proof"
    SIGNATURE = "signature"


_MEANS = {
    Part.FORM: "格式不对：这不是一份完整的服务凭证",
    Part.CONTENT: "内容被改动：凭证里的服务内容与登记时不一致",
    Part.PROOF: "存证不符：日志里没有这样一条登记",
    Part.SIGNATURE: "签名不可信：检查点没有得到信任文件里的日志和见证方认可",
}


class ReceiptRefused(ValueError):
    """A receipt is not genuine. `part` is the first that fails; the text says in Chinese what that means."""

    def __init__(self, part: Part, detail: str) -> None:
        super().__init__(f"{_MEANS[part]}（{detail}）。")
        self.part = part
        self.code = part.value


@dataclass(frozen=True, kw_only=True)
class Header:
    """One row of the journal without its body; all of it is in the leaf.

    `actor` is an account's public id, `system`, or empty when nobody was signed in. `at` is UTC. `commitment`
    is what the function of that name gives for salt and body.
    """

    sequence: int
    kind: str
    subject: UUID
    actor: str
    role: str
    at: datetime
    commitment: bytes

    def leaf_data(self) -> bytes:
        """What the leaf is hashed from: the whole header as canonical JSON (RFC 8785).

        Written out for the sealer, which does this for every row: five times as fast as `canonical_json` of
        `plain()`, and the same bytes (a property test holds the two together).
        """
        return (
            f'{{"actor":{_quoted(self.actor)},"at":"{moment_text(self.at)}",'
            f'"commitment":"{self.commitment.hex()}","kind":{_quoted(self.kind)},"role":{_quoted(self.role)},'
            f'"sequence":{self.sequence},"subject":"{self.subject}"}}'
        ).encode()

    def plain(self) -> dict[str, str | int]:
        """The header in JSON's own types; the moment in RFC 3339 with microseconds and Z."""
        return {
            "sequence": self.sequence,
            "kind": self.kind,
            "subject": str(self.subject),
            "actor": self.actor,
            "role": self.role,
            "at": moment_text(self.at),
            "commitment": self.commitment.hex(),
        }


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A genuine receipt: what was recorded, at which place of the log, and who vouches for it."""

    header: Header
    body: Mapping[str, object]
    index: int
    endorsed: Endorsed


def commitment(salt: bytes, body: bytes) -> bytes:
    """SHA-256 over 32 bytes of salt and the canonical body: binding, and silent once both are erased."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"盐应为{SALT_BYTES}字节")
    return sha256(salt + body).digest()


def moment_text(moment: datetime) -> str:
    """An aware moment as `2026-11-22T01:30:00.000000Z`, UTC (RFC 3339)."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def make_receipt(
    header: Header, *, salt: bytes, body: bytes, index: int, hashes: tuple[bytes, ...], checkpoint: bytes
) -> bytes:
    """The receipt file. Nothing is checked here: what does not fit together is refused when verified."""
    extra = canonical_json({"header": header.plain(), "body": json.loads(body), "salt": salt.hex()})
    return bytes(LogProof(extra, index, hashes, checkpoint))


def verify_receipt(content: bytes, policy_text: bytes) -> Receipt:
    """Check a receipt file against a trust policy (c2sp.org/tlog-policy), offline.

    Raises ReceiptRefused; PolicyError when the policy file itself cannot be used.
    """
    policy = parse_policy(policy_text)
    proof, note, header, body, salt = _check_form(content)
    if commitment(salt, canonical_json(body)) != header.commitment:
        raise ReceiptRefused(Part.CONTENT, "摘要与内容不符")
    _check_proof(proof, note, header)
    try:
        endorsed = endorse(note, policy)
    except (NotTrusted, NoteError) as error:
        raise ReceiptRefused(Part.SIGNATURE, str(error)) from None
    return Receipt(header=header, body=body, index=proof.index, endorsed=endorsed)


def _check_form(content: bytes) -> tuple[LogProof, Note, Header, Mapping[str, object], bytes]:
    try:
        proof = parse_log_proof(content)
        note = parse_note(proof.checkpoint)
        parse_checkpoint(note.text)
    except NoteError as error:
        raise ReceiptRefused(Part.FORM, str(error)) from None
    return proof, note, *_read_extra(proof.extra)


def _check_proof(proof: LogProof, note: Note, header: Header) -> None:
    checkpoint = parse_checkpoint(note.text)
    leaf = leaf_hash(header.leaf_data())
    try:
        verify_inclusion(proof.index, checkpoint.size, leaf, list(proof.hashes), checkpoint.root)
    except ProofError as error:
        raise ReceiptRefused(Part.PROOF, str(error)) from None


def _read_extra(extra: bytes) -> tuple[Header, Mapping[str, object], bytes]:
    try:
        content = json.loads(extra.decode("utf-8"))
        written = canonical_json(content)
    except (
        ValueError,
        RecursionError,
    ):  # no UTF-8, no JSON, numbers too long, nested too deep, no canonical form
        raise ReceiptRefused(Part.FORM, "附加数据不是规范的JSON") from None
    if written != extra:
        raise ReceiptRefused(Part.FORM, "附加数据不是规范写法")
    if not isinstance(content, dict) or set(content) != {"header", "body", "salt"}:
        raise ReceiptRefused(Part.FORM, "附加数据应有 header、body、salt 三项")
    body = content["body"]
    if not isinstance(body, dict):
        raise ReceiptRefused(Part.FORM, "服务内容不是JSON对象")
    return _read_header(content["header"]), body, _read_hash(content["salt"])


def _read_header(header: object) -> Header:
    if not isinstance(header, dict) or set(header) != _HEADER_FIELDS:
        raise ReceiptRefused(Part.FORM, "登记信息的项目不对")
    sequence = header["sequence"]
    if type(sequence) is not int or not 0 < sequence <= LARGEST_INTEGER:
        raise ReceiptRefused(Part.FORM, "登记序号不对")
    texts = {name: header[name] for name in ("kind", "actor", "role")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise ReceiptRefused(Part.FORM, "登记信息应为文字")
    return Header(
        sequence=sequence,
        **texts,
        subject=_read_subject(header["subject"]),
        at=_read_moment(header["at"]),
        commitment=_read_hash(header["commitment"]),
    )


def _read_subject(text: object) -> UUID:
    try:
        subject = UUID(text) if isinstance(text, str) else None
    except ValueError:
        subject = None
    if subject is None or str(subject) != text:
        raise ReceiptRefused(Part.FORM, "登记对象的编号不对")
    return subject


def _read_moment(text: object) -> datetime:
    if isinstance(text, str) and _MOMENT.fullmatch(text):
        try:
            return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        except ValueError:
            pass  # a date like 30 February: refused below, with the other wrong forms
    raise ReceiptRefused(Part.FORM, "登记时间的写法不对")


def _read_hash(text: object) -> bytes:
    if not isinstance(text, str) or not _HEX_32.fullmatch(text):
        raise ReceiptRefused(Part.FORM, "摘要或盐的写法不对")
    return bytes.fromhex(text)

"""Receipts, policies and codes, genuine and hostile: what the checks in Python and in the browser must agree on.

Named after what is wrong with each. Every case is bytes of a receipt file and bytes of a policy file.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.kernel.test_receipts import BODY, GENUINE, HEADER, LOG, POLICY, SALT, SEED, WITNESS, WITNESS_SEED, made
from yinling.kernel.canonical import canonical_json
from yinling.kernel.merkle import EMPTY_ROOT, Frontier, leaf_hash
from yinling.kernel.notes import (
    LOG_KEY,
    Checkpoint,
    LogProof,
    NoteSignature,
    VerifierKey,
    cosign_note,
    parse_log_proof,
    parse_note,
    sign_note,
)
from yinling.kernel.receipts import commitment
from yinling.kernel.signing import public_key_of

_ORDER = 2**252 + 27742317777372353535851937790883648493
_OTHER_SEED = b"\x09" * 32
_OTHER = VerifierKey(LOG.name, LOG_KEY, public_key_of(_OTHER_SEED))
_PROOF = parse_log_proof(GENUINE)
_NOTE = parse_note(_PROOF.checkpoint)


@dataclass(frozen=True)
class Case:
    """One receipt file brought to one policy file."""

    name: str
    file: bytes
    policy: bytes = POLICY


def cases() -> list[Case]:
    """All of them; the same at every call."""
    return [*_genuine(), *_cut(), *_flipped(), *_of_form(), *_of_header(), *_of_proof(), *_signed(), *_policies()]


def codes() -> list[tuple[str, str]]:
    """Digits of QR codes by a name: whole ones, and ones with a digit changed, lost, swapped or added."""
    from yinling.kernel.receipt_codes import pack_receipt

    whole, chance = pack_receipt(GENUINE), Random(20261123)
    found = [
        ("whole", whole),
        ("empty", ""),
        ("letters", "12a4"),
        ("zero", "0"),
        ("one", "001"),
        ("long", "1" * 100_001),
    ]
    found += [(f"cut at {at}", whole[:at]) for at in range(1, len(whole), 61)]
    found += [(f"with {more}", whole + more) for more in ("0", "00", "000", "0" * 34)]
    for at in range(0, len(whole), 9):
        other = str((int(whole[at]) + 1 + chance.randrange(9)) % 10)
        found.append((f"digit {at}", whole[:at] + other + whole[at + 1 :]))
    return found


def _genuine() -> Iterator[Case]:
    yield Case("genuine", GENUINE)
    for index, size in ((0, 1), (0, 2), (1, 2), (2, 3), (6, 7), (255, 256), (256, 257), (299, 300)):
        yield Case(f"genuine {index} of {size}", made(index=index, size=size))
    rich = {"text": 'a"\\\b\f\n\r\t\x01\u2028\x7f', "numbers": [0, -1, 1.5, 1e21, 1e-7, 5e-324, 2**53 - 1], "键": None}
    rich |= {"\U0001f600": True, "\ufb33": False, "__proto__": {"a": []}, "constructor": "b", "10": 1, "9": 2}
    yield Case("genuine with rich body", _resealed(rich))
    cosigned = cosign_note(_NOTE, name=WITNESS.name, seed=WITNESS_SEED, timestamp=1_790_000_000)
    policy = f"log {LOG}\nwitness w {WITNESS}\nquorum w\n".encode()
    yield Case("genuine with witness", _with(checkpoint=bytes(cosigned)), policy)
    yield Case("witness missing", GENUINE, policy)


def _cut() -> Iterator[Case]:
    for at in (0, 1, 10, 40, 100, 400, len(GENUINE) // 2, len(GENUINE) - 60, len(GENUINE) - 2, len(GENUINE) - 1):
        yield Case(f"cut off at {at}", GENUINE[:at])
    yield Case("huge", GENUINE + b"x" * 1_000_001)
    yield Case("huge line", b"c2sp.org/tlog-proof@v1\nextra " + b"A" * 900_000 + b"\nindex 1\n\n" + _PROOF.checkpoint)
    yield Case("twice", GENUINE + GENUINE)
    yield Case("not utf-8", _with(checkpoint=b"\xff" + _PROOF.checkpoint))
    yield Case("utf-8 of a surrogate", _with(checkpoint=b"\xed\xa0\x80" + _PROOF.checkpoint))
    yield Case("byte order mark", b"\xef\xbb\xbf" + GENUINE)
    yield Case("byte order mark in extra", _with(extra=b"\xef\xbb\xbf" + _PROOF.extra))
    yield Case("carriage returns", GENUINE.replace(b"\n", b"\r\n"))


def _flipped() -> Iterator[Case]:
    """One bit of every few bytes: every region of the file is hit many times over."""
    chance = Random(4)
    for at in range(0, len(GENUINE), 5):
        flipped = bytearray(GENUINE)
        flipped[at] ^= 1 << chance.randrange(8)
        yield Case(f"bit flipped in byte {at}", bytes(flipped))
    for at in range(0, len(_PROOF.extra), 11):
        flipped = bytearray(_PROOF.extra)
        flipped[at] ^= 1 << chance.randrange(7)
        yield Case(f"bit flipped in extra {at}", _with(extra=bytes(flipped)))


def _of_form() -> Iterator[Case]:
    yield Case("no extra", _with(extra=b""))
    for text in (
        "null",
        "[]",
        "{}",
        "1",
        '"a"',
        '{"body":{},"header":{}}',
        "[" * 5000,
        "{" * 5000,
        "NaN",
        "-0",
        "1e400",
    ):
        yield Case(f"extra {text[:20]}", _with(extra=text.encode()))
    plain = json.loads(_PROOF.extra)
    yield Case("extra with spaces", _with(extra=json.dumps(plain).encode()))
    yield Case("extra with another field", _with(extra=canonical_json(plain | {"more": 1})))
    yield Case("body is a list", _with(extra=canonical_json(plain | {"body": []})))
    yield Case("doubled key", _with(extra=_PROOF.extra.replace(b'{"body":', b'{"body":1,"body":', 1)))
    for number in (
        "9007199254740992",
        "9007199254740993",
        "-9007199254740992",
        "1" + "0" * 5000,
        "1e21",
        "1.0",
        "100e18",
    ):
        yield Case(
            f"number {number[:20]}",
            _with(extra=_PROOF.extra.replace(b'{"body":{', b'{"body":{"a":%s,' % number.encode())),
        )
    yield Case("lone surrogate", _with(extra=_PROOF.extra.replace(b'{"body":{', b'{"body":{"a":"\\ud800",')))
    deep = b"[" * 199 + b"]" * 199
    yield Case("as deep as can be", _resealed({"a": json.loads(b"[" * 197 + b"]" * 197)}))
    yield Case("too deep", _with(extra=_PROOF.extra.replace(b'{"body":{', b'{"body":{"a":' + deep + b",")))
    for salt in ("", "00", "0" * 63, "A" * 64, "0" * 65, 5, None):
        yield Case(f"salt {salt}", _with(extra=canonical_json(plain | {"salt": salt})))
    yield Case("other salt", _with(extra=canonical_json(plain | {"salt": "0" * 64})))
    yield Case("other body", _with(extra=canonical_json(plain | {"body": BODY | {"item": "上门助浴"}})))


def _of_header() -> Iterator[Case]:
    plain = json.loads(_PROOF.extra)
    wrong = {
        "sequence": [0, -1, 1.5, True, "41", None, 42, 1e21, 2**53 - 1],
        "kind": [5, None, "delivery.other", ""],
        "actor": [None, ["a"], "", "\u0000"],
        "role": [{}, "officer"],
        "subject": [5, "", HEADER.subject.hex, str(HEADER.subject).upper(), f"{{{HEADER.subject}}}", "g" + str(HEADER.subject)[1:]],
        "at": [
            5, "", "2026-11-22T01:30:00Z", "2026-02-30T01:30:00.000000Z", "2028-02-29T01:30:00.000000Z",
            "2100-02-29T01:30:00.000000Z", "0000-01-01T00:00:00.000000Z", "0001-01-01T00:00:00.000000Z",
            "2026-11-22T24:00:00.000000Z", "2026-11-22T23:60:00.000000Z", "2026-11-22T23:59:60.000000Z",
            "2026-13-01T00:00:00.000000Z", "2026-11-22T01:30:00.000000Z\n", "２026-11-22T01:30:00.000000Z",
        ],
        "commitment": ["0" * 64, "0" * 63, 5, "Z" * 64],
    }  # fmt: skip
    for name, values in wrong.items():
        for value in values:
            yield Case(
                f"header {name} {value!r}"[:60],
                _with(extra=_extra(plain | {"header": plain["header"] | {name: value}})),
            )
        less = {key: value for key, value in plain["header"].items() if key != name}
        yield Case(f"header without {name}", _with(extra=_extra(plain | {"header": less})))
    yield Case("header with more", _with(extra=_extra(plain | {"header": plain["header"] | {"more": 1}})))


def _of_proof() -> Iterator[Case]:
    hashes = _PROOF.hashes
    yield Case("proof swapped", _with(hashes=(hashes[1], hashes[0], *hashes[2:])))
    yield Case("proof of another leaf", _with(hashes=parse_log_proof(made(index=36)).hashes))
    yield Case("proof turned round", _with(hashes=hashes[::-1]))
    yield Case("proof shorter", _with(hashes=hashes[:-1]))
    yield Case("proof longer", _with(hashes=(*hashes, hashes[0])))
    yield Case("proof empty", _with(hashes=()))
    yield Case("proof of 64", _with(hashes=(hashes[0],) * 64))
    yield Case("proof of 63", _with(hashes=(hashes[0],) * 63))
    for index in (0, 36, 38, 299, 300, 2**62, 2**63 - 1):
        yield Case(f"index {index}", _with(index=index))
    for text in (b"037", b"-1", b"+37", b"37 ", b"9223372036854775808", b"99999999999999999999", b"", "３７".encode()):
        yield Case(f"index {text!r}", GENUINE.replace(b"index 37", b"index " + text))
    short = base64.b64encode(hashes[0][:31])
    yield Case("hash too short", GENUINE.replace(base64.b64encode(hashes[0]), short))
    yield Case("hash in other base64", GENUINE.replace(base64.b64encode(hashes[0]), base64.b64encode(hashes[0])[:-1]))


def _signed() -> Iterator[Case]:
    root = Frontier()
    list(root.extend([leaf_hash(HEADER.leaf_data())]))
    size_0 = sign_note(str(Checkpoint(LOG.name, 0, EMPTY_ROOT)), name=LOG.name, seed=SEED)
    yield Case("size 0", _with(index=0, hashes=(), checkpoint=bytes(size_0)))
    wrong_0 = sign_note(str(Checkpoint(LOG.name, 0, root.root)), name=LOG.name, seed=SEED)
    yield Case("size 0 with a root", _with(index=0, hashes=(), checkpoint=bytes(wrong_0)))
    text = _NOTE.text
    yield Case("wrong key", _with(checkpoint=bytes(sign_note(text, name=LOG.name, seed=_OTHER_SEED))))
    yield Case("other name", _with(checkpoint=bytes(sign_note(text, name="other.example", seed=SEED))))
    line = _NOTE.signatures[0]
    yield Case("same key id, other key", _with(checkpoint=_relined(replace(line, content=b"\x01" * 64))))
    s = int.from_bytes(line.content[32:], "little") + _ORDER
    yield Case(
        "signature made malleable",
        _with(checkpoint=_relined(replace(line, content=line.content[:32] + s.to_bytes(32, "little")))),
    )
    yield Case("signature too short", _with(checkpoint=_relined(replace(line, content=line.content[:-1]))))
    yield Case("signature too long", _with(checkpoint=_relined(replace(line, content=line.content + b"\0"))))
    yield Case("signed twice", _with(checkpoint=_relined(line, line)))
    yield Case("one good, one bad line", _with(checkpoint=_relined(line, replace(line, content=b"\x01" * 64))))
    stranger = NoteSignature("stranger.example", b"abcd", b"?" * 70)
    yield Case("a stranger's line too", _with(checkpoint=_relined(stranger, line)))
    yield Case("64 lines", _with(checkpoint=_relined(line, *[stranger] * 63)))
    yield Case("65 lines", _with(checkpoint=_relined(line, *[stranger] * 64)))
    for odd in ("\u3000", "\x85", "\u200b", "\ufeff", "\x7f", "+", "\t"):
        yield Case(f"name with {odd!r}", _with(checkpoint=_relined(replace(stranger, name=f"a{odd}b"), line)))
    for old, new in (
        ("\n300\n", "\n0300\n"),
        ("\n300\n", "\n301\n"),
        ("\n300\n", "\n\n300\n"),
        (text, text + "more\n"),
        (text, text[:-1]),
    ):
        yield Case(f"checkpoint {new[-9:]!r}", _with(checkpoint=_PROOF.checkpoint.replace(old.encode(), new.encode())))


def _policies() -> Iterator[Case]:
    key = f"log {LOG}\n"
    texts = [
        "", "\n", key, "quorum none\n", key + "quorum none", f"log {_OTHER}\nquorum none\n", key + key + "quorum none\n",
        key + "quorum none\nquorum none\n", key + "quorum some\n", f"# note\n\t {key}\t quorum \t none \n",
        f"log {LOG} https://log.example\nquorum none\n", f"log {LOG} a b\nquorum none\n", "log x+00000000+AAAA\nquorum none\n",
        f"log {WITNESS}\nquorum none\n", key + f"witness w {LOG}\nquorum w\n", key + f"witness none {WITNESS}\nquorum none\n",
        key + f"witness w {WITNESS}\ngroup g any w\nquorum g\n", key + f"witness w {WITNESS}\ngroup g 2 w\nquorum g\n",
        key + f"witness w {WITNESS}\ngroup g constructor w\nquorum g\n", key + "group g all x\nquorum g\n",
        key + f"witness w {WITNESS}\ngroup g all w w\nquorum g\n", key + f"witness w {WITNESS}\nwitness v {WITNESS}\nquorum none\n",
        key.replace(LOG.name, "a\u3000b") + "quorum none\n", key + "nonsense\nquorum none\n", key + "quorum none\r\n",
        f"log {LOG}x\nquorum none\n", key + "quorum none # why\n", key * 4000, f"log {str(LOG).replace('+', '-')}\nquorum none\n",
    ]  # fmt: skip
    for number, text in enumerate(texts):
        yield Case(f"policy {number}", GENUINE, text.encode())
    yield Case("policy with other bytes", GENUINE, POLICY + b"# \xff\xfe\n")
    yield Case(
        "policy with a name of other bytes",
        GENUINE,
        key.encode() + f"witness \xff {WITNESS}\n".encode("latin-1") + b"quorum \xff\n",
    )
    small = base64.b64encode(b"\x01" + bytes([1]) + bytes(31)).decode()
    yield Case("policy with a key of small order", GENUINE, f"log a+00000000+{small}\nquorum none\n".encode())


def _with(**changed: object) -> bytes:
    return bytes(replace(_PROOF, **changed))  # type: ignore[arg-type]  # the fields of LogProof


def _relined(*lines: NoteSignature) -> bytes:
    return bytes(replace(_NOTE, signatures=lines))


def _resealed(body: object) -> bytes:
    """A genuine receipt of another body."""
    return made(replace(HEADER, commitment=commitment(SALT, canonical_json(body))), body)


def _extra(content: object) -> bytes:
    return canonical_json(content)


__all__ = ["Case", "LogProof", "cases", "codes"]

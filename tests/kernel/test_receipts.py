"""A receipt: genuine as made, refused after any change, with the first part that fails."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.kernel.canonical import canonical_json
from yinling.kernel.merkle import Frontier, inclusion_proof, leaf_hash
from yinling.kernel.notes import (
    LOG_KEY,
    WITNESS_KEY,
    Checkpoint,
    LogProof,
    VerifierKey,
    cosign_note,
    parse_log_proof,
    parse_note,
    sign_note,
)
from yinling.kernel.receipts import (
    Header,
    Part,
    Receipt,
    ReceiptRefused,
    commitment,
    make_receipt,
    moment_text,
    verify_receipt,
)
from yinling.kernel.signing import public_key_of
from yinling.kernel.trust import Endorsed, PolicyError

SEED, WITNESS_SEED = bytes(range(32)), b"\7" * 32
LOG = VerifierKey("yinling.local/journal", LOG_KEY, public_key_of(SEED))
WITNESS = VerifierKey("witness.example", WITNESS_KEY, public_key_of(WITNESS_SEED))
POLICY = f"log {LOG}\nquorum none\n".encode()
SALT = b"\5" * 32
BODY = {"item": "上门巡访", "person_name": "李桂芳", "subject": "3f0d6c52-8f5e-4d7a-9a55-1d2a3a0f4c11"}
HEADER = Header(
    sequence=41,
    kind="delivery.service_confirmed",
    subject=UUID(BODY["subject"]),
    actor="0b8b8a36-0f0d-4a39-8a7e-6c1d9a4c2f10",
    role="worker",
    at=datetime(2026, 11, 22, 1, 30, 0, 5, tzinfo=UTC),
    commitment=commitment(SALT, canonical_json(BODY)),
)


def made(header: Header = HEADER, body: object = BODY, index: int = 37, size: int = 300) -> bytes:
    """A receipt in a log of 300 rows, of which row 37 is the header."""
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    leaves[index] = leaf_hash(header.leaf_data())
    tiles: dict[tuple[int, int], bytes] = {}
    frontier = Frontier()
    for tile, _, value in frontier.extend(leaves):
        tiles[tile] = tiles.get(tile, b"") + value
    note = sign_note(str(Checkpoint(LOG.name, size, frontier.root)), name=LOG.name, seed=SEED)
    hashes = inclusion_proof(index, size, lambda level, number: tiles[level, number])
    return make_receipt(
        header,
        salt=SALT,
        body=canonical_json(body),
        index=index,
        hashes=tuple(hashes),
        checkpoint=bytes(note),
    )


GENUINE = made()


def refused(content: bytes, policy: bytes = POLICY) -> Part:
    with pytest.raises(ReceiptRefused) as caught:
        verify_receipt(content, policy)
    assert caught.value.code == caught.value.part.value
    assert str(caught.value).endswith("）。")
    return caught.value.part


def with_extra(**changes: object) -> bytes:
    """The genuine receipt with other extra data, spelt canonically."""
    proof = parse_log_proof(GENUINE)
    extra = json.loads(proof.extra) | changes
    return bytes(replace(proof, extra=canonical_json(extra)))


def header_with(**changes: object) -> dict[str, object]:
    return HEADER.plain() | changes


def test_a_genuine_receipt_says_what_was_recorded() -> None:
    receipt = verify_receipt(GENUINE, POLICY)
    assert receipt == Receipt(
        header=HEADER, body=BODY, index=37, endorsed=Endorsed(receipt.endorsed.checkpoint, LOG, ())
    )
    assert (receipt.endorsed.checkpoint.origin, receipt.endorsed.checkpoint.size) == (LOG.name, 300)


def test_it_carries_no_key() -> None:
    assert LOG.public_key not in GENUINE
    assert base64.b64encode(bytes((LOG_KEY,)) + LOG.public_key) not in GENUINE
    assert LOG.public_key.hex().encode() not in parse_log_proof(GENUINE).extra


def test_the_leaf_is_the_whole_header() -> None:
    assert HEADER.leaf_data() == (
        b'{"actor":"0b8b8a36-0f0d-4a39-8a7e-6c1d9a4c2f10","at":"2026-11-22T01:30:00.000005Z","commitment":"'
        + HEADER.commitment.hex().encode()
        + b'","kind":"delivery.service_confirmed","role":"worker","sequence":41,'
        b'"subject":"3f0d6c52-8f5e-4d7a-9a55-1d2a3a0f4c11"}'
    )


@given(
    st.builds(
        Header,
        sequence=st.integers(1, 2**53 - 1),
        kind=st.text(),
        subject=st.uuids(),
        actor=st.text(),
        role=st.text(),
        at=st.datetimes(timezones=st.just(UTC)),
        commitment=st.binary(min_size=32, max_size=32),
    )
)
def test_the_leaf_is_canonical_json_whatever_the_header_holds(header: Header) -> None:
    assert header.leaf_data() == canonical_json(header.plain())


def test_moments_are_written_in_utc() -> None:
    assert moment_text(datetime.fromisoformat("2026-11-22T09:30:00+08:00")) == "2026-11-22T01:30:00.000000Z"


def test_a_salt_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32"):
        commitment(b"", b"{}")


# Each part by itself, changed so that it still reads well


@pytest.mark.parametrize("name", sorted(HEADER.plain()))
def test_a_changed_header_is_no_leaf(name: str) -> None:
    others = {
        "sequence": 42,
        "kind": "delivery.service_done",
        "subject": "00000000-0000-4000-8000-000000000000",
        "actor": "",
        "role": "officer",
        "at": "2026-11-22T01:30:00.000006Z",
        "commitment": "00" * 32,
    }
    expected = Part.CONTENT if name == "commitment" else Part.PROOF
    assert refused(with_extra(header=header_with(**{name: others[name]}))) is expected


def test_a_changed_body_or_salt_is_not_what_was_committed_to() -> None:
    assert refused(with_extra(body=BODY | {"item": "上门巡访两次"})) is Part.CONTENT
    assert refused(with_extra(body=BODY | {"more": None})) is Part.CONTENT
    assert refused(with_extra(body={})) is Part.CONTENT
    assert refused(with_extra(salt="00" * 32)) is Part.CONTENT


def test_a_body_forged_together_with_its_commitment_is_no_leaf() -> None:
    body = BODY | {"item": "上门巡访两次"}
    forged = commitment(SALT, canonical_json(body)).hex()
    assert refused(with_extra(body=body, header=header_with(commitment=forged))) is Part.PROOF


def test_a_proof_of_another_place_is_refused() -> None:
    proof = parse_log_proof(GENUINE)
    assert refused(bytes(replace(proof, index=36))) is Part.PROOF
    assert refused(bytes(replace(proof, index=300))) is Part.PROOF
    assert refused(bytes(replace(proof, hashes=proof.hashes[:-1]))) is Part.PROOF
    assert refused(bytes(replace(proof, hashes=(*proof.hashes, bytes(32))))) is Part.PROOF


def test_another_log_is_not_trusted() -> None:
    """All of it fits together, but a stranger signed."""
    proof = parse_log_proof(GENUINE)
    strange = sign_note(parse_note(proof.checkpoint).text, name=LOG.name, seed=bytes(32))
    assert refused(bytes(replace(proof, checkpoint=bytes(strange)))) is Part.SIGNATURE
    assert refused(GENUINE, b"quorum none\n") is Part.SIGNATURE


def test_witnesses_are_asked_for_when_the_policy_says_so() -> None:
    policy = f"log {LOG}\nwitness one {WITNESS}\nquorum one\n".encode()
    assert refused(GENUINE, policy) is Part.SIGNATURE
    proof = parse_log_proof(GENUINE)
    note = cosign_note(parse_note(proof.checkpoint), name=WITNESS.name, seed=WITNESS_SEED, timestamp=1)
    witnessed = bytes(replace(proof, checkpoint=bytes(note)))
    assert verify_receipt(witnessed, policy).endorsed.witnesses == ("one",)
    assert verify_receipt(witnessed, POLICY).endorsed.witnesses == ()


def test_an_unusable_policy_is_not_the_receipts_fault() -> None:
    with pytest.raises(PolicyError):
        verify_receipt(GENUINE, b"trust everybody\n")


def test_the_first_part_that_fails_is_named() -> None:
    """Everything is wrong at once, then the earlier parts are put right one by one."""
    wrong_body = json.loads(parse_log_proof(with_extra(body={})).extra)
    proof = parse_log_proof(GENUINE)
    stranger = bytes(sign_note(parse_note(proof.checkpoint).text, name=LOG.name, seed=bytes(32)))
    all_wrong = LogProof(canonical_json(wrong_body), 5, proof.hashes, stranger)
    assert refused(bytes(all_wrong) + b"x") is Part.FORM
    assert refused(bytes(all_wrong)) is Part.CONTENT
    assert refused(bytes(replace(all_wrong, extra=proof.extra))) is Part.PROOF
    assert refused(bytes(replace(proof, checkpoint=stranger))) is Part.SIGNATURE


# What does not read as a receipt


@pytest.mark.parametrize(
    "extra",
    [
        b"x",
        b"[]",
        b"{}",
        b"\xff",
        b"1" * 5000,
        b"[" * 100_000,
        b'{"a":NaN}',
        b'{"body":{},"body":{},"header":{},"salt":""}',
        canonical_json({"body": [], "header": HEADER.plain(), "salt": SALT.hex()}),
        canonical_json({"body": BODY, "header": HEADER.plain(), "salt": SALT.hex(), "key": "x"}),
        canonical_json({"body": BODY, "header": HEADER.plain()}),
        canonical_json({"body": BODY, "header": [], "salt": SALT.hex()}),
        canonical_json({"body": BODY, "header": HEADER.plain(), "salt": SALT.hex().upper().replace("0", "A")}),
        canonical_json({"body": BODY, "header": HEADER.plain(), "salt": SALT.hex()[2:]}),
        canonical_json({"body": BODY, "header": HEADER.plain(), "salt": None}),
        canonical_json({"body": BODY, "header": HEADER.plain(), "salt": SALT.hex()}) + b"\n",
        json.dumps({"body": BODY, "header": HEADER.plain(), "salt": SALT.hex()}).encode(),
        *(
            canonical_json({"body": BODY, "header": header_with(**change), "salt": SALT.hex()})
            for change in (
                {"sequence": 0},
                {"sequence": -1},
                {"sequence": True},
                {"sequence": "41"},
                {"sequence": 41.5},
                {"kind": 1},
                {"actor": None},
                {"role": []},
                {"subject": "3F0D6C52-8F5E-4D7A-9A55-1D2A3A0F4C11"},
                {"subject": "3f0d6c528f5e4d7a9a551d2a3a0f4c11"},
                {"subject": "{3f0d6c52-8f5e-4d7a-9a55-1d2a3a0f4c11}"},
                {"subject": 7},
                {"at": "2026-11-22T01:30:00Z"},
                {"at": "2026-11-22T01:30:00.000005+00:00"},
                {"at": "2026-02-30T01:30:00.000005Z"},
                {"at": "2026-11-22T25:30:00.000005Z"},
                {"at": None},
                {"commitment": "00"},
                {"commitment": "zz" * 32},
                {"more": 1},
            )
        ),
    ],
)
def test_malformed_extra_data_is_a_matter_of_form(extra: bytes) -> None:
    assert refused(bytes(replace(parse_log_proof(GENUINE), extra=extra))) is Part.FORM


@pytest.mark.parametrize("content", [b"", b"\0", b"hello", GENUINE[1:], GENUINE[:-1], GENUINE + b"\n", GENUINE * 2])
def test_other_files_are_a_matter_of_form(content: bytes) -> None:
    assert refused(content) is Part.FORM


def test_every_truncation_is_refused() -> None:
    for end in range(len(GENUINE)):
        with pytest.raises(ReceiptRefused):
            verify_receipt(GENUINE[:end], POLICY)


# Every byte


def regions() -> list[tuple[int, set[Part]]]:
    """The end of each region of the genuine file, and the parts that a change within may be found in."""
    lines = GENUINE.split(b"\n")
    form, proof, sign = {Part.FORM}, {Part.FORM, Part.PROOF}, {Part.FORM, Part.SIGNATURE}
    hashes = len(parse_log_proof(GENUINE).hashes)
    allowed = [form, {Part.FORM, Part.CONTENT, Part.PROOF}, proof, *[proof] * hashes, form]
    allowed += [sign, proof | sign, proof, form, sign, form]
    assert len(allowed) == len(lines)
    found, end = [], 0
    for line, parts in zip(lines, allowed, strict=True):
        end += len(line) + 1
        found.append((end, parts))
    return found


def check_flips(masks: list[int]) -> set[Part]:
    seen, place = set(), 0
    for end, allowed in regions():
        for at in range(place, min(end, len(GENUINE))):
            for mask in masks:
                part = refused(GENUINE[:at] + bytes([GENUINE[at] ^ mask]) + GENUINE[at + 1 :])
                assert part in allowed, (at, mask)
                seen.add(part)
        place = end
    return seen


def test_a_flip_in_every_byte_is_refused_in_the_right_part() -> None:
    assert check_flips([1]) == set(Part)


@pytest.mark.slow  # some ten thousand receipts: every bit, and every byte inverted
def test_a_flip_of_every_bit_is_refused_in_the_right_part() -> None:
    assert check_flips([2, 4, 8, 16, 32, 64, 128, 255]) == set(Part)


@given(st.binary(max_size=200))
def test_no_input_breaks_the_check(content: bytes) -> None:
    assert refused(content) is Part.FORM
    assert refused(b"c2sp.org/tlog-proof@v1\nextra " + content) is Part.FORM

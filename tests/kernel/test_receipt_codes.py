"""The digits of a QR code give back the very file, and nothing else reads as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.test_receipts import GENUINE, POLICY, made
from yinling.kernel.notes import LogProof, NoteError, parse_log_proof
from yinling.kernel.receipt_codes import pack_receipt, unpack_receipt
from yinling.kernel.receipts import ReceiptRefused, verify_receipt

CODE = pack_receipt(GENUINE)


@pytest.mark.parametrize(("index", "size"), [(0, 1), (37, 300), (299, 300)])
def test_the_file_comes_back_byte_for_byte(index, size):
    file = made(index=index, size=size)
    code = pack_receipt(file)
    assert (code.isascii(), code.isdigit(), unpack_receipt(code)) == (True, True, file)


def test_it_is_less_than_the_file_although_digits_are_many():
    bits = len(CODE) * 10 / 3
    assert bits < 8 * len(GENUINE) * 0.7


@given(
    st.builds(
        LogProof,
        extra=st.binary(min_size=1, max_size=300).filter(lambda extra: b"\n" not in extra),
        index=st.integers(0, 2**63 - 1),
        hashes=st.lists(st.binary(min_size=32, max_size=32), max_size=63).map(tuple),
        checkpoint=st.binary(max_size=300),
    )
)
def test_whatever_reads_as_a_log_proof_comes_back(proof):
    file = bytes(proof)
    assert unpack_receipt(pack_receipt(file)) == file


@pytest.mark.parametrize("file", [b"", b"x", GENUINE[:40], b"\n\n", GENUINE.replace(b"\nindex", b"\r\nindex")])
def test_what_is_no_log_proof_is_not_packed(file):
    with pytest.raises(NoteError):
        pack_receipt(file)


def test_what_is_far_too_long_is_not_packed():
    proof = parse_log_proof(GENUINE)
    noise = b"".join(bytes((n * 7919 % 251 + 1, n % 241 + 13)) for n in range(40_000)).replace(b"\n", b"")
    with pytest.raises(NoteError):
        pack_receipt(bytes(LogProof(noise, 0, proof.hashes * 7, noise * 20)))


@given(st.text(max_size=200) | st.text(alphabet="0123456789", max_size=400))
def test_other_texts_are_refused_with_a_sentence(text):
    with pytest.raises(NoteError):
        unpack_receipt(text)


@given(st.integers(0, len(CODE) - 1), st.integers(1, 9))
def test_a_misread_digit_is_never_taken_for_a_genuine_receipt(at, more):
    other = str((int(CODE[at]) + more) % 10)
    try:
        file = unpack_receipt(CODE[:at] + other + CODE[at + 1 :])
    except NoteError:
        return
    with pytest.raises(ReceiptRefused):
        verify_receipt(file, POLICY)

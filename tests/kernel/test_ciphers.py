"""Sealing refuses everything it did not make; the commercial algorithms give the published values."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared
from yinling.kernel.ciphers import (
    Algorithm,
    CipherError,
    DataKey,
    IndexHash,
    KeyRing,
    blind_index,
    hmac_sm3,
    key_id_of,
    open_sealed,
    seal,
    sm3,
    sm4_decrypt_blocks,
    sm4_encrypt_blocks,
    verify_hmac_sm3,
)

AES = DataKey("a1", bytes(range(32)))
SM4_KEY = DataKey("s1", bytes(range(16)), Algorithm.SM4_GCM)
RINGS = [KeyRing((AES, SM4_KEY)), KeyRing((SM4_KEY, AES))]


def refused(sealed: bytes, keys: KeyRing = RINGS[0], context: bytes = b"person.phone") -> str:
    with pytest.raises(CipherError) as caught:
        open_sealed(sealed, keys=keys, context=context)
    return caught.value.code


@pytest.mark.parametrize("keys", RINGS)
@given(plaintext=st.binary(max_size=100), context=st.binary(max_size=20))
def test_what_is_sealed_opens_again(keys: KeyRing, plaintext: bytes, context: bytes) -> None:
    sealed = seal(plaintext, keys=keys, context=context)
    assert open_sealed(sealed, keys=keys, context=context) == plaintext
    assert key_id_of(sealed) == keys.current.key_id


def test_the_layout_is_as_written() -> None:
    sealed = seal(b"hello", keys=RINGS[0], context=b"")
    assert sealed[:4] == b"\x01\x02a1"
    assert len(sealed) == 4 + 12 + 5 + 16


def test_equal_values_are_sealed_differently() -> None:
    assert seal(b"x", keys=RINGS[0], context=b"") != seal(b"x", keys=RINGS[0], context=b"")


@pytest.mark.parametrize("keys", RINGS)
def test_every_flipped_bit_is_refused(keys: KeyRing) -> None:
    sealed = seal(b"13800000000", keys=keys, context=b"person.phone")
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        assert refused(bytes(changed), keys)


@pytest.mark.parametrize("keys", RINGS)
def test_every_truncation_and_extension_is_refused(keys: KeyRing) -> None:
    sealed = seal(b"13800000000", keys=keys, context=b"person.phone")
    assert [refused(sealed[:end], keys) for end in range(31)] == ["truncated"] * 31
    assert all(refused(sealed[:end], keys) for end in range(31, len(sealed)))
    assert refused(sealed + b"\0", keys) == "forged"


def test_each_refusal_has_its_name() -> None:
    sealed = seal(b"13800000000", keys=RINGS[0], context=b"person.phone")
    assert refused(sealed, context=b"person.address") == "forged"
    assert refused(sealed, keys=KeyRing((SM4_KEY,))) == "unknown_key"
    assert refused(sealed, keys=KeyRing((DataKey("a1", bytes(32)),))) == "forged"
    assert refused(b"\x07" + sealed[1:]) == "unknown_algorithm"
    assert refused(b"\x02" + sealed[1:]) == "algorithm_mismatch"
    assert refused(sealed[:2] + b"\xff1" + sealed[4:]) == "unknown_key"
    assert refused(b"") == "truncated"


def test_an_old_key_still_opens_after_a_new_one_came_first() -> None:
    sealed = seal(b"x", keys=KeyRing((AES,)), context=b"")
    newer = KeyRing((DataKey("a2", bytes(32)), AES))
    assert open_sealed(sealed, keys=newer, context=b"") == b"x"
    assert key_id_of(seal(b"x", keys=newer, context=b"")) == "a2"


def test_a_ring_is_read_from_its_text() -> None:
    text = f"k2:{'ab' * 32}, s1:sm4-gcm:{'cd' * 16},k1:{'00' * 32}"
    assert KeyRing.parse(text) == KeyRing(
        (
            DataKey("k2", b"\xab" * 32),
            DataKey("s1", b"\xcd" * 16, Algorithm.SM4_GCM),
            DataKey("k1", bytes(32)),
        )
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_key"),
        (" , ", "no_key"),
        ("k1", "key_form"),
        ("k1:xyz", "key_form"),
        ("k1:abc", "key_form"),
        ("k1:" + "٣٣" * 32, "key_form"),
        ("k1:rot13:" + "ab" * 32, "key_form"),
        ("k1:ab", "key_length"),
        ("k1:sm4-gcm:" + "ab" * 32, "key_length"),
        (":" + "ab" * 32, "key_id"),
        ("k 1:" + "ab" * 32, "key_id"),
        ("k" * 33 + ":" + "ab" * 32, "key_id"),
        (f"k1:{'ab' * 32},k1:{'cd' * 32}", "duplicate_key"),
    ],
)
def test_a_bad_ring_is_refused_without_showing_secrets(text: str, code: str) -> None:
    with pytest.raises(CipherError) as caught:
        KeyRing.parse(text)
    assert caught.value.code == code
    assert "abab" not in str(caught.value)


def test_secrets_do_not_show_in_repr() -> None:
    assert repr(AES) == "DataKey(key_id='a1', algorithm=<Algorithm.AES_256_GCM: 1>)"


def test_blind_indexes_are_stable_and_separate() -> None:
    key = bytes(16)
    phone = blind_index(b"13800000000", key=key, context=b"phone")
    assert phone == blind_index(b"13800000000", key=key, context=b"phone")
    others = {
        blind_index(b"13800000000", key=key, context=b"phon"),
        blind_index(b"e13800000000", key=key, context=b"phon"),
        blind_index(b"13800000001", key=key, context=b"phone"),
        blind_index(b"13800000000", key=b"\1" * 16, context=b"phone"),
        blind_index(b"13800000000", key=key, context=b"phone", algorithm=IndexHash.HMAC_SM3),
    }
    assert len(others | {phone}) == 6
    assert {len(index) for index in others} == {32}


def test_a_blind_index_needs_a_real_key() -> None:
    with pytest.raises(CipherError):
        blind_index(b"x", key=b"short", context=b"")


def test_sm3_gives_the_published_values() -> None:
    lines = shared("crypto/sm/oscca.txt").read_text().splitlines()
    values = [line.split(" = ")[1] for line in lines if " = " in line]
    cases = list(zip(values[::3], values[1::3], values[2::3], strict=True))
    assert len(cases) == 6
    for bits, message, digest in cases:
        assert sm3(bytes.fromhex(message)[: int(bits) // 8]).hex() == digest


def test_sm4_gives_the_published_values() -> None:
    lines = shared("crypto/sm/draft-ribose-cfrg-sm4-10-ecb.txt").read_text().splitlines()
    values = [bytes.fromhex(line.split(" = ")[1]) for line in lines if " = " in line and "COUNT" not in line]
    cases = list(zip(values[::3], values[1::3], values[2::3], strict=True))
    assert len(cases) == 4
    for key, plaintext, ciphertext in cases:
        assert sm4_encrypt_blocks(key, plaintext) == ciphertext
        assert sm4_decrypt_blocks(key, ciphertext) == plaintext


@pytest.mark.parametrize(("key", "blocks"), [(bytes(15), bytes(16)), (bytes(16), bytes(17))])
def test_sm4_refuses_wrong_lengths(key: bytes, blocks: bytes) -> None:
    with pytest.raises(CipherError):
        sm4_encrypt_blocks(key, blocks)
    with pytest.raises(CipherError):
        sm4_decrypt_blocks(key, blocks)


def test_hmac_sm3_gives_the_verdicts_of_wycheproof() -> None:
    groups = json.loads(shared("crypto/wycheproof/hmac_sm3_test.json").read_text())["testGroups"]
    verdicts = [
        (case["tcId"], case["result"], _verdict(case, group["tagSize"] // 8))
        for group in groups
        for case in group["tests"]
    ]
    assert len(verdicts) == 174
    assert [verdict for verdict in verdicts if verdict[1] != verdict[2]] == []


def _verdict(case: dict[str, str], tag_length: int) -> str:
    key, message, tag = (bytes.fromhex(case[name]) for name in ("key", "msg", "tag"))
    try:
        verify_hmac_sm3(key, message, tag, tag_length=tag_length)
    except CipherError:
        return "invalid"
    return "valid"


def test_a_truncated_tag_must_be_announced() -> None:
    tag = hmac_sm3(b"k", b"m")
    for length in (0, 15, 33):
        with pytest.raises(CipherError):
            verify_hmac_sm3(b"k", b"m", tag[:length], tag_length=length)
    with pytest.raises(CipherError):
        verify_hmac_sm3(b"k", b"m", tag[:16])

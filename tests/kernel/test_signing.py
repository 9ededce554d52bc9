"""Ed25519: every verdict of Wycheproof, and keys and signatures that are no such thing."""

import json

import pytest

from tests.shared import shared
from yinling.kernel.signing import SignatureRefused, check_public_key, public_key_of, sign, verify

SEED = bytes(range(32))
PUBLIC = public_key_of(SEED)
ORDER = 2**252 + 27742317777372353535851937790883648493


def refusal(message: object, signature: object, public_key: object = PUBLIC) -> str:
    with pytest.raises(SignatureRefused) as caught:
        verify(message, signature, public_key=public_key)
    return caught.value.code


def test_the_verdicts_of_wycheproof() -> None:
    groups = json.loads(shared("crypto/wycheproof/ed25519_test.json").read_text())["testGroups"]
    verdicts = [
        (case["tcId"], case["result"], _verdict(bytes.fromhex(group["publicKey"]["pk"]), case))
        for group in groups
        for case in group["tests"]
    ]
    assert len(verdicts) == 151
    assert [verdict for verdict in verdicts if verdict[1] != verdict[2]] == []


def _verdict(public_key: bytes, case: dict[str, str]) -> str:
    try:
        verify(bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]), public_key=public_key)
    except SignatureRefused:
        return "invalid"
    return "valid"


def test_what_is_signed_verifies() -> None:
    verify(b"hello", sign(b"hello", seed=SEED), public_key=PUBLIC)
    assert sign(b"hello", seed=SEED) == sign(b"hello", seed=SEED)


def test_every_flipped_bit_is_refused() -> None:
    signature = sign(b"hello", seed=SEED)
    for place in range(512):
        changed = bytearray(signature)
        changed[place // 8] ^= 1 << place % 8
        assert refusal(b"hello", bytes(changed)) in {"form", "signature"}


def test_each_refusal_has_its_name() -> None:
    signature = sign(b"hello", seed=SEED)
    larger = int.from_bytes(signature[32:], "little") + ORDER
    assert refusal(b"hellp", signature) == "signature"
    assert refusal(b"hello", signature[:63]) == "form"
    assert refusal(b"hello", signature + b"\0") == "form"
    assert refusal(b"hello", signature.hex()) == "form"
    assert refusal(b"hello", signature[:32] + larger.to_bytes(32, "little")) == "form"
    assert refusal(b"hello", signature, PUBLIC[:31]) == "key"
    assert refusal(b"hello", signature, None) == "key"


FIELD = 2**255 - 19
SMALL = [0, 1, FIELD - 1, FIELD, FIELD + 1, 2**255 - 1]
ORDER_8 = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")


@pytest.mark.parametrize(
    "public_key",
    [
        *(number.to_bytes(32, "little") for number in SMALL),
        *((number + 2**255).to_bytes(32, "little") for number in SMALL),
        ORDER_8,
        (FIELD - int.from_bytes(ORDER_8, "little")).to_bytes(32, "little"),
        (2).to_bytes(32, "little"),
    ],
)
def test_keys_of_small_order_or_off_the_curve_are_refused(public_key: bytes) -> None:
    with pytest.raises(SignatureRefused):
        check_public_key(public_key)


def test_under_a_key_of_order_one_any_message_would_pass() -> None:
    """Why small order is refused: R = identity, S = 0 satisfies the equation for every message."""
    identity = (1).to_bytes(32, "little")
    assert refusal(b"anything", identity + bytes(32), identity) == "key"


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33), "00" * 16, None])
def test_a_seed_has_32_bytes(seed: object) -> None:
    with pytest.raises(SignatureRefused):
        sign(b"", seed=seed)

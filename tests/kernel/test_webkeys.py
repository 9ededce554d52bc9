"""Web keys: every verdict of Wycheproof, and what a signature may not choose."""

import base64
import hmac
import json

import pytest

from tests.shared import shared
from yinling.kernel import signing
from yinling.kernel.webkeys import WebKeyRefused, parse_jwk, parse_jwk_set, verify_jws


def encoded(value: object) -> str:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


SECRET = bytes(range(64))
OCT = {"kty": "oct", "alg": "HS256", "kid": "a", "k": encoded(SECRET)}
OKP = {
    "kty": "OKP",
    "crv": "Ed25519",
    "alg": "EdDSA",
    "kid": "e",
    "x": encoded(signing.public_key_of(bytes(32))),
}


def jws(header: object, payload: bytes = b"foo") -> str:
    signed = f"{encoded(header)}.{encoded(payload)}"
    return f"{signed}.{encoded(hmac.digest(SECRET, signed.encode(), 'sha256'))}"


def refusal(text: str, *jwks: dict[str, object]) -> str:
    with pytest.raises(WebKeyRefused) as caught:
        verify_jws(text, parse_jwk_set({"keys": list(jwks)}))
    return caught.value.code


@pytest.mark.parametrize("part", ["public", "private"])
def test_the_verdicts_of_wycheproof(part: str) -> None:
    """Also with the private keys in place of the public ones: the verdicts are the same."""
    groups = json.loads(shared("crypto/wycheproof/json_web_key_test.json").read_text())["testGroups"]
    verdicts = [
        (case["tcId"], case["result"], _verdict(group.get(part, group["private"]), case["jws"]))
        for group in groups
        for case in group["tests"]
    ]
    assert len(verdicts) == 26
    assert [verdict for verdict in verdicts if verdict[1] != verdict[2]] == []


def _verdict(jwks: dict[str, object], text: str) -> str:
    try:
        verify_jws(text, parse_jwk_set(jwks))
    except WebKeyRefused:
        return "invalid"
    return "valid"


def test_the_payload_comes_back() -> None:
    assert verify_jws(jws({"alg": "HS256", "kid": "a"}), parse_jwk_set({"keys": [OCT]})) == b"foo"
    assert verify_jws(jws({"alg": "HS256"}), parse_jwk_set({"keys": [OCT]})) == b"foo"


def test_ed25519_keys_sign_too() -> None:
    signed = f"{encoded({'alg': 'EdDSA', 'kid': 'e'})}.{encoded(b'foo')}"
    text = f"{signed}.{encoded(signing.sign(signed.encode(), seed=bytes(32)))}"
    assert verify_jws(text, parse_jwk_set({"keys": [OKP]})) == b"foo"
    assert refusal(text[:-3] + "AAA", OKP) in {"form", "signature"}


def test_a_signature_cannot_choose_its_algorithm() -> None:
    good = jws({"alg": "HS256", "kid": "a"})
    assert refusal(jws({"alg": "none", "kid": "a"}), OCT) == "algorithm"
    assert refusal(jws({"alg": "HS512", "kid": "a"}), OCT) == "algorithm"
    assert refusal(jws({"kid": "a"}), OCT) == "algorithm"
    assert refusal(jws({"alg": "HS256", "kid": "b"}), OCT) == "unknown_key"
    assert refusal(jws({"alg": "HS256", "kid": "a", "crit": ["exp"]}), OCT) == "form"
    assert refusal(good.rsplit(".", 1)[0] + ".", OCT) == "signature"
    assert refusal(good.rsplit(".", 1)[0], OCT) == "form"
    assert refusal(good + "=", OCT) == "form"
    assert refusal("叶." + good.split(".", 1)[1], OCT) == "form"


def test_a_header_that_says_two_things_is_refused() -> None:
    assert refusal(jws(b'{"alg":"HS256","alg":"none"}'), OCT) == "form"
    assert refusal(jws(b"[]"), OCT) == "form"
    assert refusal(jws(b"{"), OCT) == "form"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"alg": None}, "form"),
        ({"alg": "HS257"}, "algorithm"),
        ({"kty": "RSA"}, "algorithm"),
        ({"use": "enc"}, "use"),
        ({"key_ops": ["encrypt"]}, "use"),
        ({"kid": 7}, "form"),
        ({"k": encoded(SECRET[:31])}, "weak"),
        ({"k": encoded(SECRET) + "="}, "form"),
        ({"k": 7}, "weak"),
    ],
)
def test_bad_keys_are_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(WebKeyRefused) as caught:
        parse_jwk({**OCT, **change})
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("jwks", "code"),
    [
        ({}, "form"),
        ([], "form"),
        ({"keys": []}, "form"),
        ({"keys": [[]]}, "form"),
        ({"keys": [OCT, OKP]}, "mixed"),
        ({"keys": [OKP, {**OKP, "kid": "f", "d": encoded(bytes(32))}]}, "mixed"),
        ({"keys": [OCT, OCT]}, "duplicate"),
        ({"keys": [{**OKP, "x": encoded(bytes(32))}]}, "point"),
        ({"keys": [{**OKP, "crv": "X25519"}]}, "algorithm"),
    ],
)
def test_bad_sets_are_refused(jwks: object, code: str) -> None:
    with pytest.raises(WebKeyRefused) as caught:
        parse_jwk_set(jwks)
    assert caught.value.code == code

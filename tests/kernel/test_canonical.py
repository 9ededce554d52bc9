import json
import struct
from decimal import Decimal
from enum import IntEnum, StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yinling.kernel.canonical import NotCanonical, canonical_json

# RFC 8785, appendix B: the bits of a double, and its text.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_the_example_of_section_3_2_2():
    value = json.loads(
        r"""{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"""
    )
    assert (
        canonical_json(value)
        == (
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            r'"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
        ).encode()
    )


def test_the_example_of_section_3_2_3_sorts_by_utf_16_code_units():
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert (
        canonical_json(value)
        == (
            '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",'
            '"\u20ac":"Euro Sign","\U0001f600":"Emoji: Grinning Face",'
            '"\ufb33":"Hebrew Letter Dalet With Dagesh"}'
        ).encode()
    )


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_the_numbers_of_appendix_b(bits, text):
    assert canonical_json(struct.unpack(">d", bytes.fromhex(bits))[0]) == text.encode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2**53 - 1, b"9007199254740991"),
        (-(2**53) + 1, b"-9007199254740991"),
        (4.0, b"4"),
        (1e20, b"100000000000000000000"),
        (1e21, b"1e+21"),
        (123456.789, b"123456.789"),
        (1e-6, b"0.000001"),
        (1e-7, b"1e-7"),
        ((), b"[]"),
        ({}, b"{}"),
        ("\x00\x1f\x7f\u2028", b'"\\u0000\\u001f\x7f\xe2\x80\xa8"'),
        ("𠮷田", '"𠮷田"'.encode()),
        (StrEnum("Word", {"ONE": "一"}).ONE, '"一"'.encode()),
        (IntEnum("Number", {"ONE": 1}).ONE, b"1"),
    ],
)
def test_single_values(value, expected):
    assert canonical_json(value) == expected


def loop():
    value = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "value",
    [
        float("nan"), float("inf"), float("-inf"), 2**53, -(2**53), 10**400, "\ud800", "a\udfff", {"\udc00": 1},
        {1: "one"}, {None: 1}, {True: 1}, b"bytes", {"set"}, Decimal(1), object(), [[float("nan")]], loop(),
    ],
)  # fmt: skip
def test_refuses(value):
    with pytest.raises(NotCanonical) as caught:
        canonical_json(value)
    assert caught.value.code == "not_canonical"


@given(VALUES)
@settings(max_examples=30)
def test_reads_back_as_the_same_value(value):
    as_floats = json.loads(json.dumps(value), parse_int=float)
    assert json.loads(canonical_json(value), parse_int=float) == as_floats


@given(st.dictionaries(st.text(), VALUES, max_size=4))
@settings(max_examples=30)
def test_the_order_of_keys_makes_no_difference(value):
    assert canonical_json(value) == canonical_json(dict(reversed(value.items())))

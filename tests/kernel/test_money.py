from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.kernel.money import LARGEST_FEN, Fen, MoneyInvalid, ShareInvalid, parse_yuan

AMOUNTS = st.integers(-LARGEST_FEN, LARGEST_FEN).map(Fen)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.30", 1230), ("12.3", 1230), ("12", 1200), ("0", 0), ("-0.01", -1), ("+5", 500), ("0012.30", 1230),
        ("1,234.50", 123450), ("1,234,567", 123456700), ("¥12.30", 1230), ("￥12.30", 1230), ("-¥1,200", -120000),
        ("12.30元", 1230), ("１２．３０", 1230), (" 12 .30\n", 1230), ("，".join(("1", "000")), 100000),
        ("92233720368547758.07", LARGEST_FEN),
    ],
)  # fmt: skip
def test_parse_yuan(text, fen):
    assert parse_yuan(text) == Fen(fen)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "12.", ".5", "12.345", "1,23", "12,34.00", "1,2345", "1e3", "0x10", "NaN", "12..3", "--1",
        "1-", "$12", "12美元", "一百", "\u0661\u0662", "92233720368547758.08", "9" * 31, "9" * 5000, "1_000",
    ],
)  # fmt: skip
def test_parse_refuses(text):
    with pytest.raises(MoneyInvalid) as caught:
        parse_yuan(text)
    assert caught.value.code == "money_invalid"
    assert len(str(caught.value)) < 80


@pytest.mark.parametrize("value", [12.3, 12, Decimal("12.30"), None, b"12"])
def test_parse_takes_text_alone(value):
    with pytest.raises(MoneyInvalid):
        parse_yuan(value)


@pytest.mark.parametrize("value", [12.0, True, "12", Decimal(12), None, LARGEST_FEN + 1, -LARGEST_FEN - 1])
def test_fen_are_whole(value):
    with pytest.raises(MoneyInvalid):
        Fen(value)


@pytest.mark.parametrize(
    ("fen", "shown", "plain"),
    [
        (0, "¥0.00", "0.00"), (5, "¥0.05", "0.05"), (-5, "-¥0.05", "-0.05"), (123450, "¥1,234.50", "1234.50"),
        (-123456789, "-¥1,234,567.89", "-1234567.89"),
    ],
)  # fmt: skip
def test_shown(fen, shown, plain):
    assert (str(Fen(fen)), Fen(fen).yuan_text) == (shown, plain)


def test_arithmetic():
    assert Fen(250) + Fen(50) - Fen(100) == Fen(200) == -Fen(-200)
    assert 3 * Fen(5) == Fen(5) * 3 == Fen(15)
    assert sorted([Fen(3), Fen(-1), Fen(2)]) == [Fen(-1), Fen(2), Fen(3)]
    with pytest.raises(MoneyInvalid):
        Fen(LARGEST_FEN) + Fen(1)


@pytest.mark.parametrize("other", [1, 1.0, "1", None])
def test_only_money_is_added_to_money(other):
    with pytest.raises(TypeError):
        Fen(1) + other
    with pytest.raises(TypeError):
        Fen(1) - other


@pytest.mark.parametrize("times", [1.5, True, Fen(2), Decimal(2)])
def test_only_whole_times(times):
    with pytest.raises(TypeError):
        Fen(1) * times


@pytest.mark.parametrize(
    ("fen", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (100, [0, 1], [0, 100]),
        (1, [1, 2, 2], [0, 1, 0]),
        (0, [3, 4], [0, 0]),
        (1000, [335, 333, 332], [335, 333, 332]),
    ],
)
def test_allocate(fen, weights, shares):
    assert Fen(fen).allocate(weights) == [Fen(share) for share in shares]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [1.5], [True]])
def test_allocate_refuses(weights):
    with pytest.raises(ShareInvalid) as caught:
        Fen(100).allocate(weights)
    assert caught.value.code == "share_invalid"


@given(AMOUNTS)
def test_what_is_shown_reads_back(amount):
    assert parse_yuan(str(amount)) == parse_yuan(amount.yuan_text) == amount


@given(AMOUNTS, WEIGHTS)
def test_no_fen_is_lost_and_none_is_more_than_one_off(amount, weights):
    shares = amount.allocate(weights)
    assert sum(share.fen for share in shares) == amount.fen
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.fen * sum(weights) - amount.fen * weight) < sum(weights)
        assert weight or share == Fen(0)

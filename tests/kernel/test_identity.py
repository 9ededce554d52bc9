from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yinling.kernel.identity import (
    CreditCode,
    CreditCodeCharacters,
    CreditCodeCheck,
    CreditCodeInvalid,
    CreditCodeLength,
    CreditCodeOrganisation,
    IdNumber,
    IdNumberBirthDate,
    IdNumberCharacters,
    IdNumberCheckDigit,
    IdNumberInvalid,
    IdNumberLength,
    Sex,
    convert_15,
    parse_credit_code,
    parse_id_number,
)

# codes.md: the vector of GB 11643-1999 itself.
VECTOR = IdNumber(
    number="11010519491231002X", birth_date=date(1949, 12, 31), sex=Sex.FEMALE, region="110105", was_15=False
)
CREDIT = "91110000600037341L"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def id_check(digits):
    """The congruence as ISO 7064 states it: the whole number, weighted by powers of 2, is 1 modulo 11."""
    for check in "0123456789X":
        values = [int(digit) for digit in digits] + [10 if check == "X" else int(check)]
        if sum(value * 2 ** (17 - place) for place, value in enumerate(values)) % 11 == 1:
            return check
    raise AssertionError(digits)


BORN = st.dates(date(1800, 1, 1), date(2099, 12, 31))


@st.composite
def id_numbers(draw, born=BORN):
    digits = f"{draw(st.integers(110000, 829999))}{draw(born):%Y%m%d}{draw(st.integers(0, 999)):03}"
    return digits + id_check(digits)


@st.composite
def credit_codes(draw):
    body = draw(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8))
    weighted = sum(int(sign, 36) * weight for sign, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    organisation = body + {10: "X", 11: "0"}.get(11 - weighted % 11, str(11 - weighted % 11))
    head = draw(st.text(CREDIT_ALPHABET, min_size=2, max_size=2)) + str(draw(st.integers(110000, 829999)))
    total = sum(CREDIT_ALPHABET.index(sign) * 3**power for power, sign in enumerate(head + organisation))
    return head + organisation + CREDIT_ALPHABET[(31 - total % 31) % 31]


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231００２ｘ",
        " 110105 19491231 002X\n",
        "\u202d110105\u200b19491231\u3000002X\u202c",
        "\ufeff110105\u00a019491231\t002X",
    ],
)
def test_the_vector_as_people_type_it(text):
    assert parse_id_number(text) == VECTOR


def test_fifteen_digits():
    expected = IdNumber(
        number="11010519491231002X",
        birth_date=date(1949, 12, 31),
        sex=Sex.FEMALE,
        region="110105",
        was_15=True,
    )
    assert parse_id_number("110105491231002") == expected
    assert parse_id_number("１１０１０５ 491231 002") == expected
    assert convert_15("110105491231002") == "11010519491231002X"


def test_sex_and_a_region_that_is_no_more():
    number = "53233119350908001"
    found = parse_id_number(number + id_check(number))
    assert (found.sex, found.region, found.birth_date) == (Sex.MALE, "532331", date(1935, 9, 8))


def test_the_day_of_birth_itself_has_come():
    assert parse_id_number("11010519491231002X", on=date(1949, 12, 31)) == VECTOR
    with pytest.raises(IdNumberBirthDate, match="还没有到"):
        parse_id_number("11010519491231002X", on=date(1949, 12, 30))


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", IdNumberLength, "现在是0位"),
        ("1101051949123100", IdNumberLength, "现在是16位"),
        ("11010519491231002", IdNumberLength, "现在是17位"),
        ("11010519491231002XX", IdNumberLength, "现在是19位"),
        ("1" * 10_000, IdNumberLength, "现在是10000位"),
        ("1101051949123100２Ⅹ", IdNumberCharacters, "第18位不是数字或X"),
        ("11010519491231002×", IdNumberCharacters, "第18位不是数字或X"),
        ("11010519491231002*", IdNumberCharacters, "第18位不是数字或X"),
        ("X1010519491231002X", IdNumberCharacters, "第1位不是数字。"),
        ("110105194912310O2X", IdNumberCharacters, "第16位不是数字。"),
        ("11010549123100X", IdNumberCharacters, "第15位不是数字。"),
        ("1101051949123100\u0662X", IdNumberCharacters, "第17位不是数字。"),
        ("1101051949123100②X", IdNumberCharacters, "第17位不是数字。"),
        ("1101051949123100\x00X", IdNumberCharacters, "第17位不是数字。"),
        ("110105194902300026", IdNumberBirthDate, "出生日期不存在"),
        ("110105194900100026", IdNumberBirthDate, "出生日期不存在"),
        ("110105000012310026", IdNumberBirthDate, "出生日期不存在"),
        ("110105490230002", IdNumberBirthDate, "出生日期不存在"),
        ("110105174912310026", IdNumberBirthDate, "1800至2099"),
        ("110105219912310026", IdNumberBirthDate, "1800至2099"),
        ("110105194912310021", IdNumberCheckDigit, "校验位不符"),
        ("11010519491231003X", IdNumberCheckDigit, "校验位不符"),
    ],
)
def test_says_what_is_wrong_and_never_repeats_the_number(text, error, says):
    with pytest.raises(error, match=says) as caught:
        parse_id_number(text)
    assert issubclass(error, IdNumberInvalid)
    assert issubclass(error, ValueError)
    assert "请" in str(caught.value)
    assert "1101" not in str(caught.value)


@pytest.mark.parametrize("text", ["11010519491231002X", "", "1101054912310022"])
def test_convert_15_wants_fifteen(text):
    with pytest.raises(IdNumberLength, match="应为15位"):
        convert_15(text)


def test_each_refusal_has_its_own_code():
    errors = [IdNumberInvalid, *IdNumberInvalid.__subclasses__()]
    errors += [CreditCodeInvalid, *CreditCodeInvalid.__subclasses__()]
    assert len({error.code for error in errors}) == len(errors) == 10


def test_repr_shows_nothing():
    assert repr(VECTOR) == "IdNumber(was_15=False)"


@given(id_numbers())
def test_every_valid_number_parses_back(number):
    found = parse_id_number(number)
    assert found == IdNumber(
        number=number,
        birth_date=date(int(number[6:10]), int(number[10:12]), int(number[12:14])),
        sex=Sex.MALE if number[16] in "13579" else Sex.FEMALE,
        region=number[:6],
        was_15=False,
    )


@given(id_numbers(born=st.dates(date(1900, 1, 1), date(1999, 12, 31))))
def test_every_number_of_fifteen_gets_its_century(number):
    assert convert_15(number[:6] + number[8:17]) == number


@given(id_numbers(), st.integers(0, 17))
@settings(max_examples=50)
def test_any_one_changed_character_is_refused(number, place):
    for other in set("0123456789X") - {number[place]}:
        with pytest.raises(IdNumberInvalid):
            parse_id_number(number[:place] + other + number[place + 1 :])


@given(id_numbers(), st.integers(0, 16))
def test_two_neighbours_swapped_are_refused(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(IdNumberInvalid):
            parse_id_number(swapped)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with pytest.raises(IdNumberInvalid):
        parse_id_number(text)


@pytest.mark.parametrize("text", [CREDIT, CREDIT.lower(), "９１１１００００ 600037341Ｌ", f"\u200b{CREDIT}\n"])
def test_the_credit_code_vector(text):
    assert parse_credit_code(text) == CreditCode(
        number=CREDIT, department="9", category="1", region="110000", organisation="600037341"
    )


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", CreditCodeLength, "现在是0位"),
        (CREDIT[:-1], CreditCodeLength, "现在是17位"),
        (CREDIT + "0", CreditCodeLength, "现在是19位"),
        ("I1110000600037341L", CreditCodeCharacters, "第1位应为数字或大写字母"),
        ("91A10000600037341L", CreditCodeCharacters, "第3位应为数字。"),
        ("9111000O600037341L", CreditCodeCharacters, "第8位应为数字。"),
        ("91110000600037341Z", CreditCodeCharacters, "第18位应为数字或大写字母"),
        ("91110000６0003734①L", CreditCodeCharacters, "第17位"),
        ("91110000600037341M", CreditCodeCheck, "校验位不符"),
        ("91110000600037314L", CreditCodeCheck, "校验位不符"),
    ],
)
def test_credit_code_refusals(text, error, says):
    with pytest.raises(error, match=says) as caught:
        parse_credit_code(text)
    assert isinstance(caught.value, ValueError)
    assert "请" in str(caught.value)


def test_the_organisation_code_is_checked_too():
    wrong = "91110000600037342"
    total = sum(CREDIT_ALPHABET.index(sign) * 3**power for power, sign in enumerate(wrong))
    with pytest.raises(CreditCodeOrganisation, match="第9至17位"):
        parse_credit_code(wrong + CREDIT_ALPHABET[(31 - total % 31) % 31])


@given(credit_codes())
def test_every_valid_credit_code_parses_back(code):
    found = parse_credit_code(code)
    assert (found.number, found.department + found.category + found.region + found.organisation) == (
        code,
        code[:17],
    )


@given(credit_codes(), st.integers(0, 17))
@settings(max_examples=50)
def test_any_one_changed_character_of_a_credit_code_is_refused(code, place):
    for other in set(CREDIT_ALPHABET) - {code[place]}:
        with pytest.raises(CreditCodeInvalid):
            parse_credit_code(code[:place] + other + code[place + 1 :])

"""Numbers that the state gives: to a citizen (GB 11643-1999) and to an organisation (GB 32100-2015).

A number is accepted as people type and paste it: full-width signs, spaces, invisible marks, small letters.
No message repeats the number, since messages end up in logs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK: Final = "10X98765432"
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)

# Full-width ASCII to ASCII; marks that spreadsheets and chat programs leave in copied text to nothing.
_AS_TYPED: Final = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | dict.fromkeys(
    (0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF)
)


class Sex(StrEnum):
    """GB/T 2261.1 codes."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"


class IdNumberInvalid(ValueError):
    """The text is no citizen's identity number. Its message is Chinese: what is wrong, and what to do."""

    code = "id_number_invalid"


class IdNumberLength(IdNumberInvalid):
    """Neither 18 nor 15 characters."""

    code = "id_number_length"


class IdNumberCharacters(IdNumberInvalid):
    """A character that cannot stand in its place."""

    code = "id_number_characters"


class IdNumberBirthDate(IdNumberInvalid):
    """The date of birth in it does not exist, or has not come yet."""

    code = "id_number_birth_date"


class IdNumberCheckDigit(IdNumberInvalid):
    """The last character does not follow from the others: something is mistyped."""

    code = "id_number_check_digit"


@dataclass(frozen=True, kw_only=True)
class IdNumber:
    """A checked identity number. `repr` shows none of it.

    `number` has 18 characters. `region` is the six digits that it begins with, the place of first issue:
    often a code that no longer exists, so whoever wants to warn asks the areas known to them.
    """

    number: str = field(repr=False)
    birth_date: date = field(repr=False)
    sex: Sex = field(repr=False)
    region: str = field(repr=False)
    was_15: bool


def parse_id_number(text: str, *, on: date | None = None) -> IdNumber:
    """Read an identity number of 18 characters, or of 15 as on certificates from before 1999.

    With `on` (today, for most callers) a birth date after that day is refused too. Raises IdNumberLength,
    IdNumberCharacters, IdNumberBirthDate or IdNumberCheckDigit, in this order of looking. GB 11643-1999.
    """
    typed = _as_typed(text)
    if len(typed) not in (15, 18):
        raise IdNumberLength(f"身份证号应为18位（旧证15位），现在是{len(typed)}位。请对照证件补全或删去多余的字。")
    _require_digits(typed)
    number = _lengthen(typed) if len(typed) == 15 else typed
    birth_date = _birth_date(number, on)
    if number[17] != _id_check(number):
        raise IdNumberCheckDigit("身份证号的校验位不符，其中至少有一位写错了。请对照证件逐位核对。")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return IdNumber(number=number, birth_date=birth_date, sex=sex, region=number[:6], was_15=len(typed) == 15)


def convert_15(text: str) -> str:
    """The 18 characters of a number of 15, the century being 19.

    Raises IdNumberLength unless there are 15 characters, else as `parse_id_number`.
    """
    typed = _as_typed(text)
    if len(typed) != 15:
        raise IdNumberLength(f"旧证身份证号应为15位，现在是{len(typed)}位。请对照证件核对。")
    return parse_id_number(typed).number


def _as_typed(text: str) -> str:
    return "".join(text.translate(_AS_TYPED).split()).upper()


def _require_digits(typed: str) -> None:
    for place, sign in enumerate(typed, start=1):
        if sign in "0123456789" or (place == 18 and sign == "X"):
            continue
        allowed = "数字或X" if place == 18 else "数字"
        raise IdNumberCharacters(f"身份证号第{place}位不是{allowed}。请对照证件改正这一位。")


def _lengthen(typed: str) -> str:
    without_check = f"{typed[:6]}19{typed[6:]}"
    return without_check + _id_check(without_check)


def _birth_date(number: str, on: date | None) -> date:
    places = "第7至14位（旧证第7至12位）"
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as no_such_day:
        raise IdNumberBirthDate(f"身份证号{places}的出生日期不存在。请对照证件核对年月日。") from no_such_day
    if not 1800 <= born.year <= 2099:
        raise IdNumberBirthDate(f"身份证号{places}的出生年份不在1800至2099年之间。请对照证件核对年份。")
    if on is not None and born > on:
        raise IdNumberBirthDate(f"身份证号{places}的出生日期还没有到。请对照证件核对年月日。")
    return born


def _id_check(number: str) -> str:
    """The check character of the first 17 digits (ISO 7064, MOD 11-2, as GB 11643 writes it)."""
    return _ID_CHECK[sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False)) % 11]


class CreditCodeInvalid(ValueError):
    """The text is no unified social credit code. Its message is Chinese: what is wrong, and what to do."""

    code = "credit_code_invalid"


class CreditCodeLength(CreditCodeInvalid):
    """Not 18 characters."""

    code = "credit_code_length"


class CreditCodeCharacters(CreditCodeInvalid):
    """A character that cannot stand in its place."""

    code = "credit_code_characters"


class CreditCodeOrganisation(CreditCodeInvalid):
    """Characters 9 to 17 are no organisation code (GB 11714)."""

    code = "credit_code_organisation"


class CreditCodeCheck(CreditCodeInvalid):
    """The last character does not follow from the others: something is mistyped."""

    code = "credit_code_check"


@dataclass(frozen=True, kw_only=True)
class CreditCode:
    """A checked unified social credit code.

    `department` is the registering department, `category` the kind of organisation within it, `region` the
    six digits of the registering authority's place, `organisation` the nine characters of GB 11714.
    """

    number: str
    department: str
    category: str
    region: str
    organisation: str


def parse_credit_code(text: str) -> CreditCode:
    """Read a unified social credit code (GB 32100-2015) with the organisation code in it (GB 11714-1997).

    Raises CreditCodeLength, CreditCodeCharacters, CreditCodeCheck or CreditCodeOrganisation, in this order of
    looking.
    """
    number = _as_typed(text)
    if len(number) != 18:
        raise CreditCodeLength(f"统一社会信用代码应为18位，现在是{len(number)}位。请对照证书补全或删去多余的字。")
    _require_credit_characters(number)
    if number[17] != _credit_check(number):
        raise CreditCodeCheck("统一社会信用代码的校验位不符，其中至少有一位写错了。请对照证书逐位核对。")
    if number[16] != _organisation_check(number[8:16]):
        raise CreditCodeOrganisation("统一社会信用代码第9至17位不是有效的组织机构代码。请对照证书核对这几位。")
    return CreditCode(
        number=number,
        department=number[0],
        category=number[1],
        region=number[2:8],
        organisation=number[8:17],
    )


def _require_credit_characters(number: str) -> None:
    for place, sign in enumerate(number, start=1):
        allowed = "0123456789" if 3 <= place <= 8 else _CREDIT_ALPHABET
        if sign not in allowed:
            words = "数字" if 3 <= place <= 8 else "数字或大写字母（不用I、O、S、V、Z）"
            raise CreditCodeCharacters(f"统一社会信用代码第{place}位应为{words}。请对照证书改正这一位。")


def _credit_check(number: str) -> str:
    """GB 32100-2015, 4.2.5: weights are the powers of 3 modulo 31."""
    total = sum(_CREDIT_ALPHABET.index(sign) * pow(3, power, 31) for power, sign in enumerate(number[:17]))
    return _CREDIT_ALPHABET[-total % 31]


def _organisation_check(body: str) -> str:
    """GB 11714-1997: 11 less the weighted sum modulo 11, where 10 is written X and 11 is written 0."""
    weighted = zip(body, _ORGANISATION_WEIGHTS, strict=True)
    total = sum(_ORGANISATION_ALPHABET.index(sign) * weight for sign, weight in weighted)
    return "0123456789X"[-total % 11]

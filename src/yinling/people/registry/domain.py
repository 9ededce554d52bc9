"""Pure decisions of the registry: a form becomes clean facts or is refused field by field; codes on cards."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Refused
from yinling.kernel.areas import AreaCodeInvalid, parse_area_code
from yinling.kernel.identity import IdNumber, parse_id_number
from yinling.kernel.signing import sign, verify
from yinling.people.registry.terms import CHOICES, SECRET_TERMS, Sex, Source

# No 0 O 1 I L U: letters that eyes and pens confuse, and one that makes words.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
_CARD_CONTEXT = b"yinling card 1\n"
_EARLIEST_BIRTH = date(1890, 1, 1)
_MAX_TEXT = 200


class Unacceptable(Refused):
    """The form cannot become a record. `errors` says for each field what is wrong and what to do."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Registration:
    """What an officer typed about a new person; empty text means not known."""

    name: str
    id_number: str
    sex: str
    birth_date: date | None
    person_type: str
    unit: UUID
    area_code: str
    living_arrangement: str = ""
    self_care: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class CleanFact:
    """One term with its cleaned value and where that value comes from."""

    term: str
    value: str
    source: Source

    @property
    def is_secret(self) -> bool:
        """Whether the value is kept encrypted."""
        return self.term in SECRET_TERMS


def clean(form: Registration, *, on: date) -> tuple[CleanFact, ...]:
    """The facts that a form states on a day. Raises Unacceptable with every field that is wrong, not the first."""
    errors: dict[str, str] = {}
    identity = _identity(form, on, errors)
    values = {
        "name": _name(form.name, errors),
        "id_number": identity.number if identity else "",
        "sex": _sex(form, identity, errors),
        "birth_date": _birth_date(form, identity, on, errors),
        "person_type": _choice("person_type", form.person_type, errors, required=True),
        "living_arrangement": _choice("living_arrangement", form.living_arrangement, errors),
        "self_care": _choice("self_care", form.self_care, errors),
        "phone": _phone(form.phone, errors),
        "address": _text("address", form.address, errors),
    }
    _area(form.area_code, errors)
    if errors:
        raise Unacceptable(errors)
    derived = {"sex", "birth_date"} if identity else set()
    return tuple(
        CleanFact(term, value, Source.ID_NUMBER if term in derived else Source.OFFICER)
        for term, value in values.items()
        if value
    )


def _name(text: str, errors: dict[str, str]) -> str:
    name = re.sub(r"[\s\u3000]+", "" if re.search(r"[\u3400-\U0003ffff]", text) else " ", text.strip())
    name = re.sub(r"[•．・∙⋅]", "·", name)
    if not name:
        errors["name"] = _("请填写姓名")
    elif len(name) > 50:
        errors["name"] = _("姓名超过 50 个字，请核对")
    elif not all(c.isalpha() or c in "·-' " for c in name):
        errors["name"] = _("姓名里有不是文字的符号，请核对")
    return name


def _identity(form: Registration, on: date, errors: dict[str, str]) -> IdNumber | None:
    if not form.id_number.strip():
        return None
    try:
        return parse_id_number(form.id_number, on=on)
    except ValueError as refusal:
        errors["id_number"] = str(refusal)
        return None


def _sex(form: Registration, identity: IdNumber | None, errors: dict[str, str]) -> str:
    stated = _choice("sex", form.sex, errors)
    if identity is None:
        return stated or Sex.UNKNOWN.value
    if stated in {Sex.MALE.value, Sex.FEMALE.value} and stated != identity.sex:
        errors["sex"] = _("与身份证号不一致：证号上是{sex}").format(sex=Sex(identity.sex).label)
    return identity.sex


def _birth_date(form: Registration, identity: IdNumber | None, on: date, errors: dict[str, str]) -> str:
    stated = form.birth_date
    if identity is not None:
        if stated and stated != identity.birth_date:
            errors["birth_date"] = _("与身份证号不一致：证号上是 {date}").format(date=identity.birth_date.isoformat())
        return identity.birth_date.isoformat()
    if stated is None:
        errors["birth_date"] = _("没有身份证号时，请填写出生日期")
        return ""
    if not _EARLIEST_BIRTH <= stated <= on:
        errors["birth_date"] = _("出生日期应在 1890 年之后、今天之前")
    return stated.isoformat()


def _choice(term: str, value: str, errors: dict[str, str], *, required: bool = False) -> str:
    if not value:
        if required:
            errors[term] = _("请选择一项")
        return ""
    if value not in CHOICES[term].values:
        errors[term] = _("没有这个选项，请重新选择")
    return value


def _phone(text: str, errors: dict[str, str]) -> str:
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    digits = re.sub(r"[\s\-－—()]+", "", half)
    if digits and not re.fullmatch(r"1[3-9]\d{9}|0\d{9,11}|[2-9]\d{6,7}", digits):
        errors["phone"] = _("不像电话号码：手机 11 位，座机请带区号，例如 0931-8888888")
    return digits


def _text(term: str, text: str, errors: dict[str, str]) -> str:
    text = text.strip()
    if len(text) > _MAX_TEXT:
        errors[term] = _("超过 {limit} 个字，请缩短").format(limit=_MAX_TEXT)
    if "\x00" in text:
        errors[term] = _("含有不能保存的字符，请重新输入")
    return text


def _area(code: str, errors: dict[str, str]) -> None:
    try:
        if parse_area_code(code) != code or len(code) < 6:
            errors["area_code"] = _("请选到县区或乡镇街道")
    except AreaCodeInvalid as refusal:
        errors["area_code"] = str(refusal)


def card_code(entropy: bytes) -> str:
    """Eight letters and digits for a card from at least eight random bytes, seven free and one check symbol.

    The check symbol catches every single wrong symbol and every swap of neighbours (weights 1..7 modulo 31 do,
    30 symbols being fewer than the prime).
    """
    free = "".join(CODE_ALPHABET[b % len(CODE_ALPHABET)] for b in entropy[: CODE_LENGTH - 1])
    check = _check_symbol(free)
    return free + check if check else card_code(entropy[1:] + bytes([sum(entropy) % 251]))


def parse_card_code(text: str) -> str | None:
    """The short code in what somebody typed (spaces, dashes, small letters allowed), or None when it cannot be one."""
    code = re.sub(r"[\s\-－]+", "", text).upper()
    if len(code) != CODE_LENGTH or any(c not in CODE_ALPHABET for c in code):
        return None
    return code if _check_symbol(code[:-1]) == code[-1] else None


def card_token(code: str, seed: bytes) -> str:
    """What the card's QR code says after the address: the code and its signature by the installation's card key."""
    return f"{code}.{urlsafe_b64encode(sign(_CARD_CONTEXT + code.encode(), seed=seed)).decode().rstrip('=')}"


def is_scanned(text: str) -> bool:
    """Whether a text claims to come from a card's QR code, which is signed, and not from eyes and fingers."""
    return "." in text.strip().rpartition("/")[2]


def code_in(text: str, public_key: bytes) -> str | None:
    """The card code in what was typed or scanned; None when it cannot be a card of ours.

    A scanned text (address, token) must bear our signature; eight typed symbols must have the right check symbol.
    """
    token = text.strip().rpartition("/")[2]
    code, dot, signature = token.partition(".")
    if not dot:
        return parse_card_code(token)
    try:
        raw = urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        verify(_CARD_CONTEXT + code.encode(), raw, public_key=public_key)
    except ValueError:
        return None
    return parse_card_code(code)


def _check_symbol(free: str) -> str:
    """The check symbol, or nothing for the one remainder in 31 that has no symbol: such codes are never issued."""
    rest = sum((i + 2) * CODE_ALPHABET.index(c) for i, c in enumerate(free)) % 31
    return CODE_ALPHABET[rest] if rest < len(CODE_ALPHABET) else ""

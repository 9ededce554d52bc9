"""A new person's form becomes clean facts, or is refused field by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.kernel.areas import AreaCodeInvalid, parse_area_code
from yinling.kernel.identity import IdNumber, parse_id_number
from yinling.people.registry.domain.refusals import Unacceptable
from yinling.people.registry.domain.values import clean_field
from yinling.people.registry.terms import CHOICES, SECRET_TERMS, Sex, Source

_EARLIEST_BIRTH = date(1890, 1, 1)


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
        "name": clean_field("name", form.name, on=on, errors=errors),
        "id_number": identity.number if identity else "",
        "sex": _sex(form, identity, errors),
        "birth_date": _birth_date(form, identity, on, errors),
        "person_type": _choice("person_type", form.person_type, errors, required=True),
        "living_arrangement": _choice("living_arrangement", form.living_arrangement, errors),
        "self_care": _choice("self_care", form.self_care, errors),
        "phone": clean_field("phone", form.phone, on=on, errors=errors),
        "address": clean_field("address", form.address, on=on, errors=errors),
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


def _area(code: str, errors: dict[str, str]) -> None:
    try:
        if parse_area_code(code) != code or len(code) < 6:
            errors["area_code"] = _("请选到县区或乡镇街道")
    except AreaCodeInvalid as refusal:
        errors["area_code"] = str(refusal)

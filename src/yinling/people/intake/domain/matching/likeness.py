"""What of a record is compared: a likeness, as short as it can be, all of it folded."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from yinling.people.intake.domain.cleaning.addresses import address_key
from yinling.people.intake.domain.cleaning.names import fold_name
from yinling.people.intake.domain.cleaning.places import Places


@dataclass(frozen=True, slots=True)
class Likeness:
    """One record as matching sees it; "" and () where nothing is known.

    Names are folded (no spaces, simplified characters, no middle dots); dates are YYYY[-MM[-DD]]; `id_number` is a
    valid one of 18, `id_hint` what an unusable one still tells (15 digits, or 18 signs with a wrong check digit);
    phones are as terms hold them; `address_key` is `area:rest`, folded so that spellings of one door are equal.
    """

    key: Hashable
    name: str
    former_names: tuple[str, ...] = ()
    sex: str = ""
    birth: str = ""
    id_number: str = ""
    id_hint: str = ""
    phones: tuple[str, ...] = ()
    address_key: str = ""
    contact_name: str = ""
    contact_phone: tuple[str, ...] = ()
    spouse_name: str = ""
    former_unit: str = ""
    began_work: str = ""
    retired_on: str = ""
    person_type: str = ""
    deceased_cadre: str = ""


def likeness_of(key: Hashable, values: Mapping[str, str], id_hint: str, places: Places) -> Likeness:
    """The likeness of a record from its values by term (CleanRow.values, or a person's facts of today).

    `id_hint` as in CleanRow, "" for persons on record. A sex that is unknown or not stated is nothing known.
    """
    say = values.get
    sex = say("sex", "")
    return Likeness(
        key=key,
        name=fold_name(say("name", "")),
        former_names=tuple(fold_name(name) for name in _several(say("former_name", ""))),
        sex=sex if sex in _SEXES else "",
        birth=say("birth_date", ""),
        id_number=say("id_number", ""),
        id_hint=id_hint,
        phones=_several(say("phone", "")),
        address_key=address_key(say("address", ""), places),
        contact_name=fold_name(say("contact_name", "")),
        contact_phone=_several(say("contact_phone", "")),
        spouse_name=fold_name(say("spouse_name", "")),
        former_unit=say("former_unit", ""),
        began_work=say("began_work", ""),
        retired_on=say("retired_on", ""),
        person_type=say("person_type", ""),
        deceased_cadre=fold_name(say("deceased_cadre", "")),
    )


_SEXES = frozenset({"1", "2"})  # GB/T 2261.1: male, female


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("、")))

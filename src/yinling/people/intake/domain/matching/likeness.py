"""What of a record is compared: a likeness, as short as it can be, all of it folded."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likeness:
    """One record as matching sees it; "" and () where nothing is known.

    Names are folded (no spaces, simplified characters, no middle dots); dates are YYYY[-MM[-DD]]; `id_number` is a
    valid one of 18, `id_hint` what an unusable one still tells (15 digits, or 18 signs with a wrong check digit);
    phones are as terms hold them; `address_key` is folded so that spellings of one door are equal.
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

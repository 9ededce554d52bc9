"""What cleaning makes of cells and rows: values with the rule that gave them, and doubts that become questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about one field that a human should look at; it never holds the person.

    `code` names it for the machine (`id_number.check_digit`), `written` is the text of the cell, `other` the value
    it stands against (from the identity number, from another column), empty when there is none.
    """

    term: str
    code: str
    written: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What one cell says: a canonical value ("" when nothing is known), the rule that read it, perhaps a doubt.

    `also` holds other terms that the same cell states, as a name cell may state a former name.
    """

    value: str
    rule: str
    doubt: str = ""
    other: str = ""
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CleanRow:
    """One person's row after cleaning.

    `values` holds only what is known, by term; `rules` names for each the rule that gave it. `stated` holds, for
    dates that the identity number completes, what the cell itself says. `id_hint` is what an unusable identity
    number still tells matching: the first 15 digits of a number cell that lost the rest, or all 18 characters of
    one with a wrong check digit. `refusal` is the code of what makes the row unusable, empty when it is a person.
    """

    values: Mapping[str, str]
    rules: Mapping[str, str]
    doubts: tuple[Doubt, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)
    id_hint: str = ""
    refusal: str = ""

"""What surrounds a cell: the day of the roster, its sheet, its places, the habits of its columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from yinling.people.intake.domain.records import Cleaned

if TYPE_CHECKING:
    from yinling.people.intake.domain.cleaning.places import Places


@dataclass(frozen=True, eq=False)
class Context:
    """One sheet's surroundings, the same for all its rows.

    `on` is the day as of which the roster was filled in; nothing in it can have happened later. `person_type` is the
    code that the sheet or its title states, "" when unknown. `dialling_code` belongs to landlines written without
    one (`rows.dialling_code`). `first_of_month` names the date terms whose day cells all fall on the first, because
    the office kept months in cells that hold days (`rows.first_of_month`).
    """

    on: date
    person_type: str
    places: Places
    dialling_code: str = ""
    first_of_month: frozenset[str] = frozenset()
    # What cells of the few-valued terms were found to mean: a roster repeats them ten thousandfold.
    memo: dict[str, dict[str | float, Cleaned]] = field(default_factory=dict, repr=False)

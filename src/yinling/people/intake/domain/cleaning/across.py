"""One column against another: the identity number against birth and sex, the dates of a life against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from yinling.people.intake.domain.cleaning.context import Context
from yinling.people.intake.domain.cleaning.signs import written
from yinling.people.intake.domain.records import Doubt
from yinling.people.intake.domain.sheets import Cell
from yinling.people.registry.terms import Period, PersonType, PoliticalStatus, Sex

# 国发〔1982〕62号: who took part before the founding of the People's Republic retires with honours.
_HONOURS_UNTIL: Final = "1949-09-30"
# domain/codes.md, 离休: the periods of the revolution by the day on which a cadre took part.
_PERIODS: Final = (
    ("1937-07-06", Period.RED_ARMY.value),
    ("1945-09-02", Period.AGAINST_JAPAN.value),
    (_HONOURS_UNTIL, Period.LIBERATION.value),
)
_YOUNGEST: Final = {"joined_party": 15, "began_work": 12}
_OLDEST, _YOUNGEST_CADRE = 115, 40
_MEMBERS: Final = frozenset({PoliticalStatus.PARTY_MEMBER.value, PoliticalStatus.PROBATIONARY.value})
_CADRES: Final = frozenset({PersonType.RETIRED_WITH_HONOURS.value, PersonType.RETIRED.value})


@dataclass(slots=True)
class Draft:
    """A row while it is being cleaned."""

    context: Context
    values: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    stated: dict[str, str] = field(default_factory=dict)

    def set(self, term: str, value: str, rule: str) -> None:
        """Give a term a value that does not come from its own cell."""
        self.values[term] = value
        self.rules[term] = rule


def compare(draft: Draft, cells: Mapping[str, Cell]) -> None:
    """Complete a row from its identity number and its sheet, and doubt what contradicts. Doubts, never refusals."""
    number = draft.values.get("id_number", "")
    if number:
        _birth_by_number(draft, cells, f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
        _sex_by_number(draft, cells, Sex.MALE.value if int(number[16]) % 2 else Sex.FEMALE.value)
    elif born := draft.values.get("birth_date"):
        draft.stated["birth_date"] = born
    if draft.context.person_type and "person_type" not in draft.values:
        draft.set("person_type", draft.context.person_type, "person_type.from_sheet")
    _ages(draft, cells)
    _career(draft, cells)
    _membership(draft, cells)


def _doubt(draft: Draft, cells: Mapping[str, Cell], term: str, code: str, other: str = "") -> None:
    draft.doubts.append(Doubt(term, code, written(cells.get(term, "")), other))


def _birth_by_number(draft: Draft, cells: Mapping[str, Cell], born: str) -> None:
    """A valid number knows the day of birth; the cell's own precision stays in `stated`."""
    said = draft.values.get("birth_date", "")
    if said:
        _settle_january(draft, born)
        said = draft.values["birth_date"]
        if not _agrees(said, born):
            _doubt(draft, cells, "birth_date", "birth_date.against_id", born)
        # The first of the month often stands for a month; the number says which day it was.
        is_month = said.endswith("-01") and said != born and said[:7] == born[:7]
        draft.stated["birth_date"] = born[:7] if is_month else born[: len(said)]
    else:
        draft.doubts = [replace(d, other=born) if d.term == "birth_date" else d for d in draft.doubts]
    draft.set("birth_date", born, "birth_date.from_id")


def _agrees(said: str, born: str) -> bool:
    return born.startswith(said) or (len(said) == 10 and said.endswith("-01") and said[:7] == born[:7])


def _settle_january(draft: Draft, born: str) -> None:
    """1931.1 may be January or October: a number that says either has answered."""
    asked = [d for d in draft.doubts if d.term == "birth_date" and d.code == "date.january_or_october"]
    if asked and draft.values["birth_date"][:4] == born[:4] and born[5:7] in {"01", "10"}:
        draft.doubts = [d for d in draft.doubts if d not in asked]
        draft.values["birth_date"] = born[:7]


def _sex_by_number(draft: Draft, cells: Mapping[str, Cell], sex: str) -> None:
    said = draft.values.get("sex", "")
    if said == sex:
        return
    if said in {Sex.MALE.value, Sex.FEMALE.value}:
        _doubt(draft, cells, "sex", "sex.against_id", sex)
    draft.set("sex", sex, "sex.from_id")


def _ages(draft: Draft, cells: Mapping[str, Cell]) -> None:
    born = draft.values.get("birth_date")
    if not born:
        return
    years = draft.context.on.year - int(born[:4])
    is_cadre = draft.values.get("person_type") in _CADRES
    if years > _OLDEST or (is_cadre and years < _YOUNGEST_CADRE):
        _doubt(draft, cells, "birth_date", "birth_date.age", born)
    for term, youngest in _YOUNGEST.items():
        happened = draft.values.get(term)
        if happened and _surely_before(happened, f"{int(born[:4]) + youngest:04d}{born[4:]}"):
            _doubt(draft, cells, term, f"{term}.too_young", born)
    for term in ("retired_on", "died_on"):
        happened = draft.values.get(term)
        if happened and _surely_before(happened, born):
            _doubt(draft, cells, term, f"{term}.before_birth", born)


def _surely_before(one: str, other: str) -> bool:
    """Whether `one` came before `other` however the parts that are not known may stand."""
    width = min(len(one), len(other))
    return one[:width] < other[:width]


def _career(draft: Draft, cells: Mapping[str, Cell]) -> None:
    began, retired = draft.values.get("began_work"), draft.values.get("retired_on")
    if began and retired and _surely_before(retired, began):
        _doubt(draft, cells, "retired_on", "retired_on.before_work", began)
    died = draft.values.get("died_on")
    if died and retired and _surely_before(died, retired):
        _doubt(draft, cells, "died_on", "died_on.before_retirement", retired)
    if not began or draft.values.get("person_type") != PersonType.RETIRED_WITH_HONOURS.value:
        return
    if _surely_before(_HONOURS_UNTIL, began):
        _doubt(draft, cells, "began_work", "began_work.after_1949", draft.values["person_type"])
        return
    period = draft.values.get("period")
    if period and period not in _possible_periods(began):
        _doubt(draft, cells, "period", "period.against_work", began)


def _possible_periods(began: str) -> set[str]:
    """The periods in which a day, month or year of taking part may lie."""
    first, possible = "0000", set()
    for last, period in _PERIODS:
        if began[: len(began)] <= last[: len(began)] and began >= first[: len(began)]:
            possible.add(period)
        first = date.fromordinal(date.fromisoformat(last).toordinal() + 1).isoformat()
    return possible


def _membership(draft: Draft, cells: Mapping[str, Cell]) -> None:
    status = draft.values.get("political_status")
    if status and status not in _MEMBERS and draft.values.get("joined_party"):
        _doubt(draft, cells, "joined_party", "joined_party.no_member", status)

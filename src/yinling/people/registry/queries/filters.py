"""Which persons a list, a count or an export is about: the filter, in conditions that use indexes under the wall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yinling.base.units.models import Unit
from yinling.kernel.areas import area_range
from yinling.kernel.names import fold_query
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.models import PersonNow, Question
from yinling.people.registry.terms import CHOICES, Level, QuestionState, Standing

NOT_KNOWN = "-"  # stands among the values of a term for "nothing is known of it"
LEVEL_TERMS = ("post_level", "treatment_level")
_OLDEST = 150
_LONGEST_SEARCH = 50


class FilterUnknown(ValueError):
    """A filter names a term, a value, an area or an age that does not exist."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Conditions that all hold at once; without any, everybody who is on the roll.

    `on` is the day on which ages (completed years, both ends included) are counted. `chosen` gives for a coded term
    the values of which one must hold, `NOT_KNOWN` among them for none; `at_least` for a level the lowest that still
    counts. `search` compares beginnings of names, pinyin, initials and tails. `units` are public ids.
    Raises FilterUnknown.
    """

    on: date | None = None
    search: str = ""
    age_from: int | None = None
    age_to: int | None = None
    area: str = ""
    residence: str = ""
    units: tuple[UUID, ...] = ()
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = (("standing", (Standing.ON_ROLL.value,)),)
    at_least: tuple[tuple[str, str], ...] = ()
    lives_elsewhere: bool | None = None
    has_questions: bool | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        for age in (self.age_from, self.age_to):
            if age is not None and (self.on is None or not 0 <= age <= _OLDEST):
                raise FilterUnknown(f"age {age}")
        for term, values in self.chosen:
            if term not in CHOICES or not values or not {*CHOICES[term].values, NOT_KNOWN}.issuperset(values):
                raise FilterUnknown(f"{term}: {values}")
        for term, level in self.at_least:
            if term not in LEVEL_TERMS or level not in Level.values or level == Level.OTHER:
                raise FilterUnknown(f"{term} from {level}")
        for code in (self.area, self.residence):
            if code:
                _known_range(code)

    def terms(self) -> Iterator[str]:
        """The terms of the catalogue that it reads."""
        yield from (term for term, _values in self.chosen)
        yield from (term for term, _level in self.at_least)
        yield from ("residence",) if self.residence else ()
        yield from ("living_elsewhere",) if self.lives_elsewhere is not None else ()


def persons(*, by: Viewer, chosen: Filter, among: Q | None = None) -> QuerySet[PersonNow]:
    """The rows that a filter means, as far as the viewer's scope reaches.

    `among` is one more condition on `person_id`, from rooms above that know more of persons; whoever made it has asked
    whether the viewer may. Raises Forbidden for terms whose purpose the viewer does not hold.
    """
    policy.may_read(by, chosen.terms())
    rows = in_scope(by).filter(_ages(chosen))
    if among is not None:
        rows = rows.filter(among)
    for term, values in chosen.chosen:
        rows = rows.filter(_one_of(term, values))
    for term, level in chosen.at_least:
        rows = rows.filter(**{f"{term}__lte": level})  # a higher level has a smaller code
    for column, code in (("area_code", chosen.area), ("residence", chosen.residence)):
        if code:
            rows = rows.filter(_within(column, code))
    if chosen.units:
        inner = Unit.objects.filter(public_id__in=chosen.units).values_list("id", flat=True)
        rows = rows.filter(unit_id__in=list(inner))
    if chosen.lives_elsewhere is not None:
        rows = rows.filter(living_elsewhere__isnull=not chosen.lives_elsewhere)
    if chosen.has_questions is not None:
        rows = rows.filter(_doubted(by, wanted=chosen.has_questions))
    return rows


def in_scope(by: Viewer) -> QuerySet[PersonNow]:
    """The viewer's rows, said again as plain conditions: the policy is the net below, not the plan."""
    return PersonNow.objects.filter(_arms(by))


def folded(search: str) -> str:
    """What is compared of a search, as people type it."""
    return fold_query(search)[:_LONGEST_SEARCH]


def search_keys_for(query: str) -> tuple[str, str]:
    """The two columns whose beginnings a folded search is compared with."""
    if query[:-1].isdigit() and (query[-1].isdigit() or query[-1] == "x"):
        return "phone_tail", "id_number_tail"
    if query.isascii():
        return "pinyin", "initials"
    return "name", "given_name"


def found_by(search: str) -> Q:
    """The condition that a search finds a person, by whichever key: for counting, not for lists in order."""
    query = folded(search)
    if not query:
        return Q()
    first, second = search_keys_for(query)
    return Q(**{f"{first}__begins": query}) | Q(**{f"{second}__begins": query})


def _arms(by: Viewer) -> Q:
    arms = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi) if by.area else Q(pk__in=())
    if by.units:
        arms |= Q(unit_id__in=by.units)
    if by.persons:
        arms |= Q(person_id__in=by.persons)
    return arms


def _known_range(code: str) -> tuple[str, str]:
    try:
        return area_range(code)
    except ValueError as refusal:
        raise FilterUnknown(code) from refusal


def _within(column: str, code: str) -> Q:
    low, high = area_range(code)
    return Q(**{f"{column}__gte": low, f"{column}__lt": high})


def _one_of(term: str, values: tuple[str, ...]) -> Q:
    known = [value for value in values if value != NOT_KNOWN]
    condition = Q(**{term: known[0]}) if len(known) == 1 else Q(**{f"{term}__in": known}) if known else Q()
    return condition | Q(**{f"{term}__isnull": True}) if NOT_KNOWN in values else condition


def _ages(chosen: Filter) -> Q:
    """Ages as a range of birth dates, which an index knows."""
    condition = Q()
    if chosen.on is not None and chosen.age_from is not None:
        condition &= Q(birth_date__lte=_years_before(chosen.on, chosen.age_from))
    if chosen.on is not None and chosen.age_to is not None:
        condition &= Q(birth_date__gt=_years_before(chosen.on, chosen.age_to + 1))
    return condition


def _years_before(on: date, years: int) -> date:
    """The latest birth date of those who have completed so many years; see `kernel.calendars.age_on`."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February of a year that has none
        return on.replace(year=on.year - years, day=28)


def _doubted(by: Viewer, *, wanted: bool) -> Q:
    waiting = Question.objects.filter(_arms(by), person_id=OuterRef("person_id"), state=QuestionState.OPEN)
    return Q(Exists(waiting)) if wanted else ~Q(Exists(waiting))

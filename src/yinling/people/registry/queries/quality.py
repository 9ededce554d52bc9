"""How good the records are: how fresh, how complete, how doubted, by unit; and who has a file and a card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yinling.base.units.models import Unit
from yinling.kernel.masks import mask_address, mask_id_number, mask_phone
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.models import Card, PersonNow, Question
from yinling.people.registry.queries.figures.rows import in_area
from yinling.people.registry.terms import (
    CATALOGUE,
    DATE_TERMS,
    SECRET_TERMS,
    PersonType,
    QuestionState,
    Standing,
    label_of,
    say_value,
)
from yinling.people.registry.terms.doubts import say_doubt

# Days since somebody last spoke of a person, up to and including: the last band has no end, the very last no day.
BANDS: Final = (90, 365, 730)
_YEAR: Final = 365
_HONOURS, _SURVIVOR = PersonType.RETIRED_WITH_HONOURS.value, PersonType.SURVIVOR.value
_CADRE: Final = ~Q(person_type=_SURVIVOR)
_MEMBER: Final = Q(political_status__in=("01", "02"))
_FILED_AND_CARDED: Final = (_HONOURS, _SURVIVOR)

# What should be known, and of whom. Terms that may rightly be empty (a former name, diseases, a hobby) are not asked.
_EVERYBODY: Final = (
    "sex", "ethnic_group", "birth_date", "id_number", "phone", "address", "street", "community", "living_arrangement",
    "housing", "elevator", "income_source", "hardship", "marital_status", "children_count", "contact_name",
    "contact_phone", "health", "self_care", "hospital_stays", "bedridden", "senses", "family_doctor",
    "elder_university", "smartphone",
)  # fmt: skip
_OF_CADRES: Final = (
    "former_unit", "unit_nature", "affiliation", "post", "post_level", "began_work", "retired_on", "political_status",
)  # fmt: skip
EXPECTED: Final[Mapping[str, Q]] = {
    **dict.fromkeys(_EVERYBODY, Q()),
    **dict.fromkeys(_OF_CADRES, _CADRE),
    "period": Q(person_type=_HONOURS),
    **dict.fromkeys(("joined_party", "party_branch", "party_life"), _CADRE & _MEMBER),
    **dict.fromkeys(("deceased_cadre", "deceased_kin", "fixed_income"), Q(person_type=_SURVIVOR)),
}
# A telephone or identity number that somebody wrote into another field: its last four signs stay.
_LONG_NUMBER: Final = re.compile(r"\d{7,}(?=[\dXx]{4})")
_MASKS: Final = {
    "id_number": mask_id_number, "phone": mask_phone, "contact_phone": mask_phone, "address": mask_address,
}  # fmt: skip


@dataclass(frozen=True)
class UnitQuality:
    """The records of one unit. `bands` counts persons by how long ago somebody spoke of them, as BANDS, then older
    ones, then those of whom no day is known; `known` of `expected` values are there.
    """

    unit: UUID
    name: str
    area_code: str
    persons: int
    bands: tuple[int, ...]
    known: int
    expected: int
    questions: int

    @property
    def stale(self) -> int:
        """Persons whom nobody has confirmed for more than a year."""
        return sum(self.bands[BANDS.index(_YEAR) + 1 :])


@dataclass(frozen=True)
class TermShare:
    """Of how many persons a term is known, among those of whom it should be."""

    term: str
    label: str
    known: int
    expected: int


@dataclass(frozen=True)
class DoubtCount:
    """Open questions of one kind about one term."""

    term: str
    label: str
    code: str
    said: str
    number: int


@dataclass(frozen=True)
class Coverage:
    """Cadres retired with honours and survivors (features A09): on the roll, filed, and holding a valid card.

    Filed are those of whom identity number, birth and address are known.
    """

    registered: int
    filed: int
    carded: int


@dataclass(frozen=True)
class DoubtLine:
    """One open question as it is sent back to a unit: values masked, nothing secret in clear."""

    person: UUID
    name: str
    id_number_tail: str
    label: str
    held: str
    written: str
    said: str


def by_unit(*, by: Viewer, area: str | None, on: date, unit: UUID | None = None) -> list[UnitQuality]:
    """The units with people on the roll, most doubts first, then by the share that nobody confirmed for a year.

    With `unit` that one alone. Raises Forbidden for an area that is not wholly the viewer's.
    """
    rows, terms = _of_unit(_rolled(by, area), unit), _terms_for(by)
    asked = _questions_by_unit(by, area, unit)
    found = rows.order_by().values("unit_id").annotate(persons=Count("person_id"), **_banded(on), **_shares(terms))
    units = Unit.objects.in_bulk([row["unit_id"] for row in found])
    lines = [_unit_line(row, units[row["unit_id"]], terms, asked.get(row["unit_id"], 0)) for row in found]
    return sorted(lines, key=lambda line: (-line.questions, -line.stale / line.persons, line.area_code, line.name))


def completeness(*, by: Viewer, area: str | None, unit: UUID | None = None) -> list[TermShare]:
    """For each term that should be known, of how many it is: of an area, or of one unit of it. Raises Forbidden."""
    terms = _terms_for(by)
    found = _of_unit(_rolled(by, area), unit).aggregate(**_shares(terms))
    return [
        TermShare(term, label_of(term), found[f"{term}_known"], expected)
        for term in terms
        if (expected := found[f"{term}_expected"])
    ]


def open_questions(*, by: Viewer, area: str | None, unit: UUID | None = None) -> list[DoubtCount]:
    """Open questions by term and code, the most frequent first. Raises Forbidden."""
    counted = _asked(by, area, unit).order_by().values_list("term", "code").annotate(number=Count("id"))
    lines = [DoubtCount(term, label_of(term), code, say_doubt(code), number) for term, code, number in counted]
    return sorted(lines, key=lambda line: (-line.number, line.term, line.code))


def coverage(*, by: Viewer, area: str | None, unit: UUID | None = None) -> Coverage:
    """Whether every cadre retired with honours and every survivor is filed and has a card. Raises Forbidden."""
    rows = _of_unit(_rolled(by, area), unit).filter(person_type__in=_FILED_AND_CARDED)
    card = Card.objects.filter(person_id=OuterRef("person_id"), revoked_at__isnull=True)
    filed = Q(id_number__isnull=False, birth_date__isnull=False, address__isnull=False)
    found = rows.aggregate(
        registered=Count("person_id"),
        filed=Count("person_id", filter=filed),
        carded=Count("person_id", filter=Q(Exists(card))),
    )
    return Coverage(**found)


def doubt_lines(*, by: Viewer, unit: UUID) -> Iterator[DoubtLine]:
    """The open questions about people of a unit, by name, as they are sent back to it. Raises Forbidden."""
    asked = _asked(by, None, unit).order_by("person__now__pinyin", "person_id", "term")
    for question in asked.select_related("person__now").defer("note").iterator(2000):
        now = question.person.now
        yield DoubtLine(
            person=question.person.public_id, name=now.name, id_number_tail=now.id_number_tail.upper(),
            label=label_of(question.term), held=masked(question.term, question.held or ""),
            written=masked(question.term, question.written or ""), said=say_doubt(question.code),
        )  # fmt: skip


def masked(term: str, value: str) -> str:
    """A value in words; of a secret term what may be shown of it, of secret free text only that something is there."""
    if term in _MASKS:
        return "、".join(_MASKS[term](part) for part in value.split("、"))
    if term in SECRET_TERMS:
        return "****" if value else ""
    return _LONG_NUMBER.sub("****", say_value(term, value))


def _rolled(by: Viewer, area: str | None) -> QuerySet[PersonNow]:
    policy.may_count(by, area)
    return in_area(by, area).filter(standing=Standing.ON_ROLL)


def _terms_for(by: Viewer) -> tuple[str, ...]:
    return tuple(term for term in EXPECTED if policy.reads(by, term))


def _inner(unit: UUID) -> QuerySet[Unit, int]:
    return Unit.objects.filter(public_id=unit).values_list("id", flat=True)


def _of_unit(rows: QuerySet[PersonNow], unit: UUID | None) -> QuerySet[PersonNow]:
    return rows if unit is None else rows.filter(unit_id__in=_inner(unit))


def _asked(by: Viewer, area: str | None, unit: UUID | None = None) -> QuerySet[Question]:
    """Open questions about people on the roll (of one unit), about terms that the viewer may read."""
    hidden = [term for term in CATALOGUE if not policy.reads(by, term)]
    people = _rolled(by, area).filter(person_id=OuterRef("person_id"))
    asked = Question.objects.filter(Exists(people), state=QuestionState.OPEN).exclude(term__in=hidden)
    return asked if unit is None else asked.filter(unit_id__in=_inner(unit))


def _questions_by_unit(by: Viewer, area: str | None, unit: UUID | None) -> Mapping[int, int]:
    return dict(_asked(by, area, unit).order_by().values_list("unit_id").annotate(number=Count("id")))


def _known(term: str) -> Q:
    is_text = term not in DATE_TERMS and term not in SECRET_TERMS and term not in {"children_count", "hospital_stays"}
    known = Q((f"{term}__gt", "")) if is_text else Q((f"{term}__isnull", False))
    return known & ~Q(sex__in=("0", "9")) if term == "sex" else known


def _shares(terms: Sequence[str]) -> dict[str, Count]:
    known = {f"{term}_known": Count("person_id", filter=EXPECTED[term] & _known(term)) for term in terms}
    # An empty condition counts everybody: a filter of nothing is no condition to the database.
    expected = {f"{term}_expected": Count("person_id", filter=EXPECTED[term] or None) for term in terms}
    return known | expected


def _banded(on: date) -> dict[str, Count]:
    """How many persons were last spoken of within each band before the day, earlier, and on no known day."""
    edges = [on - timedelta(days=days) for days in BANDS]
    conditions = [
        Q(known_on__gte=edges[0]),
        *(Q(known_on__gte=older, known_on__lt=newer) for newer, older in pairwise(edges)),
        Q(known_on__lt=edges[-1]),
        Q(known_on__isnull=True),
    ]
    return {f"band_{place}": Count("person_id", filter=condition) for place, condition in enumerate(conditions)}


def _unit_line(row: Mapping[str, object], unit: Unit, terms: Sequence[str], questions: int) -> UnitQuality:
    counted = {name: number for name, number in row.items() if isinstance(number, int)}
    return UnitQuality(
        unit=unit.public_id, name=unit.name, area_code=unit.area_id, persons=counted["persons"],
        bands=tuple(counted[f"band_{place}"] for place in range(len(BANDS) + 2)),
        known=sum(counted[f"{term}_known"] for term in terms),
        expected=sum(counted[f"{term}_expected"] for term in terms), questions=questions,
    )  # fmt: skip

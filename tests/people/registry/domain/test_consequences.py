"""What follows from a term's new value, and what wants evidence."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people.registry.people import id_number
from yinling.people.registry.domain import Believed, CleanFact, consequences, contradictions, wants_evidence
from yinling.people.registry.terms import Source

TODAY = date(2026, 11, 22)
OFFICER, ROSTER, NUMBER = Source.OFFICER, Source.ROSTER, Source.ID_NUMBER


@pytest.mark.parametrize(
    ("held", "follow", "against"),
    [
        ({}, {"sex": "2", "birth_date": "1935-03-01"}, set()),
        ({"sex": ("0", ROSTER), "birth_date": ("1935-03", ROSTER)}, {"sex": "2", "birth_date": "1935-03-01"}, set()),
        ({"sex": ("2", ROSTER), "birth_date": ("1935-03-01", ROSTER)}, {}, set()),
        ({"sex": ("1", NUMBER), "birth_date": ("1934-01-01", NUMBER)}, {"sex": "2", "birth_date": "1935-03-01"}, set()),
        ({"sex": ("1", ROSTER), "birth_date": ("1934-12", OFFICER)}, {}, {"sex", "birth_date"}),
    ],
)
def test_a_number_tells_sex_and_birth_where_nobody_else_does(held, follow, against):
    believed = {term: Believed(*pair) for term, pair in held.items()}
    made = consequences("id_number", id_number(), believed, on=TODAY)
    assert {fact.term: fact.value for fact in made} == follow
    assert {fact.source for fact in made} <= {NUMBER}
    assert {c.term for c in contradictions(id_number(), believed, on=TODAY)} == against


def test_death_and_the_roll_follow_each_other():
    on_roll, dead = {}, {"standing": Believed("died", OFFICER), "died_on": Believed("2026", OFFICER)}
    assert consequences("died_on", "2026-10", on_roll, on=TODAY) == (CleanFact("standing", "died", OFFICER),)
    assert consequences("died_on", "2026-10", dead, on=TODAY) == ()
    assert consequences("standing", "on_roll", dead, on=TODAY) == (CleanFact("died_on", "", OFFICER),)
    assert consequences("standing", "died", on_roll, on=TODAY) == ()
    assert consequences("phone", "13900001234", on_roll, on=TODAY) == ()


@pytest.mark.parametrize(
    ("term", "value", "wanted"),
    [("began_work", "1949", True), ("birth_date", "1935", False), ("birth_date", "1934", True), ("sex", "1", True),
     ("birth_date", "", False), ("housing", "own", False)],
)  # fmt: skip
def test_what_is_protected_or_contradicts_the_number_wants_evidence(term, value, wanted):
    believed = {"id_number": Believed(id_number(), ROSTER)}
    assert wants_evidence(term, value, believed, on=TODAY) is wanted
    assert wants_evidence("sex", "1", {}, on=TODAY) is False

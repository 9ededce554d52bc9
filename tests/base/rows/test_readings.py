"""While a page is read, the same question is asked once; outside of a reading and in the next one, again."""

from __future__ import annotations

import pytest

from tests.people.registry.people import COUNTY, HIDDEN, officer, places, unit
from yinling.base.rows.readings import once, reading
from yinling.base.rows.viewing import as_viewer, state, stated
from yinling.people.registry.models import Person
from yinling.people.registry.queries import find_person

asked: list[tuple[int, int]] = []


@once
def total(left: int, right: int = 0) -> int:
    asked.append((left, right))
    return left + right


@once
def product(left: int, right: int = 0) -> int:
    asked.append((left, right))
    return left * right


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


def test_a_reading_asks_each_question_once() -> None:
    with reading():
        assert [total(1, right=2), total(1, right=2), total(2, right=2)] == [3, 3, 4]
    assert asked == [(1, 2), (2, 2)]


def test_two_questions_with_the_same_arguments_are_two() -> None:
    with reading():
        assert [total(3, 4), product(3, 4)] == [7, 12]
    assert asked == [(3, 4), (3, 4)]


def test_outside_of_a_reading_it_is_asked_each_time() -> None:
    assert [total(1), total(1)] == [1, 1]
    assert asked == [(1, 0), (1, 0)]


def test_an_answer_ends_with_its_reading() -> None:
    for _page in range(2):
        with reading():
            total(5)
    assert asked == [(5, 0), (5, 0)]


def test_a_reading_ends_when_the_page_fails() -> None:
    with pytest.raises(ZeroDivisionError), reading():
        _ = 1 // (total(6) - 6)
    total(6)
    assert asked == [(6, 0), (6, 0)]


def test_a_refused_question_is_asked_again() -> None:
    refused: list[int] = []

    @once
    def refuse() -> None:
        refused.append(1)
        raise LookupError

    with reading():
        for _try in range(2):
            with pytest.raises(LookupError):
                refuse()
    assert refused == [1, 1]


def test_an_answer_is_kept_for_the_viewer_for_whom_it_was_asked(sides, now) -> None:
    """Extra power is stated in the middle of a page: what it shows goes with it, what it did not show comes with it."""
    places()
    hidden = Person.objects.create(area_code=HIDDEN, unit=unit(HIDDEN), created_at=now)
    sides.app()
    state(own := officer(COUNTY))
    with reading():
        assert find_person(hidden.public_id) is None
        with as_viewer(officer(HIDDEN)):
            assert find_person(hidden.public_id) == hidden
        assert stated() == own
        assert find_person(hidden.public_id) is None

from datetime import date

import pytest

from tests.decisions.rulebook.drafted import approve, load, officer, publish, submitted
from tests.people.registry.people import places
from yinling.decisions.rulebook.queries import parameters_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def book(sides):
    places()
    load()


def test_the_whole_way_of_a_threshold(sides):
    author, other = officer("5301"), officer("53")
    sides.app(author)
    draft = submitted(author)
    sides.app(other)
    approve(draft, other)
    sides.work()
    publish(draft)
    assert parameters_in_force("530102", date(2026, 12, 1))["高龄起点"].value == 78
    assert parameters_in_force("530102", date(2026, 11, 30))["高龄起点"].value == 80

from datetime import timedelta

import pytest

from tests.people.registry.people import ALL_PURPOSES, COUNTY, enter, officer, places, unit
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry.models import Person

CLERK = officer(COUNTY, account="6f1f3a34-5bde-4c6e-a6c0-0a7c1c9b2a11")


@pytest.fixture
def home(sides):
    """Eight places and a unit of the county; the application acts for the county's officer."""
    places()
    made = unit()
    sides.app(CLERK)
    return made


@pytest.fixture
def person(home, now):
    return enter(home, now - timedelta(days=30), by=CLERK)


@pytest.fixture
def inner(person):
    return Person.objects.get(public_id=person).id


def seen_by(role: Role, account, *persons: int) -> Viewer:
    """The viewer of an account who sees persons by name."""
    return Viewer(account=str(account), role=role, persons=persons, purposes=ALL_PURPOSES, name="某某")

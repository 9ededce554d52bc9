import pytest

from tests.people.registry.people import COUNTY, officer, places, unit


@pytest.fixture
def home(sides):
    """Eight places and a unit of the county; the application acts for the county's officer."""
    places()
    made = unit()
    sides.app(officer(COUNTY))
    return made

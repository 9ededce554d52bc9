"""The shipped catalogue in eight places, as owner; tests then step to a side of the wall."""

import pytest

from tests.people.registry.people import places
from tests.supply.catalogue.shelves import load


@pytest.fixture
def shelves(sides):
    """The catalogue that ships, in eight places."""
    places()
    load()
    return sides

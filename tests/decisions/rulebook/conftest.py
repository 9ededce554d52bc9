"""The places and the small rulebook, as owner; tests then step to a side of the wall."""

import pytest

from tests.decisions.rulebook.drafted import load
from tests.people.registry.people import places


@pytest.fixture
def book(sides):
    """The small rulebook, in force in eight places."""
    places()
    load()
    return sides

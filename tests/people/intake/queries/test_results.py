"""What became of every row and field."""

from __future__ import annotations

import pytest

from yinling.people.intake.queries import field_results, row_results
from yinling.people.registry.models import Person

pytestmark = pytest.mark.django_db


def test_show(roster):
    print(roster.counts, roster.seconds)
    for r in row_results(roster.public_id): print(r)
    for r in field_results(roster.public_id): print(r)

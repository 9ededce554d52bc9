"""A unit of one county with its officer, and officers elsewhere."""

from __future__ import annotations

import pytest

from tests import factories as make


@pytest.fixture
def unit(sides):
    sides.owner()
    make.areas(make.QILIHE)
    return make.unit(make.CHENGGUAN, name="城关区教育局")


@pytest.fixture
def by(unit, now):
    return make.viewer_for(make.officer(make.CHENGGUAN, at=now), at=now)


@pytest.fixture
def stranger(unit, now):
    return make.viewer_for(make.officer(make.QILIHE, at=now), at=now)


@pytest.fixture
def above(unit, now):
    """The officer of the whole city, who sees both counties."""
    return make.viewer_for(make.officer("6201", at=now), at=now)

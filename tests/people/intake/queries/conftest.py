"""A unit of one county with its officer, and a roster that stands."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.people.intake.imported import LI, LI_AGAIN, NAMELESS, ZHANG, taken_in, workbook


@pytest.fixture
def unit(sides):
    sides.owner()
    return make.unit(make.CHENGGUAN, name="城关区教育局")


@pytest.fixture
def by(unit, now):
    return make.viewer_for(make.officer(make.CHENGGUAN, at=now), at=now)


@pytest.fixture
def stranger(unit, now):
    make.areas(make.QILIHE)
    return make.viewer_for(make.officer(make.QILIHE, at=now), at=now)


@pytest.fixture
def roster(unit, by, now):
    return taken_in(unit, workbook(ZHANG, LI, NAMELESS, LI_AGAIN), by=by, at=now)

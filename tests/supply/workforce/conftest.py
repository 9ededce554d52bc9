"""An officer of Chengguan, one of its city and one of elsewhere; a worker of Chengguan and one of the whole city."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests import factories
from tests.conftest import Sides
from yinling.base.accounts.models import Account
from yinling.kernel.viewer import Viewer
from yinling.supply.catalogue.actions import SHIPPED, load_catalogue


@dataclass
class Office:
    """Who there is; each acts as the application."""

    sides: Sides
    at: object
    clerk: Account
    city: Account
    stranger: Account
    worker: Account
    citywide: Account

    def by(self, account: Account) -> Viewer:
        self.sides.owner()
        viewer = factories.viewer_for(account, at=self.at)
        self.sides.app(viewer)
        return viewer


@pytest.fixture
def office(sides, now):
    sides.owner()
    factories.areas(factories.CHENGGUAN, factories.QILIHE)
    load_catalogue(path=SHIPPED, by=factories.SYSTEM, at=now)
    return Office(
        sides, now, clerk=factories.officer(at=now), city=factories.officer("6201", at=now, name="赵立新"),
        stranger=factories.officer(factories.QILIHE, at=now, name="陈刚"), worker=factories.worker(at=now),
        citywide=factories.worker("6201", at=now, name="和丽芬"),
    )  # fmt: skip

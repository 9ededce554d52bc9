"""A county with one person, two workers and an officer; and a database of one's own for what runs at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from tests import factories
from tests.cluster import cluster
from tests.conftest import NOW, Sides, _point_at, _template_name
from yinling.base.accounts.models import Account
from yinling.base.rows.viewing import state
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person


@dataclass
class County:
    """Who there is, and how each of them acts: as the application, for the viewer that the account is now."""

    person: Person
    neighbour: Person
    workers: tuple[Account, Account]
    officer: Account
    sides: Sides | None = None

    def viewer(self, account: Account, at: datetime) -> Viewer:
        return factories.viewer_for(account, at=at)

    def act_as(self, account: Account, at: datetime) -> Viewer:
        """Let the rest of the transaction run for this account, and say who it is."""
        assert self.sides is not None
        viewer = self.viewer(account, at)
        self.sides.app(viewer)
        return viewer

    def act_as_system(self) -> Viewer:
        """Let the rest of the transaction run as background work."""
        assert self.sides is not None
        self.sides.work(factories.SYSTEM)
        return factories.SYSTEM


def make_county(at: datetime, sides: Sides | None = None) -> County:
    """Chengguan, made as the owner."""
    unit = factories.unit()
    factories.rules(at)
    return County(
        person=factories.person(unit=unit, at=at),
        neighbour=factories.person(unit=unit, at=at, name="赵国强"),
        workers=(factories.worker(at=at, name="周海"), factories.worker(at=at, name="和丽芬")),
        officer=factories.officer(at=at),
        sides=sides,
    )


@pytest.fixture
def county(sides: Sides, now: datetime) -> County:
    """The county, in the transaction of this test."""
    sides.owner()
    return make_county(now, sides)


@pytest.fixture
def committed_county(django_db_setup: str, django_db_blocker) -> Iterator[County]:
    """The county in a database of its own, committed, so that several connections see it; dropped afterwards."""
    name = f"{django_db_setup}_race"
    with cluster().connect() as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template_name()}" OWNER yl_owner')
    with django_db_blocker.unblock():
        _point_at(name)
        with transaction.atomic():
            made = make_county(NOW)
        yield made
        connections.close_all()
        _point_at(django_db_setup)
    with cluster().connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def at_once(*acts: tuple[Viewer, str, Callable[[], object]]) -> list[object]:
    """Run each act for its viewer under its database role in a connection of its own, all beginning together.

    Returns what each returned or raised, in order.
    """
    ready = Barrier(len(acts))

    def one(viewer: Viewer, role: str, act: Callable[[], object]) -> object:
        try:
            with transaction.atomic():
                state(viewer)
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL ROLE {role}")
                ready.wait(timeout=10)
                return act()
        except Exception as raised:  # noqa: BLE001 - the test says what it expects
            return raised
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(one, *act) for act in acts]]

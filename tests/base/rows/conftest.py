"""Committed rows and Django's own connection in the web login: for what one test transaction cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from tests.cluster import cluster
from tests.people.registry.people import COUNTY, HIDDEN, places, unit
from yinling.base.rows.wall import build
from yinling.people.registry.models import Card, Person


@pytest.fixture(scope="module")
def standing(django_db_setup: str, django_db_blocker) -> Iterator[str]:
    """Committed rows: three persons of the viewer's county, four of another; gone at the end of this module."""
    with django_db_blocker.unblock():
        build()  # as after each migrate: a clone has not inherited the rights on its template database
        places()
        for area, persons in ((COUNTY, 3), (HIDDEN, 4)):
            home = unit(area, f"单位{area}")
            for number in range(persons):
                at = datetime(2026, 11, 22, tzinfo=UTC)
                person = Person.objects.create(area_code=area, unit=home, created_at=at)
                Card.objects.create(**person.scope(), code=f"{area}{number}", issued_at=at)
        yield django_db_setup
        connection.close()
        with cluster().connect(django_db_setup) as admin:
            for table in ("registry_card", "registry_person", "units_unit", "regions_area"):
                admin.execute(f"DELETE FROM {table}")


@pytest.fixture
def web(standing: str, django_db_blocker) -> Iterator[None]:
    """Django's own connection, logged in as the web process is."""
    entry = connections["default"].settings_dict
    before = {name: entry[name] for name in ("USER", "PASSWORD", "OPTIONS")}
    with django_db_blocker.unblock():
        connection.close()
        secret = cluster().secrets["YL_WEB_PASSWORD"]
        entry |= {"USER": "yl_web", "PASSWORD": secret, "OPTIONS": {"options": "-c role=yl_app"}}
        connections["default"].settings_dict.update(entry)
        yield
        connection.close()
        connections["default"].settings_dict.update(before)

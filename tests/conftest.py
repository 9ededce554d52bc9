"""Fixtures: a database made from a migrated template, and the two sides of the wall."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings as hypothesis_settings

from tests.cluster import cluster

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)

# Rounds of property and model tests come from one setting; the seed is fixed, so that a failure repeats.
ROUNDS = int(os.environ.get("YINLING_TEST_ROUNDS", "100"))
hypothesis_settings.register_profile("yinling", max_examples=ROUNDS, derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("yinling")


# A thousand tests open pages of these doors, a third of all time: not for the quick run.
_DOORS = ("desk", "field", "elder", "admin")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens pages by its folder."""
    for item in items:
        place = item.path.parts
        if "web" in place and place[place.index("web") + 1] in _DOORS:
            item.add_marker(pytest.mark.page)


def _template_name() -> str:
    root = Path(__file__).resolve().parents[1] / "src"
    digest = hashlib.sha256()
    parts = sorted(
        [
            *root.rglob("migrations/*.py"),
            *root.rglob("rows/*.py"),
            *root.rglob("models.py"),
            *root.rglob("settings.py"),
        ]
    )
    for path in parts:
        digest.update(path.read_bytes())
    return f"yl_tpl_{digest.hexdigest()[:16]}"


def _make_template(name: str) -> None:
    """Migrate a database under a temporary name, then rename it: a killed run leaves no half template."""
    from django.core.management import call_command
    from django.db import connection

    draft = f"{name}_draft"
    with cluster().connect() as admin:
        admin.execute("SELECT pg_advisory_lock(7259002)")  # the first worker builds, the others wait
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        admin.execute(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{draft}" OWNER yl_owner')
        _point_at(draft)
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        admin.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')


def _point_at(name: str) -> None:
    from django.conf import settings
    from django.db import connections

    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """One database for each worker, cloned from the template; dropped at the end."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    template, name = _template_name(), f"yl_t_{worker}_{os.getpid()}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker has no public type
        _make_template(template)
        with cluster().connect() as admin:
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER yl_owner')
        _point_at(name)
    yield name
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # as above
        from django.db import connections

        connections.close_all()
        with cluster().connect() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Sides:
    """The two sides of the wall in one connection: the owner prepares, the application acts."""

    def owner(self) -> None:
        """Become the owner of the tables, who sees everything."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")

    def app(self, viewer: object = None) -> None:
        """Become the application, for a viewer (nobody, when none is given)."""
        self._become("yl_app", viewer)

    def work(self, viewer: object = None) -> None:
        """Become background work."""
        self._become("yl_system", viewer)

    @staticmethod
    def _become(role: str, viewer: object) -> None:
        from django.db import connection

        from yinling.base.rows.viewing import state
        from yinling.kernel.viewer import NOBODY, Viewer

        state(viewer if isinstance(viewer, Viewer) else NOBODY)
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")


@pytest.fixture
def sides(db: None) -> Sides:
    """The wall's two sides, in the transaction of this test."""
    return Sides()


@pytest.fixture
def now() -> datetime:
    """The moment at which tests happen."""
    return NOW


@pytest.fixture
def superuser(django_db_setup: str) -> Iterator[psycopg.Connection]:
    """A superuser's own connection to the test database: for tampering, which is what superusers can do."""
    with cluster().connect(django_db_setup) as connection:
        yield connection

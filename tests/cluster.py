"""The PostgreSQL that tests run on: real, our own, provisioned as in production; loaded as a pytest plugin.

It sets the environment before Django reads its settings. YINLING_TEST_HOME names another home, so that several
runs at once do not share a cluster.
"""

import os
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "src"))

from yinling.config.launcher.postgres import Cluster  # noqa: E402 - the path above must be set first

KEYS = {
    "YINLING_SECRET_KEY": "tests only: not a secret, long enough for the checks of Django",
    "YINLING_SEAL_KEY": "5e" * 32,
    "YINLING_DATA_KEYS": f"t1:{'d1' * 32}",
    "YINLING_INDEX_KEY": "1d" * 32,
    "YINLING_LOG_KEY": "10" * 32,
    "YINLING_LOG_ORIGIN": "tests.yinling.local/journal",
    "YINLING_CARD_KEY": "ca" * 32,
    "YINLING_DEMO": "1",
    "YINLING_LANG": "zh",  # tests read what is said; the language of this machine must not matter
    "YINLING_PROCESS": "owner",
    "YINLING_ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
}


def home() -> Path:
    """Where the cluster of the tests lives."""
    return Path(os.environ.get("YINLING_TEST_HOME", PROJECT / "var" / "test"))


def cluster() -> Cluster:
    """The cluster: no fsync, and its owner may become the application, which production's owner may not."""
    return Cluster(home(), durable=False, owner_is_app=True)


def pytest_load_initial_conftests() -> None:
    """Start the cluster once for all workers and state the environment."""
    os.environ.update(KEYS)
    os.environ["YINLING_VAR"] = str(home())
    found = cluster()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        found.ensure()
    os.environ["DATABASE_URL"] = found.url("yl_owner")


pytest_load_initial_conftests = pytest.hookimpl(tryfirst=True)(pytest_load_initial_conftests)

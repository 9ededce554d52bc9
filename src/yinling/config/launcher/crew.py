"""The processes of one installation: what each is called, what it runs, and which secrets it is given."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yinling.config.launcher.places import PROJECT, Installation
from yinling.config.launcher.postgres import Cluster

#: Which login each process has; `owner` migrates, loads reference data and is what developers manage with.
LOGINS = {"owner": "yl_owner", "web": "yl_web", "background": "yl_work"}
_KEYS = (
    "YINLING_SECRET_KEY",
    "YINLING_SEAL_KEY",
    "YINLING_DATA_KEYS",
    "YINLING_INDEX_KEY",
    "YINLING_CARD_KEY",
    "YINLING_LOG_ORIGIN",
)


@dataclass(frozen=True)
class Service:
    """One process of ours: its name, its command for a given listening socket."""

    name: str
    command: Callable[[int], list[str]]


SERVICES = (
    Service("web", lambda handle: [sys.executable, "-m", "yinling.config.web", "--fd", str(handle)]),
    Service("background", lambda _handle: [sys.executable, "-m", "yinling.config.background"]),
)


def environment(where: Installation, cluster: Cluster, process: str, *, port: int) -> dict[str, str]:
    """The environment of one process: the caller's, our settings, and the secrets that this process needs.

    The journal's signing key goes to background alone.
    """
    settings = {
        "DJANGO_SETTINGS_MODULE": "yinling.config.settings",
        "PYTHONPATH": str(PROJECT / "src"),
        "PYTHONUNBUFFERED": "1",
        "DATABASE_URL": cluster.url(LOGINS[process]),
        "YINLING_PROCESS": process,
        "YINLING_VAR": str(where.var),
        "YINLING_DEMO": os.environ.get("YINLING_DEMO", "1"),
        "YINLING_PUBLIC_URL": os.environ.get("YINLING_PUBLIC_URL", f"http://127.0.0.1:{port}"),
    }
    return {**os.environ, **settings, **_secrets(cluster.secrets, process)}


def _secrets(known: Mapping[str, str], process: str) -> dict[str, str]:
    """The keys that `process` is given."""
    names = (*_KEYS, "YINLING_LOG_KEY") if process == "background" else _KEYS
    return {name: known[name] for name in names}

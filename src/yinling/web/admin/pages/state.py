"""How the installation stands, for the system administrator: numbers about machinery, none about people."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from yinling.base.deadlines.queries import Parked, parked
from yinling.base.journal.queries import journal_state
from yinling.kernel.viewer import Role
from yinling.web.admin.frame import page_of, show

NOTE = "last-backup.json"  # in the data folder, written by `./yinling backup`
_FAILED_SHOWN = 50
_LEAST_FREE = 5_000  # megabytes: below it the disk is shown as short


@page_of(Role.SYSTEM_ADMIN, "GET")
def state(request: HttpRequest) -> HttpResponse:
    """Versions, jobs, deadlines, journal, disk, and the last backup."""
    at = timezone.now()
    jobs = _jobs()
    context = {
        "versions": _versions(), "jobs": jobs, "failed": _failed(), "parked": _parked(), "journal": journal_state(),
        "free": _free(), "is_short": _free() < _LEAST_FREE, "backup": _last_backup(), "now": at,
        "is_stale": _is_stale(at),
    }  # fmt: skip
    return show(request, "admin/state.html", context, here="state")


def _versions() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    try:
        ours = version("yinling")
    except PackageNotFoundError:
        ours = _("源代码")
    return [
        (_("银龄"), ours), ("Python", platform.python_version()), ("Django", django.get_version()),
        ("PostgreSQL", str(server)),
    ]  # fmt: skip


def _jobs() -> Mapping[str, int]:
    counted = ProcrastinateJob.objects.values("status").annotate(number=Count("pk"))
    found = {str(row["status"]): int(row["number"]) for row in counted}
    return {status: found.get(status, 0) for status in ("todo", "doing", "failed")}


def _failed() -> list[tuple[str, int, int]]:
    """Failed jobs by what they do: their names, the number of each, and the most tries that one had."""
    rows = ProcrastinateJob.objects.filter(status="failed").values_list("task_name", "attempts")[:10_000]
    found: dict[str, tuple[int, int]] = {}
    for name, attempts in rows:
        number, most = found.get(name, (0, 0))
        found[name] = (number + 1, max(most, attempts))
    return [(name, *found[name]) for name in sorted(found)][:_FAILED_SHOWN]


def _parked() -> list[Parked]:
    return list(parked()[:_FAILED_SHOWN])


def _free() -> int:
    there = next(folder for folder in (settings.YINLING_VAR, *settings.YINLING_VAR.parents) if folder.exists())
    return shutil.disk_usage(there).free // 2**20


def _last_backup() -> datetime | None:
    try:
        said = json.loads((settings.YINLING_VAR / NOTE).read_text(encoding="utf-8"))["taken_at"]
        moment = datetime.fromisoformat(said)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return moment if moment.tzinfo else None


def _is_stale(at: datetime) -> bool:
    """Whether more than two days have passed without a backup."""
    last = _last_backup()
    return last is None or (at - last).days >= 2

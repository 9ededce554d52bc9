"""How an installation stands: numbers for the operator, for a terminal or a monitor. Nothing in them is about persons.

They are asked on the command line and not at an address: behind a balancer on the same machine everybody comes from
127.0.0.1, so a page could not know whom it tells.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from yinling.config.launcher.places import Installation
from yinling.config.launcher.words import _

Numbers = dict[str, int | None]
NOTE = "last-backup.json"  # in the data folder, written by each backup that counts

#: Each number's name for monitors, and its query. Ages are whole seconds; a deadline is overdue after 5 of them.
_QUERIES = {
    "database_megabytes": "SELECT pg_database_size(current_database()) / 1048576",
    "journal_entries": "SELECT size FROM journal_head",
    "journal_unsealed": "SELECT count(*) FROM journal_todo",
    "journal_unsealed_seconds": """SELECT coalesce(extract(epoch FROM now() - min(entry.at)), 0)::bigint
        FROM journal_todo AS todo JOIN journal_entry AS entry ON entry.id = todo.entry_id""",
    "deadlines_overdue": """SELECT count(*) FROM deadlines_deadline
        WHERE state = 'open' AND due_at < now() - interval '5 seconds'""",
    "deadlines_overdue_seconds": """SELECT coalesce(extract(epoch FROM now() - min(due_at)), 0)::bigint
        FROM deadlines_deadline WHERE state = 'open' AND due_at < now() - interval '5 seconds'""",
    "deadlines_parked": "SELECT count(*) FROM deadlines_deadline WHERE state = 'parked'",
    "jobs_waiting": """SELECT count(*) FROM procrastinate_jobs
        WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())""",
    "jobs_running": "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'",
    "jobs_failed": "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'",
}


def numbers_of(url: str | None, where: Installation) -> Numbers:
    """Every number by its name; None for what cannot be told: nobody answers, nothing was ever backed up."""
    found: Numbers = dict.fromkeys(("database_answers", *_QUERIES))
    found["database_answers"] = 0
    with suppress(psycopg.Error):
        if url:
            with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
                found["database_answers"] = 1
                found |= dict(_asked(connection))
    return found | {"backup_seconds": _since_backup(where.var / NOTE), "disk_free_megabytes": _free(where.var)}


def _asked(connection: psycopg.Connection) -> Iterator[tuple[str, int | None]]:
    """Each query's answer; None where a table is not there yet."""
    for name, query in _QUERIES.items():
        try:
            row = connection.execute(sql.SQL(query)).fetchone()
        except psycopg.errors.UndefinedTable:
            row = None
        yield name, int(row[0]) if row else None


def _since_backup(note: Path) -> int | None:
    """Seconds since the moment that the last good backup shows."""
    try:
        taken = datetime.fromisoformat(json.loads(note.read_text(encoding="utf-8"))["taken_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return max(0, int((datetime.now(UTC) - taken).total_seconds()))


def _free(folder: Path) -> int:
    """Free megabytes where the data folder is."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(there).free // 2**20


def as_json(numbers: Numbers) -> str:
    """One flat object on one line."""
    return json.dumps(numbers)


def as_lines(numbers: Numbers) -> list[str]:
    """The same for a reader."""
    if not numbers["database_answers"]:
        return [_("数据库没有应答。"), *_beside(numbers)]
    told = {name: "—" if value is None else str(value) for name, value in numbers.items()}
    return [
        _("数据库：%(database_megabytes)s MB") % told,
        _("日志：共 %(journal_entries)s 条，待封存 %(journal_unsealed)s 条，最早的等了 %(journal_unsealed_seconds)s 秒")
        % told,
        _(
            "时限：过时未处理 %(deadlines_overdue)s 个，最久 %(deadlines_overdue_seconds)s 秒；"
            "处理失败搁置 %(deadlines_parked)s 个"
        )
        % told,
        _("任务：等待 %(jobs_waiting)s 个，进行中 %(jobs_running)s 个，失败 %(jobs_failed)s 个") % told,
        *_beside(numbers),
    ]


def _beside(numbers: Numbers) -> Iterator[str]:
    """What is known without the database."""
    seconds = numbers["backup_seconds"]
    if seconds is None:
        yield _("备份：还没有做过，用 ./yinling backup")
    else:
        hours, minutes = seconds // 3600, seconds % 3600 // 60
        yield _("备份：%(hours)d 小时 %(minutes)d 分钟前") % {"hours": hours, "minutes": minutes}
    yield _("磁盘：空闲 %(size)d MB") % {"size": numbers["disk_free_megabytes"] or 0}

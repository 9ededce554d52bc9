"""The numbers of an installation: each by name, none about persons, and no failure when nobody answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import psycopg

from tests.cluster import cluster
from yinling.config.keeping.standing import NOTE, as_json, as_lines, numbers_of
from yinling.config.launcher.places import Installation

NAMES = [
    "database_answers", "database_megabytes", "journal_entries", "journal_unsealed", "journal_unsealed_seconds",
    "deadlines_overdue", "deadlines_overdue_seconds", "deadlines_parked", "jobs_waiting", "jobs_running", "jobs_failed",
    "backup_seconds", "disk_free_megabytes",
]  # fmt: skip


def test_nobody_answers(tmp_path):
    numbers = numbers_of(None, Installation(tmp_path / "absent"))
    assert list(numbers) == NAMES
    assert {name for name, value in numbers.items() if value is not None} == {"database_answers", "disk_free_megabytes"}
    assert numbers_of("postgresql://nobody@127.0.0.1:9/nothing", Installation(tmp_path)) == numbers
    assert as_lines(numbers)[:2] == ["数据库没有应答。", "备份：还没有做过，用 ./yinling backup"]


def test_a_database_without_tables_has_no_numbers_yet(tmp_path):
    numbers = numbers_of(cluster().url("yl_owner"), Installation(tmp_path))
    assert (numbers["database_answers"], numbers["jobs_failed"]) == (1, None)
    assert json.loads(as_json(numbers)) == numbers


def test_each_number_counts_what_it_says(django_db_setup, tmp_path):
    url, where = cluster().url("yl_owner", django_db_setup), Installation(tmp_path)
    taken = datetime.now(UTC) - timedelta(hours=30)
    (tmp_path / NOTE).write_text(json.dumps({"taken_at": taken.isoformat()}), encoding="utf-8")
    before = numbers_of(url, where)
    with psycopg.connect(url, autocommit=True) as own:
        own.execute("INSERT INTO procrastinate_jobs (task_name, status, queue_name, attempts) VALUES ('t', 'failed', 'q', 3), ('t', 'todo', 'q', 0)")  # fmt: skip
        own.execute("INSERT INTO procrastinate_jobs (task_name, status, queue_name, scheduled_at) VALUES ('t', 'todo', 'q', now() + interval '1 day')")  # fmt: skip
        own.execute(_DEADLINES)
    after = numbers_of(url, where)
    with psycopg.connect(url, autocommit=True) as own:
        own.execute("DELETE FROM procrastinate_jobs")
        own.execute("DELETE FROM deadlines_deadline")
    changed = {name: (before[name], after[name]) for name in NAMES if before[name] != after[name]}
    overdue = changed.pop("deadlines_overdue_seconds")
    assert overdue[0] == 0
    assert 600 <= overdue[1] < 660
    assert {name: pair for name, pair in changed.items() if name.startswith(("jobs", "deadlines"))} == {
        "jobs_failed": (0, 1), "jobs_waiting": (0, 1), "deadlines_overdue": (0, 1), "deadlines_parked": (0, 1),
    }  # fmt: skip
    assert "任务：等待 1 个，进行中 0 个，失败 1 个" in as_lines(after)
    assert "备份：30 小时 0 分钟前" in as_lines(after)


_DEADLINES = """
INSERT INTO deadlines_deadline (public_id, kind, subject, round, due_at, set_at, state, failures, fired_by, last_failure)
SELECT gen_random_uuid(), 't', gen_random_uuid(), 1, due, now(), state, failures, '', '' FROM (VALUES
  (now() - interval '10 minutes', 'open', 0), (now() + interval '1 hour', 'open', 0), (now() - interval '1 hour', 'parked', 2)
) AS rows (due, state, failures)
"""

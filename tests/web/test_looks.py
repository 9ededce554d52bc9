"""Looks drawn together: the same look repeated on one day is one line."""

from __future__ import annotations

from datetime import UTC, datetime

from yinling.base.access.models import Look
from yinling.web.looks import LookLine, grouped


def look(hour, part="dossier", *, account="a", role="officer", reason=""):
    at = datetime(2026, 11, 22, hour, tzinfo=UTC)
    return Look(
        account=account, account_name={"a": "王敏", "b": "周海"}[account], role=role, part=part, reason=reason, at=at
    )


def test_repeated_looks_of_one_day_are_one_line_with_their_number():
    rows = [
        look(9),
        look(8),
        look(7, "phone", reason="电话联系"),
        look(6, "task", account="b", role="worker", reason="助浴"),
        look(5),
    ]
    assert grouped(rows) == [
        LookLine("王敏", "经办人员", "打开档案", "", rows[0].at, 2),
        LookLine("王敏", "经办人员", "查看联系电话", "电话联系", rows[2].at, 1),
        LookLine("周海", "服务人员", "接单查看", "助浴", rows[3].at, 1),
        LookLine("王敏", "经办人员", "打开档案", "", rows[4].at, 1),
    ]


def test_midnight_in_china_parts_the_days():
    assert [line.times for line in grouped([look(17), look(16), look(15)])] == [2, 1]


def test_what_is_not_known_is_shown_as_it_is():
    assert grouped([look(9, "scan", role="auditor")])[0][1:3] == ("", "scan")
    assert grouped([]) == []

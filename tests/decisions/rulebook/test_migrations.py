"""The step that moved what a rule proposes into measures keeps what was proposed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("rulebook", "0001_initial"), ("rulebook", "0002_measures")
SINCE = date(2023, 1, 1)


def at_step(step):
    executor = MigrationExecutor(connection)
    executor.migrate([step])
    return MigrationExecutor(connection).loader.project_state([step]).apps


@pytest.mark.slow  # walks many tables back and forth
@pytest.mark.django_db
def test_what_rules_proposed_stands_in_measures():
    old = at_step(BEFORE).get_model("rulebook", "Rule")
    shared = {
        "code": "visit", "title": "探访", "text": "年龄 >= 80", "need": "要人看望", "author": "yinling", "approver": "system",
        "approved_at": datetime(2026, 1, 1, tzinfo=UTC), "valid_from": SINCE, "source_document": "文件", "clause": "一",
        "note": "注", "confidence": "known", "state": "approved", "proposes_item": "上门关怀",
    }  # fmt: skip
    old.objects.create(**shared, area_code="0", version=1, due_parameter="探访到期天数", valid_to=date(2026, 1, 1))
    old.objects.create(**shared | {"valid_from": date(2026, 1, 1)}, area_code="0", version=2, due_days=30)
    old.objects.create(**shared, area_code="53", version=1, due_days=7)
    old.objects.create(**shared | {"state": "retired"}, area_code="62", version=1, due_days=7)
    measure = at_step(AFTER).get_model("rulebook", "Measure")
    rows = measure.objects.order_by("area_code", "valid_from")
    said = (
        "rule_code",
        "item",
        "area_code",
        "valid_from",
        "valid_to",
        "due_days",
        "due_parameter",
        "repeat_days",
        "retired",
    )
    assert list(rows.values_list(*said)) == [
        ("visit", "上门关怀", "0", SINCE, date(2026, 1, 1), None, "探访到期天数", None, False),
        ("visit", "上门关怀", "0", date(2026, 1, 1), None, 30, "", None, False),
        ("visit", "上门关怀", "53", SINCE, None, 7, "", None, False),
    ]
    assert set(rows.values_list("source_document", "clause", "note", "confidence")) == {("文件", "一", "注", "known")}
    assert len(set(rows.values_list("public_id", flat=True))) == 3

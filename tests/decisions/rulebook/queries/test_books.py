from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.decisions.rulebook.small import AGE, DAYS, MEASURE, RULE
from yinling.decisions.rulebook.actions.writing import _measure_row, _parameter_row, _rule_row
from yinling.decisions.rulebook.domain import Book, MeasureEntry, RuleEntry
from yinling.decisions.rulebook.models import Measure, Parameter, Rule
from yinling.decisions.rulebook.queries import (
    cautions,
    measures_in_force,
    next_version,
    parameters_in_force,
    rules_in_force,
    whole_book,
)
from yinling.decisions.rulebook.terms import RuleState
from yinling.kernel.areas import AreaCodeInvalid
from yinling.kernel.expression import Kind
from yinling.kernel.periods import Period

AT = datetime(2026, 11, 22, tzinfo=UTC)
DAY = date(2026, 11, 22)
PROVINCE = replace(RULE, area_code="53", version=3, title="本省高龄独居探访")
COUNTY = replace(RULE, area_code="530102", version=1, title="本县高龄独居探访", period=Period(date(2026, 1, 1), date(2027, 1, 1)))  # fmt: skip

pytestmark = pytest.mark.django_db


def write(*entries):
    for entry in entries:
        match entry:
            case RuleEntry():
                _rule_row(entry, "system", AT).save()
            case MeasureEntry():
                _measure_row(entry).save()
            case _:
                _parameter_row(entry).save()


@pytest.mark.parametrize(
    ("area", "on", "title"),
    [
        ("0", DAY, "高龄独居探访"),
        ("62", DAY, "高龄独居探访"),
        ("53", DAY, "本省高龄独居探访"),
        ("5301", DAY, "本省高龄独居探访"),
        ("530103", DAY, "本省高龄独居探访"),
        ("530102", DAY, "本县高龄独居探访"),
        ("530102001", DAY, "本县高龄独居探访"),
        ("530102001", date(2025, 12, 31), "本省高龄独居探访"),
        ("530102001", date(2026, 12, 31), "本县高龄独居探访"),
        ("530102001", date(2027, 1, 1), "本省高龄独居探访"),
    ],
)
def test_the_most_specific_area_in_force_wins(area, on, title):
    write(RULE, PROVINCE, COUNTY)
    assert [rule.title for rule in rules_in_force(area, on)] == [title]


def test_before_its_first_day_nothing_is_in_force():
    write(RULE, AGE)
    assert rules_in_force("53", date(2022, 12, 31)) == ()
    assert parameters_in_force("53", date(2022, 12, 31)) == {}


def test_parameters_are_dated_and_regional():
    until = replace(AGE, period=Period(AGE.period.start, date(2026, 7, 1)))
    lower = replace(AGE, value=75, period=Period(date(2026, 7, 1)))
    here = replace(AGE, area_code="530102", value=70)
    write(until, lower, here, DAYS)
    assert parameters_in_force("53", date(2026, 6, 30)) == {"高龄起点": until, "探访到期天数": DAYS}
    assert parameters_in_force("53", DAY) == {"高龄起点": lower, "探访到期天数": DAYS}
    assert parameters_in_force("530102002", DAY)["高龄起点"].value == 70


def test_every_kind_of_value_comes_back_as_it_was():
    entries = [
        replace(AGE, code="数", value=-999_999_999_999_999),
        replace(AGE, code="文", kind=Kind.TEXT, value='“引号"', unit=""),
        replace(AGE, code="日", kind=Kind.DATE, value=date(2026, 1, 2), unit=""),
        replace(AGE, code="真", kind=Kind.BOOLEAN, value=True, unit=""),
        replace(AGE, code="假", kind=Kind.BOOLEAN, value=False, unit=""),
    ]
    write(*entries)
    assert parameters_in_force("0", DAY) == {entry.code: entry for entry in entries}


def test_only_approved_rules_decide():
    write(RULE)
    Rule.objects.update(state=RuleState.RETIRED)
    assert rules_in_force("53", DAY) == ()
    assert whole_book() == Book()


def test_what_is_retired_decides_nothing():
    write(AGE, MEASURE)
    Parameter.objects.update(retired=True)
    Measure.objects.update(retired=True)
    assert (parameters_in_force("53", DAY), measures_in_force("53", DAY), whole_book()) == ({}, (), Book())
    write(AGE, MEASURE)
    assert (whole_book().parameters, whole_book().measures) == ((AGE,), (MEASURE,))


def test_of_one_rule_and_item_the_most_specific_measure_holds():
    here = replace(MEASURE, area_code="5301", due_days=3, due_parameter="")
    other = replace(here, item="电话问候", repeat_days=7)
    write(MEASURE, here, other)
    assert measures_in_force("53", DAY) == (MEASURE,)
    assert measures_in_force("530102", DAY) == (here, other)


def test_the_next_version_counts_retired_ones_and_each_area_by_itself():
    assert next_version(RULE.code, "53") == 1
    write(RULE, PROVINCE)
    Rule.objects.update(state=RuleState.RETIRED)
    assert (next_version(RULE.code, "0"), next_version(RULE.code, "53"), next_version(RULE.code, "5301")) == (2, 4, 1)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"due_days": 30}, "measure_due_said_once"),
        ({"due_parameter": ""}, "measure_due_said_once"),
        ({"due_days": 0, "due_parameter": ""}, "measure_due_said_once"),
        ({"repeat_days": 0}, "measure_repeats_forward"),
        ({"clause": ""}, "measure_cites_its_document"),
        ({"valid_to": MEASURE.period.start}, "measure_period_forward"),
    ],
)
def test_the_database_refuses_an_impossible_measure(changes, constraint):
    row = _measure_row(MEASURE)
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()


def test_an_area_that_is_none_is_refused():
    with pytest.raises(AreaCodeInvalid):
        rules_in_force("530", DAY)


def test_the_application_reads_rules_without_any_viewer_and_writes_none(sides):
    write(RULE)
    sides.app()
    assert len(rules_in_force("53", DAY)) == 1
    for attempt in (lambda: Rule.objects.update(text="是"), lambda: Parameter.objects.all().delete()):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            attempt()


def test_background_work_may_end_a_rule_but_not_rewrite_it(sides):
    write(RULE)
    sides.work()
    assert Rule.objects.update(valid_to=date(2030, 1, 1)) == 1
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Rule.objects.update(text="是")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"approver": "yinling"}, "rule_four_eyes"),
        ({"author": "", "approver": "x"}, "rule_four_eyes"),
        ({"approver": ""}, "rule_approved_by_somebody"),
        ({"approved_at": None}, "rule_approved_by_somebody"),
        ({"state": "draft"}, "rule_approved_by_somebody"),
        ({"valid_to": RULE.period.start}, "rule_period_forward"),
        ({"rank": 1}, "rule_tier_has_rank"),
        ({"kind": "tier", "rank": 0}, "rule_tier_has_rank"),
        ({"kind": "tier"}, "rule_tier_has_rank"),
        ({"version": 0}, "rule_version_counts_from_one"),
        ({"clause": ""}, "rule_cites_its_document"),
        ({"confidence": "sure"}, "rule_confidence_known"),
    ],
)
def test_the_database_refuses_an_impossible_rule(changes, constraint):
    row = _rule_row(RULE, "system", AT)
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    ("kind", "value"),
    [("number", "八十"), ("number", "80.0"), ("date", "2026-1-1"), ("boolean", "是"), ("code", "x")],
)
def test_the_database_refuses_a_value_of_another_kind(kind, value):
    row = _parameter_row(AGE)
    row.kind, row.value = kind, value
    with pytest.raises(IntegrityError, match="parameter_value_of_its_kind"), transaction.atomic():
        row.save()


def test_the_same_version_and_the_same_first_day_are_written_once():
    write(RULE, AGE, MEASURE)
    with pytest.raises(IntegrityError, match="rule_version_once"), transaction.atomic():
        write(RULE)
    with pytest.raises(IntegrityError, match="measure_begins_once"), transaction.atomic():
        write(MEASURE)
    with pytest.raises(IntegrityError, match="parameter_begins_once"), transaction.atomic():
        write(AGE)


def test_each_confidence_has_words():
    assert cautions() == {
        "plain": "有文件出处", "known": "† 通行做法，尚未与原文核对", "unverified": "‡ 未经核实",
    }  # fmt: skip

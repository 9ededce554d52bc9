"""A list leaves the house: what is in the file, who may take it, and what is written down."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests.people.registry.people import COUNTY, HIDDEN, officer, unit
from tests.people.registry.rows import known
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Purpose, Role
from yinling.people.registry.actions import TooManyPersons, export_persons, exports
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.outside import FileKind
from yinling.people.registry.queries import SECRET_COLUMNS, Filter, Sort

CLERK = officer(COUNTY)


@pytest.fixture
def people(sides, home):
    sides.owner()
    known(unit(HIDDEN, "麒麟区教育局"), "单国强", phone="13911112222")
    known(home, "王五", birth_date=date(1930, 1, 1), phone="13900001234", address="翠湖南路 1 号", health="poor")
    known(home, "=cmd|' /C calc'!A0", birth_date=date(1950, 1, 1), remarks="+7 天")
    known(home, "李四", standing="died")
    sides.app(CLERK)


def rows_of(made) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.content.decode("utf-8-sig"))))


def bodies() -> list[dict[str, object]]:
    kind = "registry.persons_exported"
    return [json.loads(Body.objects.get(pk=e.pk).body) for e in Entry.objects.filter(kind=kind).order_by("pk")]


def test_a_workbook_holds_who_is_meant_in_the_order_asked(people, now):
    made = export_persons(columns=["age", "unit"], sort=Sort("age", descending=True), by=CLERK, at=now)
    book = CalamineWorkbook.from_filelike(io.BytesIO(made.content))
    assert [list(row) for row in book.get_sheet_by_index(0).to_python()] == [
        ["姓名", "年龄", "单位"], ["王五", 96.0, "五华区教育局"], ["=cmd|' /C calc'!A0", 76.0, "五华区教育局"],
    ]  # fmt: skip
    assert (made.persons, made.digest) == (2, hashlib.sha256(made.content).hexdigest())


def test_a_csv_holds_what_is_filtered_and_no_formula(people, now):
    made = export_persons(
        columns=["age"], kind=FileKind.CSV, by=CLERK, at=now, chosen=Filter(on=date(2026, 1, 1), age_to=80)
    )
    assert rows_of(made) == [["姓名", "年龄"], ["'=cmd|' /C calc'!A0", "76"]]
    found = export_persons(columns=["age"], kind=FileKind.CSV, by=CLERK, at=now, chosen=Filter(search="wang"))
    assert rows_of(found) == [["姓名", "年龄"], ["王五", "96"]]


def test_secrets_come_in_clear_and_only_with_a_reason(people, now):
    for reason in ("", " ", "x", "长" * 201, "a\x00b"):
        with pytest.raises(Unacceptable):
            export_persons(columns=["phone"], reason=reason, by=CLERK, at=now)
    made = export_persons(
        columns=["phone", "address", "remarks"], kind=FileKind.CSV, reason="春节走访", by=CLERK, at=now
    )
    assert rows_of(made)[1:] == [
        ["'=cmd|' /C calc'!A0", "", "", "'+7 天"],
        ["王五", "13900001234", "翠湖南路 1 号", ""],
    ]
    plain = export_persons(kind=FileKind.CSV, by=CLERK, at=now)
    assert "13900001234" not in plain.content.decode()


def test_each_export_is_one_fact_that_fits_its_file(people, sides, now):
    asked = Filter(on=date(2026, 11, 22), age_from=80, area=COUNTY)
    made = export_persons(chosen=asked, columns=["phone"], sort=Sort("age"), reason="春节走访", by=CLERK, at=now)
    sides.owner()
    assert [{k: v for k, v in body.items() if k != "subject"} for body in bodies()] == [
        {
            "chosen": '{"age_from":80,"area":"530102","chosen":[["standing",["on_roll"]]],"on":"2026-11-22"}',
            "sort": "age", "columns": ["name", "phone"], "secrets": ["phone"], "persons": 1, "reason": "春节走访",
            "file_kind": "xlsx", "digest": hashlib.sha256(made.content).hexdigest(),
        }
    ]  # fmt: skip


def test_a_refused_export_is_no_fact(people, sides, now, monkeypatch):
    monkeypatch.setattr(exports, "EXPORT_LIMIT", 1)
    with pytest.raises(TooManyPersons):
        export_persons(by=CLERK, at=now)
    assert export_persons(chosen=Filter(search="wang"), by=CLERK, at=now).persons == 1
    sides.owner()
    assert len(bodies()) == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_only_officers_export(people, now, role):
    with pytest.raises(Forbidden):
        export_persons(by=replace(CLERK, role=role), at=now)


@pytest.mark.parametrize("column", ["health", "political_status", "health_note", "chronic_diseases"])
def test_a_purpose_not_held_is_not_exported(people, now, column):
    plain = replace(CLERK, purposes=frozenset({Purpose.GENERAL}))
    with pytest.raises(Forbidden):
        export_persons(columns=[column], reason="春节走访", by=plain, at=now)
    assert export_persons(columns=[column], reason="春节走访", by=CLERK, at=now).persons == 2


def test_another_county_takes_nothing_away(people, sides, now):
    stranger = officer(HIDDEN)
    sides.app(stranger)
    made = export_persons(columns=SECRET_COLUMNS, kind=FileKind.CSV, reason="春节走访", by=stranger, at=now)
    assert [row[0] for row in rows_of(made)] == ["姓名", "单国强"]
    assert "13900001234" not in made.content.decode()
    none = export_persons(chosen=Filter(area=COUNTY), kind=FileKind.CSV, by=stranger, at=now)
    assert rows_of(none)[1:] == []


def test_slices_are_put_together(people, now, monkeypatch):
    monkeypatch.setattr("yinling.people.registry.queries.lists._SLICE", 1)
    assert export_persons(by=CLERK, at=now).persons == 2

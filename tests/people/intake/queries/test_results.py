"""What became of every row and field, and the workbook that goes back."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from python_calamine import CalamineWorkbook

from tests.factories import SYSTEM
from tests.people.intake.imported import HEAD, LI, TITLE, ZHANG, sheets, taken_in, workbook
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.intake.domain.cells import pack
from yinling.people.intake.models import Roster, RosterRow
from yinling.people.intake.queries import field_results, result_workbook, row_results
from yinling.people.registry.models import Person

pytestmark = pytest.mark.django_db


def written(roster: Roster, by: Viewer = SYSTEM) -> list[list[list[object]]]:
    """The result workbook, read again: its sheets as rows."""
    out = io.BytesIO()
    result_workbook(roster.public_id, out, by=by)
    book = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))
    return [book.get_sheet_by_index(i).to_python(skip_empty_area=False) for i in range(len(book.sheet_names))]


def test_every_row_of_the_file_has_its_line(roster):
    zhang, li = (str(p) for p in Person.objects.order_by("id").values_list("public_id", flat=True))
    assert [tuple(result) for result in row_results(roster.public_id)] == [
        ("退休干部", 1, "not-a-person", ""), ("退休干部", 2, "not-a-person", ""), ("退休干部", 3, "new", zhang),
        ("退休干部", 4, "new", li), ("退休干部", 5, "refused", ""), ("退休干部", 6, "held", ""),
        ("退休干部", 7, "not-a-person", ""),
    ]  # fmt: skip


def test_a_merged_person_leads_to_the_survivor_through_any_number_of_merges(roster):
    zhang, li = Person.objects.order_by("id")
    third = Person.objects.create(area_code=li.area_code, unit=li.unit, created_at=li.created_at)
    Person.objects.filter(id=li.id).update(merged_into=third)
    Person.objects.filter(id=zhang.id).update(merged_into=li)
    found = [result.person for result in row_results(roster.public_id) if result.person]
    assert found == [str(third.public_id)] * 2


def test_fields_are_said_as_the_files_say_them(roster):
    found = [tuple(f)[2:] for f in field_results(roster.public_id) if f.row == 4]
    assert found == [
        ("name", "李淑芬"), ("sex", "女"), ("ethnic_group", "回族"), ("birth_date", "1940-03"),
        ("person_type", "退休干部"), ("phone", "13909310002"), ("unit", "兰州市城关区教育局"), ("health", "较差"),
        ("remarks", "=1+1"),
    ]  # fmt: skip


def test_a_date_is_what_the_cell_says_not_what_the_number_completes(unit, by, now):
    row = (1, "陈志远", "男", "汉", "1938.05", "62010219380501001X", "", "", "", "")
    roster = taken_in(unit, workbook(row), by=by, at=now)
    assert [f.value for f in field_results(roster.public_id) if f.field == "birth_date"] == ["1938-05"]


def test_many_rows_are_read_in_slices_without_losing_one(unit, by, now, monkeypatch):
    monkeypatch.setattr("yinling.people.intake.queries.results._BATCH", 3)
    rows = [(n, f"王{'一二三四五六七八九'[n]}华", "男", "汉", f"19{30 + n}-01-0{n + 1}") for n in range(8)]
    content = sheets({"甲": [TITLE, HEAD, *rows], "乙": [TITLE, HEAD, ZHANG]})
    roster = taken_in(unit, content, by=by, at=now)
    assert [(r.sheet, r.row) for r in row_results(roster.public_id)] == [
        *(("甲", n) for n in range(1, 11)), *(("乙", n) for n in range(1, 4)),
    ]  # fmt: skip


def test_the_workbook_keeps_every_cell_as_it_was(roster):
    (page,) = written(roster)
    assert [len(page), page[1][:5]] == [7, ["结果", "原因/人员", "序号", "姓名", "性别"]]
    assert page[3][2:] == [2.0, *LI[1:5], "", *LI[6:]]


def test_hostile_cells_stay_text(roster):
    hostile = ["=cmd|' /C calc'!A0", "@SUM(1)", "https://evil.example", "\x01\x02", "6201021938050100112", "<b>&", "'x"]
    RosterRow.objects.filter(roster=roster, number=4).update(cells=pack(hostile))
    (page,) = written(roster)
    assert page[3][2:5] == hostile[:3]
    assert page[3][6:9] == hostile[4:7]


def test_days_times_and_numbers_come_back(roster):
    moments = [date(1931, 5, 3), date(1850, 1, 1), datetime(1999, 1, 2, 3, 4, tzinfo=UTC), time(5, 6), timedelta(hours=30), True,
               59.5, 6.20102193805010e17, 10**17]  # fmt: skip
    RosterRow.objects.filter(roster=roster, number=4).update(cells=pack(moments))
    (page,) = written(roster)
    assert page[3][2:4] == [date(1931, 5, 3), "1850-01-01"]
    assert page[3][7:11] == [True, 59.5, 6.20102193805010e17, 1e17]


def test_sheets_whose_names_xlsx_forbids_get_others(unit, by, now):
    roster = taken_in(unit, workbook(ZHANG), by=by, at=now)
    roster.sheets.update(name="a/b[c]*" * 9)
    out = io.BytesIO()
    result_workbook(roster.public_id, out, by=SYSTEM)
    (name,) = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue())).sheet_names
    assert (len(name) <= 31, set(name) & set("/[]*")) == (True, set())


def test_another_county_reads_nothing(roster, stranger, sides):
    sides.app(stranger)
    for read in (row_results, field_results):
        with pytest.raises(Forbidden):
            list(read(roster.public_id))
    with pytest.raises(Forbidden):
        result_workbook(roster.public_id, io.BytesIO(), by=stranger)
    with pytest.raises(Forbidden):
        list(row_results(uuid.uuid4()))

"""The page of cohorts, the people behind its numbers and its file: what they say, and to whom."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.decisions.portrait.cohorts import rule, several, tagged
from tests.web.desk.conftest import queries, text_of
from yinling.base.journal.models import Entry
from yinling.decisions.portrait.actions import recount_cells
from yinling.decisions.portrait.queries import cohort_counts
from yinling.web.desk.pages.cohort import _shares

pytestmark = pytest.mark.django_db
PAGES = ("/desk/cohorts/", "/desk/cohorts/people")


@pytest.fixture
def people(desk, unit, elsewhere):
    """In 城关区 12 with a tag and 7 without, in 七里河区 6."""
    aged = rule("aged")
    for person in several(12, unit, birth_date="1940-01-01", post_level="131"):
        tagged(person, aged)
    several(7, unit, birth_date="1950-01-01", post_level="141")
    several(6, elsewhere, birth_date="1940-01-01")


@pytest.fixture
def counted(people, desk):
    recount_cells(area_code="62", by=make.SYSTEM, at=desk.at)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), st.integers(0, 10**6))
def test_a_bar_is_as_long_as_its_whole_and_leaves_nobody_out(numbers, more):
    longest = max(sum(numbers) + more, 1)
    parts = _shares(list(enumerate(numbers, start=1)), longest)
    assert [part.kind for part in parts] == [kind for kind, number in enumerate(numbers, start=1) if number]
    assert abs(sum(part.share for part in parts) - 100 * sum(numbers) / longest) <= len(parts) + 0.5
    assert min([1, *(part.share for part in parts)]) == 1


def test_nobody_yet(officer, application):
    application()
    page = text_of(officer.get("/desk/cohorts/"))
    assert ("没有符合条件的在册人员" in page, "导入名册" in page) == (True, True)


def test_the_page_shows_the_table_its_age_and_the_people_behind_it(officer, counted, application):
    application()
    answer = officer.get("/desk/cohorts/")
    page = text_of(answer)
    assert "城关区 ：在册 19 人" in page
    assert "统计于" in page
    assert "70–79岁 0 0 7 0 7" in page
    assert "80–89岁 0 12 0 0 12" in page
    assert "合计 0 12 7 0 19" in page
    assert 'href="/desk/cohorts/people?band=80&amp;level=county"' in answer.content.decode()
    people = text_of(officer.get("/desk/cohorts/people", {"band": "80", "level": "county"}))
    assert people.count("甲一") == 12


def test_what_was_never_counted_is_counted_now(officer, people, application):
    application()
    page = text_of(officer.get("/desk/cohorts/"))
    assert ("刚刚统计" in page, "合计 0 12 7 0 19" in page) == (True, True)


def test_tags_and_filters_are_said_and_can_be_taken_away(officer, counted, application):
    application()
    answer = officer.get("/desk/cohorts/", {"rows": "tag", "columns": "age"})
    page = text_of(answer)
    assert "规则aged 0 0 0 12 0 0 12" in page
    assert "一个人可以同时有几个标签" in page
    page = text_of(officer.get("/desk/cohorts/", {"tag": "aged", "band": "80"}))
    assert ("标签：规则aged ×" in page, "80–89岁 ×" in page, "在册 12 人" in page) == (True, True, True)


def test_the_form_leads_to_the_address_that_says_only_what_is_asked(officer, counted, application):
    application()
    sent = {"rows": "type", "columns": "age", "area": "", "band": "", "unit": "城关区教育局"}
    answer = officer.get("/desk/cohorts/", sent)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/desk/cohorts/?unit=")
    assert answer.headers["Location"].endswith("rows=type&columns=age")
    assert "单位：城关区教育局" in text_of(officer.get(answer.headers["Location"]))


def test_small_numbers_are_in_no_page_and_no_file(desk, unit, officer, application):
    several(3, unit, birth_date="1940-01-01", post_level="131")
    several(20, unit, birth_date="1940-01-01", post_level="141")
    several(40, unit, birth_date="1950-01-01", post_level="131")
    several(30, unit, birth_date="1950-01-01", post_level="141")
    application()
    page = text_of(officer.get("/desk/cohorts/"))
    assert "80–89岁 0 少于5 不显示 0 23" in page
    assert "70–79岁 0 不显示 不显示 0 70" in page
    assert "不到 5 人的格子写“少于5”或“不显示”" in page
    book = openpyxl.load_workbook(io.BytesIO(officer.post("/desk/cohorts/export").content))["群体分析"]
    found = {row[0].value: [cell.value for cell in row[1:6]] for row in book.iter_rows(min_row=2)}
    assert found["80–89岁"] == [0, "少于5", "不显示", 0, 23]
    assert found["合计"] == [0, 43, 50, 0, 93]


def test_an_export_is_written_down(officer, counted, application, sides):
    application()
    answer = officer.post("/desk/cohorts/export?rows=tag&columns=none&band=80")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content))["群体分析"].iter_rows(values_only=True))
    assert rows == [("标签", "合计", "统计范围"), ("规则aged", 12, "城关区；80–89岁"), ("合计", 12, "城关区；80–89岁")]
    sides.owner()
    assert Entry.objects.filter(kind="portrait.cohort_exported").count() == 1


@pytest.mark.parametrize("area", ["6201", make.QILIHE, "62", "0", "x", "62'--", "6201=", "==", f"{make.QILIHE}="])
def test_another_county_is_as_absent_as_what_is_no_area(officer, counted, application, area):
    application()
    for address in PAGES:
        assert officer.get(address, {"area": area}).status_code == 404, address
    assert officer.post(f"/desk/cohorts/export?area={area}").status_code == 404


def test_an_officer_of_another_county_sees_only_his_own(stranger, counted, unit, application):
    application()
    page = text_of(stranger.get("/desk/cohorts/", {"rows": "area", "columns": "none"}))
    assert ("七里河区本级 6" in page, "城关区" in page) == (True, False)
    assert "合计 0 0 0 6 6" in text_of(stranger.get("/desk/cohorts/"))
    assert "没有符合条件的在册人员" in text_of(stranger.get("/desk/cohorts/", {"unit": str(unit.public_id)}))
    assert "没有符合条件的在册人员" in text_of(stranger.get("/desk/cohorts/people", {"tag": "aged"}))


def test_an_officer_of_a_unit_alone_sees_its_people(desk, counted, unit, application):
    holder = make.account(make.Role.OFFICER, "", at=desk.at, units=(make.unit(make.CHENGGUAN, name="小局"),))
    browser = make.signed_in(holder)
    application()
    assert "没有符合条件的在册人员" in text_of(browser.get("/desk/cohorts/"))
    assert browser.get("/desk/cohorts/", {"area": make.CHENGGUAN}).status_code == 404


def test_a_rule_that_reads_health_is_in_no_table_no_choice_and_no_address(desk, unit, officer, application):
    sick, tier = rule("sick", text='健康状况 == "较差"'), rule("tier", text='健康状况 == "较差"', kind="tier", rank=1)
    for person in several(6, unit):
        tagged(person, sick)
        tagged(person, tier)
    application()
    for asked in (
        {"rows": "tag", "columns": "none"},
        {"tag": "sick"},
        {"rows": "tier", "columns": "need"},
        {"tier": "1"},
    ):
        page = text_of(officer.get("/desk/cohorts/", asked))
        assert ("规则sick" in page, "规则tier" in page) == (False, False), asked
    assert "只给有健康用途授权的账户统计" in page
    book = officer.post("/desk/cohorts/export?rows=tag&columns=none").content
    assert b"sick" not in book
    rows = list(openpyxl.load_workbook(io.BytesIO(book))["群体分析"].iter_rows(values_only=True))
    assert rows == [("标签", "合计", "统计范围"), ("合计", 6, "城关区")]


@pytest.mark.parametrize(
    "asked",
    [
        {"rows": "x"}, {"rows": "none"}, {"rows": "tag", "columns": "need"}, {"rows": "age", "columns": "age"},
        {"band": "85"}, {"band": "\x00"}, {"level": "999"}, {"type": "x'--"}, {"tag": "aged,no"}, {"tag": ","},
        {"tier": "99999999999999999999"}, {"need": "none,x"}, {"unit": "\x00"}, {"unit": "没有这个单位"},
        {"unit": "00000000-0000-0000-0000-000000000000"}, {"rows": "a" * 5000},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_left_out_and_said(officer, counted, application, asked):
    application()
    for address in PAGES:
        answer = officer.get(address, asked)
        assert answer.status_code == 200
    page = text_of(officer.get("/desk/cohorts/", asked))
    assert ("已略过" in page or "已按年龄段和职务级别统计" in page, "在册 19 人" in page) == (True, True)


def test_units_stand_in_rows_only(officer, counted, application):
    application()
    page = text_of(officer.get("/desk/cohorts/", {"rows": "age", "columns": "unit"}))
    assert ("单位只能放在每行，已对调" in page, "城关区教育局" in page) == (True, True)


def test_too_many_to_count_now_are_told_what_to_do(officer, counted, application, monkeypatch):
    monkeypatch.setattr(cohort_counts, "LIVE_LIMIT", 3)
    application()
    answer = officer.get("/desk/cohorts/", {"rows": "unit", "columns": "none"})
    assert (answer.status_code, "没有统计。请选一个市州或县区" in text_of(answer)) == (422, True)
    assert officer.post("/desk/cohorts/export?rows=unit&columns=none").status_code == 302


def test_a_place_in_the_list_that_has_gone_leads_to_its_beginning(officer, counted, application):
    application()
    answer = officer.get("/desk/cohorts/people", {"band": "80", "after": "zzz|1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/cohorts/people?band=80")


def test_the_page_asks_as_often_for_many_as_for_few(desk, unit, officer, sides, application):
    several(6, unit)
    application()
    officer.get("/desk/cohorts/")  # the first request of a session writes when it was
    one = [queries(officer, address) for address in PAGES]
    sides.owner()
    several(30, unit, birth_date="1930-01-01")
    application()
    assert [queries(officer, address) for address in PAGES] == one

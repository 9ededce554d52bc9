"""The page of figures, the people behind them, and the files: what they say, and to whom."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from django.utils import timezone

from tests import factories as make
from tests.people.registry.queries.figures.population import SYSTEM
from tests.web.desk.conftest import queries, text_of
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries import FIGURES, published

pytestmark = pytest.mark.django_db
POLITICAL = {name for name, figure in FIGURES.items() if figure.purposes}


@pytest.fixture
def people(desk, unit, elsewhere):
    """Two retired with honours and one retired in 城关区, one retired in 七里河区."""
    for name, kind in (("安一", "retired_with_honours"), ("安二", "retired_with_honours"), ("白一", "retired")):
        row = desk.person(unit, name)
        PersonNow.objects.filter(person=row).update(person_type=kind, self_care="unable", birth_date="1930-01-01")
    desk.person(elsewhere, "白二")


@pytest.fixture
def trusted(desk):
    """The browser of an officer of the whole city who may read political terms."""
    make.areas(make.CHENGGUAN)
    holder = make.account(Role.OFFICER, "6201", at=desk.at, username="political")
    holder.grants.update(purposes=[Purpose.GENERAL.value, Purpose.POLITICAL.value])
    return make.signed_in(holder)


def test_the_page_shows_each_figure_with_its_definition(officer, people, application):
    application()
    page = text_of(officer.get("/desk/figures/"))
    assert "离休干部 2 在册的离休干部。" in page
    assert "护理费对象 2 在册离休干部中，自理能力是不能自理的。" in page
    assert f"城关区，截至 {local_day(timezone.now()).isoformat()}" in page
    assert "待判定" not in page


def test_the_figures_of_a_city_come_after_its_page(trusted, people, application):
    application()
    first = trusted.get("/desk/figures/")
    assert "/desk/figures/counted?" in first.content.decode()
    assert "在册的离休干部。" not in text_of(first)
    late = text_of(trusted.get("/desk/figures/counted", headers={"HX-Request": "true"}))
    assert "离休干部 2 在册的离休干部。" in late
    assert "公布数字" not in late, "a piece of the page"


def test_party_figures_are_shown_for_the_political_purpose_alone(officer, trusted, people, application):
    application()
    plain, whole = text_of(officer.get("/desk/figures/")), text_of(trusted.get("/desk/figures/counted"))
    assert ("中共党员" in plain, "只给有政治待遇用途授权的账户看" in plain) == (False, True)
    assert ("中共党员，离休干部 0" in whole, "只给有政治待遇用途授权的账户看" in whole) == (True, False)
    assert {officer.get("/desk/figures/people", {"figure": name}).status_code for name in POLITICAL} == {404}
    assert {trusted.get("/desk/figures/people", {"figure": name}).status_code for name in POLITICAL} == {200}


def test_the_people_behind_a_figure_lead_to_their_dossiers(officer, people, application):
    application()
    answer = officer.get("/desk/figures/people", {"figure": "nursing_allowance_candidates"})
    page = text_of(answer)
    assert ("安一" in page, "安二" in page, "白一" in page, "不能自理" in page) == (True, True, False, True)
    person = PersonNow.objects.get(name="安一").person.public_id
    assert f'href="/desk/people/{person}"' in answer.content.decode()


def test_an_officer_of_the_city_chooses_a_county_and_nobody_chooses_more(officer, trusted, people, application):
    application()
    assert "退休干部 2 在册的退休干部。" in text_of(trusted.get("/desk/figures/counted"))
    assert "退休干部 1 在册的退休干部。" in text_of(trusted.get("/desk/figures/", {"area": make.QILIHE}))
    page = trusted.get("/desk/figures/", {"area": make.QILIHE}).content.decode()
    assert '<option value="620103" selected>' in page
    for area in ("6201", make.QILIHE, "62", "0", "x", "62'--"):
        for address in (
            "/desk/figures/",
            "/desk/figures/counted",
            "/desk/figures/people",
            "/desk/figures.json",
            "/desk/figures.xlsx",
            "/desk/quality/",
        ):
            assert officer.get(address, {"area": area}).status_code == 404, (address, area)


@pytest.mark.parametrize("day", ["", "x", "2999-01-01", "2026-02-30", "0001-01-01\x00"])
def test_what_is_no_day_or_has_not_come_is_today(officer, people, application, day):
    application()
    assert f"截至 {local_day(timezone.now()).isoformat()}" in text_of(officer.get("/desk/figures/", {"on": day}))


def test_an_earlier_day_is_counted_from_the_facts_of_that_day(officer, people, application):
    application()
    page = text_of(officer.get("/desk/figures/", {"on": "2020-01-01"}))
    assert "退休干部 3 在册的退休干部。" in page  # as the facts say; the rows were changed by this test alone
    assert "其中 3 人后来有变动，按当天的情况计算。" in page


def test_the_files_say_what_the_page_says(officer, people, application, sides):
    application()
    answer = officer.get("/desk/figures.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    found = json.loads(answer.content)
    sheet = officer.get("/desk/figures.xlsx")
    assert sheet.headers["Cache-Control"] == "no-store"
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))["公布数字"]
    head, *rows = [[cell.value for cell in row] for row in book.iter_rows()]
    assert head == ["指标", "数字", "口径", "地区", "统计日"]
    assert [row[1] for row in rows] == list(found.values())
    assert set(found) == set(FIGURES) - POLITICAL
    sides.owner()
    assert found == {
        name: value
        for name, value in published(by=SYSTEM, area=make.CHENGGUAN, on=local_day(timezone.now())).figures.items()
        if name in found
    }


def test_a_worker_and_nobody_get_no_file(worker, people, application):
    browser = make.signed_in(worker)
    application()
    assert browser.get("/desk/figures.xlsx").status_code == 404
    browser.logout()
    assert browser.get("/desk/figures.xlsx").status_code == 302


def test_a_place_in_the_list_that_has_gone_leads_to_its_beginning(officer, people, application):
    application()
    answer = officer.get("/desk/figures/people", {"figure": "retired", "after": "zzz|1"})
    assert answer.status_code == 302
    assert officer.get(answer.headers["Location"]).status_code == 200


def test_pages_ask_as_often_for_three_as_for_one(desk, unit, officer, sides, application):
    desk.person(unit)
    application()
    officer.get("/desk/figures/")  # the first request of a session writes when it was
    one = [queries(officer, address) for address in ("/desk/figures/", "/desk/figures/people?figure=retired")]
    sides.owner()
    desk.person(unit, "张国华")
    desk.person(unit, "王建国")
    application()
    assert [queries(officer, address) for address in ("/desk/figures/", "/desk/figures/people?figure=retired")] == one

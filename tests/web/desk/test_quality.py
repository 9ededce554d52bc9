"""The page of data quality, one unit of it, and the list that goes back."""

from __future__ import annotations

import io
import uuid

import openpyxl
import pytest

from tests import factories as make
from tests.web.desk.conftest import text_of
from yinling.base.journal.models import Entry
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.registry.actions import report_error

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubted(desk, unit):
    """One person of 城关区 with a doubt about the phone; nothing more is known of them than the form asks."""
    row = desk.person(unit)
    by = Viewer(
        account=str(uuid.uuid4()), role=Role.OFFICER, area=row.area_code, purposes=frozenset({Purpose.GENERAL})
    )  # fmt: skip
    report_error(person=row.public_id, term="phone", text="号码停机", by=by, at=desk.at)
    return unit


def test_nobody_yet(officer, application):
    application()
    assert "这里还没有在册人员" in text_of(officer.get("/desk/quality/"))


def test_units_doubts_and_gaps_are_listed(officer, doubted, elsewhere, desk, application):
    other = make.unit(make.CHENGGUAN, name="没有疑问的局")
    desk.person(other, "张国华")
    application()
    page = text_of(officer.get("/desk/quality/"))
    assert "城关区：在册 2 人，其中" in page
    assert "待核实的疑问 1 个。" in page
    assert page.index("城关区教育局") < page.index("没有疑问的局")
    assert "联系电话 有人反映登记有误 1" in page
    assert "民族 0 2 0%" in page
    assert "入党时间" not in page  # a political term, and this officer has the general purpose alone


def test_units_come_fifty_at_a_time(officer, doubted, desk, application, monkeypatch):
    monkeypatch.setattr("yinling.web.desk.pages.quality.PAGE", 1)
    desk.person(make.unit(make.CHENGGUAN, name="城关区档案局"), "白一")
    application()
    first, second = officer.get("/desk/quality/"), officer.get("/desk/quality/?page=2")
    assert ("城关区教育局" in text_of(first), "城关区档案局" in text_of(first)) == (True, False)
    assert ("城关区教育局" in text_of(second), "城关区档案局" in text_of(second)) == (False, True)
    assert "page=2" in first.content.decode()
    assert "page=3" not in second.content.decode()
    assert officer.get("/desk/quality/?page=7").status_code == 302
    assert "在册 2 人" in text_of(second), "the sums are of all units"


def test_one_unit_and_its_list(officer, doubted, application, sides):
    application()
    page = officer.get(f"/desk/quality/{doubted.public_id}")
    assert "在册 1 人，待核实的疑问 1 个" in text_of(page)
    assert f'action="/desk/quality/{doubted.public_id}/export"' in page.content.decode()
    answer = officer.post(f"/desk/quality/{doubted.public_id}/export")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))["待核实"]
    assert [cell.value for cell in book[2]][:4] == ["李淑芬", None, "联系电话", "139****1234"]
    sides.owner()
    assert Entry.objects.filter(kind="registry.questions_exported").count() == 1


def test_a_unit_without_doubts_has_no_list(officer, unit, desk, application):
    desk.person(unit)
    application()
    page = officer.get(f"/desk/quality/{unit.public_id}").content.decode()
    assert ("/export" in page, "没有待核实的疑问。" in page) == (False, True)
    assert officer.post(f"/desk/quality/{unit.public_id}/export").status_code == 404


def test_another_county_sees_nothing_of_it(stranger, doubted, application, sides):
    application()
    assert "城关区教育局" not in text_of(stranger.get("/desk/quality/"))
    assert stranger.get(f"/desk/quality/{doubted.public_id}").status_code == 404
    assert stranger.post(f"/desk/quality/{doubted.public_id}/export").status_code == 404
    sides.owner()
    assert Entry.objects.filter(kind="registry.questions_exported").count() == 0

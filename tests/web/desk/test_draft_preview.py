"""Who would enter or leave by a draft: on its page, in the list, in the workbook, and for nobody else."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests import factories as make
from tests.web.desk import rulebook
from tests.web.desk.conftest import text_of
from yinling.base.journal.models import Entry
from yinling.kernel.viewer import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(desk, unit):
    """An officer of 城关区 and his browser; there live a woman of 91 alone and another with her husband."""
    rulebook.load(desk.at)
    desk.person(unit)
    desk.person(unit, "张国华", living_arrangement="with_spouse")
    return rulebook.officer(make.CHENGGUAN, desk.at, "王敏")


def test_the_preview_names_who_leaves_and_why(desk, wang, application):
    draft = rulebook.written(wang[0], desk.at)
    application()
    page = text_of(wang[1].get(f"/desk/rules/drafts/{draft}/preview"))
    assert "高龄独居探访 进入 +0 退出 −1 不变 0" in page
    assert (
        "会退出的 1 人 姓名 地区 按新的规定 按现在的规定 李淑芬 兰州市 城关区 年龄为91岁，不符合“年龄不小于95岁（高龄起点）”。"
        in page
    )
    assert "张国华" not in page


def test_the_first_day_of_a_back_dated_draft_is_counted_too(desk, wang, application):
    draft = rulebook.written(wang[0], desk.at, valid_from="2016-01-01", value=85)
    quiet = rulebook.written(wang[0], desk.at, valid_from="2016-01-01", value=70)
    application()
    page = text_of(wang[1].get(f"/desk/rules/drafts/{draft}/preview"))
    assert "在执行日期 2016-01-01 那天：进入 0 人，退出 1 人，不变 0 人。" in page
    other = text_of(wang[1].get(f"/desk/rules/drafts/{quiet}/preview"))
    assert "高龄独居探访：1 人不变，执行日期 2016-01-01 那天也没有人进出" in other


def test_who_enters_is_listed_and_leaves_the_house_in_a_workbook(desk, wang, application, sides):
    make.Person.objects.count()
    draft = rulebook.written(wang[0], desk.at)
    application()
    address = f"/desk/rules/drafts/{draft}/people"
    page = text_of(wang[1].get(address, {"code": "visit_aged_alone", "way": "leaving"}))
    assert ("李淑芬" in page, "张国华" in page) == (True, False)
    assert "这里没有人" in text_of(wang[1].get(address, {"code": "visit_aged_alone", "way": "entering"}))
    answer = wang[1].post(f"{address}/export", {"code": "visit_aged_alone", "way": "leaving"})
    head, *rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.content))["退出"]]
    assert head == ["姓名", "地区", "按新的规定", "按现在的规定"]
    assert [row[0] for row in rows] == ["李淑芬"]
    sides.owner()
    assert Entry.objects.filter(kind="portrait.movers_exported").count() == 1


def test_the_list_is_paged(desk, wang, unit, application, monkeypatch):
    monkeypatch.setattr("yinling.web.desk.pages.draft_preview._PAGE", 1)
    desk.person(unit, "王建国")
    draft = rulebook.written(wang[0], desk.at)
    application()
    address = f"/desk/rules/drafts/{draft}/people?code=visit_aged_alone&way=leaving"
    first = wang[1].get(address).content.decode()
    assert ("李淑芬" in first, "王建国" in first, 'rel="next"' in first) == (True, False, True)
    after = first.split("&amp;after=")[1].split('"')[0]
    second = wang[1].get(f"{address}&after={after}").content.decode()
    assert ("李淑芬" in second, "王建国" in second, 'rel="next"' in second) == (False, True, False)


def test_a_draft_that_is_not_whole_says_why_there_is_no_preview(desk, wang, application):
    draft = rulebook.written(wang[0], desk.at, value="八十", clause="")
    application()
    page = text_of(wang[1].get(f"/desk/rules/drafts/{draft}/preview"))
    assert "草稿还没有写完，暂时推算不出来" in page
    people = wang[1].get(f"/desk/rules/drafts/{draft}/people", {"code": "visit_aged_alone"})
    assert people.headers["Location"] == f"/desk/rules/drafts/{draft}"


@pytest.mark.parametrize("asked", [{"way": "x"}, {"way": "entering\x00"}, {"way": "leaving", "code": "ill_alone"}])
def test_hostile_questions_are_absent_or_empty(desk, wang, application, asked):
    draft = rulebook.written(wang[0], desk.at)
    application()
    answer = wang[1].get(f"/desk/rules/drafts/{draft}/people", asked)
    assert answer.status_code == 404 or "这里没有人" in text_of(answer)
    for after in ("x", "-1", "9" * 40, "1;DROP TABLE", "٣"):
        given = {"code": "visit_aged_alone", "way": "leaving", "after": after}
        assert wang[1].get(f"/desk/rules/drafts/{draft}/people", given).status_code == 200


def test_an_approver_of_the_whole_city_counts_no_other_county(desk, wang, elsewhere, application):
    desk.person(elsewhere, "陈国强")
    draft = rulebook.submitted(wang[0], desk.at)
    city = rulebook.officer("6201", desk.at, "李强")[1]
    application()
    page = text_of(city.get(f"/desk/rules/drafts/{draft}/preview"))
    assert ("退出 −1" in page, "陈国强" in page) == (True, False)


def test_a_worker_and_a_stranger_find_nothing(desk, wang, elsewhere, application):
    draft = rulebook.submitted(wang[0], desk.at)
    stranger = rulebook.officer(make.QILIHE, desk.at, "陈刚")[1]
    worker = make.signed_in(make.account(Role.WORKER, make.CHENGGUAN, at=desk.at))
    application()
    for name in ("", "/edit", "/preview", "/people", "/progress"):
        assert [who.get(f"/desk/rules/drafts/{draft}{name}").status_code for who in (stranger, worker)] == [404, 404]
    for name in ("/submit", "/withdraw", "/take-up", "/discard", "/approve", "/refuse", "/people/export"):
        typed = {"said": "同意", "seen": "1", "code": "visit_aged_alone", "way": "leaving"}
        answers = [who.post(f"/desk/rules/drafts/{draft}{name}", typed).status_code for who in (stranger, worker)]
        assert answers == [404, 404], name
    assert "高龄起点" not in text_of(stranger.get("/desk/rules/approvals"))
    assert "王敏" not in text_of(stranger.get("/desk/rules/drafts/"))

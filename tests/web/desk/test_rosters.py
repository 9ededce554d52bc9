"""Rosters on the desk: handing in, progress, headings, refusals."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.people.intake.imported import HEAD, LI, TITLE, ZHANG, handed_in, sheets, taken_in, workbook
from tests.web.desk.conftest import queries, text_of
from tests.web.desk.rosters import sample, upload
from yinling.people.intake.actions import take_in
from yinling.people.intake.models import RememberedHeading, Roster, RosterFile

pytestmark = pytest.mark.django_db
LIST, NEW = "/desk/rosters/", "/desk/rosters/new"


@pytest.fixture
def by(desk, unit):
    return make.viewer_for(make.officer(make.CHENGGUAN, at=desk.at), at=desk.at)


@pytest.fixture
def taken(unit, by, desk):
    """Call it with a workbook: it stands in the registry."""
    return lambda content, **more: taken_in(unit, content, by=by, at=desk.at, **more)


def page(key) -> str:
    return reverse("desk:roster", args=[key])


def test_an_empty_list_teaches_and_takes_a_file(officer, application):
    application()
    text = text_of(officer.get(LIST))
    assert [
        word for word in ("还没有名册", "把名册文件拖到这里", "同上", "下载样例", "60 MB") if word not in text
    ] == []


def test_the_only_unit_is_chosen_already(officer, unit, application):
    application()
    listed = officer.get(LIST).content.decode().partition('<select name="unit"')[2].partition("</select>")[0]
    assert (listed.count("<option"), str(unit.public_id) in listed) == (1, True)


def test_a_file_leads_to_its_progress_and_is_kept_once(officer, unit, application, sides):
    application()
    key = uuid.uuid4()
    for _twice in range(2):
        typed = {"roster": str(key), "unit": str(unit.public_id), "file": upload(sample())}
        answer = officer.post(NEW, typed)
        assert (answer.status_code, answer.headers["Location"]) == (302, page(key))
    text = text_of(officer.get(page(key)))
    assert [word for word in ("正在导入", "名册.xlsx", "读取文件", "城关区教育局") if word not in text] == []
    sides.owner()
    assert Roster.objects.values_list("state", "file_name").get() == ("received", "名册.xlsx")
    assert RosterFile.objects.count() == 1


def test_the_same_file_again_leads_to_the_first_result(officer, unit, application, taken):
    first = taken(sample())
    application()
    answer = officer.post(NEW, {"unit": str(unit.public_id), "file": upload(sample(), "另一个名字.xlsx")})
    assert answer.status_code == 422
    assert "这个文件已经导入过" in text_of(answer)
    assert page(first.public_id) in answer.content.decode()
    assert Roster.objects.count() == 1


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("", "请选择这份名册由哪个单位负责"),
        ("七里河区教育局", "没有这个单位，请重新选择"),
        (str(uuid.UUID(int=7)), "没有这个单位，请重新选择"),
        ("' OR 1=1 --", "没有这个单位，请重新选择"),
        ("\x00", "请先改正下面的内容"),
    ],
)
def test_what_is_no_unit_of_ones_own_is_said_at_its_field(officer, unit, application, chosen, said):
    application()
    answer = officer.post(NEW, {"unit": chosen, "file": upload(b"x")})
    assert (answer.status_code, said in text_of(answer), Roster.objects.count()) == (422, True, 0)


def test_a_unit_of_another_county_cannot_be_chosen(officer, unit, elsewhere, application):
    application()
    answer = officer.post(NEW, {"unit": str(elsewhere.public_id), "file": upload(b"x")})
    assert (answer.status_code, Roster.objects.count()) == (422, 0)


def test_an_empty_file_is_said(officer, unit, application):
    application()
    answer = officer.post(NEW, {"unit": str(unit.public_id), "file": upload(b"")})
    assert (answer.status_code, "这个文件是空的" in text_of(answer)) == (422, True)


def test_a_form_without_a_file_is_asked_for_one(officer, unit, application):
    application()
    answer = officer.post(NEW, {"unit": str(unit.public_id)})
    assert (answer.status_code, "请选择名册文件" in text_of(answer)) == (422, True)


def test_many_units_are_searched_by_name(officer, unit, desk, application, monkeypatch):
    monkeypatch.setattr("yinling.web.desk.forms.rosters._MANY", 1)
    make.unit(make.CHENGGUAN, name="城关区教育研究室")
    application()
    assert 'list="roster_units"' in officer.get(LIST).content.decode()
    several = officer.post(NEW, {"unit": "城关区教育", "file": upload(sample())})
    assert "有几个单位都是这个开头" in text_of(several)
    absent = officer.post(NEW, {"unit": "七里河区教育局", "file": upload(sample())})
    assert "没有找到这个单位" in text_of(absent)
    assert officer.post(NEW, {"unit": "城关区教育局", "file": upload(sample())}).status_code == 302
    assert Roster.objects.get().unit_id == unit.id


def test_the_progress_says_when_nobody_works(officer, unit, by, desk, application):
    key = handed_in(unit, sample(), by=by, at=timezone.now() - timedelta(minutes=2))
    application()
    text = text_of(officer.get(reverse("desk:roster_progress", args=[key])))
    assert [word for word in ("没有动静", "./yinling status", "不用再传") if word not in text] == []


def test_the_progress_counts_rows_and_ends_by_a_new_page(officer, unit, by, application, sides):
    key = handed_in(unit, sample(), by=by, at=timezone.now())
    Roster.objects.update(state="running", phase="match", done=1500, total=39178, moved_at=timezone.now())
    application()
    fragment = officer.get(reverse("desk:roster_progress", args=[key]), headers={"HX-Request": "true"})
    text = text_of(fragment)
    assert ("1,500 / 39,178 行" in text, "没有动静" in text, "<html" in fragment.content.decode()) == (
        True,
        False,
        False,
    )
    assert 'http-equiv="refresh"' in officer.get(page(key)).content.decode()
    sides.owner()
    take_in(roster=key, by=make.SYSTEM, at=timezone.now(), assume=True)
    application()
    ended = officer.get(reverse("desk:roster_progress", args=[key]), headers={"HX-Request": "true"})
    assert (ended.headers["HX-Refresh"], ended.content) == ("true", b"")
    assert officer.get(reverse("desk:roster_progress", args=[key])).headers["Location"] == page(key)


def test_a_refused_file_says_what_to_do(officer, unit, by, desk, application):
    key = handed_in(unit, b"\x89PNG\r\n\x1a\n" + b"0" * 500, by=by, at=desk.at, name="照片.xlsx")
    assert take_in(roster=key, by=make.SYSTEM, at=desk.at) == "refused"
    application()
    text = text_of(officer.get(page(key)))
    assert [word for word in ("这是图片", "重新选择文件", "未能导入") if word not in text] == []


ODD = (*HEAD, "养鸽子数")


@pytest.fixture
def asking_about(unit, by, desk):
    """Call it with three texts: a roster that waits, with these in a column that nobody understands."""

    def hand_in(texts):
        rows = [(n, f"王{'一二三'[n]}华", *[""] * 8, text) for n, text in enumerate(texts)]
        key = handed_in(unit, workbook(*rows, head=ODD), by=by, at=desk.at)
        assert take_in(roster=key, by=make.SYSTEM, at=desk.at) == "asking"
        return key

    return hand_in


@pytest.fixture
def asking(unit, by, desk):
    """A roster with one column that nobody understands."""
    content = workbook((*ZHANG, "三只"), (*LI, "13909310002"), head=ODD)
    key = handed_in(unit, content, by=by, at=desk.at)
    assert take_in(roster=key, by=make.SYSTEM, at=desk.at) == "asking"
    return key


def test_headings_that_nobody_understands_are_asked_and_remembered(officer, asking, application, sides):
    application()
    text = text_of(officer.get(page(asking)))
    assert [word for word in ("核对表头", "养鸽子数", "K 列", "已经认出的 10 列", "会记住") if word not in text] == []
    nothing = officer.post(reverse("desk:roster_headings", args=[asking]), {})
    assert (nothing.status_code, "工作表“退休干部”K 列“养鸽子数”还没有选择" in text_of(nothing)) == (422, True)
    done = officer.post(reverse("desk:roster_headings", args=[asking]), {"c-0-10": "ignored"})
    assert (done.status_code, done.headers["Location"]) == (302, page(asking))
    sides.owner()
    assert list(RememberedHeading.objects.values_list("heading", "term")) == [("养鸽子数", "ignored")]
    assert Roster.objects.get().state == "ready"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("no-such-term", "没有这个项目"),
        ("name", "两列都选了“姓名”"),
        ("\x00", "没有这个项目"),
        ("x" * 9000, "没有这个项目"),
    ],
)
def test_meanings_that_do_not_hold_come_back(officer, asking, application, chosen, said):
    application()
    answer = officer.post(reverse("desk:roster_headings", args=[asking]), {"c-0-10": chosen})
    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert RememberedHeading.objects.count() == 0


def test_a_file_that_waits_can_be_thrown_away(officer, asking, application):
    application()
    answer = officer.post(reverse("desk:roster_discard", args=[asking]))
    assert answer.headers["Location"] == LIST
    assert "什么都没有写入" in text_of(officer.get(LIST))
    again = officer.post(reverse("desk:roster_discard", args=[asking]), follow=True)
    assert "已有变化" in text_of(again)


def test_the_list_costs_the_same_for_one_roster_and_for_three(officer, taken, application, sides):
    taken(workbook(ZHANG))
    application()
    officer.get(LIST)
    one = queries(officer, LIST)
    sides.owner()
    for sheet in ("甲", "乙"):
        taken(sheets({sheet: [TITLE, HEAD, LI]}))
    application()
    assert queries(officer, LIST) == one
    text = text_of(officer.get(LIST))
    assert [word for word in ("已导入", "新增 1", "合并 1", "王敏") if word not in text] == []


def test_pages_of_the_list_take_any_parameter(officer, application):
    application()
    for after in ("x", "-1", "0", "9" * 30, "\x00", "1e3", "１"):
        assert officer.get(LIST, {"after": after}).status_code == 200


def test_the_example_is_a_roster_that_can_be_taken(officer, desk, application, sides, taken):
    application()
    answer = officer.get(reverse("desk:roster_example"))
    assert answer.headers["Content-Type"].endswith("sheet")
    sides.owner()
    roster = taken(answer.content)
    assert (roster.counts["new"], roster.as_of.isoformat()) == (2, "2026-11-01")


def test_examples_stand_beside_headings_and_secrets_in_them_are_masked(asking_about, officer, application):
    told = ("13909310002", "1938-05-01", "620102193805010011")
    others = ("0931-8432828", "三只", "19380501")
    keys = [asking_about(told), asking_about(others)]
    application()
    pages = "".join(officer.get(page(key)).content.decode() for key in keys)
    found = re.findall(r"<li>([^<]*)</li>", "".join(re.findall(r'<ul class="bare examples">.*?</ul>', pages)))
    assert found == ["139****02", "1938-05-01", "620****11", "093****28", "三只", "19380501"]

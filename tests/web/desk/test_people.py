"""The list of people and the search box."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tests import factories as make
from tests.web.desk.conftest import queries, text_of
from yinling.people.registry.actions.tallies import recount

pytestmark = pytest.mark.django_db
PEOPLE = "/desk/people/"
TYPING = {"HX-Request": "true"}


def names(page):
    return re.findall(r'class="opens"[^>]*>([^<]+)<', page.content.decode())


def test_an_empty_list_teaches(officer, application):
    application()
    assert "还没有人员 点“录入人员”" in text_of(officer.get(PEOPLE))


def test_a_line_shows_tails_and_no_more(officer, desk, unit, application):
    desk.person(unit, id_number="620102193503080020", phone="13900001234")
    application()
    page = officer.get(PEOPLE)
    row = re.search(r"<tbody>(.*?)</tbody>", page.content.decode(), re.S)[1]
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
    age = str(desk.at.year - 1935)
    assert cells == ["李淑芬", "女", age, "退休干部", "独居", "兰州市 城关区", "城关区教育局", "1234", "0020"]
    assert [s for s in ("13900001234", "620102193503080020", "甘南路") if s in page.content.decode()] == []


@pytest.mark.parametrize("typed", ["李", "李淑芬", "淑", "li", "lishu", "lsf", "1234", "ＬＳＦ", " 李 "])
def test_search_finds_by_what_people_type(officer, desk, unit, application, typed):
    desk.person(unit, "李淑芬")
    desk.person(unit, "张国华", phone="13900009999")
    application()
    assert names(officer.get(PEOPLE, {"q": typed})) == ["李淑芬"]
    box = officer.get(PEOPLE, {"q": typed}, headers=TYPING)
    assert re.findall(r"<strong>(.*?)</strong>", box.content.decode()) == ["李淑芬"]
    assert "<html" not in box.content.decode()


@pytest.mark.parametrize(
    "typed",
    ["%", "_", "'", "' OR 1=1 --", "张\x00", "x" * 100_00, "²", "１２３４５", "\ufdd0", "<b>", "\u202e", "a|1"],
)
def test_hostile_searches_are_answered_calmly(officer, desk, unit, application, typed):
    desk.person(unit)
    application()
    for more in ({}, {"headers": TYPING}):
        page = officer.get(PEOPLE, {"q": typed}, **more)
        assert page.status_code == 200
        assert ("李淑芬" in text_of(page), "<b>" in page.content.decode()) == (False, False)


@pytest.mark.parametrize("typed", ["", " ", "\u3000"])
def test_an_empty_box_shows_nothing(officer, desk, unit, application, typed):
    desk.person(unit)
    application()
    assert officer.get(PEOPLE, {"q": typed}, headers=TYPING).content == b""


def test_the_box_shows_ten_and_leads_to_all(officer, desk, unit, application):
    for number in range(12):
        desk.person(unit, f"李{'一二三四五六七八九十百千'[number]}", phone="")
    application()
    box = officer.get(PEOPLE, {"q": "li"}, headers=TYPING).content.decode()
    assert (box.count("<strong>"), "查看更多结果" in box, "?q=li" in box) == (10, True, True)


# slow: enters fifty-three people
@pytest.mark.slow
def test_fifty_a_page_and_the_next_begins_after_them(officer, desk, unit, application):
    for number in range(53):
        desk.person(unit, "王" + "一二三四五六七八九十"[number // 10] + "一二三四五六七八九十"[number % 10], phone="")
    application()
    first = officer.get(PEOPLE)
    assert len(names(first)) == 50
    second = officer.get(PEOPLE + re.search(r'rel="next" href="([^"]+)"', first.content.decode())[1])
    assert len(names(second)) == 3
    assert set(names(first)) & set(names(second)) == set()
    assert "回到第一页" in text_of(second)
    assert 'rel="next"' not in second.content.decode()


@pytest.mark.parametrize(
    "after", ["x", "|", "|x", "a|²", "a|" + "9" * 30, "\x00|1", "a|-1", "|" * 500, "李|1", "a|1\n"]
)
def test_a_garbled_place_in_the_list_is_its_beginning(officer, desk, unit, application, after):
    desk.person(unit)
    application()
    page = officer.get(PEOPLE, {"after": after}, follow=True)
    assert (page.status_code, names(page)) == (200, ["李淑芬"])


def test_the_count_comes_after_and_says_when_it_stops(officer, desk, unit, application, monkeypatch):
    desk.person(unit)
    desk.person(unit)
    application()
    assert 'hx-get="/desk/people/count"' in officer.get(PEOPLE).content.decode()
    assert text_of(officer.get("/desk/people/count")) == "共 2 人"
    monkeypatch.setattr("yinling.people.registry.queries.counts.COUNT_LIMIT", 1)
    assert text_of(officer.get("/desk/people/count")) == "1 人以上"
    desk.sides.owner()
    recount(by=make.SYSTEM, at=desk.at)
    application()
    at = timezone.localtime(desk.at)
    told = {f"约 2 人，今日 {at:%H:%M} 统计", f"约 2 人，{at:%Y-%m-%d %H:%M} 统计"}
    assert text_of(officer.get("/desk/people/count")) in told
    assert text_of(officer.get("/desk/people/count?age_from=80")) == "1 人以上"


@pytest.mark.parametrize("address", [PEOPLE, PEOPLE + "?q=li"])
def test_one_line_and_three_cost_the_same(officer, desk, unit, application, address):
    desk.person(unit, "李淑芬")
    application()
    officer.get(address)
    one = queries(officer, address)
    desk.sides.owner()
    desk.person(unit, "李国华")
    desk.person(unit, "李桂英")
    application()
    assert len(names(officer.get(address))) == 3
    assert queries(officer, address) == one

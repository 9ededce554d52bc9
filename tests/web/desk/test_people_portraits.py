"""The list of people by tag, tier and focus: shown, counted, taken away; and what of it stays hidden from whom."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.decisions.portrait.people import citizen, rule
from tests.web.desk.conftest import queries, text_of
from tests.web.desk.test_people_filters import chips, names
from tests.web.desk.test_portrait import clerk, plain
from yinling.base.journal.models import Body, Entry
from yinling.decisions.portrait.actions import judge
from yinling.decisions.portrait.models import Tag

pytestmark = pytest.mark.django_db
__all__ = ["clerk", "plain"]  # fixtures
PEOPLE, COUNT, EXPORT, COLUMNS = "/desk/people/", "/desk/people/count", "/desk/people/export", "/desk/people/columns"


@pytest.fixture
def people(desk, unit, elsewhere):
    """Three of 城关区 and one of 七里河区, drawn by real rules."""
    rule("aged", "年龄 >= 80", title="高龄", need_type="comfort")
    rule("ill", '健康状况 in ["较差", "很差"]', title="体弱", need_type="medical")
    rule("first", '生活困难情况 == "特殊困难"', kind="tier", rank=1, title="一类困难")
    rule("watch", '健康状况 == "很差"', kind="focus", title="重病关注")
    old = date(1930, 1, 1)
    rows = [
        citizen(unit, desk.at, name="张三", pinyin="zhangsan", birth_date=old, health="very_poor", hardship="special"),
        citizen(unit, desk.at, name="李四", pinyin="lisi", birth_date=old, health="good", hardship="none"),
        citizen(unit, desk.at, name="王五", pinyin="wangwu", birth_date=date(1960, 1, 1), health="poor"),
        citizen(elsewhere, desk.at, name="单国强", pinyin="shanguoqiang", birth_date=old, health="very_poor"),
    ]
    for row in rows:
        judge(person=row.public_id, by=make.SYSTEM, at=desk.at)
    desk.sides.app()


@pytest.mark.parametrize(
    ("address", "expected", "said"),
    [
        ("?tag=aged", "李四 张三", ["标签：高龄"]),
        ("?tag=ill", "王五 张三", ["标签：体弱"]),
        ("?tier=1", "张三", ["困难类别：一类"]),
        ("?focus=1", "张三", ["重点关注"]),
        ("?tag=aged&tier=1&focus=1&sort=-age", "张三", ["标签：高龄", "困难类别：一类", "重点关注"]),
        ("?tag=ill&age_to=70", "王五", ["标签：体弱", "70 岁及以下"]),
        ("?tag=aged&q=li", "李四", ["标签：高龄", "搜索：li"]),
    ],
)
def test_the_address_says_who_is_shown_counted_and_exported(clerk, people, address, expected, said):
    page = clerk.get(PEOPLE + address)
    assert names(page) == expected.split()
    assert [text for _link, text in chips(page)] == said
    assert f"共 {len(expected.split())} 人" in text_of(clerk.get(COUNT + address))
    file = clerk.post(EXPORT + address, {"kind": "csv", "columns": []}).content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(file))][1:] == expected.split()


@pytest.fixture
def short(people, monkeypatch):
    """Two are very many, and a page is one line."""
    monkeypatch.setattr("yinling.decisions.portrait.queries.tags._VERY_MANY", 1)
    monkeypatch.setattr("yinling.people.registry.queries.lists.PAGE", 1)


@pytest.mark.parametrize(
    ("address", "expected", "is_walked"),
    [
        ("?tag=aged", "李四 张三", True),
        ("?tag=aged&sort=-name", "张三 李四", True),
        ("?tag=ill", "王五 张三", True),
        ("?tag=aged&sort=-age", "李四 张三", False),
        ("?tag=aged&tier=1", "张三", False),
        ("?tag=ill&age_to=70", "王五", False),
    ],
)
def test_a_tag_of_very_many_is_asked_along_the_list(clerk, short, address, expected, is_walked):
    seen, walked, address = [], set(), PEOPLE + address
    while address:
        with CaptureQueriesContext(connection) as captured:
            page = clerk.get(address)
        walked |= {"portrait_tag" in q["sql"] and "LIMIT 1)" in q["sql"] for q in captured if "pinyin" in q["sql"]}
        seen += names(page)
        found = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        address = PEOPLE + found[1].replace("&amp;", "&") if found else ""
    assert (" ".join(seen), True in walked) == (expected, is_walked)


def test_the_journal_tells_what_was_taken_away(clerk, people, desk):
    clerk.post(EXPORT + "?tag=aged&tier=1&focus=1", {"kind": "csv", "columns": []})
    desk.sides.owner()
    entry = Entry.objects.get(kind="registry.persons_exported")
    body = json.loads(Body.objects.get(entry=entry).body)
    asked = json.loads(body["chosen"])
    assert {name: asked[name] for name in ("tag", "tier", "focus")} == {"tag": "aged", "tier": 1, "focus": True}


@pytest.mark.parametrize(
    "address", ["?tag=none", "?tag=%00", "?tag=' OR 1=1 --", "?tier=9", "?tier=x", "?tier=²", "?focus=yes", "?focus=0"]
)
def test_what_cannot_be_asked_is_left_out_and_said(clerk, people, address):
    page = clerk.get(PEOPLE + address)
    assert {*names(page)} == {"张三", "李四", "王五"}
    assert "没有这个标签或类别，已略过。" in text_of(page) or "没有这个筛选条件，已略过。" in text_of(page)
    assert clerk.get(EXPORT + address).status_code == clerk.get(COUNT + address).status_code == 200


@pytest.mark.parametrize("address", ["?tag=ill", "?focus=1", "?tag=watch"])
def test_who_lacks_the_purpose_can_neither_ask_nor_see(plain, people, address):
    page = plain.get(PEOPLE + address)
    assert {*names(page)} == {"张三", "李四", "王五"}
    unknown = text_of(plain.get(PEOPLE + "?tag=none"))
    assert text_of(page) == unknown
    shown = page.content.decode() + plain.get("/desk/people/filter" + address).content.decode()
    assert [word for word in ("体弱", "重病关注", "重点关注") if word in shown] == []
    plain.post(COLUMNS, {"column": ["portrait_tags"]})
    shown = text_of(plain.get(PEOPLE))
    assert ("高龄" in shown, "体弱" in shown) == (True, False)
    file = plain.post(EXPORT + address, {"kind": "csv", "columns": []}).content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(file))][1:] == ["李四", "王五", "张三"]


def test_a_stranger_filters_only_his_own(stranger, people):
    for address in ("?tag=aged", "?tier=1"):
        assert [name for name in names(stranger.get(PEOPLE + address)) if name != "单国强"] == []


def test_the_panel_offers_tags_in_groups(clerk, people):
    page = clerk.get("/desk/people/filter?tag=aged").content.decode()
    assert re.search(r'<optgroup label="精神慰藉">\s*<option value="aged" selected>高龄</option>', page)
    assert re.search(r'<select name="tier"', page)
    sent = clerk.get(PEOPLE + "?tag=aged&tier=&focus=&age_from=")
    assert (sent.status_code, sent.headers["Location"]) == (302, PEOPLE + "?tag=aged")


def test_columns_of_portraits_are_chosen_and_cost_one_query_each(clerk, people, desk, unit):
    clerk.post(COLUMNS, {"column": ["age", "portrait_tags", "portrait_tier"]})
    page = text_of(clerk.get(PEOPLE))
    assert "姓名 年龄 标签 困难类别" in page
    assert re.search(r"张三 96 (重病关注、)?.*高龄.* 一类", page)
    clerk.get(PEOPLE)
    few = queries(clerk, PEOPLE)
    desk.sides.owner()
    row = citizen(unit, desk.at, name="赵六", pinyin="zhaoliu", birth_date=date(1930, 1, 1))
    judge(person=row.public_id, by=make.SYSTEM, at=desk.at)
    desk.sides.app()
    assert queries(clerk, PEOPLE) == few


def test_what_was_set_aside_is_not_listed(clerk, people, desk):
    desk.sides.owner()
    Tag.objects.filter(rule_code="aged", person__now__name="李四").update(set_aside=True)
    desk.sides.app()
    assert names(clerk.get(PEOPLE + "?tag=aged")) == ["张三"]

"""The list of people narrowed, ordered and arranged from its address; and taken away as a file."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from tests.people.registry.rows import known
from tests.web.desk.conftest import queries, text_of
from yinling.base.journal.models import Entry
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries import SORTS
from yinling.people.registry.terms import CATALOGUE, CHOICES

pytestmark = pytest.mark.django_db
PEOPLE, EXPORT, COLUMNS = "/desk/people/", "/desk/people/export", "/desk/people/columns"
PANEL = "/desk/people/filter"
HIDDEN_TERMS = [term for term, spec in CATALOGUE.items() if spec.purpose != "general"]  # the officer here lacks them


@pytest.fixture
def people(desk, unit, elsewhere, application):
    """Four of 城关区, one of another county with all that one could ask for."""
    known(unit, "张三", birth_date=date(1930, 1, 1), living_arrangement="alone", post_level="121", health="poor")
    known(unit, "李四", birth_date=date(1950, 1, 1), living_arrangement="with_spouse", phone="13900001234")
    known(unit, "王五", birth_date=None, living_arrangement="alone", person_type="survivor", political_status="01")
    known(unit, "赵六", standing="died", living_arrangement="alone")
    known(elsewhere, "单国强", birth_date=date(1930, 1, 1), living_arrangement="alone", phone="13911112222")
    application()


def names(page):
    return re.findall(r'class="opens"[^>]*>([^<]+)<', page.content.decode())


def forms(page):
    """The fields of the forms inside a panel, without the tokens."""
    inside = re.search(r'(?:<section class="panel"[^>]*>|^\s*)(<form.*)</form>', page, re.S)[1]
    return re.findall(r'name="(?!csrf)(\w+)" (?:value="[^"]*")?', inside)


def chips(page):
    return re.findall(r'class="chip" aria-current="true" href="([^"]*)">([^<]*?) <', page.content.decode())


@pytest.mark.parametrize(
    ("address", "expected", "said"),
    [
        ("", "李四 王五 张三", []),
        ("?living_arrangement=alone", "王五 张三", ["居住方式：独居"]),
        (
            "?living_arrangement=alone,with_spouse&age_from=70",
            "李四 张三",
            ["居住方式：独居、与配偶同住", "70 岁及以上"],
        ),
        ("?age_from=80&age_to=99", "张三", ["80 岁及以上", "99 岁及以下"]),
        ("?standing=any", "李四 王五 张三 赵六", ["在册状态：全部"]),
        ("?standing=died", "赵六", ["在册状态：已故"]),
        ("?post_level=131up", "张三", ["职务级别：县处级正职及以上"]),
        ("?post_level=-", "李四 王五", ["职务级别：未填写"]),
        ("?area=620102", "李四 王五 张三", ["地区：兰州市 城关区"]),
        ("?area=620103", "", ["地区：兰州市 七里河区"]),
        ("?unit=城关", "李四 王五 张三", ["单位：城关"]),
        ("?questions=yes", "", ["有待核实"]),
        ("?sort=-age", "张三 李四 王五", []),
        ("?sort=age", "李四 张三 王五", []),
        ("?sort=level", "张三 李四 王五", []),
        ("?q=zhang&living_arrangement=alone", "张三", ["搜索：zhang", "居住方式：独居"]),
        ("?q=zhang&living_arrangement=with_spouse", "", ["搜索：zhang", "居住方式：与配偶同住"]),
    ],
)
def test_the_address_says_who_is_shown(officer, people, address, expected, said):
    page = officer.get(PEOPLE + address)
    assert (page.status_code, names(page)) == (200, expected.split())
    assert [text for _link, text in chips(page)] == said
    assert "note--attention" not in page.content.decode()


def test_each_chip_takes_itself_away(officer, people):
    page = officer.get(PEOPLE + "?age_from=80&living_arrangement=alone&sort=-age")
    links = {text: link for link, text in chips(page)}
    assert parse_qs(urlsplit(links["80 岁及以上"].replace("&amp;", "&")).query) == {
        "living_arrangement": ["alone"], "sort": ["-age"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "?nothing=1", "?living_arrangement=x", "?living_arrangement=", "?age_from=x", "?age_from=²", "?age_from=999",
        "?age_to=-1", "?area=0000", "?area=%00", "?unit=%00", "?unit=nobody", "?sort=phone", "?sort=-",
        "?post_level=up", "?post_level=199up", "?sex=1,", "?sex=' OR 1=1 --", "?away=x", "?questions=",
        "?phone=13900001234", "?id_number=1", "?" + "&".join(f"x{i}=1" for i in range(200)), "?after=" + "x" * 9999,
        "?sort=age&after=bnVsbA", "?unit=00000000-0000-0000-0000-000000000000", "?residence=x", "?standing=x",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_left_out_calmly(officer, people, address):
    page = officer.get(PEOPLE + address, follow=True)
    assert (page.status_code, {*names(page)}) == (200, {"李四", "王五", "张三"})
    assert officer.get("/desk/people/count" + address).status_code == 200
    assert officer.get(EXPORT + address).status_code == 200


def test_what_is_left_out_is_said(officer, people):
    assert "没有这个筛选条件，已略过。" in text_of(officer.get(PEOPLE + "?nothing=1"))
    assert "“居住方式”没有这个选项，已略过。" in text_of(officer.get(PEOPLE + "?living_arrangement=x"))


def test_the_panel_sends_to_a_clean_address(officer, people):
    sent = officer.get(PEOPLE + "?age_from=80&age_to=&sex=&standing=on_roll&unit=")
    assert (sent.status_code, sent.headers["Location"]) == (302, PEOPLE + "?age_from=80&standing=on_roll")
    panel = officer.get(PANEL + "?living_arrangement=alone,with_spouse&age_from=80").content.decode()
    assert re.search(r'<option value="alone,with_spouse" selected>独居、与配偶同住</option>', panel)
    assert re.search(r'name="age_from" value="80"', panel)


@pytest.mark.parametrize("inside", [PANEL, COLUMNS])
def test_a_panel_is_fetched_when_it_is_opened_and_is_a_page_without_a_script(officer, people, inside):
    asked = "?q=zhang&living_arrangement=alone"
    page = officer.get(PEOPLE + asked).content.decode()
    waiting = re.search(rf'<div class="panel-wait" hx-get="{inside}\?([^"]*)" hx-trigger="([^"]*)".*?</div>', page)
    assert (parse_qs(unescape(waiting[1])), waiting[2]) == (parse_qs(asked[1:]), "toggle from:closest details")
    assert "正在打开…" in waiting[0]
    assert f'<a href="{inside}?{waiting[1]}">' in waiting[0]
    assert page.count("<select") + page.count('type="checkbox"') == 0
    whole = officer.get(inside + asked)
    part = officer.get(inside + asked, headers={"HX-Request": "true"}).content.decode()
    assert re.fullmatch(r"\s*<form.*</form>\s*", part, re.S)
    assert forms(part) == forms(whole.content.decode()) != []
    assert "这一页怎么用" in text_of(whole)


def test_the_panel_keeps_what_the_address_asks_for(officer, people):
    asked = "?q=zhang&living_arrangement=alone&sort=-age&x=1"
    panel = officer.get(PANEL + asked, headers={"HX-Request": "true"}).content.decode()
    assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', panel) == [("q", "zhang"), ("sort", "-age")]
    assert '<option value="alone" selected>独居</option>' in panel
    assert '<details class="panel-more">' in panel
    assert '<details class="panel-more" open>' in officer.get(PANEL + "?questions=yes").content.decode()
    assert "没有这个筛选条件，已略过。" in text_of(officer.get(PANEL + asked))


def test_the_columns_stand_ticked_and_lead_back_to_the_list(officer, people):
    officer.post(COLUMNS, {"column": ["post_level", "age"]})
    page = officer.get(COLUMNS + "?living_arrangement=alone").content.decode()
    assert re.findall(r'value="(\w+)" checked', page) == ["age", "post_level"]
    assert f'name="next" value="{PEOPLE}?living_arrangement=alone"' in page


@pytest.mark.slow  # three quarters of a second each
@pytest.mark.parametrize("term", HIDDEN_TERMS)
def test_terms_of_a_purpose_not_held_do_not_exist(officer, people, term):
    value = CHOICES[term].values[0] if term in CHOICES else "1"
    unknown = text_of(officer.get(PEOPLE + "?nothing=1"))
    hidden = officer.get(PEOPLE + f"?{term}={value}")
    assert text_of(hidden) == unknown
    assert f'name="{term}"' not in hidden.content.decode()
    offered = [officer.get(address).content.decode() for address in (PANEL, COLUMNS, EXPORT)]
    assert f'name="{term}"' not in offered[0]
    assert f'value="{term}"' not in hidden.content.decode() + "".join(offered)
    officer.post(COLUMNS, {"column": ["age", term]})
    assert (
        str(CATALOGUE[term].label)
        not in re.findall(r"<thead>.*?</thead>", officer.get(PEOPLE).content.decode(), re.S)[0]
    )
    assert officer.post(EXPORT, {"kind": "csv", "columns": [term]}).status_code == 422
    assert officer.post(EXPORT, {"kind": "csv", "secrets": [term], "reason": "春节走访"}).status_code == 422


def test_columns_are_remembered_and_can_be_forgotten(officer, people):
    answer = officer.post(COLUMNS, {"column": ["post_level", "age", "phone", "x"], "next": PEOPLE + "?sort=-age"})
    assert answer.headers["Location"] == PEOPLE + "?sort=-age"
    heads = re.findall(r'<th scope="col".*?>(?:<a[^>]*>)?([^<]+)<', officer.get(PEOPLE).content.decode())
    assert heads == ["姓名", "年龄", "职务级别"]
    officer.post(COLUMNS, {})
    assert "居住方式" in re.findall(r'<th scope="col".*?>(?:<a[^>]*>)?([^<]+)<', officer.get(PEOPLE).content.decode())
    assert officer.post(COLUMNS, {"next": "https://example.org/"}).headers["Location"] == PEOPLE


def test_a_head_sorts_and_then_the_other_way_round(officer, people):
    def head(address):
        page = officer.get(PEOPLE + address).content.decode()
        return re.search(r'<th scope="col" class="row-end"( aria-sort="\w+")?><a href="([^"]*)">年龄', page).groups()

    assert head("") == (None, PEOPLE + "?sort=age")
    assert head("?sort=age") == (' aria-sort="ascending"', PEOPLE + "?sort=-age")
    assert head("?sort=-age") == (' aria-sort="descending"', PEOPLE + "?sort=age")
    assert "aria-sort" not in officer.get(PEOPLE + "?q=li").content.decode()


@pytest.mark.parametrize("sort", [f"{sign}{by}" for by in SORTS for sign in ("", "-")])
def test_pages_follow_each_other_in_every_order(officer, people, monkeypatch, sort):
    monkeypatch.setattr("yinling.people.registry.queries.lists.PAGE", 1)
    seen, address = [], f"{PEOPLE}?sort={sort}&living_arrangement=alone,with_spouse"
    while address:
        page = officer.get(address)
        seen += names(page)
        found = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        address = PEOPLE + found[1].replace("&amp;", "&") if found else ""
    assert sorted(seen) == sorted(["李四", "王五", "张三"])


def test_an_empty_answer_says_what_to_do(officer, people):
    assert "没有符合条件的人员 点上面的条件可以逐个去掉" in text_of(officer.get(PEOPLE + "?age_from=140"))


def test_a_stranger_sees_and_counts_and_exports_only_his_own(stranger, people):
    for address in ("", "?living_arrangement=alone", "?area=620102", "?area=62", "?standing=any", "?unit=城关"):
        assert [name for name in names(stranger.get(PEOPLE + address)) if name != "单国强"] == []
        assert re.match("共 [01] 人", text_of(stranger.get("/desk/people/count" + address)))
        file = stranger.post(EXPORT + address, {"kind": "csv"}).content.decode()
        assert [name for name in ("张三", "李四", "王五", "赵六") if name in file] == []


def test_the_file_holds_what_is_filtered(officer, people):
    answer = officer.post(EXPORT + "?living_arrangement=alone&sort=-age", {"kind": "csv", "columns": ["age", "unit"]})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["姓名", "张三", "王五"]
    assert (rows[0], rows[2]) == (["姓名", "年龄", "单位"], ["王五", "", "城关区教育局"])
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert re.match(r"attachment; filename\*=utf-8''.*\d{4}-\d\d-\d\d\.csv", answer.headers["Content-Disposition"])
    workbook = officer.post(EXPORT, {"kind": "xlsx", "columns": []})
    assert workbook.content[:2] == b"PK"


def test_secrets_want_a_reason_and_the_form_says_so(officer, people, sides):
    refused = officer.post(EXPORT, {"kind": "csv", "secrets": ["phone"]})
    assert (refused.status_code, "请写明理由" in text_of(refused)) == (422, True)
    given = officer.post(EXPORT, {"kind": "csv", "secrets": ["phone"], "reason": "春节走访"})
    assert ("13900001234" in given.content.decode(), "13911112222" in given.content.decode()) == (True, False)
    sides.owner()
    assert Entry.objects.filter(kind="registry.persons_exported").count() == 1


@pytest.mark.parametrize(
    "typed", [{}, {"kind": "exe"}, {"kind": "csv", "columns": ["phone"]}, {"kind": "csv", "columns": ["x"]}]
)
def test_a_garbled_export_is_refused(officer, people, typed):
    assert officer.post(EXPORT, typed).status_code == 422


def test_too_many_for_one_file_says_how_to_go_on(officer, people, monkeypatch):
    monkeypatch.setattr("yinling.people.registry.actions.exports.EXPORT_LIMIT", 2)
    answer = officer.post(EXPORT, {"kind": "csv"})
    assert (answer.status_code, "按地区或单位分开导出" in text_of(answer)) == (422, True)


@pytest.mark.parametrize("address", [PEOPLE + "?sort=-age&living_arrangement=alone", PEOPLE + "?unit=城关", EXPORT])
def test_one_line_and_three_cost_the_same(officer, people, desk, unit, address):
    officer.get(address)
    one = queries(officer, address)
    desk.sides.owner()
    for _more in range(3):
        known(unit, "孙七", birth_date=date(1931, 1, 1), living_arrangement="alone")
    desk.sides.app()
    assert queries(officer, address) == one


@pytest.mark.slow  # two seconds
def test_every_offered_choice_can_be_asked(officer, people):
    page = officer.get(PANEL).content.decode()
    offered = [
        (name, value)
        for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', page, re.S)
        for value in re.findall(r'<option value="([^"]+)"', options)
    ]
    assert len(offered) > 100
    for name, value in offered[::7]:
        assert "note--attention" not in officer.get(PEOPLE, {name: value}).content.decode()


def test_it_reads_in_english(officer, people):
    with translation.override("en"):
        assert officer.get(PEOPLE + "?age_from=80", headers={"Accept-Language": "en"}).status_code == 200
    assert PersonNow.objects.count() == 4

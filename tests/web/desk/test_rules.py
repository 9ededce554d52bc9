"""The rulebook at the desk: what holds, where it comes from, one rule, one parameter, two versions."""

from __future__ import annotations

import io
from datetime import date
from urllib.parse import urlencode

import openpyxl
import pytest

from tests import factories as make
from tests.web.desk import rulebook
from tests.web.desk.conftest import queries, text_of
from yinling.decisions.rulebook.models import Parameter, Rule
from yinling.kernel.viewer import Purpose

pytestmark = pytest.mark.django_db
HOSTILE = ("x", "' OR 1=1 --", "\x00", "../../etc", "0" * 500, "<script>alert(1)</script>", "年龄", "%00")


@pytest.fixture
def book(desk, unit):
    rulebook.load(desk.at)


@pytest.fixture
def doctor(desk, book):
    """The browser of an officer of 城关区 who holds the purpose of health."""
    return rulebook.officer(make.CHENGGUAN, desk.at, "赵医", Purpose.HEALTH)[1]


@pytest.fixture
def county_value(desk, book):
    """城关区 has a value of its own since the first of March."""
    Parameter.objects.create(
        code="高龄起点", area_code=make.CHENGGUAN, kind="number", value="78", unit="岁", valid_from=date(2026, 3, 1),
        source_document="城关区通知", clause="第二条", confidence="plain",
    )  # fmt: skip


@pytest.fixture
def county_rule(desk, book):
    """城关区 has a version of its own."""
    old = Rule.objects.get(code="visit_aged_alone", version=1)
    old.pk, old.public_id, old.version, old.area_code = None, None, 1, make.CHENGGUAN
    old.text, old.valid_from = '年龄 >= {高龄起点} and 居住方式 in ["独居", "与配偶同住"]', date(2026, 3, 1)
    fields = {
        field.attname: getattr(old, field.attname)
        for field in Rule._meta.concrete_fields
        if field.name not in {"id", "public_id"}
    }
    Rule.objects.create(**fields)


def test_the_list_says_what_holds_whence_and_how_sure(officer, book, application):
    application()
    page = text_of(officer.get("/desk/rules/"))
    assert (
        "高龄独居探访 † 高龄独居，需要有人每月上门看望 标签 无 年龄 不小于 高龄起点（80岁），且居住方式 是 独居 "
        "中央 † 通行做法，尚未与原文核对 上门关怀：30 天内（按“探访到期天数”） — 2023-01-01" in page
    )


def test_who_lacks_the_purpose_finds_no_rule_that_reads_it(officer, doctor, book, application):
    application()
    addresses = ("/desk/rules/", "/desk/rules/?q=多病", "/desk/rules/measures")
    assert ["多病独居" in text_of(officer.get(address)) for address in addresses] == [False, False, False]
    assert "多病独居 ‡" in text_of(doctor.get("/desk/rules/"))
    for address in (
        "/desk/rules/rule?code=ill_alone",
        "/desk/rules/drafts/new?kind=rule&code=ill_alone",
        "/desk/rules/compare?code=ill_alone&one=0.1&other=0.1",
    ):
        assert (officer.get(address).status_code, doctor.get(address).status_code) == (404, 200), address
    workbooks = [openpyxl.load_workbook(io.BytesIO(who.get("/desk/rules.xlsx").content)) for who in (officer, doctor)]
    codes = [{row[1].value for row in book["规则"].iter_rows(min_row=2)} for book in workbooks]
    assert "ill_alone" in codes[1] - codes[0]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "高龄独居探"}, True), ({"q": "visit_aged"}, True), ({"q": "没有这条"}, False), ({"kind": "tag"}, True),
        ({"kind": "tier"}, False), ({"need": "none"}, True), ({"need": "medical"}, False),
        ({"level": "nation"}, True), ({"level": "county"}, False), ({"confidence": "known"}, True),
        ({"confidence": "plain"}, False), ({"kind": "nonsense"}, True), ({"sort": "people"}, True),
        ({"sort": "since", "kind": "tag"}, True), ({"on": "2020-01-01"}, False),
    ],
)  # fmt: skip
def test_the_list_is_filtered(officer, book, application, asked, found):
    application()
    assert ("高龄独居探访" in text_of(officer.get("/desk/rules/", asked))) is found


def test_the_filter_stays_in_the_addresses(officer, book, application):
    application()
    page = officer.get("/desk/rules/", {"kind": "tag", "q": "高龄", "sort": "since"}).content.decode()
    assert (
        f'href="/desk/rules.xlsx?{urlencode({"area": make.CHENGGUAN, "kind": "tag", "q": "高龄", "sort": "since"}).replace("&", "&amp;")}"'
        in page
    )
    assert page.count('aria-sort="descending"') == 1


def test_a_county_value_wins_there_and_the_chain_says_so(officer, county_value, application):
    application()
    page = text_of(officer.get("/desk/rules/parameters"))
    assert "高龄起点 78岁 县区级 城关区 城关区通知 第二条 有文件出处" in page
    one = text_of(officer.get("/desk/rules/parameter", {"code": "高龄起点"}))
    assert "现在的值：78岁" in one
    assert (
        "中央 80岁 自 2023-01-01 被下级规定代替 省级 甘肃省 没有另行规定 市州级 兰州市 没有另行规定 县区级 城关区 78岁 自 2026-03-01 在这里生效"
        in one
    )
    assert "停用" in one  # the county's own can be ended
    before = text_of(officer.get("/desk/rules/parameter", {"code": "高龄起点", "on": "2026-02-28"}))
    assert ("现在的值：80岁" in before, "中央 80岁 自 2023-01-01 在这里生效" in before) == (True, True)


def test_one_rule_tells_its_parts_and_its_versions(officer, county_rule, county_value, application):
    application()
    page = text_of(officer.get("/desk/rules/rule", {"code": "visit_aged_alone"}))
    assert "下面每一条都满足： 年龄 不小于 高龄起点（78岁） 居住方式 是其中之一： 独居 、 与配偶同住" in page
    assert "县区级 城关区 第 1 版 自 2026-03-01 在这里生效" in page
    assert "第 1 版 中央 2023-01-01 — 已批准 随程序提供 安装时装入" in page
    assert "停用" in page  # the county's own can be ended there


def test_a_rule_of_the_nation_is_not_ended_by_a_county(officer, book, application):
    application()
    assert "停用" not in text_of(officer.get("/desk/rules/rule", {"code": "visit_aged_alone"}))


def test_places_below_that_have_their_own_are_named(desk, county_rule, application):
    city = rulebook.officer("6201", desk.at, "王强")[1]
    application()
    assert "下级另有规定的地区：甘肃省 兰州市 城关区" in text_of(
        city.get("/desk/rules/rule", {"code": "visit_aged_alone"})
    )


def test_two_versions_are_compared_word_by_word(officer, county_rule, application):
    application()
    asked = {"code": "visit_aged_alone", "one": "0.1", "other": f"{make.CHENGGUAN}.1"}
    answer = officer.get("/desk/rules/compare", asked)
    page = answer.content.decode()
    assert "<del>==</del>" in page
    assert "<ins>&quot;与配偶同住&quot;</ins>" in page or "与配偶同住" in page
    assert "适用地区 全国 甘肃省 兰州市 城关区" in text_of(answer)
    for wrong in ({}, {"one": "0.1"}, {**asked, "other": "0.99"}, {**asked, "code": "no_such"}):
        assert officer.get("/desk/rules/compare", wrong).status_code == 404


def test_the_workbook_has_a_row_for_each_rule(officer, book, application):
    application()
    answer = officer.get("/desk/rules.xlsx", {"q": "高龄独居探"})
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    head, *rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.content))["规则"]]
    assert head[:6] == ["名称", "规则代码", "规则类别", "所需类型", "需要什么", "条件"]
    assert [row[:2] for row in rows] == [["高龄独居探访", "visit_aged_alone"]]


@pytest.mark.parametrize("area", ["6201", make.QILIHE, "62", "0", "x", "62'--"])
def test_nobody_reads_the_rules_of_another_place(officer, book, application, area):
    application()
    for address in ("rules/", "rules/parameters", "rules/measures", "rules.xlsx", "rules/rule", "rules/parameter"):
        assert officer.get(f"/desk/{address}", {"area": area, "code": "visit_aged_alone"}).status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_find_nothing_and_break_nothing(officer, book, application, text):
    application()
    names = ("q", "kind", "need", "level", "confidence", "sort", "on")
    for address in ("rules/", "rules/parameters", "rules/measures", "rules.xlsx"):
        assert officer.get(f"/desk/{address}", dict.fromkeys(names, text)).status_code == 200
    assert {officer.get(f"/desk/rules/{name}", {"code": text}).status_code for name in ("rule", "parameter")} == {404}
    assert "<script>alert" not in officer.get("/desk/rules/", {"q": text}).content.decode()


def test_an_empty_rulebook_says_what_to_do(officer, application):
    application()
    assert "这一天还没有生效的规则" in text_of(officer.get("/desk/rules/"))
    assert "没有这样的参数" in text_of(officer.get("/desk/rules/parameters"))


def test_an_officer_of_units_reads_but_does_not_write(desk, book, unit, application):
    holder = make.account(make.Role.OFFICER, "", at=desk.at, units=(unit,))
    browser = make.signed_in(holder)
    application()
    page = text_of(browser.get("/desk/rules/"))
    assert ("高龄独居探访" in page, "写新规则" in page) == (True, False)
    assert browser.get("/desk/rules/drafts/new?kind=rule").status_code == 404


def test_the_list_asks_as_often_for_one_as_for_many(officer, book, application):
    application()
    officer.get("/desk/rules/")
    assert queries(officer, "/desk/rules/?q=高龄独居探") == queries(officer, "/desk/rules/")

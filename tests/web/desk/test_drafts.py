"""Writing for the rulebook at the desk: the editor, the check while typing, saving, submitting, deciding."""

from __future__ import annotations

import re
import uuid

import pytest

from tests import factories as make
from tests.web.desk import rulebook
from tests.web.desk.conftest import text_of
from yinling.base.approvals.models import Approval
from yinling.base.journal.models import Entry
from yinling.decisions.rulebook.actions import publish
from yinling.decisions.rulebook.models import Draft, Parameter
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.viewer import Purpose
from yinling.people.registry.terms import vocabulary

pytestmark = pytest.mark.django_db
NEW = "/desk/rules/drafts/new"
AUTO = {"HX-Request": "true"}


@pytest.fixture
def book(desk, unit):
    rulebook.load(desk.at)


@pytest.fixture
def wang(desk, book):
    """An officer of 城关区 and his browser."""
    return rulebook.officer(make.CHENGGUAN, desk.at, "王敏")


@pytest.fixture
def city(desk, book):
    """The browser of an officer of the whole city, who may approve."""
    return rulebook.officer("6201", desk.at, "李强")[1]


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_the_editor_of_a_parameter_is_filled_with_what_holds(wang, application):
    application()
    answer = wang[1].get(NEW, {"kind": "parameter", "code": "高龄起点"})
    page = answer.content.decode()
    assert "调整“高龄起点”：现在是 80岁" in text_of(answer)
    assert [value_of(page, name) for name in ("code", "kind", "value", "unit")] == ["高龄起点", "number", "80", "岁"]
    assert "各地走访慰问惯例" not in page  # a value of the county does not rest on the nation's document


def test_a_new_version_is_filled_with_the_one_that_holds(wang, application):
    application()
    page = wang[1].get(NEW, {"kind": "rule", "code": "visit_aged_alone"}).content.decode()
    assert "年龄 &gt;= {高龄起点} and 居住方式 == &quot;独居&quot;" in page
    assert value_of(page, "title") == "高龄独居探访"


def test_what_is_typed_is_kept_right_or_not(wang, application, sides):
    application()
    form = rulebook.typed(value="八十", valid_from="明天", clause="")
    answer = wang[1].post(f"{NEW}?kind=parameter", form)
    assert answer.headers["Location"] == f"/desk/rules/drafts/{form['draft']}"
    page = text_of(wang[1].get(answer.headers["Location"]))
    assert "现在还不能提交，请先改好：" in page
    assert "“从哪天起执行”" in page
    sides.owner()
    row = Draft.objects.get()
    assert (row.content["value"], row.content["valid_from"], row.version, row.area_code) == (
        "八十", "明天", 1, make.CHENGGUAN,
    )  # fmt: skip


def test_a_draft_is_saved_by_the_way_and_says_when(wang, application, sides):
    application()
    form = rulebook.rule_typed()
    first = wang[1].post(f"{NEW}?kind=rule", form, headers=AUTO)
    assert re.fullmatch(r"已保存 \d\d:\d\d:\d\d", text_of(first))
    assert 'name="seen" id="draft_seen" value="1" hx-swap-oob="true"' in first.content.decode()
    second = wang[1].post(f"{NEW}?kind=rule", {**form, "seen": "1", "title": "新名称"}, headers=AUTO)
    assert 'value="2"' in second.content.decode()
    stay = wang[1].post(f"{NEW}?kind=rule", {**form, "seen": "2", "then": "stay"})
    assert stay.headers["Location"] == f"/desk/rules/drafts/{form['draft']}/edit"
    sides.owner()
    assert Draft.objects.get().version == 3


def test_two_savings_never_overwrite_each_other_unseen(wang, application, sides):
    application()
    form = rulebook.typed(note="甲")
    wang[1].post(f"{NEW}?kind=parameter", form)
    edit = f"/desk/rules/drafts/{form['draft']}/edit"
    assert value_of(wang[1].get(edit).content.decode(), "seen") == "1"
    wang[1].post(edit, {**form, "seen": "1", "note": "乙"})
    late = wang[1].post(edit, {**form, "seen": "1", "note": "丙"})
    assert late.status_code == 409
    assert "这份草稿已经在别处保存过" in text_of(late)
    assert "说明 乙 丙" in text_of(late)
    assert value_of(late.content.decode(), "seen") == "2"
    assert "草稿已在别处保存过" in text_of(wang[1].post(edit, {**form, "seen": "1", "note": "丁"}, headers=AUTO))
    wang[1].post(edit, {**form, "seen": "2", "note": "丙"})
    sides.owner()
    assert (Draft.objects.get().content["note"], Draft.objects.get().version) == ("丙", 3)


def test_the_check_points_at_the_place(wang, application):
    application()
    form = rulebook.rule_typed(text='年龄 >= {高龄起点} and\r\n婚姻 == "丧偶"')
    answer = wang[1].post("/desk/rules/drafts/check?kind=rule", form)
    page = answer.content.decode()
    assert "没有“婚姻”这个词汇，是不是“婚姻状况”" in page
    assert 'data-start="17" data-end="19"' in page
    assert "and\n<mark>婚姻</mark> == &quot;丧偶&quot;" in page


def test_the_check_says_why_in_the_readers_language(wang, application):
    application()
    wang[1].cookies["yl_language"] = "en"
    answer = wang[1].post("/desk/rules/drafts/check?kind=rule", rulebook.rule_typed(text='婚姻 == "丧偶"'))
    assert "There is no term &quot;婚姻&quot;" in answer.content.decode()


def test_the_check_says_what_it_read_and_what_is_wanting(wang, application):
    application()
    answer = wang[1].post("/desk/rules/drafts/check?kind=rule", rulebook.rule_typed(text="年龄 >= {没有这个}", need=""))
    page = text_of(answer)
    assert "条件读得懂： 年龄 不小于 没有这个（没有生效的值）" in page
    assert "这些参数在执行日期那天还没有值：没有这个。" in page
    assert "“需要什么”应是1到200个字" in page
    good = text_of(wang[1].post("/desk/rules/drafts/check?kind=rule", rulebook.rule_typed()))
    assert good.endswith("可以提交了。")


@pytest.mark.parametrize("kind", ["", "x", "Rule", "rule\x00"])
def test_a_kind_that_is_none_is_absent(wang, application, kind):
    application()
    assert wang[1].get(NEW, {"kind": kind}).status_code == 404
    assert wang[1].post("/desk/rules/drafts/check?" + f"kind={kind}".replace("\x00", "%00"), {}).status_code == 404


@pytest.mark.parametrize("area", ["0", "62", "6201", make.QILIHE, "x", ""])
def test_nobody_writes_for_another_place(wang, application, sides, area):
    application()
    answer = wang[1].post(f"{NEW}?kind=parameter", rulebook.typed(area=area))
    assert answer.status_code == 422
    sides.owner()
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    "text", ["a" * 3_000, "\x00", "<script>alert(1)</script>", "{" * 500, "年龄 " * 600, "\u202e", "\ud800"]
)
def test_hostile_text_is_refused_or_kept_as_text(wang, application, text):
    application()
    form = rulebook.rule_typed(text=text, title=text[:50], need=text[:100])
    body = "&".join(f"{name}={quoted(value)}" for name, value in form.items())
    post = {"data": body, "content_type": "application/x-www-form-urlencoded"}
    assert wang[1].post("/desk/rules/drafts/check?kind=rule", **post).status_code == 200
    answer = wang[1].post(f"{NEW}?kind=rule", **post)
    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        page = wang[1].get(answer.headers["Location"]).content.decode()
        assert "<script>alert" not in page


def quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text.encode(errors="surrogatepass"))


def test_who_lacks_the_purpose_neither_writes_nor_sees_nor_checks_it(desk, wang, application, sides):
    doctor, browser = rulebook.officer(make.CHENGGUAN, desk.at, "赵医", Purpose.HEALTH)
    hidden = rulebook.written(
        doctor, desk.at, DraftKind.RULE, code="ill", title="多病", text="个数(慢性病) >= 2", kind="tag"
    )
    rulebook.submitted(doctor, desk.at)
    application()
    answer = wang[1].post(f"{NEW}?kind=rule", rulebook.rule_typed(text="个数(慢性病) >= 2"))
    assert (answer.status_code, "没有用途授权" in text_of(answer)) == (422, True)
    assert "没有用途授权" in text_of(
        wang[1].post("/desk/rules/drafts/check?kind=rule", rulebook.rule_typed(text="慢性病 包含"))
    )
    assert wang[1].get(f"/desk/rules/drafts/{hidden}").status_code == 404
    assert "多病" not in text_of(wang[1].get("/desk/rules/drafts/"))
    assert ["慢性病" in text_of(who.get(NEW, {"kind": "rule"})) for who in (wang[1], browser)] == [False, True]
    assert "多病独居" not in text_of(wang[1].get(NEW, {"kind": "measure"}))
    sides.owner()
    assert Draft.objects.filter(author=str(wang[0].public_id)).count() == 0


def test_only_its_author_goes_on_writing(desk, wang, city, application):
    draft = rulebook.written(wang[0], desk.at)
    application()
    edit = f"/desk/rules/drafts/{draft}/edit"
    assert city.get(edit).headers["Location"] == f"/desk/rules/drafts/{draft}"
    page = text_of(city.get(f"/desk/rules/drafts/{draft}"))
    assert ("接着写" in page, "提交，请同事批准" in page, "放弃这份草稿" in page) == (False, False, False)
    assert city.post(edit, rulebook.typed(draft=str(draft), seen="1")).status_code in {302, 404}


def test_the_whole_way_from_writing_to_force(desk, wang, city, application, sides):
    person = desk.person(make.unit(make.CHENGGUAN))
    application()
    form = rulebook.typed()
    address = wang[1].post(f"{NEW}?kind=parameter", form).headers["Location"]
    page = text_of(wang[1].get(address))
    assert "值 80 95" in page
    assert "执行日期早于今天。" in page
    assert wang[1].post(f"{address}/submit", {"said": ""}).status_code == 422
    assert wang[1].post(f"{address}/submit", {"said": "会议定的"}).status_code == 302
    assert ("待审批" in text_of(wang[1].get(address)), "撤回，接着写" in text_of(wang[1].get(address))) == (True, True)
    assert "高龄起点 参数 · 甘肃省 兰州市 城关区 王敏 ：会议定的" in text_of(city.get("/desk/rules/approvals"))
    assert "批准，写入规则" not in text_of(wang[1].get(address))
    old = city.post(f"{address}/approve", {"seen": "7", "said": ""}, follow=True)
    assert "后来又改过" in text_of(old)
    assert city.post(f"{address}/refuse", {"said": ""}).status_code == 422
    done = city.post(f"{address}/approve", {"seen": "1", "said": "同意"}, follow=True)
    assert "已批准，正在写入规则" in text_of(done)
    sides.owner()
    assert Approval.objects.get().state == "approved"
    publish(draft=uuid.UUID(form["draft"]), vocabulary=vocabulary(), by=make.SYSTEM, at=desk.at)
    assert Parameter.objects.filter(area_code=make.CHENGGUAN).values_list("value", flat=True).get() == "95"
    application()
    assert "写入规则。 等待重新计算" in text_of(city.get(f"{address}/progress"))
    assert "现在的值：95岁" in text_of(wang[1].get("/desk/rules/parameter", {"code": "高龄起点"}))
    sides.owner()
    assert person.public_id
    kinds = list(
        Entry.objects.filter(kind__in=["rulebook.draft_approved", "rulebook.published"]).values_list("kind", flat=True)
    )
    assert sorted(kinds) == ["rulebook.draft_approved", "rulebook.published"]


def test_nobody_approves_his_own(desk, wang, application):
    holder, browser = wang
    draft = rulebook.submitted(holder, desk.at)
    application()
    answer = browser.post(f"/desk/rules/drafts/{draft}/approve", {"seen": "1", "said": ""}, follow=True)
    assert "自己写的草稿要由另一位同事批准" in text_of(answer)
    assert Approval.objects.get().state == "open"


def test_what_was_refused_is_taken_up_or_given_up(desk, wang, city, application, sides):
    draft = rulebook.submitted(wang[0], desk.at)
    application()
    address = f"/desk/rules/drafts/{draft}"
    city.post(f"{address}/refuse", {"said": "没有文件"}, follow=True)
    assert "没有文件" in text_of(wang[1].get(address))
    late = city.post(f"{address}/approve", {"seen": "1", "said": ""}, follow=True)
    assert ("已经" in text_of(late), Approval.objects.get().state) == (True, "refused")
    assert "可以接着写了。" in text_of(wang[1].post(f"{address}/take-up", follow=True))
    assert "状态已经改变" in text_of(wang[1].post(f"{address}/take-up", follow=True))
    assert "这份草稿已放弃。" in text_of(wang[1].post(f"{address}/discard", follow=True))
    sides.owner()
    assert Draft.objects.get().state == "discarded"


def test_what_waits_is_withdrawn(desk, wang, application):
    draft = rulebook.submitted(wang[0], desk.at)
    application()
    assert "已撤回，可以接着写。" in text_of(wang[1].post(f"/desk/rules/drafts/{draft}/withdraw", follow=True))
    assert "没有等您批准的草稿" in text_of(wang[1].get("/desk/rules/approvals"))
    assert "高龄起点" in text_of(wang[1].get("/desk/rules/drafts/?state=writing"))
    assert "没有草稿" in text_of(wang[1].get("/desk/rules/drafts/?state=submitted"))


def test_what_holds_is_ended(desk, wang, application, sides):
    Parameter.objects.create(
        code="高龄起点", area_code=make.CHENGGUAN, kind="number", value="78", unit="岁", valid_from="2026-03-01",
        source_document="城关区通知", clause="第二条", confidence="plain",
    )  # fmt: skip
    application()
    page = wang[1].get(NEW, {"kind": "parameter", "code": "高龄起点", "stops": "true"}).content.decode()
    assert "不再执行" in page
    form = rulebook.typed(stops=value_of(page, "stops"), value="78")
    answer = wang[1].post(f"{NEW}?kind=parameter&code=高龄起点", form)
    page = text_of(wang[1].get(answer.headers["Location"]))
    assert ("停用什么" in page, "现在还不能提交" in page) == (True, False)


def test_a_measure_is_written(wang, application, sides):
    application()
    form = {
        "draft": str(uuid.uuid4()), "seen": "", "stops": "False", "rule": "visit_aged_alone", "item": "电话关怀",
        "due_days": "7", "due_parameter": "", "repeat_days": "", "area": make.CHENGGUAN, "valid_from": "2026-01-01",
        "source_document": "会议纪要", "clause": "第五项", "confidence": "plain", "note": "",
    }  # fmt: skip
    page = text_of(wang[1].post(f"{NEW}?kind=measure", form, follow=True))
    assert ("电话关怀" in page, "现在还不能提交" in page) == (True, False)
    assert (
        wang[1].post(f"{NEW}?kind=measure", {**form, "draft": str(uuid.uuid4()), "rule": "no_such"}).status_code == 302
    )
    sides.owner()
    assert Draft.objects.filter(content__due_days=7).count() == 2


def test_the_menu_counts_what_waits_for_me(desk, wang, city, application):
    rulebook.submitted(wang[0], desk.at)
    application()
    pages = [text_of(who.get("/desk/rules/")) for who in (wang[1], city)]
    assert ["待审批 1" in page for page in pages] == [False, True]

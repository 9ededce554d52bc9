"""The catalogue's pages: finding, reading, writing, and a second person's word."""

from __future__ import annotations

import io
import uuid

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests.web.desk import shop
from tests.web.desk.conftest import queries, text_of
from yinling.supply.catalogue.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(desk, unit):
    shop.load(desk.at)
    return shop.officer(make.CHENGGUAN, desk.at, "王敏")


@pytest.fixture
def zhao(desk, wang):
    return shop.officer("62", desk.at, "赵立新")


def test_the_list_says_category_unit_and_that_no_price_is_set(wang, application):
    application()
    said = text_of(wang[1].get("/desk/catalogue/?q=smzy"))
    assert "0214 上门助浴 ‡ 生活照料 蓝 次 未定 全国" in said
    assert "全部 1" in said


def test_chips_count_what_was_looked_for(wang, application):
    application()
    said = text_of(wang[1].get("/desk/catalogue/"))
    assert (
        "就餐 22 生活照料 30 卫生医疗 28 保健康复 24 日常陪护 20 家政便民 42 心理慰藉 16 法律咨询 14 娱乐学习 26 临终关怀 16"
        in said
    )
    assert ("临终关怀 16 全部 238" in said, "城关区现在有 22 个项目（就餐）" in said) == (True, True)
    assert "城关区现在有 238 个项目 " in text_of(wang[1].get("/desk/catalogue/?category=all"))
    assert "没有找到这样的项目" in text_of(wang[1].get("/desk/catalogue/?q=zzzz"))


def test_one_page_takes_as_many_questions_for_one_item_as_for_all(wang, application):
    application()
    queries(wang[1], "/desk/catalogue/")
    assert queries(wang[1], "/desk/catalogue/?q=smzy") == queries(wang[1], "/desk/catalogue/?category=all")


def test_the_list_opens_with_one_category_and_words_are_looked_for_in_all(wang, application):
    application()
    said = text_of(wang[1].get("/desk/catalogue/"))
    assert ("0101 " in said, "0214 上门助浴" in said) == (True, False)
    assert "0214 上门助浴" in text_of(wang[1].get("/desk/catalogue/?category=02"))
    whole = text_of(wang[1].get("/desk/catalogue/?q=smzy&category="))
    assert ("0214 上门助浴" in whole, "（就餐）" in whole) == (True, False)


def test_the_workbook_holds_the_list(wang, application):
    application()
    answer = wang[1].get("/desk/catalogue.xlsx?category=08")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(sheet) == 15
    assert sheet[0][:5] == ["类别", "代码", "名称", "单位", "单价（元）"]
    assert sheet[1][:5] == ["法律咨询", "0801", "法律咨询", "次", "未定"]


def test_regional_prices_stand_side_by_side(desk, wang, application, sides):
    sides.owner()
    shop.published(shop.submitted(wang[0], desk.at, valid_from="2026-11-01"), desk.at)
    application()
    page = text_of(wang[1].get("/desk/catalogue/items/0214"))
    assert "全国 1 未定 次 2023-01-01 — 生效中" in page
    assert "城关区 1 ¥80.00 次 2026-11-01 — 生效中" in page
    assert "停用本地区的规定" in page
    stop = shop.typed(stops="True", valid_from="2027-01-01")
    address = "/desk/catalogue/drafts/new?kind=item&code=0214&stops=true"
    assert "停用服务项目：上门助浴" in text_of(wang[1].get(address))
    wang[1].post(address, stop)
    stopped = text_of(wang[1].get(reverse("desk:catalogue_draft", args=[stop["draft"]])))
    assert "停用服务项目：上门助浴" in stopped
    assert "提交，请同事批准" in stopped
    compared = text_of(wang[1].get("/desk/catalogue/items/0214?with=0-1"))
    assert "单价（元） ¥80.00 未定" in compared


def test_a_price_is_written_shown_submitted_and_approved(wang, zhao, application, sides):
    application()
    form = shop.typed()
    answer = wang[1].post("/desk/catalogue/drafts/new?kind=item", form)
    address = reverse("desk:catalogue_draft", args=[form["draft"]])
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    page = text_of(wang[1].get(address))
    assert "单价（元） 未定 ¥80.00" in page
    assert "提交，请同事批准" in page
    assert wang[1].post(f"{address}/submit", {"said": "按区里通知"}).status_code == 302
    assert "等您审批" in text_of(zhao[1].get("/desk/catalogue/drafts/"))
    assert "批准，写入目录" in text_of(zhao[1].get(address))
    assert "批准，写入目录" not in text_of(wang[1].get(address))
    assert zhao[1].post(f"{address}/approve", {"said": "", "seen": "1"}).status_code == 302
    assert "正在写入目录" in text_of(wang[1].get(address))
    sides.owner()
    kept = Draft.objects.get().content
    assert (kept["checklist"], kept["evidence"], kept["consent_needed"]) == (
        "核对身份\n试水温", ["place", "photo"], "yes",
    )  # fmt: skip


def test_nobody_approves_his_own(desk, wang, application):
    key = shop.submitted(wang[0], desk.at)
    application()
    address = reverse("desk:catalogue_draft", args=[key])
    answer = wang[1].post(f"{address}/approve", {"said": "", "seen": "1"}, follow=True)
    assert "自己写的草稿要由另一位同事批准" in text_of(answer)


def test_what_is_wrong_is_kept_and_told(wang, application):
    application()
    form = shop.typed(price="八十", valid_from="明天")
    wang[1].post("/desk/catalogue/drafts/new?kind=item", form)
    page = text_of(wang[1].get(reverse("desk:catalogue_draft", args=[form["draft"]])))
    assert "现在还不能提交" in page
    assert "单价（元）" in page
    assert "提交，请同事批准" not in page
    assert wang[1].post("/desk/catalogue/drafts/new?kind=item", {"draft": "x"}).status_code == 422
    assert wang[1].post("/desk/catalogue/drafts/new?kind=item", shop.typed(area="6201")).status_code == 422


def test_a_draft_is_edited_and_a_second_saving_is_told(wang, application):
    application()
    form = shop.typed()
    wang[1].post("/desk/catalogue/drafts/new?kind=item", form)
    edit = reverse("desk:catalogue_edit", args=[form["draft"]])
    assert 'value="80.00"' in wang[1].get(edit).content.decode()
    assert wang[1].post(edit, {**form, "seen": "1", "price": "90"}).status_code == 302
    told = wang[1].post(edit, {**form, "seen": "1", "price": "95"}, follow=True)
    assert "草稿已在别处保存过" in text_of(told)


def test_a_new_item_and_a_package_get_codes(wang, application, sides):
    application()
    form = shop.typed(code="", category="02", name="入户陪伴洗浴")
    wang[1].post("/desk/catalogue/drafts/new?kind=item", form)
    wang[1].post("/desk/catalogue/drafts/new?kind=item", form)
    bundle = {
        **shop.typed(code=""), "name": "居家安心包", "items": ["0214", "0229"], "unit": "月", "price": "",
    }  # fmt: skip
    wang[1].post("/desk/catalogue/drafts/new?kind=package", bundle)
    sides.owner()
    application()
    page = text_of(wang[1].get(reverse("desk:catalogue_draft", args=[bundle["draft"]])))
    assert "包含的项目 0214 上门助浴 0229 安全巡视" in page
    sides.owner()
    assert list(Draft.objects.order_by("id").values_list("kind", "code")) == [("item", "0251"), ("package", "P0001")]


def test_the_card_says_whom_to_ring_or_that_nobody_is_set(wang, application):
    application()
    said = text_of(wang[1].get("/desk/catalogue/contacts"))
    assert "红：党建、政治" in said
    assert said.count("联系人还没有定") == 4
    form = shop.typed(code="blue", title="生活服务", contacts="翠湖社区 0931-1234567")
    wang[1].post("/desk/catalogue/drafts/new?kind=contact&code=blue", form)
    page = text_of(wang[1].get(reverse("desk:catalogue_draft", args=[form["draft"]])))
    assert "联系人 未定 翠湖社区 0931-1234567" in page


def test_the_list_of_drafts_takes_as_many_questions_for_one_as_for_three(desk, wang, application, sides):
    shop.submitted(wang[0], desk.at)
    application()
    queries(wang[1], "/desk/catalogue/drafts/")
    one = queries(wang[1], "/desk/catalogue/drafts/")
    sides.owner()
    for code, name in (("0215", "机构助浴"), ("0216", "流动助浴车")):
        shop.submitted(wang[0], desk.at, code=code, name=name)
    application()
    assert queries(wang[1], "/desk/catalogue/drafts/") == one


def test_what_one_gave_up_or_took_back(desk, wang, application):
    key = shop.submitted(wang[0], desk.at)
    application()
    address = reverse("desk:catalogue_draft", args=[key])
    assert "可以接着写了" in text_of(wang[1].post(f"{address}/take-back", follow=True))
    assert "这份草稿已放弃" in text_of(wang[1].post(f"{address}/discard", follow=True))
    assert "状态已经改变" in text_of(wang[1].post(f"{address}/discard", follow=True))


def test_only_what_can_be_written_is_offered(wang, application):
    application()
    for query in ("", "kind=rule", "kind=item&code=9999", f"kind=item&code={uuid.uuid4()}"):
        assert wang[1].get(f"/desk/catalogue/drafts/new?{query}").status_code == 404
    for query in ("kind=item", "kind=package", "kind=item&code=0214", "kind=contact&code=red", "kind=item&category=02"):
        assert wang[1].get(f"/desk/catalogue/drafts/new?{query}").status_code == 200

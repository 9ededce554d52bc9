"""A person's menu on the desk, and an order on his word."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.web.desk import shop
from tests.web.desk.conftest import queries, text_of
from yinling.kernel.calendars import local_day
from yinling.service.orders.models import Order
from yinling.supply.catalogue import actions as catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def menu(desk, unit):
    """The address of the menu of a woman of 91 who lives alone."""
    shop.load(desk.at)
    return reverse("desk:menu", args=[desk.person(unit).public_id])


def _order(**more):
    soon = local_day(timezone.now()) + timedelta(days=3)
    return {"request": str(uuid.uuid4()), "way": "phone", "wished_day": soon.isoformat(), "note": "下午在家", **more}


def test_recommended_stands_first_with_its_reason(menu, officer, application):
    application()
    said = text_of(officer.get(f"{menu}?category=all"))
    said = said[said.index("全部 238") :]
    assert said.index("按情况建议的") < said.index("上门关怀") < said.index("可以预约的") < said.index("不适用的")
    assert "居住方式为“独居”" in said
    assert "遗属" in said[said.index("不适用的") :]


def test_it_opens_with_what_is_recommended_and_the_categories_with_their_counts(menu, officer, application):
    application()
    said = text_of(officer.get(menu))
    number = int(re.search(r"按情况建议的 (\d+) 就餐 22 生活照料 30 .* 临终关怀 16 全部 238 ", said)[1])
    assert re.findall(r"(按情况建议的|可以预约的|缺资料，不能判断的|不适用的) (\d+) 服务项目", said) == [
        ("按情况建议的", str(number))
    ]
    assert ("上门关怀" in said, "晨间护理" in said, 0 < number < 20) == (True, False, True)
    care = text_of(officer.get(f"{menu}?category=02"))
    assert ("晨间护理" in care, "继承咨询" in care, f"按情况建议的 {number} 就餐" in care) == (True, False, True)


def test_where_nothing_is_recommended_one_is_led_on(desk, unit, officer, application):
    catalogue.load_catalogue(path=catalogue.SHIPPED, by=make.SYSTEM, at=desk.at)  # and no rule
    menu = reverse("desk:menu", args=[desk.person(unit).public_id])
    application()
    said = text_of(officer.get(menu))
    assert ("按情况建议的 0 就餐 22" in said, "现在没有按情况建议的服务" in said) == (True, True)


def test_search_and_categories_narrow_it(menu, officer, application):
    application()
    assert "上门助浴" in text_of(officer.get(f"{menu}?q=smzy"))
    assert "晨间护理" not in text_of(officer.get(f"{menu}?q=smzy"))
    assert "没有找到这样的服务" in text_of(officer.get(f"{menu}?q=zzzz"))
    assert "继承咨询" in text_of(officer.get(f"{menu}?category=08"))


def test_an_order_on_her_word_is_placed_once(menu, officer, application, sides):
    application()
    form = _order()
    answer = officer.post(f"{menu}/0214", form, follow=True)
    assert "已下单：上门助浴" in text_of(answer)
    officer.post(f"{menu}/0214", form)
    sides.owner()
    order = Order.objects.get()
    assert (order.item_code, order.asked_way, order.source) == ("0214", "phone", "asked")


@pytest.mark.parametrize(
    "wrong",
    [({"wished_day": ""}, "请选一天"), ({"wished_day": "2031-01-01"}, "60 天内"), ({"way": "smoke"}, "smoke"),
     ({"request": "x"}, "form"), ({"note": "长" * 201}, "200")],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_ordered(menu, officer, application, sides, wrong):
    typed, told = wrong
    application()
    answer = officer.post(f"{menu}/0214", _order(**typed))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    sides.owner()
    assert not Order.objects.exists()


def test_what_is_not_for_her_cannot_be_ordered(menu, officer, application, sides):
    application()
    page = text_of(officer.get(f"{menu}/1015"))
    assert "不适用" in page
    assert "下单" not in page.replace("不能下单", "").replace("下单以后", "").replace("下单。", "")
    assert officer.post(f"{menu}/1015", _order()).status_code == 422
    sides.owner()
    assert not Order.objects.exists()


def test_the_menu_takes_as_many_questions_for_one_item_as_for_all(menu, officer, application):
    application()
    queries(officer, menu)
    assert queries(officer, f"{menu}?q=smzy") <= queries(officer, f"{menu}?category=all") <= 40
    assert queries(officer, menu) <= queries(officer, f"{menu}?category=02") <= 40


def test_the_dossier_leads_there(menu, officer, application):
    application()
    assert f'href="{menu}"' in officer.get(menu.removesuffix("/menu")).content.decode()

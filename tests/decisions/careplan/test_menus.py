"""The personal menu: what is recommended, open, unsure and not for somebody, each with why."""

import tomllib
import uuid
from dataclasses import replace

import pytest

from tests import factories as make
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.queries import menu, menu_item
from yinling.decisions.careplan.terms import Fit
from yinling.decisions.portrait.models import Tag
from yinling.decisions.rulebook.actions import SHIPPED as SHIPPED_RULES
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose
from yinling.supply.catalogue.actions import SHIPPED, load_catalogue
from yinling.supply.catalogue.domain import ItemEntry
from yinling.supply.catalogue.models import Item
from yinling.supply.catalogue.outside import read_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(plan, alone):
    """The shipped catalogue beside a rule: whoever lives alone is visited."""
    load_catalogue(path=SHIPPED, by=make.SYSTEM, at=plan.at)
    plan.on = local_day(plan.at)
    return plan


def _set(code: str, **changed: object) -> None:
    Item.objects.filter(code=code).update(**changed)


def _show(shop, who, by=None, **asked):
    shop.sides.app(by or shop.clerk)
    return menu(who.public_id, by=by or shop.clerk, on=shop.on, **asked)


def test_what_a_rule_proposes_comes_first_and_says_why(shop, li):
    shown = _show(shop, li)
    assert len(shown.lines) == 238
    first = shown.lines[0]
    assert (first.item.name, first.fit, first.needs, first.may_order) == (
        "上门关怀", Fit.RECOMMENDED, ("独居，需要有人上门看望",), True,
    )  # fmt: skip
    assert len(first.reasons) == 1
    assert "独居" in first.reasons[0]
    assert shown.of(Fit.RECOMMENDED) == [first]
    assert (sum(shown.counts.values()), shown.recommended) == (238, 1)


def test_what_is_recommended_can_be_read_alone(shop, li):
    shown, whole = _show(shop, li, only_recommended=True), _show(shop, li)
    assert list(shown.lines) == whole.of(Fit.RECOMMENDED)
    assert (shown.counts, shown.recommended) == (whole.counts, 1)
    care = _show(shop, li, category="02")
    assert ({line.item.category for line in care.lines}, care.recommended) == ({"02"}, 1)
    assert _show(shop, li, text="smzy").recommended == 0


def test_a_condition_opens_an_item_or_says_why_not(shop, li):
    assert menu_item_of(shop, li, "独居每日问安").fit is Fit.OPEN
    closed = menu_item_of(shop, li, "遗属抚恤办理")
    assert (closed.fit, closed.may_order, closed.missing) == (Fit.NOT_FOR, False, ())
    assert "遗属" in closed.reasons[0]


def menu_item_of(shop, who, code, by=None):
    shop.sides.app(by or shop.clerk)
    return menu_item(who.public_id, code, by=by or shop.clerk, on=shop.on)


def test_a_missing_fact_is_named_and_a_human_decides(shop, li):
    shop.sides.owner()
    _set("0101", eligible="子女数 >= 1")
    found = menu_item_of(shop, li, "0101")
    assert (found.fit, found.missing, found.may_order) == (Fit.UNSURE, ("子女数",), True)


def test_parameters_in_force_decide(shop, li):
    shop.sides.owner()
    shop.parameter("多大", 80)
    _set("0101", eligible="年龄 >= {多大}")
    assert menu_item_of(shop, li, "堂食早餐").fit is Fit.OPEN
    shop.sides.owner()
    _set("0101", eligible="年龄 >= {没有这个参数}")
    assert menu_item_of(shop, li, "堂食早餐").fit is Fit.UNSURE


def test_what_rests_on_health_is_told_to_who_may_know_it(shop, li):
    shop.sides.owner()
    shop.measure(shop.rule("weak", text='年龄 >= 1 or 健康状况 == "很差"'), item="上门助浴")
    _set("0101", eligible='健康状况 == "很差"')
    doctorless = shop.clerk
    nurse = replace(shop.clerk, purposes=frozenset({Purpose.GENERAL, Purpose.HEALTH}))
    assert menu_item_of(shop, li, "上门助浴", nurse).fit is Fit.RECOMMENDED
    assert menu_item_of(shop, li, "0101", nurse).missing == ("健康状况",)
    assert menu_item_of(shop, li, "上门助浴", doctorless).fit is Fit.OPEN
    hidden = menu_item_of(shop, li, "0101", doctorless)
    assert (hidden.fit, hidden.missing) == (Fit.UNSURE, ())
    assert "健康" not in "".join(hidden.reasons)


def test_what_a_human_set_aside_recommends_nothing(shop, li, alone):
    shop.sides.owner()
    shop.tag(li, alone)
    Tag.objects.filter(person=li).update(set_aside=True)
    assert _show(shop, li).of(Fit.RECOMMENDED) == []


def test_a_broken_condition_closes_nothing(shop, li):
    shop.sides.owner()
    _set("0101", eligible="没有的词 == 1")
    assert menu_item_of(shop, li, "0101").fit is Fit.UNSURE


def test_search_and_category_narrow_the_menu(shop, li):
    assert [line.item.name for line in _show(shop, li, text="smgh").lines] == ["上门关怀"]
    law = _show(shop, li, category="08")
    assert {line.item.category for line in law.lines} == {"08"}
    assert law.counts["01"] == 22
    assert _show(shop, li, text="没有这样的服务").lines == ()


def test_the_price_that_is_not_known_stays_unset(shop, li):
    assert menu_item_of(shop, li, "0214").item.price_fen is None


def test_who_is_hidden_has_no_menu(shop, li):
    make.areas(make.QILIHE)
    stranger = make.viewer_for(make.officer(make.QILIHE, at=shop.at), at=shop.at)
    shop.sides.app(stranger)
    for person in (li.public_id, uuid.uuid4()):
        with pytest.raises(Forbidden):
            menu(person, by=stranger, on=shop.on)
    shop.sides.app(shop.clerk)
    with pytest.raises(Forbidden):
        menu_item(li.public_id, "送学上门", by=shop.clerk, on=shop.on)


def test_a_menu_takes_as_many_questions_for_one_item_as_for_all(shop, li, django_assert_max_num_queries):
    shop.sides.app(shop.clerk)
    menu(li.public_id, by=shop.clerk, on=shop.on)
    with django_assert_max_num_queries(12):
        menu(li.public_id, by=shop.clerk, on=shop.on)


OWN_ACTS = {"送学上门"}  # what the office does itself: the catalogue of services does not hold it


def test_every_measure_that_ships_names_an_item_or_an_act_of_the_office():
    with SHIPPED_RULES.open("rb") as file:
        items = {measure["item"] for measure in tomllib.load(file)["measure"]}
    named = {entry.name for entry in read_catalogue(SHIPPED) if isinstance(entry, ItemEntry)}
    assert items - named == OWN_ACTS

"""Who opens the catalogue's pages, by which methods, and what they never carry."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.web.desk import shop
from tests.web.desk.conftest import same
from yinling.service.orders.models import Order
from yinling.supply.catalogue.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(desk, unit):
    shop.load(desk.at)
    return shop.officer(make.CHENGGUAN, desk.at, "王敏")


@pytest.fixture
def person(desk, unit):
    return desk.person(unit)


@pytest.fixture
def addresses(desk, wang, person):
    """Every page that an officer of 城关区 reads, by name."""
    draft = shop.submitted(wang[0], desk.at)
    return {
        **{name: reverse(f"desk:{name}") for name in shop.LISTS},
        "catalogue_item": reverse("desk:catalogue_item", args=["0214"]),
        "catalogue_new": f"{reverse('desk:catalogue_new')}?kind=item&code=0214",
        **{name: reverse(f"desk:{name}", args=[draft]) for name in shop.OF_DRAFT if name != "catalogue_edit"},
        "menu": reverse("desk:menu", args=[person.public_id]),
        "menu_item": reverse("desk:menu_item", args=[person.public_id, "0214"]),
    }


@pytest.fixture
def acts(desk, wang):
    draft = shop.submitted(wang[0], desk.at)
    return {name: reverse(f"desk:{name}", args=[draft]) for name in shop.ACTS}


def test_every_page_opens_is_not_stored_and_carries_no_script_or_style(wang, addresses, application):
    application()
    for name, address in addresses.items():
        answer = wang[1].get(address)
        assert (name, answer.status_code, answer.headers["Cache-Control"]) == (name, 200, "no-store")
        if name != "catalogue_xlsx":
            page = answer.content.decode()
            assert [bad for bad in (" style=", "<style", " onclick=", "javascript:") if bad in page] == []
            assert page.count("<script") == page.count("<script src=")


def test_nobody_is_led_to_sign_in_and_a_worker_finds_nothing(desk, wang, addresses, acts, application):
    worker = make.signed_in(make.worker(at=desk.at))
    application()
    for address in addresses.values():
        assert (Client().get(address).status_code, worker.get(address).status_code) == (302, 404)
    for address in acts.values():
        assert (Client().post(address).status_code, worker.post(address).status_code) == (302, 404)


def test_what_lies_in_another_county_is_as_absent_as_a_made_up_one(acts, addresses, stranger, application, sides):
    application()
    for name, address in acts.items():
        made_up = reverse(f"desk:{name}", args=[uuid.uuid4()])
        said = {"said": "同意", "seen": "1"}
        assert same(stranger.post(address, said)) == same(stranger.post(made_up, said))
    for name in ("catalogue_draft", "catalogue_progress"):
        assert same(stranger.get(addresses[name])) == same(stranger.get(reverse(f"desk:{name}", args=[uuid.uuid4()])))
    for name, more in (("menu", ()), ("menu_item", ("0214",))):
        made_up = reverse(f"desk:{name}", args=[uuid.uuid4(), *more])
        assert stranger.get(addresses[name]).status_code == 404
        assert same(stranger.get(addresses[name])) == same(stranger.get(made_up))
    order = {"request": str(uuid.uuid4()), "way": "phone", "wished_day": "2026-12-01", "note": ""}
    assert stranger.post(addresses["menu_item"], order).status_code == 404
    sides.owner()
    assert set(Draft.objects.values_list("state", flat=True)) == {"submitted"}
    assert not Order.objects.exists()


def test_acts_are_posted_with_the_form_token_alone(wang, acts, application):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = wang[1].cookies
    application()
    assert {browser.post(address).status_code for address in acts.values()} == {403}
    assert {wang[1].get(address).status_code for address in acts.values()} == {302}
    assert {wang[1].put(address).status_code for address in acts.values()} == {405}


@pytest.mark.parametrize("code", ["9999", "x", "%00", "0214%00", "' or 1=1", "../../etc"])
def test_an_item_that_is_not_there_is_absent(wang, application, code):
    application()
    assert wang[1].get(f"/desk/catalogue/items/{code}").status_code == 404


@pytest.mark.parametrize("query", ["q=%00", "q=%27%3B--", "category=99", "area=banana", "area=6201", "q=" + "x" * 999])
def test_whatever_is_typed_into_an_address_breaks_nothing(wang, application, query):
    application()
    assert wang[1].get(f"/desk/catalogue/?{query}").status_code in {200, 404}
    assert wang[1].get(f"/desk/catalogue.xlsx?{query}").status_code in {200, 404}

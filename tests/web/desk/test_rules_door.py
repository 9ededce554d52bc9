"""Who opens the rulebook's pages, by which methods, and what they never carry."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.web.desk import rulebook
from tests.web.desk.conftest import same
from yinling.decisions.rulebook.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(desk, unit):
    rulebook.load(desk.at)
    return rulebook.officer(make.CHENGGUAN, desk.at, "王敏")


@pytest.fixture
def addresses(desk, wang):
    """Every page that an officer of 城关区 reads, by name."""
    draft = rulebook.submitted(wang[0], desk.at)
    code = {
        "rule": "visit_aged_alone",
        "rule_parameter": "高龄起点",
        "rule_compare": "visit_aged_alone&one=0.1&other=0.1",
    }
    return {
        **{name: reverse(f"desk:{name}") for name in rulebook.LISTS},
        **{name: f"{reverse(f'desk:{name}')}?code={code[name]}" for name in rulebook.OF_CODE},
        "draft_new": f"{reverse('desk:draft_new')}?kind=rule",
        **{name: reverse(f"desk:{name}", args=[draft]) for name in rulebook.OF_DRAFT if name != "draft_edit"},
    }


@pytest.fixture
def acts(desk, wang):
    draft = rulebook.submitted(wang[0], desk.at)
    return {name: reverse(f"desk:{name}", args=[draft]) for name in rulebook.ACTS}


def test_every_page_opens_is_not_stored_and_carries_no_script_or_style(wang, addresses, application):
    application()
    for name, address in addresses.items():
        answer = wang[1].get(address)
        assert (name, answer.status_code, answer.headers["Cache-Control"]) == (name, 200, "no-store")
        if name != "rules_xlsx":
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


def test_an_act_of_another_county_is_as_absent_as_a_made_up_one(desk, acts, elsewhere, application, sides):
    stranger = rulebook.officer(make.QILIHE, desk.at, "陈刚")[1]
    application()
    for name, address in acts.items():
        made_up = reverse(f"desk:{name}", args=[uuid.uuid4()])
        typed = {"said": "同意", "seen": "1", "way": "leaving", "code": "visit_aged_alone"}
        assert same(stranger.post(address, typed)) == same(stranger.post(made_up, typed))
    sides.owner()
    assert set(Draft.objects.values_list("state", flat=True)) == {"submitted"}


def test_acts_are_posted_with_the_form_token_alone(wang, acts, application):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = wang[1].cookies
    application()
    assert {browser.post(address).status_code for address in acts.values()} == {403}
    assert {wang[1].get(address).status_code for address in acts.values()} == {302}
    assert {wang[1].put(address).status_code for address in acts.values()} == {405}

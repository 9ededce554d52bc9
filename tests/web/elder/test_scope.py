"""A person sees nobody else, not by guessing ids; a proxy does what the right says and no more."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.elder.conftest import text_of
from yinling.people.proxies.models import ProxyRight
from yinling.people.proxies.terms import ActingScope
from yinling.service.orders.models import Order
from yinling.web.elder.urls import urlpatterns

POSTED = {"sign_out", "undo", "confirm", "rate", "contest_withdraw", "proxy_revoke"}
OPEN = {"sign_in", "sign_out"}
SCOPES = {
    "services": ActingScope.ORDER, "service": ActingScope.ORDER, "cancel": ActingScope.ORDER, "undo": ActingScope.ORDER,
    "wishes": ActingScope.ORDER, "confirm": ActingScope.CONFIRM, "complain": ActingScope.RATE, "rate": ActingScope.RATE,
    "record": ActingScope.RECORD, "facts": ActingScope.RECORD, "tags": ActingScope.RECORD,
    "contest": ActingScope.RECORD, "tag": ActingScope.RECORD, "contest_withdraw": ActingScope.RECORD, "looks": ActingScope.RECORD,
    "proxies": ActingScope.RECORD,
}  # fmt: skip
FOR_EVERYBODY = {"home", "help", "notice", "pin", "appointments", "appointment", "receipts", "receipt", "receipt_file"}
OF_THE_PERSON_ALONE = {"proxy_revoke"}


def test_every_page_is_in_one_of_these_lists():
    assert {p.name for p in urlpatterns} == {*SCOPES, *FOR_EVERYBODY, *OPEN, *OF_THE_PERSON_ALONE}


def address(name, *, key=None, code="0101"):
    arguments = next(p for p in urlpatterns if p.name == name).pattern.converters
    values = [code if word == "code" else key or uuid.uuid4() for word in arguments]
    return reverse(f"elder:{name}", args=values)


def test_nobody_gets_nothing(sides):
    sides.app()
    for name in sorted({*SCOPES, *FOR_EVERYBODY, *OF_THE_PERSON_ALONE}):
        for answer in (Client().get(address(name)), Client().post(address(name))):
            said = (answer.status_code, answer.headers["Location"].partition("?")[0])
            assert said == (302, "/elder/sign-in"), name


def test_an_officer_and_a_worker_get_what_is_absent(elder):
    from tests import factories

    for holder in (elder.officer, elder.worker):
        client = factories.signed_in(holder)
        for name in sorted({*SCOPES, *FOR_EVERYBODY, *OF_THE_PERSON_ALONE}):
            assert client.get(address(name)).status_code == 404, name


def test_the_neighbours_things_are_as_absent_as_made_up_ones(elder):
    theirs = elder.visit("confirmed", elder.other)
    theirs_in_hand = elder.visit("done", elder.other)
    order = elder.as_owner(lambda: Order.objects.get(tasks__public_id=theirs_in_hand).public_id)
    client, before = elder.inside(), (elder.orders(elder.other), elder.task(theirs), elder.task(theirs_in_hand))
    asked = {
        "appointment": order, "cancel": order, "undo": order, "confirm": theirs_in_hand, "complain": theirs_in_hand,
        "receipt": theirs, "receipt_file": theirs, "rate": theirs,
    }  # fmt: skip
    for name, key in asked.items():
        for send in (client.get, lambda where: client.post(where, {"why": "away", "stars": "5"})):
            hidden, absent = send(address(name, key=key)), send(address(name))
            assert hidden.status_code == absent.status_code, name
            assert text_of(hidden) == text_of(absent), name
            assert "张国华" not in text_of(hidden)
    assert (elder.orders(elder.other), elder.task(theirs), elder.task(theirs_in_hand)) == before


def test_no_page_names_the_neighbour(elder):
    elder.visit("confirmed", elder.other)
    elder.visit("taken")
    client = elder.inside()
    for name in sorted(({*SCOPES, *FOR_EVERYBODY} - POSTED) - {"service", "contest", "tag"}):
        assert "张国华" not in client.get(address(name)).content.decode(), name


@pytest.mark.parametrize("scope", list(ActingScope))
def test_a_proxy_does_what_the_right_says_and_no_more(elder, scope):
    elder.rules()
    task = elder.visit("done")
    client = elder.as_proxy(scope)
    for name, wanted in SCOPES.items():
        if wanted is scope:
            continue
        for answer in (client.get(address(name, key=task)), client.post(address(name, key=task))):
            assert answer.status_code in ({302, 404} if name in POSTED else {404, 405}), name
            if answer.status_code == 302:
                assert answer.headers["Location"] == "/elder/", name
    assert elder.task(task)["state"] == "done"
    home = client.get("/elder/").content.decode()
    shown = {s: address(name) in home for s, name in ((ActingScope.ORDER, "services"), (ActingScope.RECORD, "record"))}
    assert shown == {s: s is scope for s in shown}


def test_what_a_proxy_does_is_recorded_as_his(elder):
    elder.catalogue()
    client = elder.as_proxy(ActingScope.ORDER)
    assert client.post("/elder/services/0101", {"request": uuid.uuid4(), "when": "soon"}).status_code == 302
    (order,) = elder.orders()
    right = elder.as_owner(ProxyRight.objects.get)
    assert (order["asked_by"], order["on_behalf"]) == ("代办人李芳（女儿）", right.public_id)


def test_a_proxy_revokes_nobody(elder):
    client = elder.as_proxy(*ActingScope)
    right = elder.as_owner(lambda: ProxyRight.objects.get().public_id)
    assert client.post(f"/elder/record/proxies/{right}/revoke", {"why": "unwanted"}).status_code == 404
    assert elder.as_owner(lambda: ProxyRight.objects.get().revoked_at) is None


def test_an_act_that_is_read_leads_home(elder):
    client = elder.inside()
    for name in sorted(POSTED - OPEN):
        answer = client.get(address(name))
        assert (answer.status_code, answer.headers["Location"]) == (302, "/elder/"), name

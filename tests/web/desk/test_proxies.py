"""Proxies on the desk: recorded from the dossier, proposed from the relatives, revoked with undo, hidden from others."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from tests import factories as make
from tests.web.desk import spoken as words
from tests.web.desk.conftest import same, text_of
from yinling.people.proxies.models import ProxyRight
from yinling.people.registry.actions import add_relative

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(desk, unit):
    return desk.person(unit)


def typed(**more):
    plain = {
        "right": str(uuid.uuid4()), "kind": "family", "account": "", "name": "李芳", "relation": "女儿",
        "phone": "13900008888", "basis": "spoken", "scopes": ["rate", "order"], "valid_from": "2026-11-01",
        "valid_to": "",
    }  # fmt: skip
    return plain | more


def address(person):
    return reverse("desk:proxies", args=[person.public_id])


def test_a_proxy_is_recorded_once_and_stands_in_the_dossier(officer, person, application, sides):
    application()
    sent = typed()
    pages = [text_of(officer.post(address(person), sent, follow=True)) for _ in range(2)]
    assert "已登记代办人：李芳。" in pages[0]
    dossier = text_of(officer.get(reverse("desk:person", args=[person.public_id])))
    assert ("李芳" in dossier, "代下单、代评价和投诉" in dossier, "139****8888" in dossier) == (True, True, True)
    sides.owner()
    assert list(ProxyRight.objects.values_list("name", "scopes")) == [("李芳", ["order", "rate"])]


def test_relatives_are_proposed_and_fill_the_form(officer, desk, person, application):
    by = words.clerk(person.area_code)
    plain = {"phone": "", "is_deceased_cadre": False, "other": None, "by": by, "at": desk.at}
    add_relative(relative=uuid.uuid4(), person=person.public_id, name="李强", kin="3", **plain)
    application()
    page = officer.get(address(person) + "?from=0").content.decode()
    assert 'href="?from=0#new"' in page
    assert 'name="name" value="李强"' in page
    for wrong in ("9", "-1", "x", "²", "9" * 50, ""):
        assert officer.get(address(person), {"from": wrong}).status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "请填写姓名"), ({"relation": ""}, "与本人的关系"), ({"scopes": []}, "至少选一项"),
        ({"kind": "x"}, "没有这个选项"), ({"kind": "staff"}, "要选定是哪一位"), ({"phone": "abc"}, "不像电话号码"),
        ({"basis": "legal"}, "法定监护"), ({"valid_to": "2020-01-01"}, "截止日要晚于"), ({"valid_from": "x"}, "不是日期"),
        ({"account": str(uuid.uuid4())}, "没有这个选项"), ({"name": "<b>"}, "不是文字的符号"), ({"right": "x"}, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_is_said_at_its_field(officer, person, sides, changed, said):
    sides.app()
    answer = officer.post(address(person), typed(**changed))
    assert (answer.status_code, said in text_of(answer)) == (422, True)
    sides.owner()
    assert not ProxyRight.objects.exists()


def test_a_worker_of_the_area_is_chosen_by_name(officer, person, worker, application, sides):
    application()
    answer = officer.post(address(person), typed(kind="staff", account=str(worker.public_id), name="", relation=""))
    assert answer.status_code == 302
    sides.owner()
    assert ProxyRight.objects.get().name == "周海"


def test_a_right_is_revoked_with_a_reason_and_restored(officer, desk, person, application):
    right = words.right_of(person, desk.at)
    application()
    revoke, restore = (reverse(f"desk:{name}", args=[right]) for name in ("proxy_revoke", "proxy_restore"))
    assert officer.get(revoke).status_code == 200
    assert officer.post(revoke, {"because": " "}).status_code == 422
    page = officer.post(revoke, {"because": "本人不再委托"}, follow=True).content.decode()
    assert f'action="{restore}"' in page
    assert "本人不再委托" in page
    assert "刚才已有变化" in text_of(officer.post(revoke, {"because": "本人不再委托"}, follow=True))
    assert "已恢复代办" in text_of(officer.post(restore, follow=True))
    assert "不能恢复" in text_of(officer.post(restore, follow=True))


def test_texts_of_people_are_never_markup(officer, desk, person, application):
    words.right_of(person, desk.at, relation="<script>x</script>")
    application()
    for page in (address(person), reverse("desk:person", args=[person.public_id])):
        assert b"<script>x" not in officer.get(page).content


@pytest.mark.parametrize("name", [*words.OF_PERSON, *words.OF_RIGHT])
def test_another_county_finds_nothing_and_changes_nothing(stranger, desk, person, application, name):
    right = words.right_of(person, desk.at)
    key = person.public_id if name in words.OF_PERSON else right
    application()
    sent = typed() | {"because": "不知道"}
    for act in (stranger.get, stranger.post):
        hidden, made_up = [act(reverse(f"desk:{name}", args=[one]), sent) for one in (key, uuid.uuid4())]
        assert same(hidden) == same(made_up)
    desk.sides.owner()
    assert list(ProxyRight.objects.values_list("name", "revoked_at")) == [("李芳", None)]


def test_a_worker_finds_no_proxies(worker, desk, person, application):
    right = words.right_of(person, desk.at)
    browser = make.signed_in(worker)
    application()
    assert browser.get(address(person)).status_code == 404
    assert browser.post(reverse("desk:proxy_revoke", args=[right]), {"because": "不知道"}).status_code == 404

"""The dossier: what it shows and masks, that looks are written down, and the showing of a value for a reason."""

from __future__ import annotations

import re

import pytest

from tests.web.desk.conftest import queries, text_of
from yinling.base.access.models import Look
from yinling.service.orders.models import Order

pytestmark = pytest.mark.django_db
ID_NUMBER = "620102193503080020"
SECRETS = {"phone": "13900001234", "id_number": ID_NUMBER, "address": "甘南路 12 号 3 单元 501 室"}


@pytest.fixture
def person(desk, unit):
    return desk.person(unit, id_number=ID_NUMBER)


@pytest.fixture
def address(person):
    return f"/desk/people/{person.public_id}"


def test_it_shows_what_is_known_masked_with_date_and_source(officer, address, desk, application):
    application()
    page = officer.get(address)
    said = text_of(page)
    age = desk.at.year - 1935
    for part in (
        "李淑芬",
        f"{age} 岁",
        "退休干部",
        "城关区教育局",
        "甘肃省 兰州市 城关区",
        "部分自理",
        "139****1234",
        "620***********0020",
    ):
        assert part in said
    assert said.count("由身份证号得出") == 2
    assert [secret for secret in SECRETS.values() if secret in page.content.decode()] == []


def test_opening_is_written_down_and_shown_on_the_page_itself(officer, address, application):
    application()
    for _ in range(3):
        page = officer.get(address)
    assert "王敏 经办人员 打开档案 3 次" in text_of(page)
    assert list(Look.objects.values_list("account_name", "part", "reason")) == [("王敏", "dossier", "")] * 3


@pytest.mark.parametrize("term", SECRETS)
def test_a_value_is_shown_for_a_reason_that_the_person_can_see(officer, address, application, term):
    application()
    typed = {"term": term, "reason": "电话联系本人"}
    fragment = officer.post(address + "/reveal", typed, headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["Cache-Control"]) == (200, "no-store")
    assert SECRETS[term] in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    page = officer.post(address + "/reveal", typed)
    assert (SECRETS[term] in text_of(page), "返回档案" in text_of(page)) == (True, True)
    assert list(Look.objects.values_list("part", "reason")) == [(term, "电话联系本人")] * 2
    assert "电话联系本人" in text_of(officer.get(address))


@pytest.mark.parametrize("reason", ["", " ", "x", "理" * 201, "\x00"])
def test_without_a_reason_nothing_is_shown_and_nothing_written(officer, address, application, reason):
    application()
    for headers in ({}, {"HX-Request": "true"}):
        answer = officer.post(address + "/reveal", {"term": "phone", "reason": reason}, headers=headers)
        assert answer.status_code == 200
        assert "13900001234" not in answer.content.decode()
        assert "field-error" in answer.content.decode()
    assert Look.objects.count() == 0


@pytest.mark.parametrize("term", ["", "name", "pinyin", "id_number_index", "__class__", "\x00"])
def test_nothing_else_is_shown_this_way(officer, address, application, term):
    application()
    assert officer.post(address + "/reveal", {"term": term, "reason": "电话联系本人"}).status_code == 404
    assert Look.objects.count() == 0


def test_a_value_that_is_not_known_says_so(officer, desk, unit, application):
    person = desk.person(unit, phone="")
    application()
    answer = officer.post(f"/desk/people/{person.public_id}/reveal", {"term": "phone", "reason": "电话联系本人"})
    assert "没有登记。" in text_of(answer)


def test_what_is_to_do_comes_before_the_record_and_what_was(officer, person, desk, application):
    desk.proposal(person)
    application()
    page = officer.get(f"/desk/people/{person.public_id}").content.decode()
    places = [page.index(f'id="{heading}"') for heading in ("due", "part-basic", "looks", "timeline")]
    assert places == sorted(places)


def test_one_timeline_from_registration_to_receipt(officer, person, desk, worker, application):
    desk.proposal(person)
    desk.confirmed(person, worker)
    application()
    page = officer.get(f"/desk/people/{person.public_id}").content.decode()
    timeline = re.search(r'<ol class="timeline">(.*?)</ol>', page, re.S)[1]
    said = [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", li)).strip()[17:]
        for li in re.findall(r"<li>(.*?)</li>", timeline, re.S)
    ]
    assert [line.split(" ")[0] for line in said] == [
        "已确认：上门关怀", "服务完成：周海", "到达：周海", "接单：周海", "向服务人员发出：上门关怀", "派单：上门关怀",
        "批准：上门关怀", "系统建议：上门关怀", "系统建议：上门关怀", "登记信息",
    ]  # fmt: skip
    assert "下载回执" in said[0]


def test_what_is_due_is_decided_from_here_and_leads_back(officer, person, address, desk, application):
    proposal = desk.proposal(person)
    desk.returned(person)
    application()
    said = text_of(officer.get(address))
    assert ("天后到期" in said, "退回原因：到时限无人接单" in said) == (True, True)
    answer = officer.post(f"/desk/proposals/{proposal}/approve", {"next": address})
    assert answer.headers["Location"] == address


def test_texts_of_people_are_never_markup(officer, desk, unit, worker, application):
    person = desk.person(unit, address="<script>alert(1)</script>")
    order = desk.returned(person)
    Order.objects.filter(public_id=order).update(returned_because="<img src=x onerror=alert(1)>")
    application()
    page = officer.get(f"/desk/people/{person.public_id}").content.decode()
    assert ("<img src=x" in page, "<script>" in page, "&lt;img src=x" in page) == (False, False, True)


def test_one_thing_and_three_cost_the_same(officer, person, address, desk, application):
    def more():
        desk.sides.owner()
        desk.proposal(person)
        desk.returned(person)
        application()

    more()
    officer.get(address)
    one = queries(officer, address)
    more()
    more()
    assert queries(officer, address) == one

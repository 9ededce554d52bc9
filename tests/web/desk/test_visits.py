"""The page of a visit: its proof, notes and pictures, each reading written down; unlocking, confirming on behalf."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests import factories as make
from tests.service.delivery.pictures import photo
from tests.web.desk.conftest import same, text_of
from tests.web.desk.visiting import ADDRESSES
from yinling.base.access.models import Look
from yinling.service.delivery import actions as delivery
from yinling.service.delivery.domain import MAX_WRONG_CODES, Place
from yinling.service.delivery.models import Photo, Receipt, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(desk, unit, worker):
    make.rules(desk.at)
    return desk.person(unit)


@pytest.fixture
def task(desk, owner, worker):
    """A visit that is done and waits for the person's word, with one picture."""
    task = make.taken(owner, worker, at=desk.at)
    by = make.viewer_for(worker, at=desk.at)
    delivery.check_in_by_place(task=task, place=Place(36.06, 103.83, 30), by=by, at=desk.at)
    delivery.add_photo(task=task, image=photo(size=(300, 300)), by=by, at=desk.at + timedelta(minutes=5))
    delivery.finish(task=task, notes="聊天半小时，量血压 <b>130</b>", by=by, at=desk.at + timedelta(minutes=30))
    return task


@pytest.fixture
def locked(desk, owner, worker):
    task = make.taken(owner, worker, at=desk.at, item="助浴")
    Task.objects.filter(public_id=task).update(wrong_codes=MAX_WRONG_CODES)
    return task


def at(name, task, *more):
    return reverse(f"desk:{name}", args=[task, *more])


def addresses(task, picture):
    return {name: at(name, task, *([picture] if name == "visit_photo" else [])) for name in ADDRESSES}


def row(desk, task):
    desk.sides.owner()
    return Task.objects.get(public_id=task)


def test_a_visit_whole_and_its_reading_written_down(officer, desk, task, application):
    application()
    answer = officer.get(at("visit", task))
    said = text_of(answer)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    for wanted in (
        "李淑芬 · 上门关怀",
        "待确认",
        "手机定位",
        "误差 30 米",
        "&lt;b&gt;130&lt;/b&gt;",
        "代为确认",
        "现场照片",
    ):
        assert wanted in said
    assert "短码已锁定" not in said
    image = officer.get(re.search(r"/desk/visits/[0-9a-f-]+/photos/[0-9a-f-]+", answer.content.decode()).group())
    assert (image.headers["Content-Type"], image.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert image.headers["Cache-Control"] == "no-store"
    desk.sides.owner()
    assert sorted(Look.objects.filter(part__in=("visit", "photo")).values_list("part", "reason")) == [
        ("photo", "上门关怀"), ("visit", "上门关怀"),
    ]  # fmt: skip


def test_an_officer_confirms_on_the_persons_word(officer, desk, task, application):
    application()
    answer = officer.post(at("visit_confirm", task), {"whose": "person", "way": "phone"}, follow=True)
    said = text_of(answer)
    for wanted in ("已代为确认", "经办人员代办", "服务证据 53 分", "确认：经办人员代办，8 分（满分 20）"):
        assert wanted in said
    held = row(desk, task)
    assert (held.state, held.confirmed_by, held.proxy_relation) == ("confirmed", "staff", "电话")
    assert Receipt.objects.filter(task=held).count() == 1


@pytest.mark.parametrize(
    "form",
    [{}, {"whose": "person"}, {"way": "phone"}, {"whose": "x", "way": "phone"}, {"whose": "person", "way": "\x00"},
     {"whose": str(UUID(int=7)), "way": "phone"}],
    ids=str,
)  # fmt: skip
def test_a_word_says_whose_and_how(officer, desk, task, application, form):
    application()
    answer = officer.post(at("visit_confirm", task), form)
    assert (answer.status_code, "请先改正下面的内容" in text_of(answer)) == (422, True)
    assert row(desk, task).state == "done"


def test_before_the_worker_has_noted_anything_nobody_confirms(officer, desk, locked, application):
    application()
    answer = officer.post(at("visit_confirm", locked), {"whose": "person", "way": "phone"}, follow=True)
    assert "没有确认" in text_of(answer)
    assert row(desk, locked).state == "taken"


def test_a_locked_code_is_unlocked_with_a_reason(officer, desk, locked, application):
    application()
    assert "短码已锁定" in text_of(officer.get(at("visit", locked)))
    for reason in ("", " ", "x", "\x00\x00", "长" * 201):
        assert officer.post(at("visit_unlock", locked), {"reason": reason}).status_code == 422
    assert row(desk, locked).wrong_codes == MAX_WRONG_CODES
    application()
    answer = officer.post(at("visit_unlock", locked), {"reason": "已电话核实"}, follow=True)
    assert "已解锁" in text_of(answer)
    assert row(desk, locked).wrong_codes == 0


def test_for_an_officer_elsewhere_it_is_absent(stranger, desk, task, application):
    desk.sides.owner()
    picture = Photo.objects.get().public_id
    before = Task.objects.values().get()
    application()
    form = {"whose": "person", "way": "phone", "reason": "冒充"}
    for real, none in zip(addresses(task, picture).items(), addresses(uuid4(), uuid4()).items(), strict=True):
        ask = stranger.post if real[0] in {"visit_unlock", "visit_confirm"} else stranger.get
        given = form if ask == stranger.post else {}
        assert same(ask(real[1], given)) == same(ask(none[1], given))
        assert ask(real[1], given).status_code == 404
    desk.sides.owner()
    assert Task.objects.values().get() == before
    assert not Look.objects.filter(part__in=("visit", "photo")).exists()


def test_a_worker_has_not_this_door(desk, worker, task, application):
    mine = make.signed_in(worker)
    desk.sides.owner()
    picture = Photo.objects.get().public_id
    application()
    assert {mine.get(address).status_code for address in addresses(task, picture).values()} == {404}

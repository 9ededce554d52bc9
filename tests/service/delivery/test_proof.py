"""What proves a visit, from the first digit to the receipt: codes, places, pictures, words, and the score they make."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from tests import factories
from tests.conftest import NOW
from tests.service.delivery.pictures import encoded, photo, scene
from yinling.base.access.models import Look
from yinling.base.journal.models import Entry
from yinling.base.notices.models import Message
from yinling.base.rows.refusals import Forbidden
from yinling.people.proxies.actions import record_right, revoke_right
from yinling.people.proxies.terms import ActingScope, ProxyBasis, ProxyKind
from yinling.people.registry.actions import revoke_card
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import PersonNow
from yinling.service.delivery import actions
from yinling.service.delivery.domain import CODES_AN_HOUR, MAX_WRONG_CODES, Place
from yinling.service.delivery.models import PhoneCode, Photo, PhotoPrint, Receipt, Task
from yinling.service.delivery.queries import at_the_door, receipt_file, task_of, visit_of
from yinling.service.delivery.terms import CheckInWay, Confirmer, NoShow, WordWay
from yinling.service.orders.actions import cancel
from yinling.service.orders.models import Order

pytestmark = pytest.mark.slow  # each writes photos

NOTES = "陪聊半小时，量血压 130/80"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def task(county, now):
    return factories.taken(county.person, county.workers[0], at=now)


@pytest.fixture
def me(county, now):
    """The worker of the task, the application standing in for him."""
    return lambda at=now: county.act_as(county.workers[0], at)


@pytest.fixture
def office(county, now):
    return lambda at=now: county.act_as(county.officer, at)


def arrived(county, task, me, now):
    actions.check_in(task=task, code=factories.code_of(county.person), by=me(), at=now)


def done(county, task, me, now, *, notes=NOTES):
    county.sides.owner()
    code = factories.token_of(county.person)
    actions.check_in(task=task, code=code, by=me(), at=now)
    actions.finish(task=task, notes=notes, by=me(), at=now + 30 * MINUTE)


def confirmed(task, me, at, confirmer=Confirmer.PERSON, **proxy):
    said = {"proxy_name": "", "proxy_relation": "", "right": None} | proxy
    actions.confirm(task=task, confirmer=confirmer, by=me(at), at=at, **said)


def row(county, task) -> Task:
    county.sides.owner()
    return Task.objects.get(public_id=task)


def body(county, task) -> dict[str, object]:
    county.sides.owner()
    return json.loads(Receipt.objects.get(task__public_id=task).body)


def digits(county) -> str:
    county.sides.owner()
    text = Message.objects.filter(kind="phone_code").order_by("-id").values_list("text", flat=True)[0]
    return re.search(r"验证码 (\d{6})", text)[1]


# --- six digits


def test_the_digits_reach_the_persons_phone_and_nobody_keeps_them(county, task, me, now):
    actions.send_phone_code(task=task, by=me(), at=now)
    county.sides.owner()
    message, sent = Message.objects.get(kind="phone_code"), PhoneCode.objects.get()
    code = digits(county)
    assert (message.phone, message.useful_until, sent.valid_until) == (
        "13900001234",
        now + 10 * MINUTE,
        now + 10 * MINUTE,
    )
    assert code.encode() not in bytes(sent.code)
    bodies = Entry.objects.filter(subject=task).values_list("kind", flat=True)
    assert "delivery.phone_code_sent" in bodies
    spaced = f" {code[:3]} {code[3:]} "
    actions.check_in_by_phone_code(task=task, code=spaced, by=me(), at=now + 9 * MINUTE)
    held = row(county, task)
    assert (held.state, held.check_in_way, PhoneCode.objects.get().used_at) == (
        "checked_in",
        "phone_code",
        now + 9 * MINUTE,
    )


def test_the_digits_of_another_task_are_wrong(county, task, me, now):
    other = factories.taken(county.neighbour, county.workers[0], at=now)
    actions.send_phone_code(task=other, by=me(), at=now)
    theirs = digits(county)
    county.sides.owner()
    actions.send_phone_code(task=task, by=me(), at=now)
    if digits(county) != theirs:
        with pytest.raises(actions.WrongCode):
            actions.check_in_by_phone_code(task=task, code=theirs, by=me(), at=now)
    assert row(county, task).state == "taken"


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "\x00" * 6, "x" * 100_000, "１２３"])
def test_what_is_no_code_costs_a_try(county, task, me, now, code):
    actions.send_phone_code(task=task, by=me(), at=now)
    with pytest.raises(actions.WrongCode):
        actions.check_in_by_phone_code(task=task, code=code, by=me(), at=now)
    county.sides.owner()
    assert PhoneCode.objects.get().tries == 1


def test_digits_end(county, task, me, now):
    with pytest.raises(actions.CodeOver):
        actions.check_in_by_phone_code(task=task, code="123456", by=me(), at=now)
    for minute in range(CODES_AN_HOUR):
        actions.send_phone_code(task=task, by=me(), at=now + minute * MINUTE)
    with pytest.raises(actions.TooManyCodes):
        actions.send_phone_code(task=task, by=me(), at=now + 5 * MINUTE)
    with pytest.raises(actions.CodeOver):
        actions.check_in_by_phone_code(task=task, code=digits(county), by=me(), at=now + 12 * MINUTE)
    actions.send_phone_code(task=task, by=me(), at=now + 61 * MINUTE)


def test_without_a_phone_there_is_no_code_and_the_way_is_not_offered(county, task, me, now):
    assert CheckInWay.PHONE_CODE in at_the_door(task=task, by=me(), at=now).ways
    county.sides.owner()
    PersonNow.objects.filter(person=county.person).update(phone=None)
    with pytest.raises(actions.NoPhone):
        actions.send_phone_code(task=task, by=me(), at=now)
    assert CheckInWay.PHONE_CODE not in at_the_door(task=task, by=me(), at=now).ways


# --- cards


def test_a_revoked_card_says_so(county, task, me, now, office):
    code = factories.code_of(county.person)
    revoke_card(person=county.person.public_id, by=office(), at=now)
    with pytest.raises(actions.CardVoid):
        actions.check_in(task=task, code=code, by=me(), at=now)
    assert at_the_door(task=task, by=me(), at=now).ways == (CheckInWay.PHONE_CODE, CheckInWay.PLACE)


def test_an_officer_unlocks_with_a_reason_that_is_kept(county, task, me, office, now):
    for _try in range(MAX_WRONG_CODES):
        with pytest.raises(actions.WrongCode):
            actions.check_in(task=task, code="22222222", by=me(), at=now)
    assert visit_of(task=task, by=office()).is_locked
    with pytest.raises(Unacceptable):
        actions.unlock(task=task, reason=" ", by=office(), at=now)
    actions.unlock(task=task, reason="已与服务人员电话核实", by=office(), at=now)
    actions.unlock(task=task, reason="再按一次", by=office(), at=now)
    county.sides.owner()
    arrived(county, task, me, now)
    county.sides.owner()
    assert Entry.objects.filter(subject=task, kind="delivery.card_code_unlocked").count() == 1


# --- places


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(36.06, 103.83, 30), "签到：手机定位（误差 30 米），15 分（满分 40）"),
        (Place(36.06, 103.83, 2_500), "签到：手机定位误差太大（2500 米），不计分（满分 40）"),
        (Place(25.04, 102.71, 30), "签到：手机定位距县区驻地约 1232 公里，太远，不计分（满分 40）"),
    ],
    ids=str,
)
def test_a_place_counts_within_its_limits(county, task, me, place, said):
    now = NOW
    actions.check_in_by_place(task=task, place=place, by=me(), at=now)
    actions.finish(task=task, notes=NOTES, by=me(), at=now)
    confirmed(task, me, now)
    held = row(county, task)
    assert (held.check_in_place, held.check_in_accuracy) == (
        f"{place.latitude:.6f},{place.longitude:.6f}",
        place.accuracy,
    )
    found = body(county, task)["evidence"][0]
    assert re.sub(r"约 \d+", "约 1232", found) == said
    assert f"{place.latitude:.6f}" not in str(body(county, task))


# --- pictures


def test_a_picture_is_sealed_marked_and_counted(county, task, me, office, now):
    arrived(county, task, me, now)
    added = actions.add_photo(task=task, image=photo(), by=me(), at=now)
    again = actions.add_photo(task=task, image=photo(), by=me(), at=now + MINUTE)
    assert (added.photo, added.repeats, again) == (again.photo, None, added)
    county.sides.owner()
    held = Photo.objects.get()
    assert bytes(held.image).startswith(b"\xff\xd8\xff")
    with transaction.atomic():
        assert PhotoPrint.objects.get().photo == held.public_id
    image = actions.see_photo(photo=added.photo, by=office(), at=now)
    assert image == bytes(held.image)
    assert actions.see_photo(photo=added.photo, by=me(), at=now) == image
    county.sides.owner()
    assert list(Look.objects.filter(part="photo").values_list("account", flat=True)) == [str(county.officer.public_id)]
    with pytest.raises(Forbidden):
        actions.see_photo(photo=added.photo, by=county.act_as(county.workers[1], now), at=now)


def test_a_picture_used_again_proves_nothing_and_the_worker_learns_it_at_once(county, me, now):
    first = factories.taken(county.neighbour, county.workers[0], at=now)
    county.sides.owner()
    actions.check_in(task=first, code=factories.code_of(county.neighbour), by=me(), at=now)
    actions.add_photo(task=first, image=photo(5), by=me(), at=now)
    later = now + timedelta(days=2)
    county.sides.owner()
    task = factories.taken(county.person, county.workers[0], at=later)
    code = factories.code_of(county.person)
    actions.check_in(task=task, code=code, by=me(later), at=later)
    copy = encoded(scene(5).resize((400, 300)), quality=40)
    added = actions.add_photo(task=task, image=copy, by=me(later), at=later)
    assert added.repeats == now.date()
    assert actions.add_photo(task=task, image=photo(5), by=me(later), at=later).repeats == now.date()
    actions.finish(task=task, notes=NOTES, by=me(later), at=later)
    confirmed(task, me, later)
    assert f"照片：与 {now.date().isoformat()} 的照片重复，不计分（满分 15）" in body(county, task)["evidence"]


def test_the_same_bytes_from_another_worker_are_a_repeat_and_the_same_view_is_not(county, now):
    one = factories.taken(county.person, county.workers[0], at=now)
    county.sides.owner()
    other = factories.taken(county.neighbour, county.workers[1], at=now)
    codes = factories.code_of(county.person), factories.code_of(county.neighbour)
    for worker, task, code in zip(county.workers, (one, other), codes, strict=True):
        actions.check_in(task=task, code=code, by=county.act_as(worker, now), at=now)
        county.sides.owner()
    mine, theirs = (lambda w=w: county.act_as(w, now) for w in county.workers)
    actions.add_photo(task=one, image=photo(6), by=mine(), at=now)
    assert actions.add_photo(task=other, image=photo(6), by=theirs(), at=now).repeats == now.date()
    alike = encoded(scene(6), quality=30)
    assert (
        actions.add_photo(task=other, image=alike, by=theirs(), at=now).repeats == now.date()
    )  # his own, a moment ago
    county.sides.owner()
    PhotoPrint.objects.filter(worker=county.workers[1].public_id).delete()
    again = encoded(scene(6), quality=31)
    assert actions.add_photo(task=other, image=again, by=theirs(), at=now).repeats is None


def test_pictures_are_six_and_only_at_the_persons_side(county, task, me, now):
    with pytest.raises(actions.TaskMoved):
        actions.add_photo(task=task, image=photo(), by=me(), at=now)
    county.sides.owner()
    arrived(county, task, me, now)
    for seed in range(6):
        actions.add_photo(task=task, image=photo(seed, (220, 220)), by=me(), at=now)
    with pytest.raises(Unacceptable, match="最多 6 张"):
        actions.add_photo(task=task, image=photo(7, (220, 220)), by=me(), at=now)


# --- words


def right_for(county, office, now, *scopes, account=None):
    return record_right(
        right=uuid.uuid4(), person=county.person.public_id, kind=ProxyKind.FAMILY if account is None else ProxyKind.STAFF,
        basis=ProxyBasis.SPOKEN, name="李芳", relation="女儿", phone="", account=account, scopes=list(scopes),
        valid_from=now.date(), valid_to=None, by=office(), at=now,
    )  # fmt: skip


def test_a_recorded_proxy_confirms_by_the_right(county, task, me, office, now):
    right = right_for(county, office, now, ActingScope.CONFIRM)
    done(county, task, me, now)
    assert [line.right for line in at_the_door(task=task, by=me(), at=now).rights] == [right]
    confirmed(task, me, now, Confirmer.PROXY, right=right)
    held, said = row(county, task), body(county, task)
    assert (held.confirmed_by, held.proxy_name, held.on_behalf) == ("proxy", "李芳", right)
    assert (said["confirmed_by"], said["on_behalf"]) == ("代办人（女儿）", str(right))
    assert "确认：已登记的代办人，15 分（满分 20）" in said["evidence"]


def test_a_right_that_does_not_hold_confirms_nothing(county, task, me, office, now):
    other_scope = right_for(county, office, now, ActingScope.RATE)
    revoked = right_for(county, office, now, ActingScope.CONFIRM)
    revoke_right(right=revoked, because="登记错了", by=office(), at=now)
    done(county, task, me, now)
    for right in (other_scope, revoked, task):
        with pytest.raises(Forbidden):
            confirmed(task, me, now, Confirmer.PROXY, right=right)
    with pytest.raises(Forbidden):
        confirmed(task, me, now, Confirmer.STAFF)
    assert row(county, task).state == "done"


def test_a_named_proxy_without_a_record_counts_for_less(county, task, me, now):
    done(county, task, me, now)
    confirmed(task, me, now, Confirmer.PROXY, proxy_name="张丽", proxy_relation="邻居")
    said = body(county, task)
    assert said["confirmed_by"] == "代办人（邻居，未登记授权）"
    assert "确认：未登记授权的代办人，5 分（满分 20）" in said["evidence"]
    assert "张丽" not in str(said)


def test_an_officer_writes_down_whose_word_he_heard(county, task, me, office, now):
    done(county, task, me, now)
    with pytest.raises(Unacceptable):
        actions.confirm_by_person(task=task, by=office(), at=now)
    actions.confirm_by_person(task=task, way=WordWay.PHONE, by=office(), at=now)
    actions.confirm_by_person(task=task, way=WordWay.PAPER, by=office(), at=now + MINUTE)
    held, said = row(county, task), body(county, task)
    assert (held.confirmed_by, held.proxy_name, held.proxy_relation) == ("staff", "王敏", "电话")
    assert said["confirmed_by"] == "本人，经办人员代办（电话）"
    assert Order.objects.get(tasks=held).state == "fulfilled"


def test_the_receipt_says_what_the_score_rests_on(county, task, me, now):
    done(county, task, me, now)
    confirmed(task, me, now + 31 * MINUTE)
    said = body(county, task)
    assert (said["evidence_score"], said["evidence"], said["on_behalf"]) == (
        75,
        [
            "签到：扫描服务卡，40 分（满分 40）", "照片：没有，不计分（满分 15）", "清单：这个项目没有清单，不计入",
            "在场时间：30 分钟，没有规定时长，不计入", "确认：本人当面，15 分（满分 20）", "记录：16 字，5 分（满分 5）",
        ],
        "",
    )  # fmt: skip
    page = task_of(task=task, by=me(now + 32 * MINUTE), at=now + 32 * MINUTE)
    assert (page.evidence_score, [line.said for line in page.evidence]) == (75, said["evidence"])


def test_another_worker_gets_no_receipt(county, task, me, now):
    done(county, task, me, now)
    confirmed(task, me, now)
    with pytest.raises(Forbidden):
        receipt_file(task=task, by=county.act_as(county.workers[1], now))


# --- ends


def test_nobody_at_home_goes_to_the_officer_with_why(county, task, me, now):
    actions.no_show(task=task, because=NoShow.HOSPITAL, what="邻居说的", by=me(), at=now)
    held = row(county, task)
    order = Order.objects.get(tasks=held)
    assert (held.state, held.no_show_because) == ("no_show", "本人在住院：邻居说的")
    assert (order.state, order.returned_because) == ("returned", "未能见面。本人在住院：邻居说的")
    with pytest.raises(Forbidden):
        task_of(task=task, by=me(), at=now)


def test_calling_off_in_time_ends_the_visit_and_too_late_is_refused(county, task, me, office, now):
    order = Order.objects.get(tasks__public_id=task).public_id
    other = factories.taken(county.neighbour, county.workers[0], at=now)
    late = Order.objects.get(tasks__public_id=other).public_id
    actions.check_in_by_place(task=other, place=Place(36.0, 103.8, 10), by=me(), at=now)
    by = office()
    with pytest.raises(actions.TaskMoved), transaction.atomic():
        cancel(order=late, reason="家属接走", by=by, at=now)
    cancel(order=order, reason="家属接走", by=by, at=now)
    assert (row(county, other).state, Order.objects.get(public_id=late).state) == ("checked_in", "in_hand")
    held = row(county, task)
    assert (held.state, held.withdrawn_because) == ("withdrawn", "订单已取消：家属接走")
    with pytest.raises(Forbidden):
        task_of(task=task, by=me(), at=now)

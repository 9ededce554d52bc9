"""The worked examples of visits: entered into the same table as those of the other rooms."""

from __future__ import annotations

from datetime import timedelta

from tests.architecture.examples import PARTS, SYSTEM, Call, World, example
from tests.service.delivery.pictures import photo
from yinling.base.notices.models import Message
from yinling.service.delivery import actions as delivery
from yinling.service.delivery.domain import MAX_WRONG_CODES, Place
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import NoShow, WordWay
from yinling.supply.workforce.models import Worker
from yinling.supply.workforce.terms import WorkerKind


@example(delivery.check_in_by_place)
def _check_in_by_place(world: World) -> Call:
    task, worker = world.taken()
    return worker, {"task": task.public_id, "place": Place(36.06, 103.83, 30)}


@example(delivery.send_phone_code)
def _send_phone_code(world: World) -> Call:
    task, worker = world.taken()
    return worker, {"task": task.public_id}


@example(delivery.check_in_by_phone_code)
def _check_in_by_phone_code(world: World) -> Call:
    task, worker = world.taken()
    delivery.send_phone_code(task=task.public_id, by=worker, at=world.at)
    text = Message.objects.get(kind="phone_code").text
    return worker, {"task": task.public_id, "code": text.partition("验证码 ")[2][:6]}


@example(delivery.unlock)
def _unlock(world: World) -> Call:
    task, _worker = world.taken()
    Task.objects.update(wrong_codes=MAX_WRONG_CODES)
    return world.clerk, {"task": task.public_id, "reason": "已与服务人员电话核实"}


@example(delivery.add_photo)
def _add_photo(world: World) -> Call:
    task, worker = world.at_the_door()
    return worker, {"task": task.public_id, "image": photo(size=(300, 300))}


@example(delivery.no_show)
def _no_show(world: World) -> Call:
    task, worker = world.taken()
    return worker, {"task": task.public_id, "because": NoShow.NOBODY, "what": "敲门三次"}


@example(delivery.withdraw_cancelled)
def _withdraw_cancelled(world: World) -> Call:
    task, _worker = world.taken()
    return world.clerk, {"order": task.order.public_id}


@example(delivery.tell_withdrawn)
def _tell_withdrawn(world: World) -> Call:
    task, _worker = world.taken()
    delivery.withdraw_cancelled(order=task.order.public_id, by=world.clerk, at=world.at)
    Worker.objects.create(
        account=task.worker, area_code=task.area_code, name="周海", pinyin="zhouhai", initials="zh",
        kind=WorkerKind.STAFF, most_at_once=5, phone="13900005678", changed_at=world.at,
    )  # fmt: skip
    return SYSTEM, {"task": task.public_id}


@example(delivery.confirm_by_person)
def _confirm_by_person(world: World) -> Call:
    task, _worker = world.done()
    return world.clerk, {"task": task.public_id, "way": WordWay.PHONE}


def _open_visit(world: World) -> Call:
    return world.clerk, {"task": world.done()[0].public_id}


def _see_photo(world: World) -> Call:
    task, worker = world.at_the_door()
    added = delivery.add_photo(
        task=task.public_id, image=photo(size=(300, 300)), by=worker, at=world.at + timedelta(minutes=1)
    )
    return world.clerk, {"photo": added.photo}


PARTS[delivery.open_visit] = ("a look; the day's digest is the fact", _open_visit)
PARTS[delivery.see_photo] = ("a look; the day's digest is the fact", _see_photo)

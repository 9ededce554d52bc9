"""The worked examples of notices, of orders that are asked for or done again, and of kept filters."""

from __future__ import annotations

import uuid
from datetime import date
from uuid import UUID

from tests.architecture.examples import SYSTEM, Call, World, example
from tests.people.registry.people import COUNTY
from yinling.base.accounts import actions as accounts
from yinling.base.accounts.models import Account
from yinling.base.accounts.queries import holder
from yinling.base.notices import actions as notices
from yinling.kernel.calendars import local_day
from yinling.service.orders import actions as orders
from yinling.service.orders.terms import AskedWay
from yinling.supply.catalogue import actions as catalogue


def _message(world: World) -> dict[str, object]:
    return {
        "phone": "13800000000", "text": "验证码 123456", "kind": "tests", "subject": uuid.UUID(int=7), "key": "tests:1",
    }  # fmt: skip


@example(notices.send)
def _send(world: World) -> Call:
    return world.clerk, _message(world)


@example(notices.deliver)
def _deliver(world: World) -> Call:
    return SYSTEM, {"message": notices.send(**_message(world), by=SYSTEM, at=world.at)}  # type: ignore[arg-type]  # as above


def _notice(world: World) -> dict[str, object]:
    return {
        "announcement": uuid.uuid4(), "area_code": COUNTY, "title": "停机通知", "text": "今晚十点停机",
        "shown_from": world.at, "shown_until": None,
    }  # fmt: skip


@example(notices.announce)
def _announce(world: World) -> Call:
    return world.clerk, _notice(world)


@example(notices.end_announcement)
def _end_announcement(world: World) -> Call:
    notice = _notice(world)
    notices.announce(**notice, by=world.clerk, at=world.at)  # type: ignore[arg-type]  # as above
    return world.clerk, {"announcement": notice["announcement"]}


@example(orders.ask)
def _ask(world: World) -> Call:
    world.rules()
    catalogue.load_catalogue(path=catalogue.SHIPPED, by=SYSTEM, at=world.at)
    return world.clerk, {
        "person": world.person().public_id, "item_code": "0216", "wished_day": local_day(world.at), "note": "下午来",
        "request": uuid.uuid4(), "way": AskedWay.PHONE,
    }  # fmt: skip


@example(orders.redo)
def _redo(world: World) -> Call:
    order: UUID = world.order().public_id
    orders.put_in_hand(order=order, by=SYSTEM, at=world.at)
    orders.fulfil(order=order, by=SYSTEM, at=world.at)
    return world.clerk, {"order": order, "reason": "没做完", "due_date": date(2026, 12, 1)}


def _kept(world: World) -> tuple[Account, dict[str, object]]:
    account = world.account()
    return account, {"account": account, "page": "people", "name": "高龄", "query": "age_from=80"}


@example(accounts.save_filter)
def _save_filter(world: World) -> Call:
    account, arguments = _kept(world)
    return holder(account), arguments


@example(accounts.drop_filter)
def _drop_filter(world: World) -> Call:
    account, arguments = _kept(world)
    saved = accounts.save_filter(**arguments, by=holder(account), at=world.at)  # type: ignore[arg-type]  # as above
    return holder(account), {"saved": saved, "account": account}

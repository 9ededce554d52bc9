"""Worked examples of extra power and of a way in made anew. Importing this enters them."""

from __future__ import annotations

import uuid
from uuid import UUID

from tests.architecture.examples import SYSTEM, Call, World, example
from tests.people.registry.people import ALL_PURPOSES, COUNTY
from yinling.base.access import actions as access
from yinling.base.access.terms import Sought
from yinling.base.accounts import actions as accounts
from yinling.base.accounts.models import Account
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry import actions as registry
from yinling.people.registry.models import Card, Person
from yinling.service.delivery import actions as delivery
from yinling.service.dispatch import actions as dispatch


def _clerk_account(world: World) -> tuple[Account, Viewer]:
    """An officer of the county with an account, who may ask for extra power."""
    account = world.account("lixiaoming")
    world.grant(account, Role.OFFICER)
    return account, Viewer(
        account=str(account.public_id), role=Role.OFFICER, area=COUNTY, purposes=ALL_PURPOSES, name="李晓明"
    )


@example(access.ask_break_glass)
def _ask_break_glass(world: World) -> Call:
    said = {"sought": "5301021935010100X2", "sought_by": Sought.ID_NUMBER, "reason": "老人在外地住院，医院要联系家属"}
    return _clerk_account(world)[1], {"ask": uuid.uuid4(), **said}


def _asked_glass(world: World) -> tuple[UUID, Viewer]:
    by, arguments = _ask_break_glass(world)
    card = Card.objects.get(person=world.person()).code
    arguments |= {"sought": card, "sought_by": Sought.CARD_CODE}
    access.ask_break_glass(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return arguments["ask"], by  # type: ignore[return-value]  # as above


@example(access.open_break_glass)
def _open_break_glass(world: World) -> Call:
    ask = _asked_glass(world)[0]
    person = Person.objects.get()
    scope = {"area_code": person.area_code, "unit_id": person.unit_id}
    return SYSTEM, {"ask": ask, "person": person.public_id, "person_id": person.pk, **scope}


@example(access.miss_break_glass)
def _miss_break_glass(world: World) -> Call:
    return SYSTEM, {"ask": _asked_glass(world)[0]}


@example(registry.open_sought)
def _open_sought(world: World) -> Call:
    return SYSTEM, {"ask": _asked_glass(world)[0]}


@example(access.end_break_glass)
def _end_break_glass(world: World) -> Call:
    ask, by = _asked_glass(world)
    registry.open_sought(ask=ask, by=SYSTEM, at=world.at)
    return by, {"ask": ask}


AUDITOR = Viewer(account=str(uuid.uuid4()), role=Role.AUDIT_ADMIN, area=COUNTY, name="审计")


@example(access.review_break_glass)
def _review_break_glass(world: World) -> Call:
    return AUDITOR, {"ask": _asked_glass(world)[0], "note": "与医院通话记录相符"}


@example(access.note_audit)
def _note_audit(world: World) -> Call:
    return AUDITOR, {"page": "looks", "about": "2026-11-22"}


@example(accounts.ask_recovery)
def _ask_recovery(world: World) -> Call:
    return world.security, {"recovery": uuid.uuid4(), "account": world.account(), "reason": "手机丢失"}


def _asked_recovery(world: World) -> UUID:
    by, arguments = _ask_recovery(world)
    accounts.ask_recovery(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return arguments["recovery"]  # type: ignore[return-value]  # as above


def _second_pair_of_eyes() -> Viewer:
    return Viewer(account=str(uuid.uuid4()), role=Role.SECURITY_ADMIN, name="另一位安全管理员")


@example(accounts.approve_recovery)
def _approve_recovery(world: World) -> Call:
    return _second_pair_of_eyes(), {"recovery": _asked_recovery(world)}


@example(accounts.refuse_recovery)
def _refuse_recovery(world: World) -> Call:
    return _second_pair_of_eyes(), {"recovery": _asked_recovery(world), "reason": "没有见到本人"}


@example(accounts.withdraw_recovery)
def _withdraw_recovery(world: World) -> Call:
    return world.security, {"recovery": _asked_recovery(world)}


def _two_workers(world: World) -> tuple[UUID, UUID]:
    """A task in one worker's hands, and another worker of the same places."""
    task, _worker = world.taken()
    other = world.account("lifang")
    world.grant(other)
    return task.public_id, other.public_id


@example(delivery.hand_over)
def _hand_over(world: World) -> Call:
    task, other = _two_workers(world)
    return world.clerk, {"offer": task, "to": other, "reason": "休产假"}


@example(dispatch.take_back)
def _take_back_offer(world: World) -> Call:
    return world.clerk, {"offer": world.offer()[0].public_id, "reason": "休产假"}

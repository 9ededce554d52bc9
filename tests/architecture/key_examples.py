"""The worked examples of keys to the elder door: entered into the same table as those of the other rooms."""

from __future__ import annotations

import uuid
from uuid import UUID

from tests.architecture.examples import PARTS, SYSTEM, Call, World, example
from yinling.base.accounts import actions as accounts
from yinling.base.accounts.terms import AccountKind
from yinling.kernel.calendars import local_day
from yinling.people.proxies import actions as proxies
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry import actions as registry

PIN = "406182"


def _key(world: World, right: UUID | None = None) -> UUID:
    key = uuid.uuid4()
    person = (right and _person_of(world)) or world.person().public_id
    proxies.issue_key(key=key, person=person, right=right, pin=PIN, by=world.clerk, at=world.at)
    return key


def _person_of(world: World) -> UUID:
    from yinling.people.registry.models import Person

    return Person.objects.get().public_id


def _right(world: World) -> UUID:
    right = uuid.uuid4()
    proxies.record_right(
        right=right, person=world.person().public_id, kind="family", basis="spoken", name="李芳", relation="女儿",
        phone="13900005678", account=None, scopes=(ActingScope.RECORD.value,), valid_from=local_day(world.at),
        valid_to=None, by=world.clerk, at=world.at,
    )  # fmt: skip
    return right


def _holder(world: World) -> UUID:
    account = uuid.uuid4()
    accounts.create_keyholder(
        account=account, kind=AccountKind.PERSON, username="card-1", display_name="李淑芬", pin=PIN, by=world.clerk,
        at=world.at,
    )  # fmt: skip
    return account


@example(accounts.create_keyholder)
def _create_keyholder(world: World) -> Call:
    return world.clerk, {
        "account": uuid.uuid4(), "kind": AccountKind.PROXY, "username": "card-1", "display_name": "李芳", "pin": PIN,
    }  # fmt: skip


@example(accounts.set_pin)
def _set_pin(world: World) -> Call:
    return world.clerk, {"account": _holder(world), "pin": "730519"}


@example(accounts.close_keyholder)
def _close_keyholder(world: World) -> Call:
    return world.clerk, {"account": _holder(world), "reason": "手机丢了"}


@example(accounts.rename_keyholder)
def _rename_keyholder(world: World) -> Call:
    return SYSTEM, {"account": _holder(world), "username": "card-2"}


@example(proxies.issue_key)
def _issue_key(world: World) -> Call:
    return world.clerk, {"key": uuid.uuid4(), "person": world.person().public_id, "right": None, "pin": PIN}


@example(proxies.reissue_key)
def _reissue_key(world: World) -> Call:
    return world.clerk, {"key": _key(world), "pin": "730519"}


@example(proxies.revoke_key)
def _revoke_key(world: World) -> Call:
    return world.clerk, {"key": _key(world), "because": "手机丢了"}


@example(proxies.open_key)
def _open_key(world: World) -> Call:
    return SYSTEM, {"key": _key(world)}


@example(proxies.follow_card)
def _follow_card(world: World) -> Call:
    _key(world)
    person = _person_of(world)
    registry.reissue_card(person=person, by=world.clerk, at=world.at)
    return SYSTEM, {"person": person}


@example(proxies.close_keys)
def _close_keys(world: World) -> Call:
    right = _right(world)
    _key(world, right)
    proxies.revoke_right(right=right, because="本人不再委托", by=world.clerk, at=world.at)
    return SYSTEM, {"right": right}


PARTS[proxies.read_record] = (
    "a look; the day's digest is the fact",
    lambda w: (w.clerk, {"person": w.person().public_id, "part": "dossier"}),
)

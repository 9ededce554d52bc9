"""The worked examples of proxies and feedback: entered into the same table as those of the other rooms."""

from __future__ import annotations

import uuid
from datetime import date
from uuid import UUID

from tests.architecture.examples import Call, World, example
from yinling.people.proxies import actions as proxies
from yinling.people.proxies.terms import ActingScope


@example(proxies.record_right)
def _record_right(world: World) -> Call:
    said = {
        "kind": "family", "basis": "spoken", "name": "李芳", "relation": "女儿", "phone": "", "account": None,
        "scopes": ActingScope.values, "valid_from": date(2026, 11, 1), "valid_to": None,
    }  # fmt: skip
    return world.clerk, {"right": uuid.uuid4(), "person": world.person().public_id, **said}


def _right(world: World) -> UUID:
    by, arguments = _record_right(world)
    return proxies.record_right(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example


@example(proxies.revoke_right)
def _revoke_right(world: World) -> Call:
    return world.clerk, {"right": _right(world), "because": "本人不再委托"}


@example(proxies.restore_right)
def _restore_right(world: World) -> Call:
    by, arguments = _revoke_right(world)
    proxies.revoke_right(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return world.clerk, {"right": arguments["right"]}

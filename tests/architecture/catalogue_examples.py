"""Worked examples of the actions on the catalogue: see `examples`."""

from __future__ import annotations

from uuid import UUID, uuid4

from tests.architecture.examples import SYSTEM, Call, World, example
from tests.people.registry.people import CITY, COUNTY, officer
from yinling.kernel.viewer import Viewer
from yinling.supply.catalogue import actions as catalogue
from yinling.supply.catalogue.terms import EntryKind

_PRICE = {
    "code": "0214", "name": "上门助浴", "unit": "次", "price": "80.00", "valid_from": "2030-01-01",
    "source": "昆明市养老服务价格（测试）", "confidence": "plain",
}  # fmt: skip


@example(catalogue.load_catalogue)
def _load(world: World) -> Call:
    return SYSTEM, {"path": catalogue.SHIPPED}


@example(catalogue.write_draft)
def _write(world: World) -> Call:
    catalogue.load_catalogue(path=catalogue.SHIPPED, by=SYSTEM, at=world.at)
    said = {"kind": EntryKind.ITEM, "area_code": COUNTY, "content": _PRICE, "seen": None}
    return world.clerk, {"draft": uuid4(), **said}


def _written(world: World) -> tuple[Viewer, UUID]:
    by, arguments = _write(world)
    catalogue.write_draft(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    key = arguments["draft"]
    assert isinstance(key, UUID)
    return by, key


@example(catalogue.submit)
def _submit(world: World) -> Call:
    by, key = _written(world)
    return by, {"draft": key, "reason": "按市里通知"}


def _submitted(world: World) -> tuple[Viewer, UUID]:
    by, key = _written(world)
    catalogue.submit(draft=key, reason="按市里通知", by=by, at=world.at)
    return by, key


@example(catalogue.take_back)
def _take_back(world: World) -> Call:
    by, key = _submitted(world)
    return by, {"draft": key}


@example(catalogue.discard)
def _discard(world: World) -> Call:
    by, key = _written(world)
    return by, {"draft": key}


@example(catalogue.approve_draft)
def _approve(world: World) -> Call:
    return officer(CITY), {"draft": _submitted(world)[1], "seen": 1, "note": ""}


@example(catalogue.refuse_draft)
def _refuse(world: World) -> Call:
    return officer(CITY), {"draft": _submitted(world)[1], "note": "依据不足"}


@example(catalogue.publish)
def _publish(world: World) -> Call:
    by, arguments = _approve(world)
    catalogue.approve_draft(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return SYSTEM, {"draft": arguments["draft"]}

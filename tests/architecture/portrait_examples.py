"""The worked examples of portraits: entered into the same table as those of the other rooms."""

from __future__ import annotations

import uuid
from uuid import UUID

from tests.architecture.examples import SYSTEM, Call, World, example, written
from yinling.decisions.portrait import actions as portrait
from yinling.decisions.portrait.domain.cohorts import CohortFilter, Dimension
from yinling.decisions.portrait.terms import Claim, ContestState, Voice


@example(portrait.judge)
def _judge(world: World) -> Call:
    person = world.person().public_id
    world.rules()
    return world.clerk, {"person": person}


@example(portrait.start)
def _start(world: World) -> Call:
    world.rules()
    return SYSTEM, {"area_code": "0", "reason": "试"}


@example(portrait.recalculate)
def _recalculate(world: World) -> Call:
    world.person()
    return _start(world)


@example(portrait.step)
def _step(world: World) -> Call:
    world.person()
    by, arguments = _start(world)
    return SYSTEM, {"run": portrait.start(**arguments, by=by, at=world.at)}  # type: ignore[arg-type]  # as in the example


@example(portrait.contest)
def _contest(world: World) -> Call:
    world.rules()
    said = {"rule_code": "visit_aged_alone", "claim": Claim.SHOULD_NOT, "voice": Voice.FAMILY, "reason": "女儿同住"}
    return world.clerk, {"contest": uuid.uuid4(), "person": world.person().public_id, **said}


def _contested(world: World) -> UUID:
    by, arguments = _contest(world)
    portrait.contest(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return UUID(str(arguments["contest"]))


@example(portrait.decide_contest)
def _decide_contest(world: World) -> Call:
    return world.clerk, {"contest": _contested(world), "outcome": ContestState.SET_ASIDE, "note": "电话核实"}


@example(portrait.withdraw_contest)
def _withdraw_contest(world: World) -> Call:
    return world.clerk, {"contest": _contested(world)}


@example(portrait.reopen_contest)
def _reopen_contest(world: World) -> Call:
    by, arguments = _decide_contest(world)
    portrait.decide_contest(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return by, {"contest": arguments["contest"]}


@example(portrait.export_cohort)
def _export_cohort(world: World) -> Call:
    world.person()
    table = {"rows": Dimension.AGE_BAND, "columns": Dimension.LEVEL, "about": "五华区"}
    return world.clerk, {"chosen": CohortFilter(), **table}


@example(portrait.export_movers)
def _export_movers(world: World) -> Call:
    world.person()
    return world.clerk, {"draft": written(world), "code": "visit_aged_alone", "entering": True}

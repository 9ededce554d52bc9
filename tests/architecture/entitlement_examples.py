"""The worked examples of candidates: entered into the same table as those of the other rooms."""

from __future__ import annotations

import uuid
from uuid import UUID

from tests.architecture.examples import PARTS, SYSTEM, Call, World, example
from tests.decisions.entitlements.papers import PLAIN, file
from tests.decisions.portrait.people import rule
from yinling.decisions.entitlements import actions as entitlements
from yinling.decisions.portrait import actions as portrait

_CODE, _PAPER = str(PLAIN["rule"]), str(PLAIN["evidence"])


@example(entitlements.load_requirements)
def _load_requirements(world: World) -> Call:
    return SYSTEM, {"path": file(world.tmp, {}), "codes": {_CODE}}


def _candidate(world: World) -> UUID:
    """The woman of 91, whom a rule finds perhaps entitled."""
    rule(_CODE, "年龄 >= 90", kind="entitlement", title="护理费")
    by, arguments = _load_requirements(world)
    entitlements.load_requirements(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    person = world.person().public_id
    portrait.judge(person=person, by=SYSTEM, at=world.at)
    return person


@example(entitlements.note_evidence)
def _note_evidence(world: World) -> Call:
    said = {"rule_code": _CODE, "name": _PAPER, "document": "12号", "issued_on": world.at.date()}
    return world.clerk, {"evidence": uuid.uuid4(), "person": _candidate(world), **said}


def _seen(world: World) -> UUID:
    by, arguments = _note_evidence(world)
    entitlements.note_evidence(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return UUID(str(arguments["evidence"]))


@example(entitlements.withdraw_evidence)
def _withdraw_evidence(world: World) -> Call:
    return world.clerk, {"evidence": _seen(world)}


@example(entitlements.export_candidates)
def _export_candidates(world: World) -> Call:
    _candidate(world)
    return world.clerk, {"code": _CODE}


PARTS[entitlements.read_document] = (
    "a look; the day's digest is the fact",
    lambda world: (world.clerk, {"evidence": _seen(world), "reason": "核对文号"}),
)

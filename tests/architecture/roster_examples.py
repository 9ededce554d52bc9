"""The worked examples of rosters: handed in, taken in, decided, separated, taken back; records merged and parted."""

from __future__ import annotations

import uuid
from uuid import UUID

from tests.architecture.examples import PARTS, SYSTEM, Call, World, example
from tests.people.intake.imported import HEAD, LI, LI_AGAIN, ZHANG, handed_in, taken_in, workbook
from tests.people.registry.people import COUNTY, enter
from yinling.base.access import actions as access
from yinling.base.units import actions as units
from yinling.people.intake import actions as intake
from yinling.people.intake.domain.decisions import Decision
from yinling.people.intake.models import Candidate, RosterRow
from yinling.people.intake.terms import RosterState, VerdictChoice
from yinling.people.registry import actions as registry
from yinling.people.registry.models import Merge


@example(units.enter_reported)
def _enter_reported(world: World) -> Call:
    told = units.ReportedUnit("五华区水务局", "水务局", "government", COUNTY, "roster:1")
    return SYSTEM, {"units": [told], "parent": world.home}


def _held(world: World) -> RosterRow:
    """A row that may be the woman of an earlier one."""
    taken_in(world.home, workbook(LI, LI_AGAIN), by=world.clerk, at=world.at)
    return RosterRow.objects.get(status="held")


def _joined(world: World) -> RosterRow:
    """A row that is the man of an earlier one."""
    taken_in(world.home, workbook(ZHANG, ZHANG), by=world.clerk, at=world.at)
    return RosterRow.objects.get(status="merged")


def _asking(world: World) -> UUID:
    """A roster with a column that nobody understands."""
    content = workbook((*ZHANG, "甲"), head=(*HEAD, "归口"))
    key = handed_in(world.home, content, by=world.clerk, at=world.at)
    assert intake.take_in(roster=key, by=SYSTEM, at=world.at) == RosterState.ASKING
    return key


@example(intake.receive)
def _receive(world: World) -> Call:
    told = {"file_name": "名册.xlsx", "content": workbook(ZHANG), "unit": world.home.public_id}
    return world.clerk, {"roster": uuid.uuid4(), **told}


@example(intake.explain_headings)
def _explain_headings(world: World) -> Call:
    return world.clerk, {"roster": _asking(world), "meanings": {(0, len(HEAD)): "ignored"}}


@example(intake.remember_headings)
def _remember_headings(world: World) -> Call:
    waiting = handed_in(world.home, workbook(ZHANG), by=world.clerk, at=world.at)
    return world.clerk, {"roster": waiting, "headings": {"归口": "ignored"}}


@example(intake.discard)
def _discard(world: World) -> Call:
    return world.clerk, {"roster": _asking(world)}


@example(intake.sweep_files)
def _sweep_files(world: World) -> Call:
    intake.discard(roster=_asking(world), by=world.clerk, at=world.at)
    return SYSTEM, {}


@example(intake.take_in)
def _take_in(world: World) -> Call:
    return SYSTEM, {"roster": handed_in(world.home, workbook(ZHANG), by=world.clerk, at=world.at)}


@example(intake.decide)
def _decide(world: World) -> Call:
    held = _held(world)
    person = Candidate.objects.get(row=held).person.public_id
    return world.clerk, {"row": held.public_id, "person": person, "verdict": "same"}


@example(intake.answer_file)
def _answer_file(world: World) -> Call:
    return world.clerk, _decisions(_held(world))


@example(intake.settle_file)
def _settle_file(world: World) -> Call:
    return SYSTEM, _decisions(_held(world))


def _decisions(held: RosterRow) -> dict[str, object]:
    line = Decision(2, held.sheet.name, held.number, VerdictChoice.SAME)
    return {"roster": held.roster.public_id, "decisions": [line]}


@example(intake.settle_row)
def _settle_row(world: World) -> Call:
    by, arguments = _decide(world)
    intake.decide(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return SYSTEM, {"row": arguments["row"]}


@example(intake.separate)
def _separate(world: World) -> Call:
    return world.clerk, {"row": _joined(world).public_id}


@example(intake.stand_apart)
def _stand_apart(world: World) -> Call:
    return SYSTEM, {"row": _joined(world).public_id}


@example(intake.withdraw)
def _withdraw(world: World) -> Call:
    return world.clerk, {"roster": _joined(world).roster.public_id}


@example(intake.take_back_roster)
def _take_back_roster(world: World) -> Call:
    by, arguments = _withdraw(world)
    intake.withdraw(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return SYSTEM, arguments


@example(intake.fetch_workbook)
def _fetch_workbook(world: World) -> Call:
    return world.clerk, {"roster": _joined(world).roster.public_id}


@example(registry.merge_persons)
def _merge_persons(world: World) -> Call:
    person, other = (enter(world.home, world.at, by=world.clerk, name=name) for name in ("张国华", "张国花"))
    return world.clerk, {"person": person, "other": other, "reason": "电话向本人核实"}


@example(registry.undo_merge)
def _undo_merge(world: World) -> Call:
    by, arguments = _merge_persons(world)
    return by, {"merge": registry.merge_persons(**arguments, by=by, at=world.at)}  # type: ignore[arg-type]  # as in the example


@example(registry.move_belongings)
def _move_belongings(world: World) -> Call:
    by, arguments = _merge_persons(world)
    told = {"name": "张国华", "kin": "1", "phone": "", "is_deceased_cadre": False, "other": None}
    registry.add_relative(relative=uuid.uuid4(), person=arguments["other"], **told, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    registry.merge_persons(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return SYSTEM, {"merge": Merge.objects.get().public_id}


def _rename_person(world: World) -> Call:
    task, _worker = world.taken()
    return SYSTEM, {"subjects": [task.public_id], "person_id": task.person_id + 1}


PARTS[access.rename_person] = ("of moving what hangs on a merged record", _rename_person)

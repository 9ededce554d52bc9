"""Nobody learns of rosters outside of his scope, or changes one; what machinery needs is not read at a door at all."""

from __future__ import annotations

import uuid

import pytest
from django.db import ProgrammingError, transaction

from tests.people.intake.actions.scenes import MAYBE_ZHENG, SUN, ZHENG, book, who
from tests.people.intake.imported import HEAD, handed_in, taken_in, workbook
from tests.people.intake.imported import ZHANG as LINE
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Purpose, Role, Viewer, system
from yinling.people.intake.actions import decide, discard, explain_headings, separate, take_in, withdraw
from yinling.people.intake.models import (
    Candidate,
    MatchedVersion,
    MatchKey,
    RememberedHeading,
    Roster,
    RosterFile,
    RosterRow,
    RosterSheet,
    Verdict,
)
from yinling.people.registry.actions import add_relative, ask, merge_persons
from yinling.people.registry.models import Merge, Question, Relative

SEEN = (Roster, RosterSheet, RosterRow, Candidate, RememberedHeading, Question, Merge, Relative)
NEVER_READ = (RosterFile, Verdict, MatchKey, MatchedVersion)


@pytest.fixture
def world(unit, by, now):
    """Something in every table: a roster that stands, one that asks, twins, a doubt, a relative."""
    taken_in(unit, book(ZHENG, MAYBE_ZHENG, SUN, SUN), by=by, at=now)
    key = handed_in(unit, workbook((*LINE, "甲"), head=(*HEAD, "归口")), by=by, at=now)
    take_in(roster=key, by=system("tests"), at=now)
    explain_headings(roster=key, meanings={(0, len(HEAD)): "ignored"}, by=by, at=now, later=False)
    take_in(roster=key, by=system("tests"), at=now)
    second = handed_in(unit, workbook((*LINE, "甲", "乙"), head=(*HEAD, "归口", "归类")), by=by, at=now)
    take_in(roster=second, by=system("tests"), at=now)
    zheng, sun = who("郑守田"), who("孙德明")
    ask(person=zheng.public_id, term="self_care", code="differs", held="able", written="unable", by=by, at=now)
    told = {"name": "郑小田", "kin": "1", "phone": "", "is_deceased_cadre": False, "other": None}
    add_relative(relative=uuid.uuid4(), person=sun.public_id, by=by, at=now, **told)
    merge_persons(person=sun.public_id, other=who("张国华").public_id, reason="试验", by=by, at=now)
    return second


def _seen() -> dict[str, bool]:
    return {model.__name__: model.objects.exists() for model in SEEN}


def test_who_sees_rosters(world, sides, by, stranger, above):
    unit = Roster.objects.first().unit
    of_unit = Viewer(account="u", role=Role.OFFICER, units=(unit.pk,), purposes=frozenset({Purpose.GENERAL}))
    of_other = Viewer(account="u", role=Role.OFFICER, units=(unit.pk + 1,), purposes=frozenset({Purpose.GENERAL}))
    everything, nothing = dict.fromkeys(_seen(), True), dict.fromkeys(_seen(), False)
    for viewer, expected in ((by, everything), (above, everything), (of_unit, everything), (stranger, nothing),
                             (of_other, nothing)):  # fmt: skip
        sides.app(viewer)
        assert _seen() == expected, viewer


@pytest.mark.parametrize("model", NEVER_READ, ids=lambda model: model.__name__)
def test_what_no_door_reads(world, sides, by, model):
    sides.app(by)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        model.objects.exists()


def test_a_stranger_changes_nothing(world, sides, stranger, now):
    sides.owner()
    held, joined = RosterRow.objects.get(status="held"), RosterRow.objects.filter(status="merged").first()
    done, person = Roster.objects.filter(state="done").first(), who("郑守田").public_id
    sides.app(stranger)
    tries = (
        lambda: decide(row=held.public_id, person=person, verdict="same", by=stranger, at=now),
        lambda: separate(row=joined.public_id, by=stranger, at=now),
        lambda: withdraw(roster=done.public_id, by=stranger, at=now),
        lambda: explain_headings(roster=world, meanings={}, by=stranger, at=now),
        lambda: discard(roster=world, by=stranger, at=now),
    )
    for attempt in tries:
        with pytest.raises(Forbidden):
            attempt()

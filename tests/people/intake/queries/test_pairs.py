"""Held rows beside the records that they may be about."""

from __future__ import annotations

import pytest

from tests import factories as make
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.intake.models import Candidate, RosterRow
from yinling.people.intake.queries import held, held_count, next_held, pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(roster):
    return RosterRow.objects.get(roster=roster, status="held")


def test_a_term_says_what_was_written_read_and_held(row, by):
    (candidate,) = pair(row.public_id, by=by).candidates
    terms = {
        one.term: (one.written, one.row, one.record, one.agreement.value, one.is_weighed) for one in candidate.terms
    }
    assert terms == {
        "name": ("", "李淑芬", "李淑芬", "agree", True),
        "birth_date": ("1940.03", "1940-03", "1940-03", "agree", True),
        "sex": ("", "女", "女", "agree", True),
        "phone": ("", "138****9999", "139****0002", "differ", True),
        "former_unit": ("城关区卫生局", "兰州市城关区卫生局", "兰州市城关区教育局", "differ", True),
        "ethnic_group": ("", "回族", "回族", "agree", False),
        "person_type": ("", "退休干部", "退休干部", "agree", True),
        "standing": ("", "", "在册", "unknown", False),
        "remarks": ("", "", "****", "unknown", False),
    }
    assert (candidate.agreeing, candidate.near, candidate.differing) == (4, 0, 2)


def test_a_record_out_of_sight_says_nothing(row, by, sides):
    hidden = make.person(unit=make.unit(make.QILIHE), at=row.roster.received_at)
    Candidate.objects.filter(row=row).update(person=hidden)
    sides.app(by)
    (candidate,) = pair(row.public_id, by=by).candidates
    assert (candidate.person, candidate.name, candidate.unit, candidate.terms) == (None, "", "", ())


def test_who_sees_both_is_shown_both(row, sides):
    Candidate.objects.filter(row=row).update(is_elsewhere=True)
    city = Viewer(account="", role=Role.OFFICER, area="6201", purposes=frozenset({Purpose.GENERAL}))
    sides.app(city)
    (candidate,) = pair(row.public_id, by=city).candidates
    assert (candidate.is_elsewhere, candidate.name) == (True, "李淑芬")


def test_an_answered_row_leaves_the_queue_of_questions_at_once(row, roster, by):
    assert (next_held(by=by), held_count(by=by), held_count(by=by, area="6201"), held_count(by=by, area="53")) == (
        row.public_id, 1, 1, 0,
    )  # fmt: skip
    Candidate.objects.filter(row=row).update(verdict="same", decided_at=roster.received_at)
    assert next_held(by=by, roster=roster.public_id) is None
    assert [(line.row, line.candidates) for line in held(by=by).lines] == [(row.public_id, 0)]


def test_another_county_has_no_queue(row, stranger, sides):
    sides.app(stranger)
    assert (held(by=stranger).lines, held_count(by=stranger), next_held(by=stranger)) == ([], 0, None)
    with pytest.raises(Forbidden):
        pair(row.public_id, by=stranger)


def test_a_worker_has_none_either(row):
    with pytest.raises(Forbidden):
        pair(row.public_id, by=Viewer(account="w", role=Role.WORKER, area="6201"))

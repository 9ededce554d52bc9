"""What becomes of entries, for any groups, verdicts and refusals: each entry in exactly one of the four."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from tests.people.intake.domain.cleaning.surroundings import LANZHOU
from yinling.people.intake.domain.combining import Alike
from yinling.people.intake.domain.conservation import Place
from yinling.people.intake.domain.entries import Entry
from yinling.people.intake.domain.matching.clusters import Asked, Grouping, settle
from yinling.people.intake.domain.matching.evidence import Outcome, Verdict
from yinling.people.intake.domain.matching.matched import Matched
from yinling.people.intake.domain.planning import NUMBER_TAKEN, Draft, new_draft, plan
from yinling.people.intake.domain.records import CleanRow

ROSTER = uuid.UUID(int=7)
ALIKE = Alike(LANZHOU)


def _entry(index: int, *, refusal: str = "", **values: str) -> Entry:
    return Entry(Place(0, index + 1), "退休", CleanRow({"name": f"人{index}", **values}, {}, refusal=refusal))


def _verdict(outcome: Outcome, score: float) -> Verdict:
    return Verdict(score, outcome, (), "stranger")


@st.composite
def worlds(draw):
    """Entries with any grouping, any doubts against earlier groups, any verdicts on three persons on record."""
    number = draw(st.integers(1, 7))
    base = {0: 0}
    for row in range(1, number):
        base[row] = draw(st.sampled_from([row, *{base[before] for before in range(row)}]))
    bases = sorted(set(base.values()))
    asked = {}
    for one in bases[1:]:
        earlier = [row for row in range(number) if base[row] < one]
        if draw(st.booleans()):
            asked[one] = Asked(one, draw(st.sampled_from(earlier)), _verdict(Outcome.ASK, 1.0))
    verdicts = draw(
        st.dictionaries(
            st.tuples(st.integers(0, number - 1), st.sampled_from([101, 102, 103])),
            st.builds(_verdict, st.sampled_from([Outcome.SAME, Outcome.ASK]), st.floats(-4, 40)),
            max_size=5,
        )
    )
    settled = {one: settle(_best(one, base, verdicts)) for one in bases}
    entries = [_entry(row, refusal=draw(st.sampled_from(["", "", "name.missing"]))) for row in range(number)]
    elsewhere = draw(st.frozensets(st.sampled_from([101, 102, 103])))
    return entries, Matched(Grouping(base, asked), settled, verdicts, ()), elsewhere


def _best(one, base, verdicts):
    found = {}
    for (row, person), verdict in verdicts.items():
        rank = (verdict.outcome is Outcome.SAME, verdict.score)
        if base[row] == one and (person not in found or rank > found[person][0]):
            found[person] = (rank, verdict)
    return {person: verdict for person, (_rank, verdict) in found.items()}


@given(worlds())
def test_each_entry_is_in_exactly_one(world):
    entries, matched, elsewhere = world
    made = plan(ROSTER, entries, matched, ALIKE, elsewhere=elsewhere)
    drafted = [row for draft in made.drafts.values() for row in draft.rows]
    joined = [row for rows in made.known.values() for row in rows]
    assert sorted([*drafted, *joined, *made.held, *made.refused]) == list(range(len(entries)))


@given(worlds())
def test_a_group_waits_as_a_whole(world):
    entries, matched, elsewhere = world
    made = plan(ROSTER, entries, matched, ALIKE, elsewhere=elsewhere)
    base = matched.grouping.base
    waiting = {base[row] for row in made.held}
    usable = {row for row in range(len(entries)) if row not in made.refused}
    assert {row for row in usable if base[row] in waiting} == set(made.held)


@given(worlds())
def test_whoever_waits_may_be_somebody(world):
    entries, matched, elsewhere = world
    made = plan(ROSTER, entries, matched, ALIKE, elsewhere=elsewhere)
    firsts = {draft.rows[0] for draft in made.drafts.values()}
    for possible in made.held.values():
        assert possible
        assert all((one.person is None) != (one.row is None) for one in possible)
        assert {one.row for one in possible if one.row is not None} <= firsts


@given(worlds())
def test_nobody_elsewhere_is_written_to(world):
    entries, matched, elsewhere = world
    made = plan(ROSTER, entries, matched, ALIKE, elsewhere=elsewhere)
    assert elsewhere.isdisjoint(made.known)


def test_the_public_id_follows_from_roster_and_row():
    one, again = (new_draft(ROSTER, index, _entry(3), ALIKE) for index in (0, 9))
    assert one.public_id == again.public_id != new_draft(ROSTER, 0, _entry(4), ALIKE).public_id


def test_a_number_given_up_becomes_a_question():
    draft = Draft(ROSTER, [0])
    draft.hear(_entry(0, sex="1"), ALIKE)
    draft.hear(_entry(1, name="人0", id_number="620102193805013114"), ALIKE)
    draft.give_up_number()
    assert draft.values == {"name": "人0", "sex": "1"}
    (query,) = draft.queries
    assert query == ("id_number", NUMBER_TAKEN, "", "620102193805013114", "退休!2")

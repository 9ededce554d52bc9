"""Who fits, and who is asked first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from yinling.service.dispatch.domain import (
    Candidate,
    Fit,
    Misfit,
    Need,
    Why,
    count_reasons,
    judge,
    ranked,
    wave,
)

AT = datetime(2026, 11, 22, tzinfo=UTC)
IDS = [UUID(int=number) for number in range(1, 9)]
ORDER = UUID(int=100)

candidates = st.builds(
    Candidate,
    worker=st.sampled_from(IDS),
    sex=st.sampled_from(["", "1", "2"]),
    languages=st.lists(st.sampled_from(["cmn", "ii", "bca"]), unique=True).map(tuple),
    skills=st.lists(st.sampled_from(["02", "0214", "03"]), unique=True).map(tuple),
    most_at_once=st.none() | st.integers(1, 4),
    is_away=st.booleans(),
    load=st.integers(0, 5),
    in_hand=st.integers(0, 5),
    last_offered=st.none() | st.integers(0, 50).map(lambda hours: AT - timedelta(hours=hours)),
)
crowds = st.lists(candidates, unique_by=lambda one: one.worker, max_size=8)
few = st.frozensets(st.sampled_from(IDS), max_size=3)
needs = st.builds(
    Need,
    order=st.uuids(),
    item_code=st.sampled_from(["", "0214", "0301"]),
    carer_sex=st.sampled_from(["", "1", "2"]),
    languages=st.lists(st.sampled_from(["cmn", "ii", "bca"]), unique=True).map(tuple),
    avoided=few, refused=few, asked=few,
)  # fmt: skip


def test_all_reasons_are_said():
    nobody = Candidate(IDS[0], "1", ("cmn",), ("03",), 1, is_away=True, load=1, in_hand=1)
    need = Need(ORDER, "0214", "2", ("ii",), *[frozenset(IDS[:1])] * 3)
    judged = judge(nobody, need)
    assert isinstance(judged, Misfit)
    assert (judged.why, judged.may_be_overruled) == (tuple(Why), False)


def test_what_is_merely_on_offer_fills_nobody():
    asked_a_lot = Candidate(IDS[0], most_at_once=2, load=30, in_hand=1)
    assert judge(asked_a_lot, Need(ORDER)) == Fit(asked_a_lot)
    busy = Candidate(IDS[1], most_at_once=2, load=2, in_hand=2)
    assert judge(busy, Need(ORDER)) == Misfit(busy, (Why.FULL,))


def test_an_officer_overrules_the_house_and_not_the_people():
    may = {
        why: Misfit(Candidate(IDS[0]), (why,)).may_be_overruled
        for why in Why
    }  # fmt: skip
    assert {why for why, holds in may.items() if not holds} == {Why.REFUSED, Why.AVOIDED, Why.ASKED}


def test_the_lightest_comes_first_then_the_first_language_then_who_waited_longest():
    need = Need(ORDER, languages=("ii", "cmn"))
    light = Candidate(IDS[0], languages=("cmn",), most_at_once=10, load=1)
    speaks = Candidate(IDS[1], languages=("ii",), most_at_once=5, load=1, last_offered=AT)
    waited = Candidate(IDS[2], languages=("cmn", "ii"), most_at_once=5, load=1, last_offered=AT - timedelta(hours=1))
    other = Candidate(IDS[3], languages=("cmn",), most_at_once=5, load=1)
    fits, misfits = ranked([other, speaks, waited, light], need)
    assert ([fit.candidate for fit in fits], misfits) == ([light, waited, speaks, other], [])


@given(crowds, needs, st.integers(0, 9))
def test_who_is_asked_fits_and_nobody_is_asked_twice(crowd, need, size):
    chosen = wave(crowd, need, size)
    fits = {one.worker for one in crowd if isinstance(judge(one, need), Fit)}
    assert len(chosen) == len(set(chosen)) == min(max(size, 1), len(fits))
    assert set(chosen) <= fits
    assert not set(chosen) & (need.refused | need.avoided | need.asked)


@given(crowds, needs, st.randoms())
def test_the_order_of_the_crowd_decides_nothing(crowd, need, chance):
    shuffled = list(crowd)
    chance.shuffle(shuffled)
    assert wave(shuffled, need, 3) == wave(crowd, need, 3)


@given(crowds, needs)
def test_nobody_who_carries_less_is_passed_over(crowd, need):
    fits, misfits = ranked(crowd, need)
    shares = [fit.candidate.share for fit in fits]
    assert shares == sorted(shares)
    assert len(fits) + len(misfits) == len(crowd)
    assert count_reasons(misfits).total() == sum(Why.ASKED not in one.why for one in misfits)


@given(crowds, needs, st.sampled_from(IDS))
def test_a_word_against_somebody_never_brings_him_nearer(crowd, need, worker):
    against = Need(
        need.order, need.item_code, need.carer_sex, need.languages, need.avoided, need.refused | {worker}, need.asked
    )
    assert worker not in wave(crowd, against, 9)
    others = [one for one in wave(crowd, need, 9) if one != worker]
    assert wave(crowd, against, 9) == others


def test_equal_ones_share_many_orders():
    crowd = [Candidate(worker) for worker in IDS[:4]]
    firsts = [wave(crowd, Need(UUID(int=number)), 1)[0] for number in range(1, 401)]
    counts = [firsts.count(worker) for worker in IDS[:4]]
    assert sum(counts) == 400
    assert min(counts) > 70

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.people.intake.domain.matching.clusters import Asked, Grouping, Settled, group, settle
from yinling.people.intake.domain.matching.evidence import Outcome, Verdict

SAME = Verdict(12.0, Outcome.SAME, (), "stranger")
WEAK = Verdict(9.0, Outcome.SAME, (), "stranger")
ASK = Verdict(2.0, Outcome.ASK, (), "stranger")
DIFFERENT = Verdict(-20.0, Outcome.DIFFERENT, (), "stranger")


def _apart(one: str, other: str) -> Verdict:
    return DIFFERENT


def test_the_earliest_row_is_the_base() -> None:
    found = group("dcba", {("a", "d"): SAME}, _apart)
    assert found == Grouping({"d": "d", "c": "c", "b": "b", "a": "d"}, {})


def test_three_rows_of_one_person_are_compared_each_with_each() -> None:
    asked: list[tuple[str, str]] = []

    def compare(one: str, other: str) -> Verdict:
        asked.append((one, other))
        return SAME

    found = group("abc", {("a", "b"): SAME, ("c", "b"): SAME}, compare)
    assert (found.base, found.asked, asked) == ({"a": "a", "b": "a", "c": "a"}, {}, [("a", "c")])


def test_a_chain_that_breaks_is_asked() -> None:
    found = group("abc", {("a", "b"): SAME, ("b", "c"): WEAK}, _apart)
    assert found.base == {"a": "a", "b": "b", "c": "c"}
    assert found.asked == {"b": Asked("b", "a", SAME), "c": Asked("c", "b", WEAK)}


def test_a_doubtful_row_hangs_on_the_group_it_is_likest() -> None:
    verdicts = {("a", "b"): SAME, ("b", "d"): ASK, ("c", "d"): Verdict(5.0, Outcome.ASK, (), "twin")}
    found = group("abcd", verdicts, _apart)
    assert found.base == {"a": "a", "b": "a", "c": "c", "d": "d"}
    assert found.asked == {"d": Asked("d", "c", verdicts["c", "d"])}


def test_a_doubt_within_a_merged_group_is_none() -> None:
    found = group("abc", {("a", "b"): SAME, ("b", "c"): SAME, ("a", "c"): SAME}, _apart)
    assert found == Grouping({"a": "a", "b": "a", "c": "a"}, {})


def test_nothing_is_asked_of_what_is_different() -> None:
    assert group("ab", {("a", "b"): DIFFERENT}, _apart) == Grouping({"a": "a", "b": "b"}, {})


_VERDICTS = st.sampled_from([SAME, SAME, WEAK, ASK, DIFFERENT])


@given(
    st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), _VERDICTS),
    st.integers(),
)
def test_groups_do_not_depend_on_the_order(verdicts: dict[tuple[int, int], Verdict], seed: int) -> None:
    def compare(one: int, other: int) -> Verdict:
        return verdicts.get((min(one, other), max(one, other)), DIFFERENT)

    rows = list(range(8))
    there = group(rows, verdicts, compare)
    shuffled = Random(seed).sample(rows, len(rows))
    turned = {(b, a) if seed % 2 else (a, b): verdict for (a, b), verdict in reversed(verdicts.items())}
    back = group(shuffled, turned, compare)
    assert _parts(there) == _parts(back)
    for row, base in there.base.items():
        assert base <= row
        assert there.base[base] == base
        assert row == base or compare(row, base).outcome is Outcome.SAME
    for base, asked in there.asked.items():
        assert there.base[base] == base
        assert there.base[asked.against] < base


def _parts(found: Grouping[int]) -> set[frozenset[int]]:
    return {frozenset(row for row, base in found.base.items() if base == one) for one in found.base.values()}


@pytest.mark.parametrize(
    ("found", "settled"),
    [
        ({}, Settled(Outcome.DIFFERENT, None, ())),
        ({1: DIFFERENT}, Settled(Outcome.DIFFERENT, None, ())),
        ({1: DIFFERENT, 2: SAME, 3: ASK}, Settled(Outcome.SAME, 2, (2, 3))),
        ({1: ASK, 2: Verdict(5.0, Outcome.ASK, (), "twin")}, Settled(Outcome.ASK, None, (2, 1))),
        ({1: WEAK, 2: SAME}, Settled(Outcome.ASK, None, (2, 1))),
    ],
)
def test_settling_against_persons_on_record(found: dict[int, Verdict], settled: Settled[int]) -> None:
    assert settle(found) == settled

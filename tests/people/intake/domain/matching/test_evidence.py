from dataclasses import dataclass
from math import log2

import pytest

from yinling.people.intake.domain.matching.comparing import exact, typed
from yinling.people.intake.domain.matching.evidence import (
    Agreement,
    Decisive,
    Evidence,
    Explanation,
    Grade,
    Matcher,
    Outcome,
    Rule,
    Thresholds,
    Verdict,
)


@dataclass(frozen=True)
class Ship:
    """A record of quite another kind: the engine knows no persons."""

    name: str = ""
    number: str = ""
    port: str = ""


def _rules(within: frozenset[str] = frozenset()) -> tuple[Rule[Ship], ...]:
    return (
        Rule(
            "number",
            typed("number"),
            (
                Grade("same", Agreement.AGREE, 0.5, (1 / 64, 1 / 4, 1 / 2)),
                Grade("typo", Agreement.NEARLY, 0.25, (1 / 8, 1 / 2, 1 / 2)),
                Grade("other", Agreement.DIFFER, 0.25, (1.0, 1.0, 1.0)),
            ),
            why="",
        ),
        Rule(
            "name",
            exact("name"),
            (
                Grade("same", Agreement.AGREE, 0.5, (1.0, 1 / 32, 1 / 2), by_share=True),
                Grade("other", Agreement.DIFFER, 1 / 64, (1.0, 1.0, 1.0)),
            ),
            why="",
            share=lambda a, b: 1 / 16 if a.name == "Rare" else 1.0,
        ),
        Rule(
            "port",
            exact("port"),
            (
                Grade("same", Agreement.AGREE, 0.5, (1 / 4, 1 / 2, 1 / 2)),
                Grade("other", Agreement.DIFFER, 0.5, (1.0, 1.0, 1.0)),
            ),
            why="",
            within=within,
        ),
    )


def _matcher(decisive: Decisive | None = None, within: frozenset[str] = frozenset()) -> Matcher[Ship]:
    return Matcher(
        rules=_rules(within),
        explanations=(
            Explanation("stranger", -4.0),
            Explanation("sister", -2.0),
            Explanation("rumour", 0.0, only_doubts=True),
        ),
        thresholds=Thresholds(same=3.0, ask=-3.0),
        decisive=decisive,
    )


def test_weights_add_up_against_the_explanation_refuted_least() -> None:
    ship = Ship(name="Rare", number="1234", port="Bergen")
    verdict = _matcher().compare(ship, ship)
    # The stranger has 5 bits, the sister 3, the rumour none.
    assert verdict == Verdict(
        0.0,
        Outcome.ASK,
        (
            Evidence("number", Agreement.AGREE, 0.0, "same"),
            Evidence("name", Agreement.AGREE, 0.0, "same"),
            Evidence("port", Agreement.AGREE, 0.0, "same"),
        ),
        "rumour",
    )


def test_a_doubting_explanation_never_keeps_from_asking() -> None:
    one, other = Ship(name="Rare", number="1234"), Ship(name="Norge", number="1234")
    verdict = _matcher().compare(one, other)
    # stranger: -4 + 5 - 6 = -5, sister: -2 + 1 - 6: firmly below
    assert verdict.outcome is Outcome.DIFFERENT
    near = _matcher().compare(Ship(name="Rare", number="1234"), Ship(name="Rare", number="1235"))
    # stranger: -4 + 1 + 3 = 0, sister: -2 - 1 + 4 = 1, rumour: 0 - 1 + 0 = -1
    assert (near.outcome, near.against, near.score) == (Outcome.ASK, "rumour", -1.0)


def test_what_is_unknown_weighs_nothing() -> None:
    verdict = _matcher().compare(Ship(), Ship(name="Rare", number="1", port="Bergen"))
    assert {e.agreement for e in verdict.evidence} == {Agreement.UNKNOWN}
    assert (verdict.score, verdict.against) == (-4.0, "stranger")


def test_a_common_value_says_less() -> None:
    rare, common = (Ship(name=name) for name in ("Rare", "Maria"))
    matcher = Matcher(rules=_rules()[1:2], explanations=(Explanation("a", 0), Explanation("b", 9), Explanation("c", 9)),
                      thresholds=Thresholds(same=3.0, ask=0.0))  # fmt: skip
    assert [matcher.compare(ship, ship).score for ship in (rare, common)] == [log2(8), -1.0]


def test_an_implied_field_adds_nothing_and_may_take_away() -> None:
    implied = _matcher(within=frozenset({"number"}))
    one = Ship(number="1234", port="Bergen")
    assert [e.weight for e in implied.compare(one, one).evidence if e.field == "port"] == [0.0]
    assert [e.weight for e in implied.compare(one, Ship(number="1234", port="Oslo")).evidence][2] == -1.0


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        pytest.param(Ship("Norge", "1234", "Oslo"), Outcome.ASK, id="the number proves: ask at least"),
        pytest.param(Ship("Norge", "9999", "Oslo"), Outcome.DIFFERENT, id="the number excludes"),
        pytest.param(Ship("Norge", "1235", "Oslo"), Outcome.DIFFERENT, id="nearly: neither"),
    ],
)
def test_a_decisive_field(other: Ship, outcome: Outcome) -> None:
    decisive = Decisive("number", proves="same", excludes="other", beside=frozenset({"name"}))
    assert _matcher(decisive).compare(Ship("Rare", "1234", "Bergen"), other).outcome is outcome


def test_the_quick_way_leaves_out_what_is_different() -> None:
    decisive = Decisive("number", proves="same", excludes="other", beside=frozenset({"name"}))
    matcher = _matcher(decisive)
    one = Ship("Rare", "1234", "Bergen")
    assert matcher.consider(one, Ship("Norge", "9999", "Bergen")) is None
    assert matcher.consider(one, one) == matcher.compare(one, one)


def test_a_grade_needs_a_chance_for_each_explanation() -> None:
    with pytest.raises(ValueError, match=r"number\.same has not one chance for each explanation"):
        Matcher(rules=_rules(), explanations=(Explanation("a", 0.0),), thresholds=Thresholds(same=1, ask=0))

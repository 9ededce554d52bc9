"""The engine of matching: rules that grade two records field by field, and the verdict that follows from the grades.

Each grade has a chance: how often it is met when both records are of one person, and how often under each of the
other explanations why two records look alike (a stranger, a relative of the same household). The weight of a grade
against an explanation is the logarithm to base 2 of the ratio, in bits; weights add up (Fellegi and Sunter, A Theory
for Record Linkage, JASA 64 (1969)). A verdict is as strong as it is against the explanation that it refutes least:
what only shows that two records are of one household never outweighs what tells its members apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import log2
from typing import Generic, NamedTuple, TypeVar

Record = TypeVar("Record")


class Agreement(StrEnum):
    """How two records stand to each other in one field."""

    AGREE = "agree"
    NEARLY = "nearly"
    DIFFER = "differ"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What to do with two records: merge them, ask a human, keep them apart."""

    SAME = "same"
    ASK = "ask"
    DIFFERENT = "different"


class Evidence(NamedTuple):
    """What one field says, for the page that shows two records side by side; `weight` in bits, for one person if > 0.

    `grade` says more exactly how the field agrees: `month` where the agreement of two dates goes down to the month.
    """

    field: str
    agreement: Agreement
    weight: float
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for two records with what it rests on; `score` in bits is the sum of the weights and of the prior.

    `against` names the explanation that is refuted least, and that the weights are taken against.
    """

    score: float
    outcome: Outcome
    evidence: tuple[Evidence, ...]
    against: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two records may look alike without being of one person; `prior` in bits is how it stands before evidence."""

    name: str
    prior: float


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a rule: its chance for one person (`same`), and under each explanation in their order.

    `by_share` multiplies the first explanation's chance with the share of people who bear the value, so that a rare
    value says more than a common one.
    """

    name: str
    agreement: Agreement
    same: float
    others: tuple[float, ...]
    by_share: bool = False

    def weights(self, share: float = 1.0) -> tuple[float, ...]:
        """Bits against each explanation, `share` being that of people who bear the value."""
        first, *rest = self.others
        scaled = (min(first * share, 1.0) if self.by_share else first, *rest)
        return tuple(log2(self.same / chance) for chance in scaled)


@dataclass(frozen=True)
class Rule(Generic[Record]):
    """How one field is compared, and what each grade weighs; `why` gives the reasons for the chances.

    `judge` gives the name of a grade, or "" where nothing can be said. `share` gives how common the value is.
    `within` names fields that imply this one: where one of them agrees, agreement here adds nothing.
    """

    field: str
    judge: Callable[[Record, Record], str]
    grades: tuple[Grade, ...]
    why: str
    share: Callable[[Record, Record], float] | None = None
    within: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Decisive:
    """A field that identifies, with the grades by which it does.

    Where its grade is `proves`, a human is asked at least. Where it is `excludes`, a human is asked at most, and only
    if the rest would make the records the same and every field of `beside` agrees or is unknown.
    """

    field: str
    proves: str
    excludes: str
    beside: frozenset[str]


@dataclass(frozen=True)
class Thresholds:
    """From how many bits on records are the same, and from how many on a human is asked."""

    same: float
    ask: float


class Matcher(Generic[Record]):
    """Compares records by a table of rules. Symmetric, without state, safe to share."""

    def __init__(
        self,
        *,
        rules: Sequence[Rule[Record]],
        explanations: Sequence[Explanation],
        thresholds: Thresholds,
        decisive: Decisive | None = None,
    ) -> None:
        self._rules = tuple(_Weighed.of(rule, len(explanations)) for rule in rules)
        self._explanations = tuple(explanations)
        self._priors = [explanation.prior for explanation in explanations]
        self._thresholds = thresholds
        self._decisive = decisive

    def compare(self, a: Record, b: Record) -> Verdict:
        """What the two records say about being of one person."""
        totals = list(self._priors)
        places = range(len(totals))
        found: list[tuple[str, Agreement, tuple[float, ...], str]] = []
        agreed: set[str] = set()
        for rule in self._rules:
            agreement, weights, grade = rule.weigh(a, b, agreed)
            found.append((rule.field, agreement, weights, grade))
            if agreement is not Agreement.UNKNOWN:
                for place in places:
                    totals[place] += weights[place]
                if agreement is not Agreement.DIFFER:
                    agreed.add(rule.field)
        weakest = totals.index(min(totals))
        evidence = tuple(Evidence(name, how, weights[weakest], grade) for name, how, weights, grade in found)
        score = totals[weakest]
        return Verdict(score, self._outcome(score, evidence), evidence, self._explanations[weakest].name)

    def _outcome(self, score: float, evidence: tuple[Evidence, ...]) -> Outcome:
        plain = self._at(score)
        decisive = self._decisive
        if decisive is None:
            return plain
        said = next((e for e in evidence if e.field == decisive.field), None)
        if said is None or said.grade not in {decisive.proves, decisive.excludes}:
            return plain
        if said.grade == decisive.proves:
            return Outcome.ASK if plain is Outcome.DIFFERENT else plain
        rest = all(e.agreement in _FREE for e in evidence if e.field in decisive.beside)
        doubtful = rest and self._at(score - said.weight) is Outcome.SAME
        return Outcome.ASK if doubtful else Outcome.DIFFERENT

    def _at(self, score: float) -> Outcome:
        if score >= self._thresholds.same:
            return Outcome.SAME
        return Outcome.ASK if score >= self._thresholds.ask else Outcome.DIFFERENT


_FREE = frozenset({Agreement.AGREE, Agreement.UNKNOWN})


@dataclass(frozen=True)
class _Weighed(Generic[Record]):
    """A rule with the logarithms taken."""

    field: str
    judge: Callable[[Record, Record], str]
    grades: Mapping[str, Grade]
    weights: Mapping[str, tuple[float, ...]]
    share: Callable[[Record, Record], float] | None
    within: frozenset[str]
    nothing: tuple[float, ...]
    shares: dict[tuple[str, float], tuple[float, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rule: Rule[Record], explanations: int) -> _Weighed[Record]:
        for grade in rule.grades:
            if len(grade.others) != explanations:
                raise ValueError(f"{rule.field}.{grade.name} has not one chance for each explanation")
        grades = {grade.name: grade for grade in rule.grades}
        weights = {name: grade.weights() for name, grade in grades.items()}
        nothing = (0.0,) * explanations
        return cls(rule.field, rule.judge, grades, weights, rule.share, rule.within, nothing)

    def weigh(self, a: Record, b: Record, agreed: set[str]) -> tuple[Agreement, tuple[float, ...], str]:
        name = self.judge(a, b)
        if not name:
            return Agreement.UNKNOWN, self.nothing, ""
        grade = self.grades[name]
        weights = self.weights[name]
        if grade.by_share and self.share is not None:
            weights = self._shared(grade, self.share(a, b))
        if self.within and grade.agreement is not Agreement.DIFFER and not self.within.isdisjoint(agreed):
            weights = tuple(min(weight, 0.0) for weight in weights)
        return grade.agreement, weights, name

    def _shared(self, grade: Grade, share: float) -> tuple[float, ...]:
        known = self.shares.get((grade.name, share))
        if known is None:
            known = self.shares[(grade.name, share)] = grade.weights(share)
        return known

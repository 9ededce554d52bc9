"""The engine of matching: rules that grade two records field by field, and the verdict that follows from the grades.

Each grade has a chance: how often it is met when both records are of one person, and how often under each of the
other explanations why two records look alike (a stranger, a relative of the same household). The weight of a grade
against an explanation is the logarithm to base 2 of the ratio, in bits; weights add up (Fellegi and Sunter, A Theory
for Record Linkage, JASA 64 (1969)). A verdict is as strong as it is against the explanation that it refutes least:
what only shows that two records are of one household never outweighs what tells its members apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2
from operator import add
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
    """Why two records may look alike without being of one person; `prior` in bits is how it stands before evidence.

    One that `only_doubts` keeps a machine from merging, and never keeps a human from being asked.
    """

    name: str
    prior: float
    only_doubts: bool = False


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
    """Compares records by a table of rules. Symmetric; keeps nothing of the records; safe to share.

    `anchors` are fields that few share: one of them must agree, or the decisive field nearly, for records to be the
    same. Names and dates that many share may add up; however much it comes to, a human is asked.
    """

    def __init__(
        self,
        *,
        rules: Sequence[Rule[Record]],
        explanations: Sequence[Explanation],
        thresholds: Thresholds,
        decisive: Decisive | None = None,
        anchors: frozenset[str] = frozenset(),
    ) -> None:
        self._rules = tuple(_Weighed(rule, len(explanations)) for rule in rules)
        self._names = tuple(explanation.name for explanation in explanations)
        self._priors = [explanation.prior for explanation in explanations]
        self._firm = [place for place, explanation in enumerate(explanations) if not explanation.only_doubts]
        self._thresholds = thresholds
        self._decisive = decisive or Decisive("", proves="", excludes="", beside=frozenset())
        self._anchors = anchors

    def compare(self, a: Record, b: Record) -> Verdict:
        """What the two records say about being of one person."""
        cells, totals = self._weigh(a, b)
        return self._verdict(cells, totals)

    def consider(self, a: Record, b: Record) -> Verdict | None:
        """The verdict, or None where the records are different: quicker for the many candidates that are."""
        if self._excluded(a, b):
            return None
        verdict = self.compare(a, b)
        return None if verdict.outcome is Outcome.DIFFERENT else verdict

    def _weigh(self, a: Record, b: Record) -> tuple[list[_Cell], list[float]]:
        totals = self._priors
        cells: list[_Cell] = []
        agreed: set[str] = set()
        for rule in self._rules:
            grade = rule.judge(a, b)
            if not grade:
                cells.append(rule.unknown)
                continue
            cell = rule.cell(grade, a, b, implied=not rule.within.isdisjoint(agreed))
            cells.append(cell)
            totals = list(map(add, totals, cell.weights))
            if cell.agreement is not Agreement.DIFFER:
                agreed.add(rule.field)
        return cells, totals

    def _verdict(self, cells: list[_Cell], totals: list[float]) -> Verdict:
        score = min(totals)
        weakest = totals.index(score)
        evidence = tuple([cell.evidence[weakest] for cell in cells])
        plain = self._at(score)
        if plain is Outcome.DIFFERENT and self._at(min([totals[place] for place in self._firm])) is not plain:
            plain = Outcome.ASK
        if plain is Outcome.SAME and not self._anchored(evidence):
            plain = Outcome.ASK
        return Verdict(score, self._decided(plain, score, evidence), evidence, self._names[weakest])

    def _excluded(self, a: Record, b: Record) -> bool:
        """Whether the decisive field keeps the records apart whatever the others say."""
        decisive, excludes = self._decisive, False
        for rule in self._rules:
            if rule.field == decisive.field:
                excludes = rule.judge(a, b) == decisive.excludes
            if not excludes:
                return False
            if rule.field in decisive.beside:
                grade = rule.judge(a, b)
                if grade and rule.agreements[grade] is not Agreement.AGREE:
                    return True
        return False

    def _decided(self, plain: Outcome, score: float, evidence: tuple[Evidence, ...]) -> Outcome:
        """The outcome, the decisive field heard."""
        decisive = self._decisive
        said = next((e for e in evidence if e.field == decisive.field and e.grade), None)
        if said is None or said.grade not in (decisive.proves, decisive.excludes):
            return plain
        if said.grade == decisive.proves:
            return Outcome.ASK if plain is Outcome.DIFFERENT else plain
        free = all(e.agreement in _FREE for e in evidence if e.field in decisive.beside)
        doubtful = free and self._at(score - said.weight) is Outcome.SAME
        return Outcome.ASK if doubtful else Outcome.DIFFERENT

    def _anchored(self, evidence: tuple[Evidence, ...]) -> bool:
        """Whether something that few share agrees, where a table demands it."""
        return not self._anchors or any(
            (e.agreement is Agreement.AGREE and e.field in self._anchors)
            or (e.agreement is Agreement.NEARLY and e.field == self._decisive.field)
            for e in evidence
        )

    def _at(self, score: float) -> Outcome:
        if score >= self._thresholds.same:
            return Outcome.SAME
        return Outcome.ASK if score >= self._thresholds.ask else Outcome.DIFFERENT


_FREE = frozenset({Agreement.AGREE, Agreement.UNKNOWN})


class _Cell(NamedTuple):
    """What a rule says by one grade: bits against each explanation, and the evidence ready for each."""

    agreement: Agreement
    weights: tuple[float, ...]
    evidence: tuple[Evidence, ...]


class _Weighed(Generic[Record]):
    """A rule with its cells made once: logarithms and evidence are the cost of a comparison otherwise."""

    def __init__(self, rule: Rule[Record], explanations: int) -> None:
        for grade in rule.grades:
            if len(grade.others) != explanations:
                raise ValueError(f"{rule.field}.{grade.name} has not one chance for each explanation")
        self.field, self.judge, self.within = rule.field, rule.judge, rule.within
        self.agreements = {grade.name: grade.agreement for grade in rule.grades}
        self.unknown = self._made(Agreement.UNKNOWN, (0.0,) * explanations, "")
        self._grades = {grade.name: grade for grade in rule.grades}
        self._share = rule.share
        self._shared = frozenset(grade.name for grade in rule.grades if grade.by_share and rule.share)
        self._cells: dict[tuple[str, float, bool], _Cell] = {}

    def cell(self, grade: str, a: Record, b: Record, *, implied: bool) -> _Cell:
        """The cell of the grade for these records; `implied`: another field that agrees says as much already."""
        share = self._share(a, b) if self._share and grade in self._shared else 1.0
        found = self._cells.get((grade, share, implied))
        if found is None:
            found = self._cells[(grade, share, implied)] = self._weighed(self._grades[grade], share, implied=implied)
        return found

    def _weighed(self, grade: Grade, share: float, *, implied: bool) -> _Cell:
        weights = grade.weights(share)
        if implied and grade.agreement is not Agreement.DIFFER:
            weights = tuple(min(weight, 0.0) for weight in weights)
        return self._made(grade.agreement, weights, grade.name)

    def _made(self, agreement: Agreement, weights: tuple[float, ...], grade: str) -> _Cell:
        ready = tuple(Evidence(self.field, agreement, weight, grade) for weight in weights)
        return _Cell(agreement, weights, ready)

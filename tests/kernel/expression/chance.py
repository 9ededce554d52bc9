"""Conditions, persons and parameters by the thousand: dice with the edges made likely, faster than hypothesis."""

from __future__ import annotations

from datetime import date
from random import Random

from tests.kernel.expression.roster import ABILITY, DISEASES, LIVING, PARAMETERS, WISHED
from yinling.kernel.expression import Kind, Value
from yinling.kernel.expression.syntax import (
    And,
    Comparison,
    Condition,
    Containment,
    Count,
    Elapsed,
    Literal,
    Membership,
    Not,
    Operand,
    Or,
    Parameter,
    Presence,
    Reference,
)

DAYS = (date(2026, 11, 22), date(2024, 2, 29), date(2023, 2, 28), date(2025, 3, 1), date(1, 1, 1), date(9999, 12, 31))
ORDERED, EQUAL = ("==", "!=", "<", "<=", ">", ">="), ("==", "!=")
NAMES = {
    Kind.NUMBER: ("年龄", "子女数"),
    Kind.DATE: ("上次探访日期", "入党日期"),
    Kind.TEXT: ("单位", "居住方式", "愿意的居住方式", "自理能力"),
    Kind.LIST: ("慢性病", "爱好"),
}
GIVEN = {kind: name for name, kind in PARAMETERS.items()}
CHOICES = {"居住方式": LIVING, "自理能力": ABILITY, "愿意的居住方式": WISHED}
TEXTS = (*LIVING, *ABILITY, *DISEASES, "", "无", "on_own", "高血压、糖尿病", "甲", "%", "'; --", '"')
EVERY = (*(name for names in NAMES.values() for name in names), "党员")


class Dice:
    """Throws of one seed, for the day `on`."""

    def __init__(self, seed: int, on: date) -> None:
        self.random = Random(seed)
        self.on = on

    def day(self) -> date:
        """A date, mostly around an anniversary of the day or around 29 February."""
        years = self.random.choice([0, 0, 1, 4, 30, 50, 60, 80, 99, self.random.randint(-50, 120)])
        year = min(max(self.on.year - years, 1), 9999)
        near = self.random.choice([self.on, date(2000, 2, 29), date(2000, 2, 28), date(2000, 3, 1)])
        try:
            start = near.replace(year=year)
        except ValueError:
            start = date(year, 2, 28)
        return date.fromordinal(min(max(start.toordinal() + self.random.randint(-2, 2), 1), date.max.toordinal()))

    def number(self) -> int:
        around = (0, 1, 2, 3, 30, 50, 60, 80, 99, 365, 999_999_999_999_999, -999_999_999_999_999, 730_000, -2_900_000)
        return self.random.choice([*around, self.random.randint(-5, 120), self.random.randint(-40_000, 40_000)])

    def listed(self) -> str:
        return "、".join(self.random.choices([*DISEASES, "无", "", "高血压病"], k=self.random.randint(0, 4)))

    def value(self, kind: Kind) -> Value:
        match kind:
            case Kind.NUMBER:
                return self.number()
            case Kind.DATE:
                return self.day()
            case Kind.BOOLEAN:
                return self.random.random() < 0.5
            case Kind.LIST:
                return self.listed()
            case Kind.TEXT | Kind.CHOICE:
                return self.random.choice(TEXTS)

    def person(self) -> tuple[dict[str, Value | None], date | None]:
        """The facts without the age, and the day of birth."""
        plain: dict[str, Value] = {
            "子女数": self.random.choice([0, 1, 2, 3, 80]), "单位": self.value(Kind.TEXT),
            "上次探访日期": self.day(), "入党日期": self.day(), "党员": self.value(Kind.BOOLEAN),
            "慢性病": self.listed(), "爱好": self.listed(),
        }  # fmt: skip
        for name, words in CHOICES.items():
            plain[name] = self.random.choice([*words, "没有字词的代码"])
        known = {name: fact for name, fact in plain.items() if self.random.random() < 0.8}
        return dict(known), self.day() if self.random.random() < 0.9 else None

    def parameters(self) -> dict[str, Value | None]:
        huge = self.random.choice([0, 0, 2**63, -(2**63), 10**30])
        found = {name: self.value(kind) for name, kind in PARAMETERS.items() if self.random.random() < 0.8}
        return dict(found | {"高龄起点": huge} if huge else found)

    def condition(self, depth: int = 3) -> Condition:
        """A well-typed condition, as deep as that."""
        shape = self.random.random()
        if depth == 0 or shape < 0.3:
            return self.leaf()
        if shape < 0.5:
            return Not(self.condition(depth - 1))
        parts = tuple(self.condition(depth - 1) for _ in range(self.random.randint(2, 3)))
        return And(parts) if shape < 0.75 else Or(parts)

    def leaf(self) -> Condition:
        shape = self.random.randrange(12)
        if shape < 6:
            return self.comparison()
        if shape < 8:
            return self.membership()
        if shape < 10:
            options = tuple(self.word() for _ in range(self.random.randint(1, 3)))
            return Containment(Reference(self.random.choice(NAMES[Kind.LIST])), options, self.random.random() < 0.4)
        if shape == 10:
            return Presence(Reference(self.random.choice(EVERY)), self.random.random() < 0.5)
        plain: list[Condition] = [Reference("党员"), Parameter("启用"), Literal(True), Literal(False)]
        return self.random.choice(plain)

    def comparison(self) -> Comparison:
        kind = self.random.choice([Kind.NUMBER, Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.TEXT, Kind.BOOLEAN])
        operator = self.random.choice(ORDERED if kind in {Kind.NUMBER, Kind.DATE} else EQUAL)
        item = self.item(kind)
        other = self.item(kind) if self.random.random() < 0.25 else self.constant(kind, item)
        if disjoint(item, other):
            other = self.constant(kind, item)
        return Comparison(item, operator, other) if self.random.random() < 0.7 else Comparison(other, operator, item)

    def membership(self) -> Membership:
        kind = self.random.choice([Kind.NUMBER, Kind.DATE, Kind.TEXT])
        item = self.item(kind)
        options = tuple(self.constant(kind, item) for _ in range(self.random.randint(1, 3)))
        return Membership(item, options, self.random.random() < 0.4)

    def item(self, kind: Kind) -> Operand:
        if kind is Kind.BOOLEAN:
            return Reference("党员")
        if kind is Kind.NUMBER and self.random.random() < 0.6:
            dates, lists = NAMES[Kind.DATE], NAMES[Kind.LIST]
            if self.random.random() < 0.2:
                return Count(Reference(self.random.choice(lists)))
            return Elapsed(self.random.choice(["距今天数", "距今年数"]), Reference(self.random.choice(dates)))
        return Reference(self.random.choice(NAMES[kind]))

    def constant(self, kind: Kind, item: Operand) -> Literal | Parameter:
        if self.random.random() < 0.3:
            return Parameter(GIVEN[kind])
        if isinstance(item, Reference) and item.name in CHOICES:
            return Literal(self.random.choice(CHOICES[item.name]))
        if (
            kind is Kind.NUMBER
            and isinstance(item, Elapsed)
            and item.function == "距今天数"
            and self.random.random() < 0.7
        ):
            return Literal((self.on - self.day()).days)
        return Literal(self.value(kind))

    def word(self) -> Literal | Parameter:
        return Parameter("重点单位") if self.random.random() < 0.3 else Literal(self.random.choice(DISEASES))


def disjoint(one: Operand, other: Operand) -> bool:
    """Whether two choices share no word, which the checker refuses."""
    words = [CHOICES.get(side.name) for side in (one, other) if isinstance(side, Reference)]
    return len(words) == 2 and all(words) and set(words[0] or ()).isdisjoint(words[1] or ())

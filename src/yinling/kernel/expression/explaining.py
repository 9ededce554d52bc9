"""An answer in plain Chinese sentences: what held on which facts, what did not, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from yinling.kernel.expression.evaluating import Finding, Outcome, UsedFact, decisive, elapsed
from yinling.kernel.expression.syntax import (
    And,
    Comparison,
    Containment,
    Count,
    Elapsed,
    Literal,
    Measure,
    Membership,
    Not,
    Operand,
    Or,
    Parameter,
    Presence,
    Reference,
)
from yinling.kernel.expression.vocabulary import DAYS_SINCE, HOW_MANY, NOTHING_WORD, UNITS, Kind, Value, words_of

HOLDS = "符合条件。"  # the headline of a condition that holds
_HEADLINES = {
    True: HOLDS,
    False: "不符合条件。",
    None: "缺资料，不能判断，按不符合处理。",
}
_VERDICTS = {True: "符合", False: "不符合"}
_REGISTERED, _NOT_REGISTERED = "已经登记，", "没有登记，"  # what a sentence says of a fact that is only there, or not
_FEW = 2
_OPPOSITES = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_NUMBER_WORDS = {"==": "等于", "!=": "不等于", "<": "小于", "<=": "不大于", ">": "大于", ">=": "不小于"}
_WORDLIKE = {"==": "为", "!=": "不是"}
_DATE_WORDS = {"==": "是", "!=": "不是", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
_RELATIONS = {
    Kind.NUMBER: _NUMBER_WORDS,
    Kind.DATE: _DATE_WORDS,
    Kind.TEXT: _WORDLIKE,
    Kind.CHOICE: _WORDLIKE,
    Kind.BOOLEAN: _WORDLIKE,
    Kind.LIST: _WORDLIKE,
}


def explain_lines(outcome: Outcome) -> list[str]:
    """The answer as sentences: a headline, then one for every part that decided it, then what is missing.

    A part that did not decide is left out: of a false `and`, only the false parts are told.
    """
    told = dict.fromkeys(_sentences(outcome))
    lines = [_HEADLINES[outcome.value], *told]
    if outcome.missing:
        lines.append(f"还缺：{'、'.join(outcome.missing)}。")
    return lines


def telling(lines: Sequence[str]) -> list[str]:
    """Of the sentences of `explain_lines` the few that say most, in their order.

    Not the headline, and not that a fact is registered where others say what it is. Of more the last: a condition
    goes from the general to the particular.
    """
    reasons = [line for line in lines if line not in _HEADLINES.values()]
    told = [line for line in reasons if not _is_presence(line)]
    return (told or reasons)[-_FEW:]


def _is_presence(line: str) -> bool:
    return any(f"{said}{verdict}“" in line for said in (_REGISTERED, _NOT_REGISTERED) for verdict in _VERDICTS.values())


def say_change(outcome: Outcome) -> str:
    """What would have to be otherwise for the answer to turn, as one sentence; empty where nothing could turn it.

    What is unknown counts as not fulfilled: it would have to be registered so.
    """
    wanted = _turning(outcome.finding, wanted=not outcome.matched)
    if not wanted:
        return ""
    return f"如果{wanted}，就{'不再符合' if outcome.matched else '符合'}。"


def _turning(finding: Finding, *, wanted: bool, inside: str = "") -> str:
    """What must hold for a part to come out as wanted: the least that is not so already.

    `inside` is the word that joins it with its neighbours; where its own parts are joined by the other, it gets
    brackets.
    """
    match finding.node:
        case Not():
            return _turning(finding.parts[0], wanted=not wanted, inside=inside)
        case And() | Or():
            word = "并且" if isinstance(finding.node, And) is wanted else "或者"
            open_parts = [part for part in finding.parts if part.value is not wanted]
            texts = [_turning(part, wanted=wanted, inside=word) for part in open_parts]
            told = list(dict.fromkeys(filter(None, texts)))
            return f"（{word.join(told)}）" if len(told) > 1 and inside not in {"", word} else word.join(told)
        case Literal():
            return ""
        case _:
            return _requirement(finding, turned=not wanted)


def _sentences(outcome: Outcome) -> Iterator[str]:
    negated = _under_not(outcome.finding)
    for leaf in decisive(outcome.finding):
        turned = negated[id(leaf)]
        wanted = _requirement(leaf, turned=turned)
        known = [_fact(fact, leaf, outcome.on) for fact in leaf.facts if fact.value is not None]
        if leaf.value is None:
            yield f"{'，'.join([*known, ''])}缺资料，不能判断“{wanted}”。"
        elif isinstance(leaf.node, Presence):
            registered = _REGISTERED if known else _NOT_REGISTERED
            yield f"{leaf.facts[0].term.name}{registered}{_verdict(leaf, turned)}“{wanted}”。"
        elif known:
            yield f"{'，'.join(known)}，{_verdict(leaf, turned)}“{wanted}”。"
        elif isinstance(leaf.node, Literal):
            yield "规则规定对所有人适用。" if leaf.value is not turned else "规则规定对任何人都不适用。"
        else:
            yield f"与本人情况无关，{_verdict(leaf, turned)}“{wanted}”。"


def _verdict(leaf: Finding, turned: bool) -> str:
    return _VERDICTS[leaf.value is not turned]


def _under_not(finding: Finding) -> dict[int, bool]:
    """For every leaf, by identity: whether it stands under an odd number of `not`."""
    turned: dict[int, bool] = {}

    def walk(part: Finding, now: bool) -> None:
        below = now is not isinstance(part.node, Not)
        if not part.parts:
            turned[id(part)] = now
        for child in part.parts:
            walk(child, below)

    walk(finding, False)
    return turned


def _requirement(leaf: Finding, *, turned: bool) -> str:
    match leaf.node:
        case Comparison():
            return _compared(leaf, leaf.node, turned=turned)
        case Membership():
            outside = leaf.node.negated is not turned
            options = "、".join(_constant(option, leaf, _unit(leaf)) for option in leaf.node.options)
            return f"{_subject(leaf.node.item)}{'不属于' if outside else '属于'}{options}"
        case Containment():
            return _contained(leaf, leaf.node, outside=leaf.node.negated is not turned)
        case Presence():
            return f"{leaf.node.argument.name}{'已' if leaf.node.known is not turned else '未'}登记"
        case Reference() | Parameter():
            return f"{leaf.node.name}为{'否' if turned else '是'}"
        case _:
            return leaf.text


def _compared(leaf: Finding, node: Comparison, *, turned: bool) -> str:
    left, operator, right = node.left, node.operator, node.right
    if isinstance(left, Literal | Parameter):
        left, operator, right = right, _MIRRORED[operator], left
    if turned:
        operator = _OPPOSITES[operator]
    words = _RELATIONS[_kind(left, right, leaf)]
    return f"{_subject(left)}{words[operator]}{_constant(right, leaf, _unit(leaf))}"


def _contained(leaf: Finding, node: Containment, *, outside: bool) -> str:
    options = "、".join(_constant(option, leaf, "") for option in node.options)
    if len(node.options) > 1:
        options += "中的任何一项" if outside else "之一"
    return f"{node.item.name}{'不包含' if outside else '包含'}{options}"


def _subject(node: Operand) -> str:
    match node:
        case Count():
            return f"{node.argument.name}的项数"
        case Elapsed():
            return f"距{node.argument.name}的{'天数' if node.function == DAYS_SINCE else '年数'}"
        case Reference() | Parameter():
            return node.name
        case Literal():
            return _shown(node.value)


def _constant(node: Operand, leaf: Finding, unit: str) -> str:
    if isinstance(node, Literal):
        return _shown(node.value, unit)
    if isinstance(node, Parameter):
        value = next(used.value for used in leaf.parameters if used.name == node.name)
        return f"参数“{node.name}”" if value is None else f"{_shown(value, unit)}（{node.name}）"
    return _subject(node)


def _fact(fact: UsedFact, leaf: Finding, on: date) -> str:
    assert fact.value is not None
    value = (fact.value or NOTHING_WORD) if fact.term.kind is Kind.LIST else fact.value
    told = f"{fact.term.name}为{_shown(value, fact.term.unit, '“”')}"
    sides = [side for side in _sides(leaf) if isinstance(side, Measure) and side.argument.name == fact.term.name]
    return "，".join([told, *(_measured(side, fact.value, on) for side in sides)])


def _measured(side: Measure, value: Value, on: date) -> str:
    if isinstance(side, Elapsed) and isinstance(value, date):
        return f"至{on.isoformat()}为{elapsed(side.function, value, on)}{UNITS[side.function]}"
    return f"共{len(words_of(str(value)))}{UNITS[HOW_MANY]}"


def _sides(leaf: Finding) -> tuple[Operand, ...]:
    match leaf.node:
        case Comparison():
            return (leaf.node.left, leaf.node.right)
        case Membership():
            return (leaf.node.item,)
        case _:
            return ()


def _unit(leaf: Finding) -> str:
    for side in _sides(leaf):
        if isinstance(side, Measure):
            return UNITS[HOW_MANY if isinstance(side, Count) else side.function]
    return next((fact.term.unit for fact in leaf.facts if fact.term.unit), "")


def _kind(left: Operand, right: Operand, leaf: Finding) -> Kind:
    for side in (left, right):
        if isinstance(side, Measure) or (isinstance(side, Literal) and Kind.NUMBER.holds(side.value)):
            return Kind.NUMBER
        if isinstance(side, Literal) and Kind.DATE.holds(side.value):
            return Kind.DATE
    return next((fact.term.kind for fact in leaf.facts), Kind.TEXT)


def _shown(value: Value, unit: str = "", quotes: str = "‘’") -> str:
    """A value for reading; inside a quoted requirement words stand in the inner quotation marks."""
    if isinstance(value, bool):
        value = "是" if value else "否"
    if isinstance(value, int):
        return f"{value}{unit}"
    return value.isoformat() if isinstance(value, date) else f"{quotes[0]}{value}{quotes[1]}"

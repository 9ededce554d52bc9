"""The vocabulary, facts and random conditions that the tests of this folder share."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from yinling.kernel.expression import Kind, Term, Value, Vocabulary
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
    Or,
    Parameter,
    Presence,
    Reference,
)

ON = date(2026, 11, 22)
LIVING = ("独居", "与配偶同住", "与子女同住")
ABILITY = ("能自理", "半自理", "不能自理")
WISHED = ("住养老机构", "独居", "与子女同住")  # some of LIVING, so that the two can be compared
DISEASES = ("高血压", "糖尿病", "压", "病", "100%", "%s", "'", "\\")
VOCABULARY = Vocabulary(
    [
        Term("年龄", Kind.NUMBER, "岁", "由出生日期计算"),
        Term("子女数", Kind.NUMBER, "人", "花名册"),
        Term("居住方式", Kind.CHOICE, source="花名册", words=LIVING),
        Term("自理能力", Kind.CHOICE, source="评估", words=ABILITY),
        Term("愿意的居住方式", Kind.CHOICE, source="花名册", words=WISHED),
        Term("单位", Kind.TEXT, source="花名册"),
        Term("上次探访日期", Kind.DATE, source="服务记录"),
        Term("入党日期", Kind.DATE, source="花名册"),
        Term("党员", Kind.BOOLEAN, source="花名册"),
        Term("慢性病", Kind.LIST, source="花名册"),
        Term("爱好", Kind.LIST, source="花名册"),
    ]
)
PARAMETERS = {"高龄起点": Kind.NUMBER, "探访日": Kind.DATE, "重点单位": Kind.TEXT, "启用": Kind.BOOLEAN}

numbers = st.integers(-5, 110)
days = st.dates(date(1920, 1, 1), date(2030, 12, 31))
texts = st.text(st.characters(exclude_categories=("C", "Z")), max_size=6) | st.sampled_from(
    [*LIVING, *DISEASES, "", "无", "高血压、糖尿病", "on_own"]
)
lists = st.lists(st.sampled_from([*DISEASES, "无", ""]) | texts, max_size=4).map("、".join)
truths = st.booleans()
_NAMES = {
    Kind.NUMBER: ["年龄", "子女数"],
    Kind.DATE: ["上次探访日期", "入党日期"],
    Kind.TEXT: ["单位"],
    Kind.BOOLEAN: ["党员"],
}
_VALUES = {Kind.NUMBER: numbers, Kind.DATE: days, Kind.TEXT: texts, Kind.BOOLEAN: truths}
_GIVEN = {kind: name for name, kind in PARAMETERS.items()}


def _terms(kind: Kind) -> st.SearchStrategy[Reference | Elapsed]:
    plain = st.sampled_from(_NAMES[kind]).map(Reference)
    if kind is not Kind.NUMBER:
        return plain
    functions = st.sampled_from(["距今天数", "距今年数"])
    counted = st.builds(Count, st.sampled_from(["慢性病", "爱好"]).map(Reference))
    return plain | st.builds(Elapsed, functions, st.sampled_from(_NAMES[Kind.DATE]).map(Reference)) | counted


def _constants(kind: Kind) -> st.SearchStrategy[Literal | Parameter]:
    return _VALUES[kind].map(Literal) | st.just(Parameter(_GIVEN[kind]))


def _leaves(kind: Kind) -> st.SearchStrategy[Condition]:
    ordered = kind in {Kind.NUMBER, Kind.DATE}
    operators = st.sampled_from(["==", "!=", "<", "<=", ">", ">="] if ordered else ["==", "!="])
    terms, others = _terms(kind), _terms(kind) | _constants(kind)
    options = st.lists(_constants(kind), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Comparison, terms, operators, others),
        st.builds(Comparison, _constants(kind), operators, terms),
        st.builds(Membership, terms, options, truths),
    )


def _choice(name: str, words: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    constants = st.sampled_from(words).map(Literal) | st.just(Parameter("重点单位"))
    item, operators = st.just(Reference(name)), st.sampled_from(["==", "!="])
    return st.one_of(
        st.builds(Comparison, item, operators, constants | st.just(Reference("单位"))),
        st.builds(Comparison, constants, operators, item),
        st.builds(Membership, item, st.lists(constants, min_size=1, max_size=3).map(tuple), truths),
    )


def _listed(name: str) -> st.SearchStrategy[Condition]:
    words = texts.filter(lambda word: word not in {"", "无"} and "、" not in word).map(Literal)
    options = st.lists(words | st.just(Parameter("重点单位")), min_size=1, max_size=3).map(tuple)
    return st.builds(Containment, st.just(Reference(name)), options, truths)


_names = st.sampled_from([term.name for term in VOCABULARY]).map(Reference)
leaves: st.SearchStrategy[Condition] = st.one_of(
    *(_leaves(kind) for kind in _NAMES),
    _choice("居住方式", LIVING),
    _choice("自理能力", ABILITY),
    _choice("愿意的居住方式", WISHED),
    st.builds(
        Comparison, st.just(Reference("居住方式")), st.sampled_from(["==", "!="]), st.just(Reference("愿意的居住方式"))
    ),
    _listed("慢性病"),
    _listed("爱好"),
    st.builds(Presence, _names, truths),
    st.just(Reference("党员")),
    st.just(Parameter("启用")),
    truths.map(Literal),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
facts: st.SearchStrategy[dict[str, Value | None]] = st.fixed_dictionaries(
    {},
    optional={
        "年龄": st.none() | numbers,
        "子女数": st.none() | numbers,
        "居住方式": st.none() | st.sampled_from(LIVING),
        "自理能力": st.none() | st.sampled_from(ABILITY),
        "愿意的居住方式": st.none() | st.sampled_from(WISHED),
        "单位": st.none() | texts,
        "上次探访日期": st.none() | days,
        "入党日期": st.none() | days,
        "党员": st.none() | truths,
        "慢性病": st.none() | lists,
        "爱好": st.none() | lists,
    },
)
parameters: st.SearchStrategy[dict[str, Value | None]] = st.fixed_dictionaries(
    {},
    optional={name: st.none() | _VALUES[kind] for name, kind in PARAMETERS.items()},
)

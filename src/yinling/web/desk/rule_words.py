"""The words that a condition may use, as the editor offers them: terms by section, functions, parameters in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from yinling.decisions.rulebook import policy
from yinling.decisions.rulebook.domain import ParameterEntry
from yinling.kernel.expression import Kind, Term
from yinling.kernel.viewer import Viewer
from yinling.people.registry.terms import CATALOGUE, SECTIONS, purposes_of, term_of, vocabulary
from yinling.web.desk.rule_sight import value_said


class Word(NamedTuple):
    """One word: what is inserted, what it is, and the values that can be inserted after it."""

    name: str
    insert: str
    kind: str
    help: str
    values: list[str]


class WordGroup(NamedTuple):
    """Words under one heading."""

    label: str
    words: list[Word]


def word_groups(by: Viewer, parameters: Iterable[ParameterEntry]) -> list[WordGroup]:
    """All that a viewer may write: terms for whose purpose he is granted, the functions, the parameters in force."""
    return [
        WordGroup(_("比较和连接"), list(_signs())),
        WordGroup(_("函数"), list(_functions())),
        WordGroup(_("现有的参数"), [_parameter(entry) for entry in parameters]),
        *_sections(by),
    ]


def _sections(by: Viewer) -> Iterator[WordGroup]:
    terms = [term for term in vocabulary() if policy.reads(by, purposes_of([term.name]))]
    for section, label in SECTIONS.items():
        words = [_term(term) for term in terms if CATALOGUE[term_of(term.name)].section == section]
        if words:
            yield WordGroup(str(label), words)


def _term(term: Term) -> Word:
    kind = (
        _("%(kind)s，单位：%(unit)s") % {"kind": term.kind.label, "unit": term.unit} if term.unit else term.kind.label
    )
    return Word(term.name, term.name, kind, _example(term), [f'"{word}"' for word in term.words])


def _example(term: Term) -> str:
    """How a term of this kind is written in a condition."""
    match term.kind:
        case Kind.NUMBER:
            return f"{term.name} >= 1"
        case Kind.CHOICE:
            return f'{term.name} == "{term.words[0]}"'
        case Kind.DATE:
            return f"{term.name} < 1949-10-01"
        case Kind.LIST:
            return f"{term.name} 包含 [...]"  # the language's own word
        case _:
            return f'{term.name} == "..."'


def _parameter(entry: ParameterEntry) -> Word:
    return Word(entry.code, f"{{{entry.code}}}", value_said(entry), "", [])


def _signs() -> Iterator[Word]:
    signs = (
        ("and", _("并且，也可以写“且”"), '年龄 >= {高龄起点} and 居住方式 == "独居"'),
        ("or", _("或者，也可以写“或”"), '居住方式 == "独居" or 日常照料人 == "无人照料"'),
        ("not", _("不成立，也可以写“非”"), 'not 婚姻状况 == "丧偶"'),
        ("==", _("等于"), '性别 == "女"'),
        ("!=", _("不等于"), '性别 != "女"'),
        (">=", _("不小于；<= 不大于，> 大于，< 小于"), "年龄 >= {高龄起点}"),
        ("in [ ]", _("是其中之一，也可以写“属于”"), '居住方式 in ["独居", "与配偶同住"]'),
        ("not in [ ]", _("不是其中任何一个，也可以写“不属于”"), '居住方式 not in ["独居", "与配偶同住"]'),
        ("包含 [ ]", _("多项里有其中之一"), '兴趣爱好 包含 ["书法", "绘画"]'),
        ("不包含 [ ]", _("多项里没有其中任何一个"), '兴趣爱好 不包含 ["书法"]'),
        ("( )", _("先算括号里的"), ""),
    )
    return (Word(sign, sign, said, example, []) for sign, said, example in signs)


def _functions() -> Iterator[Word]:
    functions = (
        ("距今年数", _("日期到今天的整年数"), "距今年数(离退休时间) >= 10"),
        ("距今天数", _("日期到今天的天数"), "距今天数(去世日期) <= 30"),
        ("个数", _("多项里有几项"), "个数(兴趣爱好) >= 2"),
        ("已知", _("登记了没有"), "已知(所属社区)"),
        ("未知", _("没有登记"), "未知(所属社区)"),
    )
    return (Word(name, f"{name}()", said, example, []) for name, said, example in functions)

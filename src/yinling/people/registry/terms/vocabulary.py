"""The words that rules are written in: the terms of a record that a rule may read, called as the office calls them.

Left out are what is encrypted, names of people and the area of residence (a rule has an area of its own), and the
floor area, which is no whole number. A sex that is not known is missing, not a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from django.utils.translation import override

from yinling.base.rows.rules import Sensitivity
from yinling.kernel.expression import Kind, Term, Vocabulary
from yinling.kernel.viewer import Purpose
from yinling.people.registry.terms.catalogue import CATALOGUE, SECTIONS, TermKind, TermSpec
from yinling.people.registry.terms.choices import Sex

AGE: Final = "年龄"

# The codes that say as much as no value.
NOT_SAID: Final[Mapping[str, str]] = {"sex": Sex.UNKNOWN.value}

_KINDS: Final[Mapping[TermKind, Kind]] = {
    TermKind.TEXT: Kind.TEXT,
    TermKind.CHOICE: Kind.CHOICE,
    TermKind.DATE: Kind.DATE,
    TermKind.NUMBER: Kind.NUMBER,
    TermKind.LIST: Kind.LIST,
}
_LEFT_OUT: Final = frozenset({"name", "former_name", "spouse_name", "contact_name", "deceased_cadre", "floor_area"})
_SOURCES: Final[Mapping[TermKind, str]] = {
    TermKind.DATE: "；只知道年或年月的，按其第一天算",
    TermKind.LIST: "；各项用顿号隔开",
}


def _is_rule_term(term: str, spec: TermSpec) -> bool:
    return spec.kind in _KINDS and spec.kept is not Sensitivity.SECRET and term not in _LEFT_OUT


# The terms of the catalogue that rules read, in its order.
RULE_TERMS: Final = tuple(term for term, spec in CATALOGUE.items() if _is_rule_term(term, spec))


@cache
def vocabulary() -> Vocabulary:
    """The words in which rules speak of persons; each is a term of `person_now`, or the age, computed from one."""
    age = Term(AGE, Kind.NUMBER, unit="岁", source="由出生日期得出的周岁")
    with override("zh-hans"):
        return Vocabulary([age, *(_term(term) for term in RULE_TERMS)])


def _term(term: str) -> Term:
    spec = CATALOGUE[term]
    source = f"登记信息（{SECTIONS[spec.section]}）{_SOURCES.get(spec.kind, '')}"
    return Term(str(spec.label), _KINDS[spec.kind], str(spec.unit), source, tuple(codes_of(term)))


@cache
def codes_of(term: str) -> Mapping[str, str]:
    """The stored code for every word of a choice that rules may use; nothing for terms of other kinds."""
    choices = CATALOGUE[term].choices
    if choices is None:
        return {}
    with override("zh-hans"):
        return {str(label): str(code) for code, label in choices.choices if code != NOT_SAID.get(term)}


@cache
def _terms_by_name() -> Mapping[str, str]:
    with override("zh-hans"):
        return {AGE: "birth_date"} | {str(CATALOGUE[term].label): term for term in RULE_TERMS}


def term_of(name: str) -> str:
    """The term of the catalogue that a word of the vocabulary reads; the age reads the date of birth.

    Raises KeyError for a name that is no word of it.
    """
    return _terms_by_name()[name]


def purposes_of(names: Iterable[str]) -> frozenset[Purpose]:
    """The purposes beyond the general one that somebody needs who may know these words of the vocabulary of a person.

    Raises KeyError for a name that is no word of it.
    """
    return frozenset(CATALOGUE[term_of(name)].purpose for name in names) - {Purpose.GENERAL}

"""The words of a person's record: their choices, and the vocabulary that rules are written in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import override

from yinling.base.rows.rules import Sensitivity
from yinling.kernel.expression import Kind, Term, Vocabulary
from yinling.people.registry.terms.catalogue import CATALOGUE, SECTIONS, Section, TermKind, TermSpec
from yinling.people.registry.terms.choices import (
    Affiliation,
    DailyCarer,
    Education,
    Hardship,
    Health,
    Housing,
    Kin,
    Level,
    LivingArrangement,
    MaritalStatus,
    Period,
    PersonType,
    PoliticalStatus,
    Precision,
    QuestionState,
    SelfCare,
    Senses,
    Sex,
    Smartphone,
    Source,
    Standing,
    YesNo,
)
from yinling.people.registry.terms.ethnic_groups import EthnicGroup

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

__all__ = [
    "CATALOGUE", "CHOICES", "DATE_TERMS", "SECRET_TERMS", "SECTIONS", "TERMS", "Affiliation", "DailyCarer", "Education",
    "EthnicGroup", "Hardship", "Health", "Housing", "Kin", "Level", "LivingArrangement", "MaritalStatus", "Period",
    "PersonType", "PoliticalStatus", "Precision", "QuestionState", "Section", "SelfCare", "Senses", "Sex", "Smartphone",
    "Source", "Standing", "TermKind", "TermSpec", "YesNo", "label_of", "say_value", "vocabulary", "word_of",
]  # fmt: skip

# Every term that a record may hold, how sensitive it is, and what people call it. The order is that of the dossier.
TERMS: dict[str, tuple[StrPromise, Sensitivity]] = {term: (spec.label, spec.kept) for term, spec in CATALOGUE.items()}
CHOICES: dict[str, type[TextChoices]] = {term: spec.choices for term, spec in CATALOGUE.items() if spec.choices}
SECRET_TERMS = frozenset(term for term, spec in CATALOGUE.items() if spec.kept is Sensitivity.SECRET)
DATE_TERMS = frozenset(term for term, spec in CATALOGUE.items() if spec.kind is TermKind.DATE)


def label_of(term: str) -> str:
    """What people call a term."""
    return str(CATALOGUE[term].label)


def say_value(term: str, value: str) -> str:
    """A plain value in words: codes become their label, dates stay as they are written."""
    choices = CHOICES.get(term)
    return str(choices(value).label) if choices and value in choices.values else value


def word_of(term: str, value: str | None) -> str | None:
    """The word that rules know a coded value by: the source text, whatever language the reader has chosen."""
    with override("zh-hans"):
        return say_value(term, value) if value else None


@cache
def vocabulary() -> Vocabulary:
    """The words in which rules speak of persons; each is a term of `person_now` or is computed from one."""
    with override("zh-hans"):
        chosen = [_choice_term(term) for term in CHOICES]
    age = Term("年龄", Kind.NUMBER, unit="岁", source="由出生日期得出的周岁")
    birth = Term("出生日期", Kind.DATE, source="身份证号或录入")
    return Vocabulary([age, birth, *chosen])


def _choice_term(term: str) -> Term:
    words = tuple(str(label) for label in CHOICES[term].labels)
    return Term(label_of(term), Kind.CHOICE, source="登记表", words=words)

"""The words of a person's record: their choices, and the vocabulary that rules are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from yinling.base.rows.rules import Sensitivity
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
from yinling.people.registry.terms.vocabulary import (
    AGE,
    NOT_SAID,
    RULE_TERMS,
    codes_of,
    purposes_of,
    term_of,
    vocabulary,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

__all__ = [
    "AGE", "CATALOGUE", "CHOICES", "DATE_TERMS", "NOT_SAID", "RULE_TERMS", "SECRET_TERMS", "SECTIONS", "TERMS",
    "Affiliation", "DailyCarer", "Education", "EthnicGroup", "Hardship", "Health", "Housing", "Kin", "Level",
    "LivingArrangement", "MaritalStatus", "Period", "PersonType", "PoliticalStatus", "Precision", "QuestionState",
    "Section", "SelfCare", "Senses", "Sex", "Smartphone", "Source", "Standing", "TermKind", "TermSpec", "YesNo",
    "codes_of", "label_of", "purposes_of", "say_value", "term_of", "vocabulary",
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

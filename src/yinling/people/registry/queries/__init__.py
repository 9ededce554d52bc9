"""Reads of the registry: the list, the search, one person's dossier, the facts that rules read."""

from yinling.people.registry.queries.dossiers import (
    Dossier,
    KnownFact,
    card_holder,
    dossier,
    facts_for_rules,
    names_of,
    person_of,
)
from yinling.people.registry.queries.figures import FIGURES, GROUPS, drill_down, figures_for, published
from yinling.people.registry.queries.lists import COUNT_LIMIT, PAGE, Page, PersonLine, count, explain_page, page

__all__ = [
    "COUNT_LIMIT",
    "FIGURES",
    "GROUPS",
    "PAGE",
    "Dossier",
    "KnownFact",
    "Page",
    "PersonLine",
    "card_holder",
    "count",
    "dossier",
    "drill_down",
    "explain_page",
    "facts_for_rules",
    "figures_for",
    "names_of",
    "page",
    "person_of",
    "published",
]

"""Reads of the registry: the list, the search, one person's dossier, the facts that rules read."""

from yinling.people.registry.queries.columns import (
    COLUMNS,
    DEFAULT_COLUMNS,
    SECRET_COLUMNS,
    columns_for,
    in_order,
    label_of_column,
    secret_columns_for,
)
from yinling.people.registry.queries.counts import COUNT_LIMIT, Count, count
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
from yinling.people.registry.queries.filters import LEVEL_TERMS, NOT_KNOWN, Filter, FilterUnknown
from yinling.people.registry.queries.lists import PAGE, SORTS, Page, PersonLine, Sort, explain_page, page

__all__ = [
    "COLUMNS",
    "COUNT_LIMIT",
    "DEFAULT_COLUMNS",
    "FIGURES",
    "GROUPS",
    "LEVEL_TERMS",
    "NOT_KNOWN",
    "PAGE",
    "SECRET_COLUMNS",
    "SORTS",
    "Count",
    "Dossier",
    "Filter",
    "FilterUnknown",
    "KnownFact",
    "Page",
    "PersonLine",
    "Sort",
    "card_holder",
    "columns_for",
    "count",
    "dossier",
    "drill_down",
    "explain_page",
    "facts_for_rules",
    "figures_for",
    "in_order",
    "label_of_column",
    "names_of",
    "page",
    "person_of",
    "published",
    "secret_columns_for",
]

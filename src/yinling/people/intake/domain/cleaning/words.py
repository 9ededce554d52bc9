"""The tables of words that ship with the intake: which written word means which value.

They are part of the program, read once from the package and never changed while it runs, so the rules that use them
stay pure. Their columns are told in data/words.md.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_DATA = "yinling.people.intake"


def _rows(name: str) -> list[dict[str, str]]:
    text = files(_DATA).joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))


@cache
def choice_words() -> Mapping[str, Mapping[str, str]]:
    """By term, the code that each written word means (words_choices.csv)."""
    tables: dict[str, dict[str, str]] = {}
    for row in _rows("words_choices.csv"):
        tables.setdefault(row["term"], {}).update({word.lower(): row["code"] for word in row["words"].split()})
    return MappingProxyType(tables)


@cache
def level_words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Whole words for a level with its code, and signs of a class of levels with the class (words_levels.csv)."""
    found: dict[str, dict[str, str]] = {"word": {}, "class": {}, "rank": {}}
    for row in _rows("words_levels.csv"):
        found[row["kind"]].update(dict.fromkeys(row["words"].split(), row["code"]))
    return MappingProxyType(found["word"] | found["rank"]), MappingProxyType(found["class"])


@cache
def diseases() -> Mapping[str, str]:
    """The name under which each written disease is kept (words_diseases.csv)."""
    return MappingProxyType(
        {word.upper(): row["disease"] for row in _rows("words_diseases.csv") for word in row["words"].split()}
    )


@cache
def name_variants() -> Mapping[str, str]:
    """Variant characters and the character that each is a mere variant of (words_name_variants.csv)."""
    return MappingProxyType(
        {sign: row["standard"] for row in _rows("words_name_variants.csv") for sign in row["variants"]}
    )


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the sets of words that mean something as such (words_sets.csv)."""
    return frozenset(word for row in _rows("words_sets.csv") if row["set"] == name for word in row["words"].split())

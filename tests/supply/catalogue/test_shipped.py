"""The catalogue that ships is the published one, whole, with codes that stay."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.supply.catalogue.shelves import load
from yinling.kernel.expression import parse
from yinling.people.registry.terms import vocabulary
from yinling.supply.catalogue.actions import SHIPPED
from yinling.supply.catalogue.domain import ItemEntry
from yinling.supply.catalogue.outside import read_catalogue
from yinling.supply.catalogue.terms import Category

PUBLISHED = Path(__file__).parents[4] / "shared" / "domain" / "services.md"
COUNTS = dict(zip(Category, (22, 30, 28, 24, 20, 42, 16, 14, 26, 16), strict=True))


def _items():
    return [entry for entry in read_catalogue(SHIPPED) if isinstance(entry, ItemEntry)]


def test_ten_categories_hold_238_items():
    assert Counter(item.category for item in _items()) == {one.value: count for one, count in COUNTS.items()}
    assert sum(COUNTS.values()) == 238


def test_names_are_told_apart_and_codes_stay():
    items = _items()
    assert len({item.name for item in items}) == 238
    assert [item.code for item in items] == [
        f"{one.value}{number:02}" for one, count in COUNTS.items() for number in range(1, count + 1)
    ]
    said = "\n".join(f"{item.code} {item.name} {item.unit}" for item in items)
    assert (
        hashlib.sha256(said.encode()).hexdigest() == "f87aca42e8f3bc598b93160019986721208ccf8f98732c96e9803c3132329e15"
    )


def test_what_nobody_knows_is_not_set():
    for item in _items():
        assert (item.price_fen, item.subsidy, item.qualification, item.course, item.evidence) == (None, "", "", "", ())
        assert (item.risk, item.consent_needed, item.remote, item.confidence) == ("", None, None, "unverified")
    assert [(item.name, item.unit, item.minutes) for item in _items() if item.minutes] == [("心理咨询", "次", 50)]


def test_conditions_can_be_read_and_say_why_they_stand_there():
    conditional = [item for item in _items() if item.eligible]
    assert [item.name for item in conditional] == ["独居每日问安", "遗属抚恤办理"]
    for item in conditional:
        parse(item.eligible, vocabulary())
        assert "项目名称写明" in item.note


def test_example_checklists_say_that_they_are_examples():
    listed = [item for item in _items() if item.checklist]
    assert listed
    assert {item.note for item in listed} == {"服务清单：银龄示例清单，待本省核定。"}


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the domain papers are not part of a release")
def test_it_is_what_the_papers_list():
    section = PUBLISHED.read_text().split("## 5.1")[1].split("(22+30")[0]
    rows = re.findall(r"^\d+ \*\*(\S+) \(\d+\)\*\*: (.+)$", section, re.MULTILINE)
    assert [category for category, _ in rows] == [str(one.label) for one in Category]
    published = [_published(text) for _, line in rows for text in line.split()]
    assert [(item.name, item.unit) for item in _items()] == published


def _published(text: str) -> tuple[str, str]:
    name, _, unit = text.removesuffix("]").partition("[")
    return name.replace("(", "（").replace(")", "）"), {"": "次", "次50min": "次"}.get(unit, unit)


@pytest.mark.django_db
def test_loading_twice_changes_nothing(sides):
    assert len(load().new) == 238 + 4
    assert load().is_empty

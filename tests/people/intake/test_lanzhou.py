"""The shipped roster of 39,190 rows from end to end: every row accounted for, every published figure exact.

The figures are those that Lanzhou published for 2017-12-31, as ../shared/data/roster/README.md lists them.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction

from tests.cluster import PROJECT
from yinling.base.units.outside import DEMO
from yinling.config import __main__ as command_line
from yinling.config.seeding import load_reference
from yinling.people.intake.actions.keepers import places_of
from yinling.people.intake.domain.cells import unpack_clean
from yinling.people.intake.domain.cleaning.addresses import address_key
from yinling.people.intake.models import Roster, RosterRow
from yinling.people.registry.models import Person

pytestmark = pytest.mark.slow  # one import of the whole file, a minute and more

WORKBOOK = PROJECT / "examples" / "lanzhou-2017.xlsx"
DECISIONS = Path(__file__).with_name("lanzhou-2017-decisions.csv")
SHEETS = {"离休干部": 949, "退休干部": 37_797, "遗属": 444}
BEFORE = {"new": 38_541, "merged": 575, "held": 1, "refused": 0, "not-a-person": 73}
AFTER = {"new": 38_541, "merged": 576, "held": 0, "refused": 0, "not-a-person": 73}
HELD = [{"sheet": "退休干部", "row": "18691", "status": "held", "person": ""}]

PUBLISHED = {
    "retired_with_honours": 928,
    "retired_with_honours_municipal": 717,
    "retired_with_honours_county": 210,
    "retired_with_honours_new_area": 1,
    "retired_with_honours_government": 231,
    "retired_with_honours_institution": 217,
    "retired_with_honours_enterprise": 480,
    "retired_with_honours_senior_post": 8,
    "retired_with_honours_mean_age": 88.0,
    "retired": 37_183,
    "retired_government": 9_807,
    "retired_institution": 21_410,
    "retired_enterprise": 5_966,
    "retired_prefecture_chief_post": 10,
    "retired_prefecture_deputy_post": 81,
    "retired_county_post_and_above": 3_046,
    "survivors_without_fixed_income": 430,
    "living_elsewhere": 94,
    "living_elsewhere_cadres": 75,
    "living_elsewhere_survivors": 19,
    "party_members": 21_220,
    "party_members_retired_with_honours": 744,
    "party_members_retired": 20_476,
    "party_branches": 231,
    "nursing_allowance_candidates": 126,
    "special_hardship_cadres": 30,
    "special_hardship_survivors": 123,
}


@dataclass(frozen=True)
class Taken:
    """The import as it went: what was said and written before and after the held rows were settled."""

    said: str
    decided: str
    before: list[dict[str, str]]
    after: list[dict[str, str]]
    figures_before: dict[str, float]
    figures_after: dict[str, float]


@pytest.fixture(scope="module")
def taken(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Taken]:
    """The whole file in one transaction, which the module's tests share and which is then rolled back."""
    folder = tmp_path_factory.mktemp("lanzhou")
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference(units=Path(str(DEMO)))
        said = typed("import", WORKBOOK, "--rows", folder / "before.csv")
        figures = published()
        decided = typed("import", "decide", DECISIONS, "--rows", folder / "after.csv")
        yield Taken(said, decided, rows(folder / "before.csv"), rows(folder / "after.csv"), figures, published())
        transaction.set_rollback(True)


def typed(*words: object) -> str:
    """Type a command that must succeed; gives its answer."""
    said, complained = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        status = command_line.main([str(word) for word in words])
    assert status == 0, complained.getvalue()
    return said.getvalue()


def published() -> dict[str, float]:
    found: dict[str, float] = json.loads(typed("report", "published", "--area", "6201", "--on", "2017-12-31", "--json"))
    return found


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statuses(found: list[dict[str, str]]) -> dict[str, int]:
    counted = Counter(row["status"] for row in found)
    return {status: counted[status] for status in BEFORE} | dict(counted)


def sizes() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_the_city_s_bureau_answers_for_it(taken):
    roster = Roster.objects.get()
    assert (roster.unit.name, roster.as_of.isoformat(), roster.state) == ("示范兰州市老干部局", "2017-12-31", "done")


def test_every_row_has_exactly_one_ending(taken):
    numbers = [(row["sheet"], int(row["row"])) for row in taken.before]
    assert numbers == [(sheet, number) for sheet, last in SHEETS.items() for number in range(1, last + 1)]
    assert statuses(taken.before) == BEFORE
    assert "共 39190 行 = 新增 38541 + 合并 575 + 待判定 1 + 未采用 0 + 不是人员 73" in taken.said.splitlines()


def test_one_row_needs_a_human_and_the_decision_merges_it(taken):
    assert [row for row in taken.before if row["status"] == "held"] == HELD
    assert taken.decided.splitlines()[1:] == [
        "合并 1 行，新增 0 行，以前已判定 0 行，未采用 0 行。",
        "没有待判定的行了。",
    ]
    changed = [(old, new) for old, new in zip(taken.before, taken.after, strict=True) if old != new]
    other = next(row for row in taken.after if (row["sheet"], row["row"]) == ("退休干部", "5465"))
    assert changed == [(HELD[0], HELD[0] | {"status": "merged", "person": other["person"]})]
    assert statuses(taken.after) == AFTER
    assert {status: Roster.objects.get().counts[status] for status in AFTER} == AFTER


def test_everybody_who_is_new_is_one_person_of_the_registry(taken):
    persons = [row["person"] for row in taken.after if row["status"] == "new"]
    merged = {row["person"] for row in taken.after if row["status"] == "merged"}
    standing = set(map(str, Person.objects.filter(merged_into=None).values_list("public_id", flat=True)))
    assert (len(persons), set(persons)) == (len(standing), standing)
    assert merged <= standing


def test_the_published_figures_are_exact(taken):
    print(f"before settling {json.dumps(taken.figures_before)}")  # noqa: T201 - for whoever runs this with -rA
    print(f"after settling  {json.dumps(taken.figures_after)}")  # noqa: T201 - for whoever runs this with -rA
    assert taken.figures_after == PUBLISHED
    assert taken.figures_before == PUBLISHED  # the held row adds nobody, so nothing differs meanwhile


def test_the_pairs_are_those_of_one_address(taken):
    """In this file two rows are one person exactly when their addresses fold to one: checked without the matcher."""
    places = places_of("6201")
    by_address, by_person = defaultdict(list), defaultdict(list)
    for row in RosterRow.objects.filter(person__isnull=False).only("id", "cleaned", "person_id").iterator():
        address = address_key(unpack_clean(row.cleaned).values.get("address", ""), places)
        if address:
            by_address[address].append(row.id)
        by_person[row.person_id].append(row.id)
    pairs = [set(_pairs(groups.values())) for groups in (by_address, by_person)]
    assert (len(pairs[1]), pairs[0] ^ pairs[1]) == (576, set())


def _pairs(groups) -> Iterator[tuple[int, int]]:
    for group in groups:
        yield from combinations(sorted(group), 2)


def test_the_same_file_again_changes_nothing(taken, tmp_path):
    before = sizes()
    said = typed("import", WORKBOOK, "--rows", tmp_path / "again.csv")
    assert said.startswith("“lanzhou-2017.xlsx”以前已经导入过，这次没有改变任何东西。\n")
    assert (sizes(), rows(tmp_path / "again.csv")) == (before, taken.after)
    assert published() == PUBLISHED

"""A production database learns areas, rules and units: whole or not at all, and once."""

from pathlib import Path

import pytest

from yinling.base.regions.models import Area
from yinling.base.units.domain import UnitFileRefused
from yinling.base.units.models import Unit
from yinling.base.units.outside import DEMO
from yinling.config.launcher.refusals import Refusal
from yinling.config.load import main
from yinling.config.seeding import load_reference
from yinling.decisions.rulebook.actions import SHIPPED
from yinling.decisions.rulebook.models import Rule
from yinling.decisions.rulebook.outside import read_rule_file

pytestmark = pytest.mark.slow  # each loads all that ships


def test_all_of_it_once(sides):
    sides.owner()
    first = load_reference(units=Path(str(DEMO)))
    assert (first["units"], first["areas"]) == (Unit.objects.count(), Area.objects.count())
    assert first["areas"] > 1_700
    assert Rule.objects.count() == len(read_rule_file(SHIPPED).rules)
    assert load_reference(units=Path(str(DEMO))) == {"areas": 0, "units": 0}


def test_without_units(sides):
    sides.owner()
    assert load_reference(units=None)["units"] == 0
    assert Unit.objects.count() == 0


def test_a_broken_file_leaves_nothing(sides, tmp_path):
    sides.owner()
    broken = tmp_path / "units.csv"
    broken.write_text("public_id,name\n1", encoding="utf-8")
    with pytest.raises(UnitFileRefused):
        load_reference(units=broken)
    assert (Area.objects.count(), Rule.objects.count(), Unit.objects.count()) == (0, 0, 0)


def test_an_absent_file_leaves_nothing(sides, tmp_path):
    sides.owner()
    with pytest.raises(UnitFileRefused, match="absent"):
        load_reference(units=tmp_path / "absent.csv")
    assert Area.objects.count() == 0


@pytest.mark.parametrize("words", [["a.csv", "b.csv"], ["--help"], ["-x"]])
def test_other_words_are_wrong_usage(words):
    with pytest.raises(Refusal) as refusal:
        main(words)
    assert refusal.value.code == 2

import json
from datetime import UTC, datetime

import pytest

from tests.decisions.rulebook.small import SMALL
from tests.decisions.rulebook.words import VOCABULARY
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.rulebook.actions import load_rules
from yinling.decisions.rulebook.models import Measure, Parameter, Rule
from yinling.decisions.rulebook.outside import RuleFileRefused, read_rule_file
from yinling.decisions.rulebook.queries import whole_book
from yinling.kernel.viewer import NOBODY, Role, Viewer, system

AT = datetime(2026, 11, 22, tzinfo=UTC)
SYSTEM = system("rules that ship with the program")

pytestmark = pytest.mark.django_db


def load(path=SMALL, by=SYSTEM):
    return load_rules(path=path, vocabulary=VOCABULARY, by=by, at=AT)


def test_a_load_writes_the_file_and_a_second_one_nothing(sides):
    sides.work(SYSTEM)
    first = load()
    assert first.new == read_rule_file(SMALL)
    assert whole_book().rules == first.new.rules
    assert set(whole_book().parameters) == set(first.new.parameters)
    (row,) = Rule.objects.all()
    assert (row.author, row.approver, row.approved_at, row.state) == ("yinling", "system", AT, "approved")
    assert load().is_empty
    assert whole_book().measures == first.new.measures
    assert (Rule.objects.count(), Parameter.objects.count(), Measure.objects.count()) == (1, 3, 1)


def test_a_load_is_one_fact_and_a_load_of_nothing_new_is_none(sides):
    sides.work(SYSTEM)
    load()
    load()
    (entry,) = Entry.objects.filter(kind="rulebook.rules_loaded")
    body = json.loads(Body.objects.get(entry=entry).body)
    assert len(body.pop("digest")) == 64
    assert body == {
        "subject": str(entry.subject),
        "rules": ["visit_aged_alone/0/1"],
        "parameters": ["高龄起点/0/2023-01-01", "探访到期天数/0/2023-01-01", "接单时限/0/2023-01-01"],
        "measures": ["visit_aged_alone/上门关怀/0/2023-01-01"],
        "ended": [],
    }


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.SYSTEM)])
def test_only_the_system_loads(role):
    with pytest.raises(Forbidden):
        load(by=Viewer(account="somebody", role=role, area="0") if role else NOBODY)
    assert Rule.objects.count() == 0


def test_a_file_with_one_bad_rule_changes_nothing(tmp_path):
    file = tmp_path / "rules.toml"
    bad = SMALL.read_text().replace('居住方式 == "独居"', "居住方式 == 独居")
    file.write_text(bad)
    with pytest.raises(RuleFileRefused, match="没有“独居”这个词汇"):
        load(file)
    assert (Rule.objects.count(), Parameter.objects.count()) == (0, 0)


def test_a_later_file_ends_one_version_and_begins_the_next(tmp_path):
    load()
    file = tmp_path / "rules.toml"
    shipped = SMALL.read_text()
    rule = shipped[shipped.index("[[rule]]") : shipped.index("[[measure]]")]
    ended = rule.replace("kind =", "valid_to = 2027-01-01\nkind =", 1)
    following = rule.replace("version = 1", "version = 2").replace("2023-01-01", "2027-01-01")
    file.write_text(ended + following)
    change = load(file)
    assert [rule.key for rule in change.new.rules] == [("visit_aged_alone", "0", 2)]
    assert [rule.key for rule in change.ended.rules] == [("visit_aged_alone", "0", 1)]
    assert [(row.version, row.valid_to and row.valid_to.isoformat()) for row in Rule.objects.order_by("version")] == [
        (1, "2027-01-01"),
        (2, None),
    ]
    assert load(file).is_empty
    with pytest.raises(RuleFileRefused, match="同一地区同一时间只能有一个生效"):
        load()

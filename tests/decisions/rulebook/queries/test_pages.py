from datetime import date

import pytest

from tests.decisions.rulebook.drafted import AT, SYSTEM, VOCABULARY, WORDS, officer
from tests.decisions.rulebook.small import AGE, BOOK, DAYS, MEASURE, RULE, SMALL
from yinling.decisions.rulebook.actions import load_rules
from yinling.decisions.rulebook.queries import (
    MeasureLine,
    ParameterLine,
    RuleLine,
    measures_page,
    parameters_page,
    rule_line,
    rules_page,
)
from yinling.kernel.areas import AreaCodeInvalid, AreaLevel
from yinling.kernel.expression import Vocabulary
from yinling.kernel.viewer import Purpose

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
HOURS = BOOK.parameters[2]
WANG = officer("5301")
GENERAL = officer("5301", purposes=frozenset({Purpose.GENERAL}))
ALONE = RuleLine(
    rule=RULE, level=AreaLevel.NATION, terms=frozenset({"年龄", "居住方式"}), parameters=(AGE,), measures=(MEASURE,)
)


@pytest.fixture(autouse=True)
def frail(book, tmp_path):
    """A second rule, of the province, that reads a word kept for health, and follows by the same days."""
    text = SMALL.read_text()
    rule = text[text.index("[[rule]]") :].replace("visit_aged_alone", "frail").replace('area = "0"', 'area = "53"')
    rule = rule.replace('居住方式 == "独居"', '自理能力 == "不能自理"').replace("高龄独居探访", "失能探访")
    (tmp_path / "frail.toml").write_text(rule.replace('kind = "tag"', 'kind = "focus"'))
    load_rules(path=tmp_path / "frail.toml", vocabulary=VOCABULARY, by=SYSTEM, at=AT)


def page(by=WANG, area="530102", on=DAY, **sought):
    return rules_page(by=by, area_code=area, on=on, **WORDS, **sought)


def codes(lines):
    return [line.rule.code for line in lines]


def test_what_holds_in_an_area_with_its_origin():
    assert codes(page()) == ["frail", "visit_aged_alone"]
    assert page()[1] == ALONE
    assert (page()[0].level, [one.area_code for one in page()[0].measures]) == (AreaLevel.PROVINCE, ["53"])
    assert codes(page(area="62")) == ["visit_aged_alone"]
    assert page(on=date(2022, 1, 1)) == []
    with pytest.raises(AreaCodeInvalid):
        page(area="530")


def test_it_is_filtered_and_searched():
    assert codes(page(kind="focus")) == ["frail"]
    assert codes(page(search=" 失能 ")) == ["frail"]
    assert codes(page(search="VISIT_AGED")) == ["visit_aged_alone"]
    assert codes(page(search="十部门")) == ["frail", "visit_aged_alone"]
    assert page(search="没有这样的") == page(kind="tier") == []
    assert codes(page(search="%_\\x00'")) == []


def test_who_may_not_know_health_finds_neither_the_rule_nor_what_hangs_on_it():
    assert page(by=GENERAL) == [ALONE]
    said = {"by": GENERAL, "area_code": "530102", "on": DAY} | WORDS
    assert rule_line("frail", **said) is None
    assert measures_page(**said) == [MeasureLine(MEASURE, AreaLevel.NATION, RULE, 30)]
    assert parameters_page(**said) == [
        ParameterLine(DAYS, AreaLevel.NATION, (RULE,)),
        ParameterLine(HOURS, AreaLevel.NATION, ()),
        ParameterLine(AGE, AreaLevel.NATION, (RULE,)),
    ]


def test_one_rule_and_its_neighbours():
    said = {"by": WANG, "area_code": "530102", "on": DAY} | WORDS
    assert rule_line(RULE.code, **said) == ALONE
    assert rule_line("nobody", **said) is None
    assert [(line.measure.rule_code, line.days) for line in measures_page(**said)] == [
        ("frail", 30),
        ("visit_aged_alone", 30),
    ]
    used = {line.entry.code: [rule.code for rule in line.used_by] for line in parameters_page(**said)}
    both = ["frail", "visit_aged_alone"]
    assert used == {"接单时限": [], "探访到期天数": both, "高龄起点": both}


def test_a_rule_that_reads_no_longer_is_shown_all_the_same():
    fewer = Vocabulary([term for term in VOCABULARY if term.name != "居住方式"])
    (line,) = rules_page(by=WANG, area_code="62", on=DAY, vocabulary=fewer, purposes_of=WORDS["purposes_of"])
    assert (line.rule, line.terms, line.parameters) == (RULE, frozenset({"年龄"}), ())

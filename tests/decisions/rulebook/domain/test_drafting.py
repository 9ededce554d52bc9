from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decisions.rulebook.drafted import CONTENT, LOWER, SOONER, STRICTER
from tests.decisions.rulebook.small import AGE, BOOK, MEASURE, RULE
from tests.decisions.rulebook.words import VOCABULARY
from yinling.decisions.rulebook.domain import (
    code_in,
    day_in,
    fields_of,
    is_stop,
    kind_of,
    place_in,
    title_in,
    touched,
    unfit,
    words_read,
)
from yinling.decisions.rulebook.terms import DraftKind

RULE_KIND, VALUE_KIND, MEASURE_KIND = DraftKind.RULE, DraftKind.PARAMETER, DraftKind.MEASURE


def test_a_draft_says_what_it_is_about():
    assert [(code_in(k, c), title_in(k, c), place_in(k, c)) for k, c in CONTENT.items()] == [
        ("visit_aged_alone", "高龄独居探访", "visit_aged_alone"),
        ("高龄起点", "高龄起点", "高龄起点"),
        ("visit_aged_alone", "上门关怀", "visit_aged_alone/上门关怀"),
    ]
    assert [(code_in(k, {}), title_in(k, {})) for k in DraftKind] == [("", "")] * 3
    assert code_in(RULE_KIND, {"code": 7}) == ""


def test_the_kind_of_an_entry():
    assert [kind_of(entry) for entry in (RULE, AGE, MEASURE)] == [RULE_KIND, VALUE_KIND, MEASURE_KIND]


def test_fields_are_typed_filled_in_and_freed_of_what_is_empty():
    content = {
        "code": " a ", "valid_from": "2026-12-01", "valid_to": "", "note": None, "version": 9, "author": "x", "area": "0",
        "stops": False, "repeat_days": 0,
    }  # fmt: skip
    fields = fields_of(RULE_KIND, content, area_code="53", version=3, author="somebody")
    assert fields == {
        "code": "a", "valid_from": date(2026, 12, 1), "version": 3, "author": "somebody", "area": "53", "repeat_days": 0,
    }  # fmt: skip
    dated = fields_of(VALUE_KIND, {"kind": "date", "value": "2026-07-01"}, area_code="53", version=1, author="x")
    assert dated["value"] == date(2026, 7, 1)
    assert fields_of(VALUE_KIND, {"kind": "text", "value": "2026-07-01"}, area_code="53", version=1, author="x")[
        "value"
    ] == "2026-07-01"  # fmt: skip


@pytest.mark.parametrize(
    "day", ["20261201", "2026-W01-1", "2026-02-30", "2026-1-1", "２０２６-01-01", 20261201, None, True]
)
def test_what_is_no_day_stays_what_it_is(day):
    assert day_in({"valid_from": day}) is None
    assert fields_of(RULE_KIND, {"valid_from": day}, area_code="53", version=1, author="x").get("valid_from") == day


@pytest.mark.parametrize(("said", "meant"), [(True, True), (False, False), ("true", False), (1, False), (None, False)])
def test_only_a_clear_word_stops(said, meant):
    assert is_stop({"stops": said}) is meant


def test_a_draft_touches_what_it_reads_and_what_it_changes():
    other = replace(RULE, code="frail", text='自理能力 == "不能自理" and 年龄 > {高龄起点}')
    waits = replace(MEASURE, rule_code="frail")
    words = touched(replace(BOOK, rules=(RULE, other), measures=(MEASURE, waits)), VOCABULARY)
    alone, frail = {"年龄", "居住方式"}, {"年龄", "自理能力"}
    assert words.by(RULE_KIND, STRICTER) == alone
    assert words.by(RULE_KIND, {"code": "frail", "text": "居住方式 =="}) == frail | {"居住方式"}
    assert words.by(RULE_KIND, {"code": "new", "text": 5}) == frozenset()
    assert words.by(VALUE_KIND, LOWER) == alone | frail
    assert words.by(VALUE_KIND, LOWER | {"code": "探访到期天数"}) == alone | frail
    assert words.by(VALUE_KIND, LOWER | {"code": "接单时限"}) == frozenset()
    assert words.by(MEASURE_KIND, SOONER | {"rule": "frail"}) == frail
    assert words.by(MEASURE_KIND, {}) == frozenset()


@given(st.text(max_size=200))
def test_any_text_touches_words_of_the_vocabulary_only(text):
    assert words_read(text, VOCABULARY) <= {term.name for term in VOCABULARY}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(st.dictionaries(st.text(max_size=8), JSON, max_size=6))
def test_whatever_is_sent_is_judged_and_what_fits_is_plain(content):
    if unfit(content) is None:
        assert all(value is None or isinstance(value, str | int) for value in content.values())
        assert not any("\x00" in str(part) for pair in content.items() for part in pair)
        for kind in DraftKind:
            fields_of(kind, content, area_code="53", version=1, author="x")
            code_in(kind, content), title_in(kind, content), place_in(kind, content)
            touched(BOOK, VOCABULARY).by(kind, content)

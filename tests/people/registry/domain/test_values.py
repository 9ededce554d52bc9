"""What an officer types becomes one canonical value, or a sentence that says what to do."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.registry.people import id_number
from yinling.people.registry.domain import REQUIRED, Unacceptable, clean_field, clean_value, now_values
from yinling.people.registry.terms import CATALOGUE, CHOICES, TermKind

TODAY = date(2026, 11, 22)


def read(term, text):
    return clean_value(term, text, on=TODAY)


@pytest.mark.parametrize(
    ("term", "typed", "kept"),
    [
        ("name", " 欧阳　文 ", "欧阳文"), ("name", "阿卜杜拉•买买提", "阿卜杜拉·买买提"), ("name", "𠮷英", "𠮷英"),
        ("birth_date", "1931", "1931"), ("birth_date", "1931.5", "1931-05"), ("birth_date", "１９３１年５月３日", "1931-05-03"),
        ("birth_date", "19310503", "1931-05-03"), ("birth_date", "193105", "1931-05"), ("birth_date", "1931/5/3", "1931-05-03"),
        ("birth_date", "1931年", "1931"), ("birth_date", "2000-02-29", "2000-02-29"), ("died_on", "2026-11", "2026-11"),
        ("phone", "0931 8432828，139 0000 1234", "13900001234、0931-8432828"), ("phone", "010-65001234", "010-65001234"),
        ("phone", "8432828", "8432828"), ("contact_phone", "13900001234/13900001234", "13900001234"),
        ("phone", "（0931）8432828", "0931-8432828"),
        ("floor_area", "78.50 平方米", "78.5"), ("floor_area", "１２０", "120"), ("children_count", "3人", "3"),
        ("children_count", "0", "0"), ("hospital_stays", "2.0", "2"),
        ("chronic_diseases", "高血压，糖尿病;高血压、", "高血压、糖尿病"), ("residence", "620102000000", "620102"),
        ("sex", "2", "2"), ("id_number", id_number().lower(), id_number()), ("remarks", " a\n\nb ", "a b"),
        ("address", "", ""), ("birth_date", "  ", ""),
    ],
)  # fmt: skip
def test_what_is_typed_comes_to_one_form(term, typed, kept):
    assert read(term, typed) == kept


@pytest.mark.parametrize(
    ("term", "typed"),
    [
        ("name", ""), ("name", "李1"), ("name", "李" * 51), ("sex", "男"), ("sex", ""), ("standing", ""),
        ("birth_date", "1931-13"), ("birth_date", "1931-02-29"), ("birth_date", "31.5"), ("birth_date", "1889"),
        ("birth_date", "2026-11-23"), ("birth_date", "2027"), ("birth_date", "1931-05-03 x"), ("birth_date", "193113"),
        ("phone", "123"), ("phone", "、"), ("phone", "139000012345"), ("phone", "、".join(["13900001234"] * 6)),
        ("phone", "0000-8432828"), ("floor_area", "0"), ("floor_area", "2001"), ("floor_area", "大"), ("floor_area", "-3"),
        ("children_count", "31"), ("children_count", "1.5"), ("hospital_stays", "367"), ("children_count", "٣"),
        ("residence", "兰州"), ("id_number", "1"), ("id_number", id_number()[:17] + "9"), ("address", "a\x00"),
        ("address", "址" * 201), ("remarks", "注" * 1001), ("chronic_diseases", "病" * 201), ("housing", "castle"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(term, typed):
    with pytest.raises(Unacceptable) as refusal:
        read(term, typed)
    assert set(refusal.value.errors) == {"value"}
    assert re.search("[\u4e00-\u9fff]", refusal.value.errors["value"])


def test_fields_of_a_form_are_all_read_and_each_refusal_stands_at_its_field():
    errors = {}
    name = clean_field("name", "李 芳1", on=TODAY, errors=errors)
    phone = clean_field("contact_phone", "12", on=TODAY, errors=errors, field="phone")
    address = clean_field("address", " 庆阳路1号 ", on=TODAY, errors=errors)
    assert (name, phone, address) == ("", "", "庆阳路1号")
    assert errors == {
        "name": "姓名里有不是文字的符号，请核对",
        "phone": "不像电话号码：手机 11 位，座机请带区号，例如 0931-8888888",
    }


def test_every_choice_is_accepted_by_its_code():
    assert {term for term, choices in CHOICES.items() for code in choices.values if read(term, code) != code} == set()


@given(
    st.sampled_from(sorted(CATALOGUE)), st.text(max_size=40) | st.from_regex(r"[0-9./年月日、-]{1,12}", fullmatch=True)
)
def test_whatever_is_typed_is_kept_in_a_form_that_projects_and_reads_back(term, text):
    try:
        value = read(term, text)
    except Unacceptable:
        return
    assert value or term not in REQUIRED
    assert read(term, value) == value
    assert now_values({term: value})[term] is not None or not value
    if CATALOGUE[term].kind is TermKind.DATE and value:
        assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", value)

"""Forms that become facts or are refused field by field; codes on cards."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.registry.people import COUNTY, id_number
from yinling.kernel.signing import public_key_of
from yinling.people.registry.domain import (
    CODE_ALPHABET,
    CleanFact,
    Registration,
    Unacceptable,
    card_code,
    card_token,
    clean,
    code_in,
    parse_card_code,
)
from yinling.people.registry.terms import Source

TODAY = date(2026, 11, 22)
SEED, OTHER_SEED = bytes([7]) * 32, bytes([8]) * 32
PUBLIC = public_key_of(SEED)


def form(**changed):
    plain = {
        "name": "单国英", "id_number": "", "sex": "2", "birth_date": date(1935, 3, 1), "person_type": "retired",
        "unit": uuid.UUID(int=1), "area_code": COUNTY,
    }  # fmt: skip
    return Registration(**(plain | changed))


def values(**changed):
    return {fact.term: fact.value for fact in clean(form(**changed), on=TODAY)}


def test_a_form_becomes_facts_with_their_sources():
    facts = clean(form(id_number=id_number(), birth_date=None, sex="", phone="139 0000-1234"), on=TODAY)
    assert facts == (
        CleanFact("name", "单国英", Source.OFFICER),
        CleanFact("id_number", id_number(), Source.OFFICER),
        CleanFact("sex", "2", Source.ID_NUMBER),
        CleanFact("birth_date", "1935-03-01", Source.ID_NUMBER),
        CleanFact("person_type", "retired", Source.OFFICER),
        CleanFact("phone", "13900001234", Source.OFFICER),
    )


def test_everything_wrong_is_said_at_once_each_at_its_field():
    wrong = form(
        name="李<b>",
        id_number="530102193503010011",
        person_type="",
        phone="12",
        address="一" * 201,
        area_code="53",
        self_care="x",
    )
    with pytest.raises(Unacceptable) as refusal:
        clean(wrong, on=TODAY)
    assert set(refusal.value.errors) == {
        "name",
        "id_number",
        "person_type",
        "phone",
        "address",
        "area_code",
        "self_care",
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "字" * 51}, "name"),
        ({"birth_date": None}, "birth_date"),
        ({"birth_date": date(2026, 11, 23)}, "birth_date"),
        ({"birth_date": date(1889, 12, 31)}, "birth_date"),
        ({"id_number": id_number(), "sex": "1"}, "sex"),
        ({"id_number": id_number(), "birth_date": date(1935, 3, 2)}, "birth_date"),
        ({"sex": "3"}, "sex"),
        ({"area_code": "530102000000"}, "area_code"),
        ({"area_code": "5301"}, "area_code"),
        ({"area_code": ""}, "area_code"),
        ({"address": "a\x00b"}, "address"),
    ],
)
def test_one_wrong_field_is_named(changed, field):
    with pytest.raises(Unacceptable) as refusal:
        clean(form(**changed), on=TODAY)
    assert set(refusal.value.errors) == {field}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("单 国 英", "单国英"),
        ("　单国英　", "单国英"),
        ("John  Smith", "John Smith"),
    ],
)
def test_names_come_to_one_form(typed, kept):
    assert values(name=typed)["name"] == kept


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_typed_is_a_record_or_a_refusal(name, number, phone, area):
    try:
        facts = clean(form(name=name, id_number=number, phone=phone, area_code=area), on=TODAY)
    except Unacceptable:
        pass  # refused, and not by any other exception
    else:
        assert all("\x00" not in fact.value for fact in facts)


entropies = st.binary(min_size=32, max_size=32)


@given(entropies)
def test_a_code_is_eight_symbols_that_read_back(entropy):
    code = card_code(entropy)
    assert len(code) == 8
    assert set(code) <= set(CODE_ALPHABET)
    assert parse_card_code(f" {code[:4].lower()}-{code[4:]} ") == code


@given(entropies, st.integers(0, 7), st.sampled_from(CODE_ALPHABET))
def test_one_wrong_symbol_is_noticed(entropy, place, symbol):
    code = card_code(entropy)
    changed = code[:place] + symbol + code[place + 1 :]
    assert parse_card_code(changed) == (code if changed == code else None)


@given(entropies, st.integers(0, 6))
def test_two_neighbours_swapped_are_noticed(entropy, place):
    code = card_code(entropy)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert parse_card_code(swapped) == (code if swapped == code else None)


@given(st.text(max_size=40))
def test_anything_typed_is_a_code_or_nothing(text):
    found = code_in(text, PUBLIC)
    assert found is None or parse_card_code(found) == found


@given(entropies)
def test_a_scanned_card_says_its_code(entropy):
    code = card_code(entropy)
    assert code_in(f"https://yinling.example/c/{card_token(code, SEED)}", PUBLIC) == code


@given(entropies, entropies, st.integers(0, 85))
def test_a_forged_token_says_nothing(entropy, another, place):
    code, other = card_code(entropy), card_code(another)
    token = card_token(code, SEED)
    signature = token.partition(".")[2]
    bent = signature[:place] + ("A" if signature[place] != "A" else "B") + signature[place + 1 :]
    forged = [card_token(code, OTHER_SEED), f"{code}.", f"{code}.{signature[:-4]}", f"{code}.{'A' * 86}"]
    if other != code:
        forged.append(f"{other}.{signature}")
    if place < 85:  # the last sign of 86 holds four spare bits
        forged.append(f"{code}.{bent}")
    assert [code_in(token, PUBLIC) for token in forged] == [None] * len(forged)

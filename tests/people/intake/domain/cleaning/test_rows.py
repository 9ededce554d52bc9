"""A row as a whole: columns against each other, what is stated, what is refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.people.intake.domain.cleaning.surroundings import context
from yinling.people.intake.domain.cleaning.rows import clean_row, dialling_code, first_of_month
from yinling.people.intake.domain.records import CleanRow, Doubt

# Born 1949-12-31, female (GB 11643-1999's own example); born 1930-02-11, male.
WOMAN, MAN = "11010519491231002X", "620121193002116012"


def doubts(row: CleanRow) -> list[tuple[str, str, str, str]]:
    return [(d.term, d.code, d.written, d.other) for d in row.doubts]


def test_a_plain_row():
    cells = {
        "serial": 1.0, "name": "楊 蘭", "sex": "女", "birth_date": "1949.12", "id_number": WOMAN.lower(),
        "phone": 13912345678.0, "ethnic_group": "汉", "post": "", "post_level": "正处",
    }  # fmt: skip
    assert clean_row(cells, context=context()) == CleanRow(
        values={
            "name": "楊蘭", "sex": "2", "birth_date": "1949-12-31", "id_number": WOMAN, "phone": "13912345678",
            "ethnic_group": "01", "post_level": "131",
        },
        rules={
            "name": "name.spaces_removed", "sex": "choice.word", "birth_date": "birth_date.from_id",
            "id_number": "id_number.signs_tidied", "phone": "phone.number_cell", "ethnic_group": "choice.word",
            "post_level": "level.word",
        },
        stated={"birth_date": "1949-12"},
    )  # fmt: skip


@pytest.mark.parametrize("name", ["", " ", "不详", "/"])
def test_a_row_without_name_is_refused(name):
    assert clean_row({"name": name, "sex": "女"}, context=context()).refusal == "name.missing"


@pytest.mark.parametrize(
    ("written", "stated", "doubted"),
    [
        ("1949", "1949", False),
        ("1949.12", "1949-12", False),
        ("1949-12-31", "1949-12-31", False),
        ("1949-12-01", "1949-12", False),
        ("1949-12-02", "1949-12-31", True),
        ("1949.11", "1949-12", True),
        ("1948", "1949", True),
        ("1950-01-01", "1949-12-31", True),
    ],
)
def test_a_valid_number_knows_the_birth(written, stated, doubted):
    row = clean_row({"name": "李英", "birth_date": written, "id_number": WOMAN}, context=context())
    assert (row.values["birth_date"], row.rules["birth_date"]) == ("1949-12-31", "birth_date.from_id")
    assert row.stated == {"birth_date": stated}
    against = [("birth_date", "birth_date.against_id", written, "1949-12-31")]
    assert doubts(row) == (against if doubted else [])


def test_a_birth_cell_that_cannot_be_read_is_asked_about_beside_the_number():
    row = clean_row({"name": "李英", "birth_date": "1949.13", "id_number": WOMAN}, context=context())
    assert (row.values["birth_date"], dict(row.stated)) == ("1949-12-31", {})
    assert doubts(row) == [("birth_date", "date.impossible", "1949.13", "1949-12-31")]


def test_without_a_number_the_cell_is_what_is_known():
    row = clean_row({"name": "李英", "birth_date": "1949.12"}, context=context())
    assert (row.values["birth_date"], dict(row.stated)) == ("1949-12", {"birth_date": "1949-12"})


@pytest.mark.parametrize(("cell", "born", "asked"), [(1931.1, "1931-10", True), (1949.1, "1949-12-31", False)])
def test_january_or_october_is_asked_unless_the_number_answers(cell, born, asked):
    number = {} if asked else {"id_number": WOMAN}
    row = clean_row({"name": "李英", "birth_date": cell, **number}, context=context())
    assert row.values["birth_date"] == born
    assert ("date.january_or_october" in [d.code for d in row.doubts]) is True


def test_a_number_that_says_october_settles_it():
    row = clean_row({"name": "李英", "birth_date": "1930.1", "id_number": "620102193010010016"}, context=context())
    assert (doubts(row), row.values["birth_date"], row.stated) == ([], "1930-10-01", {"birth_date": "1930-10"})


def test_sex_against_the_number():
    row = clean_row({"name": "李英", "sex": "女", "id_number": MAN}, context=context())
    assert (row.values["sex"], row.rules["sex"]) == ("1", "sex.from_id")
    assert doubts(row) == [("sex", "sex.against_id", "女", "1")]
    assert clean_row({"name": "李英", "id_number": MAN}, context=context()).values["sex"] == "1"


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        (4.10102193412224e17, "410102193412224"),
        ("4.10102193412224E+17", "410102193412224"),
        (620121193002116013.0, "620121193002116"),
        ("620121193002116013", "620121193002116013"),
        ("620121 19300211 6013", "620121193002116013"),
        ("620121193002116000", "620121193002116"),
        ("62012119300211", ""),
        ("E12345678", ""),
        (MAN, ""),
    ],
)
def test_what_an_unusable_number_still_tells(cell, hint):
    assert clean_row({"name": "李英", "id_number": cell}, context=context()).id_hint == hint


def test_the_sheet_says_of_what_kind_a_person_is():
    row = clean_row({"name": "李英"}, context=context(person_type="retired"))
    assert (row.values["person_type"], row.rules["person_type"]) == ("retired", "person_type.from_sheet")


HONOURS = {"name": "李英", "person_type": "离休"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"birth_date": "1930.02", "joined_party": "1944.01"}, [("joined_party", "joined_party.too_young", "1944.01", "1930-02")]),
        ({"birth_date": "1930.02", "joined_party": "1945.02"}, []),
        ({"birth_date": "1930", "joined_party": "1945"}, []),
        ({"birth_date": "1930.02", "began_work": "1942.01"}, [("began_work", "began_work.too_young", "1942.01", "1930-02")]),
        ({"began_work": "1950.01", "retired_on": "1949.12"}, [("retired_on", "retired_on.before_work", "1949.12", "1950-01")]),
        ({"birth_date": "1930.02", "retired_on": "1929"}, [("retired_on", "retired_on.before_birth", "1929", "1930-02")]),
        ({"birth_date": "1930.02", "died_on": "1929"}, [("died_on", "died_on.before_birth", "1929", "1930-02")]),
        ({"retired_on": "1990.02", "died_on": "1989"}, [("died_on", "died_on.before_retirement", "1989", "1990-02")]),
        ({"birth_date": "1900"}, [("birth_date", "birth_date.age", "1900", "1900")]),
        ({"birth_date": "1999", "person_type": "退休"}, [("birth_date", "birth_date.age", "1999", "1999")]),
        ({"birth_date": "1999", "person_type": "遗属"}, []),
        ({**HONOURS, "began_work": "1949.10"}, [("began_work", "began_work.after_1949", "1949.10", "retired_with_honours")]),
        ({**HONOURS, "began_work": "1949.09"}, []),
        ({**HONOURS, "began_work": "1949"}, []),
        ({**HONOURS, "began_work": "1947.01", "period": "抗战"}, [("period", "period.against_work", "抗战", "1947-01")]),
        ({**HONOURS, "began_work": "1945.09", "period": "抗战"}, []),
        ({**HONOURS, "began_work": "1945.09", "period": "解放战争时期"}, []),
        ({**HONOURS, "began_work": "1937-07-07", "period": "红军"}, [("period", "period.against_work", "红军", "1937-07-07")]),
        ({"political_status": "群众", "joined_party": "1950.01"}, [("joined_party", "joined_party.no_member", "1950.01", "13")]),
    ],
)  # fmt: skip
def test_columns_against_each_other(cells, expected):
    assert doubts(clean_row({"name": "李英", **cells}, context=context())) == expected


def test_a_treatment_in_the_column_of_posts_fills_the_empty_treatment_only():
    empty = clean_row(
        {"name": "李英", "post_level": "副地级（享受待遇，非实职）", "treatment_level": ""}, context=context()
    )
    assert (empty.values.get("post_level"), empty.values["treatment_level"]) == (None, "122")
    filled = clean_row({"name": "李英", "treatment_level": "正处", "post_level": "享受副厅级待遇"}, context=context())
    assert (filled.values.get("post_level"), filled.values["treatment_level"]) == (None, "131")


def test_former_names_of_two_columns_join():
    row = clean_row({"name": "李英（曾用名：李花）", "former_name": "李兰"}, context=context())
    assert (row.values["name"], row.values["former_name"]) == ("李英", "李兰、李花")


def test_what_no_list_of_diseases_knows_goes_to_the_closed_note():
    row = clean_row({"name": "李英", "chronic_diseases": "高血压、脚气", "health_note": "术后"}, context=context())
    assert (row.values["chronic_diseases"], row.values["health_note"]) == ("高血压", "术后；脚气")


def test_the_residence_comes_from_address_and_street():
    row = clean_row({"name": "李英", "address": "城关区建兰路1号", "street": "酒泉路"}, context=context())
    assert (row.values["residence"], row.rules["residence"]) == ("620102001", "residence.with_street")
    alone = clean_row({"name": "李英", "address": "城关区建兰路1号"}, context=context())
    assert (alone.values["residence"], alone.rules["residence"]) == ("620102", "residence.from_address")


def test_equal_numbers_of_other_kinds_are_other_cells():
    """1.0 and True are one key of a dictionary; what was found for one must not answer for the other."""
    surroundings = context()
    assert clean_row({"name": "李英", "hospital_stays": 1.0}, context=surroundings).values["hospital_stays"] == "1"
    row = clean_row({"name": "李英", "hospital_stays": True}, context=surroundings)
    assert row.doubts == (Doubt("hospital_stays", "number.unreadable", "TRUE"),)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([18233.0, 19937.0, "1950.01", "", date(1960, 5, 1)], True),
        ([18233.0, 19938.0, 19937.0], False),
        ([18233.0, 19937.0], False),
        (["1949-12-01 00:00:00", "1950-01-01 00:00:00", datetime(1951, 2, 1)], True),  # noqa: DTZ001 - as readers give it
        ([], False),
    ],
)
def test_months_kept_in_day_cells_are_recognised(cells, expected):
    assert first_of_month("joined_party", cells) is expected


def test_only_date_terms_hold_months():
    assert first_of_month("floor_area", [18233.0, 18233.0, 18233.0]) is False


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["0931-8432828", "(0931)8432829、13912345678", 13912345678.0, ""], "0931"),
        (["0931-8432828"] * 9 + ["010-62345678"], "0931"),
        (["0931-8432828"] * 8 + ["010-62345678"], ""),
        (["13912345678"], ""),
        ([], ""),
    ],
)
def test_the_dialling_code_that_a_file_shares(cells, code):
    assert dialling_code(cells) == code

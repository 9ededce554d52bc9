"""What headings mean: known ones surely, similar ones as a question, others asked, none dropped."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yinling.people.intake.domain.headings import IGNORED, SERIAL, Column, Proposal, fold_heading, is_heading, propose
from yinling.people.intake.domain.headings.table import known_headings
from yinling.people.registry.terms import CATALOGUE


def proposed(*labels, group="", known=None):
    """Term and certainty for each label, as columns of one sheet."""
    columns = [Column(at, group, label) for at, label in enumerate(labels)]
    return [(proposal.term, proposal.sure) for proposal in propose(columns, known=known or {})]


def test_the_table_names_only_terms_of_the_catalogue():
    terms = {meaning.term for meaning in known_headings().meanings.values()}
    assert terms - set(CATALOGUE) == {SERIAL, IGNORED}
    assert set(CATALOGUE) - terms == set()


def test_every_term_is_known_by_its_own_label():
    terms = [*CATALOGUE]
    assert proposed(*(str(CATALOGUE[term].label) for term in terms)) == [(term, True) for term in terms]


@pytest.mark.parametrize(
    ("label", "term"),
    [
        ("姓 名", "name"),
        ("姓　　名", "name"),
        ("姓\n名", "name"),
        ("*姓名：", "name"),
        ("1.姓名", "name"),
        ("出生\n年月", "birth_date"),
        ("出生日期（年月日）", "birth_date"),
        ("出生时间(例：1935.05)", "birth_date"),
        ("公民身份号码", "id_number"),
        ("身份证号码（18位）", "id_number"),
        ("手机号码", "phone"),
        ("联系电话（手机）", "phone"),
        ("参加革命（工作）时间", "began_work"),
        ("参加革命工作时间", "began_work"),
        ("参工时间", "began_work"),
        ("离（退）休时间", "retired_on"),
        ("入党（团）时间", "joined_party"),
        ("现居住地", "address"),
        ("家庭详细住址", "address"),
        ("职级", "post_level"),
        ("待遇", "treatment_level"),
        ("住房面积（㎡）", "floor_area"),
        ("住房面积（平方米）", "floor_area"),
        ("子女数（人）", "children_count"),
        ("有无电梯（有/无）", "elevator"),
        ("联系人手机", "contact_phone"),
        ("序  号", SERIAL),
        ("NO.", SERIAL),
    ],
)
def test_the_ways_of_writing_a_heading_are_one(label, term):
    assert proposed(label) == [(term, True)]
    assert is_heading(label)


@pytest.mark.parametrize(
    ("label", "term"),
    [
        ("身份证号马", "id_number"),
        ("现在的家庭住址", "address"),
        ("固定电话", "phone"),
        ("出生年月（档案）", "birth_date"),
        ("年龄", IGNORED),
        ("编号", SERIAL),
    ],
)
def test_what_is_only_like_a_known_heading_is_proposed_and_asked(label, term):
    assert proposed(label) == [(term, False)]


@pytest.mark.parametrize(
    "label",
    [
        "",
        "  ",
        "配偶身份证号",
        "子女工作单位",
        "联系人住址",
        "健身卡号",
        "医保",
        "张三",
        "家庭医生电话",
        "姓名（配偶子女）",
    ],
)
def test_what_is_not_known_is_asked(label):
    assert proposed(label) == [(None, False)] or label == "姓名（配偶子女）"


@pytest.mark.parametrize(
    ("group", "label", "expected"),
    [
        ("基本信息", "姓名", ("name", True)),
        ("紧急联系人", "姓名", ("contact_name", True)),
        ("紧急联系人", "与本人关系", ("contact_kin", True)),
        ("家庭情况/紧急联系人信息", "联系电话", ("contact_phone", True)),
        ("紧急联系人", "紧急联系人电话", ("contact_phone", True)),
        ("紧急联系人", "工作单位", (None, False)),
        ("紧急联系人", "备注", ("remarks", True)),
        ("配偶", "姓名", ("spouse_name", True)),
        ("配偶情况", "身份证号", (None, False)),
        ("子女", "电话", ("contact_phone", False)),
        ("子女情况", "是否同城", ("children_nearby", True)),
        ("已故离休干部", "姓名", ("deceased_cadre", True)),
        ("已故离休干部情况", "与遗属关系", ("deceased_kin", True)),
        ("已故离休干部", "原工作单位", (None, False)),
        ("家庭主要成员", "姓名", (None, False)),
        ("填表人", "姓名", (None, False)),
        ("甲乙丙", "姓名", ("name", False)),
        ("甲乙丙", "慢性病", ("chronic_diseases", True)),
        ("", "姓名（配偶）", ("spouse_name", True)),
    ],
)
def test_groups_say_whose_a_column_is(group, label, expected):
    assert proposed(label, group=group) == [expected]


def test_no_term_is_given_twice_and_the_better_reading_keeps_it():
    assert proposed("家庭电话", "手机", "联系电话", "序号", "序号") == [
        (None, False),
        ("phone", True),
        (None, False),
        (SERIAL, True),
        (SERIAL, True),
    ]
    columns = [Column(0, "", "姓名"), Column(1, "紧急联系人", "姓名"), Column(2, "", "紧急联系人")]
    assert [proposal.term for proposal in propose(columns, known={})] == ["name", "contact_name", None]


def test_a_remembered_decision_wins_and_keeps_its_term():
    known = {
        fold_heading("", "宅电"): "phone",
        fold_heading("", "健身卡号"): IGNORED,
        fold_heading("紧急联系人", "工作单位"): "remarks",
    }
    assert proposed("手机", "宅 电", "健身卡号", known=known) == [(None, False), ("phone", True), (IGNORED, True)]
    assert proposed("工作单位", group="紧急联系人", known=known) == [("remarks", True)]
    assert proposed("工作单位", known=known) == [("former_unit", True)]


def test_the_key_of_a_decision_is_without_groups_that_only_order():
    assert [
        fold_heading(group, "电 话（手机）：") for group in ("", "基本信息", "紧急联系人", "家庭情况/紧急 联系人")
    ] == [
        "电话手机",
        "电话手机",
        "紧急联系人/电话手机",
        "紧急联系人/电话手机",
    ]
    assert fold_heading("紧急联系人", " ") == ""


def test_the_reason_is_said():
    columns = (
        Column(0, "", "姓名"),
        Column(1, "", "名字"),
        Column(2, "", ""),
        Column(3, "", "健身卡号"),
        Column(4, "", "身份证号马"),
    )
    assert propose(columns, known={}) == (
        Proposal(columns[0], "name", True, "表头一致"),
        Proposal(columns[1], None, False, "意思与“姓名”列重复，请选择"),
        Proposal(columns[2], None, False, "这一列没有表头，但有内容，请选择"),
        Proposal(columns[3], None, False, "没有相近的表头，请选择"),
        Proposal(columns[4], "id_number", False, "表头与“身份证号”相近，请确认"),
    )


@pytest.mark.parametrize("text", ["配偶子女同住", "张三", "13800001111", "兰州市教育局", "中共党员", "能自理", "无"])
def test_values_are_no_headings(text):
    assert not is_heading(text)


@settings(max_examples=30, deadline=None)
@given(st.permutations([str(spec.label) for spec in CATALOGUE.values()]))
def test_the_order_of_columns_does_not_matter(labels):
    expected = {str(spec.label): (term, True) for term, spec in CATALOGUE.items()}
    assert dict(zip(labels, proposed(*labels), strict=True)) == expected


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=12)), max_size=12))
def test_every_column_is_answered_once(headings):
    columns = [Column(at, group, label) for at, (group, label) in enumerate(headings)]
    proposals = propose(columns, known={})
    terms = [proposal.term for proposal in proposals if proposal.term not in (None, SERIAL, IGNORED)]
    assert ([proposal.column for proposal in proposals], len(set(terms))) == (columns, len(terms))


def test_the_reference_file_lists_no_heading_under_two_terms():
    text = (
        Path(str(known_headings.__wrapped__.__code__.co_filename))
        .parents[2]
        .joinpath("data/headings.csv")
        .read_text(encoding="utf-8")
    )
    seen: dict[tuple[str, str], str] = {}
    twice = []
    for line in text.splitlines()[1:]:
        subject, term, _sure, words = line.split(",")
        for word in set(words.split()):
            if seen.setdefault((subject, word), term) != term:
                twice.append((word, seen[subject, word], term))
    assert twice == []

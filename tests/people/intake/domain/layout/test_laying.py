"""Layouts of sheets as offices send them: where the header is, what every row is, who reported."""

from collections import Counter
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.intake.domain.layout.sheets import laid_out, sheet
from tests.shared import shared
from yinling.people.intake.domain.headings import propose
from yinling.people.intake.domain.layout import Column, Layout, RowKind, lay_out
from yinling.people.intake.domain.sheets import Sheet
from yinling.people.intake.outside import open_roster

T, H, P, B, S, N, R = (
    RowKind.TITLE,
    RowKind.HEADER,
    RowKind.PERSON,
    RowKind.BLANK,
    RowKind.TOTAL,
    RowKind.NOTE,
    RowKind.REPEATED_HEADER,
)


def columns(layout):
    return [(column.index, column.group, column.label) for column in layout.columns]


def test_a_whole_sheet():
    layout = laid_out(
        """
离休干部花名册
填报单位（盖章）：兰州市教育局    | | | | 填报日期：2017年12月31日
基本信息 | | | 紧急联系人 |
序号 | 姓名 | 性别 | 姓名 | 电话
1 | 张三 | 男 | 李四 | 13800001111

序号 | 姓 名 | 性别 | 姓名 | 电话
2 | 王五 | 女 | | | 丢失的列
小 计 | | 2
备注：以上人员属实
制表人：赵六 | | 审核人：钱七
""",
        (0, 0, 0, 5),
        (2, 0, 2, 2),
        (2, 3, 2, 4),
    )
    assert layout == Layout(
        sheet="名册",
        first_row=3,
        last_row=4,
        columns=(
            Column(0, "基本信息", "序号"),
            Column(1, "基本信息", "姓名"),
            Column(2, "基本信息", "性别"),
            Column(3, "紧急联系人", "姓名"),
            Column(4, "紧急联系人", "电话"),
            Column(5, "", ""),
        ),
        kinds=(T, T, H, H, P, B, R, P, S, N, N),
        reported_unit="兰州市教育局",
        as_of=date(2017, 12, 31),
        title="离休干部花名册",
    )


def test_a_header_of_one_row_and_nothing_else():
    layout = laid_out("姓名 | 性别\n张三 | 男")
    assert (layout.first_row, layout.last_row, layout.kinds, columns(layout)) == (
        1,
        1,
        (H, P),
        [(0, "", "姓名"), (1, "", "性别")],
    )
    assert (layout.title, layout.reported_unit, layout.as_of) == ("", "", None)


def test_a_header_over_three_rows_with_ranges_merged_both_ways():
    layout = laid_out(
        """
序号 | 姓名 | 家庭情况 | | | 备注
 | | 配偶 | 紧急联系人 | |
 | | 姓名 | 姓名 | 电话 |
1 | 张三 | 王五 | 李四 | 13800001111 | 无
""",
        *((0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 4), (1, 3, 1, 4), (0, 5, 2, 5)),
    )
    assert (layout.first_row, layout.last_row, layout.kinds) == (1, 3, (H, H, H, P))
    assert columns(layout) == [
        (0, "", "序号"),
        (1, "", "姓名"),
        (2, "家庭情况/配偶", "姓名"),
        (3, "家庭情况/紧急联系人", "姓名"),
        (4, "家庭情况/紧急联系人", "电话"),
        (5, "", "备注"),
    ]


def test_a_grouped_header_without_merges():
    layout = laid_out(
        "序号 | 姓名 | 紧急联系人 | | | 备注\n | | 姓名 | 关系 | 电话 |\n1 | 张三 | 李四 | 子 | 13800001111 | 无"
    )
    assert (layout.last_row, layout.kinds) == (2, (H, H, P))
    assert columns(layout)[2:] == [
        (2, "紧急联系人", "姓名"),
        (3, "紧急联系人", "关系"),
        (4, "紧急联系人", "电话"),
        (5, "", "备注"),
    ]


def test_a_row_that_counts_the_columns_belongs_to_the_header():
    layout = laid_out("序号 | 姓名 | 性别 | 民族\n甲 | 1 | 2 | 3\n1 | 张三 | 男 | 汉族")
    assert (layout.last_row, layout.kinds, columns(layout)[1]) == (2, (H, H, P), (1, "", "姓名"))


def test_a_header_far_down_and_far_right_is_found():
    layout = laid_out(
        "附件1\n\n填表说明：请如实填写\n关于统计的通知\n | | | 单位 | 身份证号码 | 性别 | 姓名\n | | | 教育局 | 620102193001010010 | 男 | 张三"
    )
    assert (layout.first_row, layout.kinds) == (5, (T, B, N, T, H, P))
    assert columns(layout) == [(3, "", "单位"), (4, "", "身份证号码"), (5, "", "性别"), (6, "", "姓名")]


@pytest.mark.parametrize(
    "text",
    ["", "关于统计的通知\n各单位请于12月31日前报送", "张三 | 男 | 汉族 | 620102193001010010", "代码 | 名目\n1 | 甲"],
)
def test_a_sheet_without_known_headings_has_no_layout(text):
    assert lay_out(sheet(text)) is None


HEADER = "序号 | 姓名 | 性别 | 身份证号 | 住房面积 | 单位\n1 | 张三 | 男 | 620102193001010010 | 60 | 教育局\n"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (" ", B),
        (" \u3000| \u200b", B),
        ("7 | | ", B),
        ("合计 | | | | 1436 |", S),
        (" | 合　计 | 12人 | | 1436.5 |", S),
        ("总计 | 25", S),
        ("本页小计 | | | | 3 |", S),
        (" | 城关区合计 | 12 | | |", S),
        (" | 合计 | 男 | | | 教育局", P),
        (" | 小计 | 男 | 620102193001010010 | 60 | 教育局", P),
        ("合计 | 张三 | 男 | | | 教育局", P),
        ("合计 | | | 620102193001010010 | | ", P),
        (" | 总计 | 女 | | 60 |", P),
        ("2 | 李四 | | | | ", P),
        (" | 李四 | | | | ", P),
        (" | 合志强 | | | | ", P),
        ("3 | | 男 | | 60 | 教育局", P),
        ("9 | 注册 | 男 | | 60 | 教育局", P),
        ("备注：以上人员信息由单位核对后填报", N),
        ("注：1.本表一式两份", N),
        ("填表说明 | 一、请如实填写", N),
        ("制表人：张三 | | 审核人：李四 | | 联系电话：0931-8432828 |", N),
        ("单位负责人： | 张三 | | 填报日期：2017年12月31日 | |", N),
        (" | | | | | 另附说明", N),
        ("第 1 页", N),
        ("一、市委办公室", T),
        ("一 | 市委老干部局（12人） | | | |", T),
        (" | 兰州市教育局 | | | | ", T),
        ("序号 | 姓名 | 性别 | 身份证号 | 住房面积 | 单位", R),
        ("序 号 | 姓\n名 | 性别 | 身份证号 | | 单位".replace("\n", " "), R),
        ("单位 | 姓名 | 性别 | 出生年月 | 身份证号 | 民族", R),
    ],
)
def test_every_row_is_what_it_is(row, kind):
    assert laid_out(HEADER + row).kinds == (H, P, kind)


def test_a_heading_over_a_block_is_told_by_its_width():
    assert laid_out(HEADER + " | 天水路 | | | |", (2, 0, 2, 5)).kinds == (H, P, T)
    assert laid_out(HEADER + " | 天水路 | | | |").kinds == (H, P, P)


def test_a_title_that_stands_again_in_the_middle_is_a_title():
    text = "名册\n填报单位：教育局\n" + HEADER
    assert laid_out(text + "名册\n填报单位：教育局\n" + HEADER).kinds == (T, T, H, P, T, T, R, P)


def test_a_second_block_with_another_order_is_pointed_out():
    assert laid_out(HEADER + HEADER).other_header == 0
    assert laid_out(HEADER + "姓名 | 序号 | 单位 | 性别 | 身份证号 | 住房面积\n").other_header == 3


def test_a_column_without_heading_counts_only_when_a_person_has_something_in_it():
    assert columns(laid_out("姓名 | | 性别 | \n张三 | | 男 | \n小计 | | 1 | 5"))[1:] == [(2, "", "性别")]
    assert columns(laid_out("姓名 | | 性别 | \n张三 | 甲 | 男 | "))[1:] == [(1, "", ""), (2, "", "性别")]


def test_who_and_when_may_stand_below_the_persons():
    layout = laid_out(HEADER + "填报单位：教育局 | | 填报日期： | 2018.1.5\n备注：1949年10月1日前参加工作")
    assert (layout.reported_unit, layout.as_of, layout.kinds[-2:]) == ("教育局", date(2018, 1, 5), (N, N))


def test_the_day_may_be_a_date_cell():
    rows = [["名册", ""], ["填报日期", datetime(2017, 12, 31)], ["姓名", "性别"], ["张三", "男"]]  # noqa: DTZ001 - a cell has no zone
    found = lay_out(Sheet("s", rows))
    assert found is not None
    assert (found.as_of, found.title, found.kinds) == (date(2017, 12, 31), "名册 2017-12-31 00:00:00", (T, T, H, P))


CELLS = st.sampled_from(
    [
        "",
        " ",
        "张三",
        "男",
        "合计",
        "小计",
        "姓名",
        "性别",
        "同上",
        "备注：无",
        "620102193001010010",
        6.2e17,
        1.0,
        37.0,
        True,
        date(1930, 2, 11),
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=12)


@settings(deadline=None)
@given(ROWS)
def test_kinds_part_the_rows_and_no_identity_is_lost(rows):
    whole = [["序号", "姓名", "性别", "身份证号", "民族", "单位"], *rows]
    layout = lay_out(Sheet("s", whole))
    assert layout is not None
    assert len(layout.kinds) == len(whole)
    below = list(zip(whole, layout.kinds, strict=True))[layout.last_row :]
    assert [kind for row, kind in below if "620102193001010010" in row or 6.2e17 in row].count(P) == sum(
        "620102193001010010" in row or 6.2e17 in row for row, _ in below
    )
    assert all(kind is B for row, kind in below if not any(str(cell).strip() for cell in row))


LABELS = (
    "序号",
    "姓 名",
    "性别",
    "公民身份号码",
    "参加革命（工作）时间",
    "家庭详细住址",
    "手机",
    "职级",
    "享受待遇",
    "备注",
)
VALUES = ("1", "张三", "男", "620102193001010010", "1949.01", "城关区", "13800001111", "正县级", "副厅级", "")


@settings(deadline=None)
@given(st.permutations(range(len(LABELS))))
def test_columns_in_any_order_give_the_same_mapping(order):
    found = lay_out(Sheet("s", [["名册", *[""] * 9], [LABELS[at] for at in order], [VALUES[at] for at in order]]))
    assert found is not None
    assert (found.first_row, found.last_row, found.kinds) == (2, 2, (T, H, P))
    terms = {proposal.column.label: proposal.term for proposal in propose(found.columns, known={})}
    assert terms == dict(
        zip(
            LABELS,
            (
                "serial",
                "name",
                "sex",
                "id_number",
                "began_work",
                "address",
                "phone",
                "post_level",
                "treatment_level",
                "remarks",
            ),
            strict=True,
        )
    )


@pytest.mark.slow  # reads the city's whole roster
def test_the_roster_of_a_city_is_told_apart_row_by_row():
    sheets = open_roster(shared("roster/lanzhou-2017.xlsx").read_bytes(), "lanzhou-2017.xlsx")
    layouts = [lay_out(sheet) for sheet in sheets]
    assert [layout and Counter(layout.kinds) for layout in layouts] == [
        {T: 2, H: 2, P: 941, B: 2, N: 1, R: 1},
        {T: 2, H: 2, P: 37_740, B: 20, S: 12, N: 9, R: 12},
        {T: 2, H: 2, P: 436, B: 2, N: 1, R: 1},
    ]
    assert sum(len(layout.kinds) for layout in layouts if layout) == 39_190
    assert {(layout.reported_unit, layout.as_of, layout.other_header) for layout in layouts if layout} == {
        ("中共兰州市委老干部局", date(2017, 12, 31), 0)
    }
    proposals = [proposal for layout in layouts if layout for proposal in propose(layout.columns, known={})]
    assert ([proposal for proposal in proposals if not proposal.sure], len(proposals)) == ([], 54 + 54 + 45)

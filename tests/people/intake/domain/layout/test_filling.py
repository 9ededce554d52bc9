"""Merged cells and 同上, filled in persons' rows and nowhere else."""

from copy import deepcopy

import pytest

from tests.people.intake.domain.layout.sheets import laid_out, sheet
from yinling.people.intake.domain.layout import fill_down, lay_out


def filled(text, *merges):
    whole = sheet(text, *merges)
    layout = lay_out(whole)
    assert layout is not None
    before = deepcopy(whole.rows)
    rows = fill_down(whole, layout)
    assert whole.rows == before
    return rows


def test_cells_merged_downwards_are_filled_over_blank_rows_and_headers():
    text = "姓名 | 性别 | 单位\n张三 | 男 | 教育局\n\n姓名 | 性别 | 单位\n李四 | 女 |\n小计 | 2 |\n王五 | 男 |\n赵六 | 男 |"
    rows = filled(text, (1, 2, 6, 2))
    assert [row[2] for row in rows] == ["单位", "教育局", "", "单位", "教育局", "", "教育局", ""]


def test_a_header_merged_downwards_fills_nobody():
    rows = filled("序号 | 姓名 | 配偶\n | | 姓名\n1 | 张三 | ", (0, 0, 1, 0), (0, 1, 1, 1))
    assert rows[2] == [1.0, "张三", ""]


def test_cells_merged_sideways_fill_only_their_first_column():
    rows = filled("姓名 | 住址 | 街道\n张三 | 城关区 |\n李四 | |", (1, 1, 2, 2))
    assert rows[1:] == [["张三", "城关区", ""], ["李四", "城关区", ""]]


@pytest.mark.parametrize("mark", ["同上", "〃", "″", "同前", '"', "（同上）"])
def test_as_above_is_filled_from_the_person_above(mark):
    text = f"姓名 | 单位 | 支部\n张三 | 教育局 | 一支部\n\n李四 | {mark} |\n小计 | 2 |\n王五 | {mark} | {mark}\n赵六 | 财政局 | {mark}"
    assert [row[1:] for row in filled(text)][3:] == [["教育局", ""], [2.0, ""], ["教育局", mark], ["财政局", mark]]


def test_as_above_stays_where_nothing_stands_above_or_nobody_shares():
    text = "序号 | 姓名 | 身份证号 | 单位\n1 | 张三 | 620102193001010010 | 同上\n同上 | 同上 | 同上 | 同上"
    assert filled(text)[1:] == [[1.0, "张三", "620102193001010010", "同上"], ["同上", "同上", "同上", "同上"]]


def test_rows_that_need_nothing_are_not_copied():
    whole = sheet("姓名 | 单位\n张三 | 教育局\n李四 | 同上")
    rows = fill_down(whole, laid_out("姓名 | 单位\n张三 | 教育局\n李四 | 同上"))
    assert [row is own for row, own in zip(rows, whole.rows, strict=True)] == [True, True, False]

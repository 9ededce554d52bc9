"""Columns line up although Chinese is wide."""

from yinling.config.launcher.tables import table, width


def test_wide_and_narrow() -> None:
    assert [width(text) for text in ("", "abc", "中文", "（a）", "é")] == [0, 3, 4, 5, 1]


def test_columns_line_up() -> None:
    assert table(["账号", "PID"], [["kunming", "1"], ["王", "22"]]) == (
        "  账号     PID\n"
        "  kunming  1\n"
        "  王       22"
    )  # fmt: skip

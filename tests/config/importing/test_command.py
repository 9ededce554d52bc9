"""What is typed after `import`: help, wrong usage, and an installation that does not run."""

import pytest


def test_help(typed):
    status, said, complaint = typed("help")
    assert (status, said.splitlines()[0], complaint) == (
        0,
        "用法：./yinling import 文件 [选项]     导入名册（.xlsx、.xls、.csv）",
        "",
    )
    assert typed()[::2] == (2, "")


@pytest.mark.parametrize(
    "words",
    [
        ["a.xlsx", "b.xlsx"],
        ["a.xlsx", "--row", "rows.csv"],
        ["a.xlsx", "--unit"],
        ["--ask"],
        ["decide"],
        ["decide", "a.csv", "--unit", "x"],
        ["list", "more"],
        ["withdraw"],
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(typed, words):
    status, said, complaint = typed(*words)
    assert (status, said, complaint.count("\n")) == (2, "", 1)
    assert complaint.startswith("用法不对（")
    assert complaint.endswith("）：见 ./yinling import help。\n")


def test_results_that_could_not_be_written_are_refused_before_anything_is_done(typed, file, tmp_path):
    for words in (["--rows", tmp_path / "no" / "rows.csv"], ["--fields", tmp_path]):
        status, said, complaint = typed(file(), *words)
        assert (status, said, complaint) == (2, "", f"不能写入 {words[1]}：请换一个文件名或文件夹。\n")
    assert typed("list")[1] == "还没有名册：用 ./yinling import 文件 导入。\n"


def test_without_a_database_it_says_what_to_do(typed, file, monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("YINLING_VAR", str(tmp_path))
    assert typed(file()) == (1, "", "需要数据库：请先在另一个终端运行 ./yinling up。\n")

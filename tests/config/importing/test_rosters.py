"""Rosters that are there: held rows settled by a file, all of them listed, one taken back."""

import io
import uuid

import pytest

from yinling.people.intake.models import Roster, RosterRow
from yinling.people.registry.models import Person, PersonNow, Question


@pytest.fixture
def roster(typed, file):
    assert typed(file())[0] == 0
    return Roster.objects.get()


@pytest.fixture
def decisions(tmp_path):
    def write(*lines):
        path = tmp_path / "判定.csv"
        path.write_text("".join(f"{line}\n" for line in ("sheet,row,verdict,person", *lines)), encoding="utf-8")
        return path

    return write


def li():
    return str(PersonNow.objects.select_related("person").get(name="李淑芬").person.public_id)


def test_the_same_person(roster, typed, decisions, tmp_path):
    path = decisions("退休干部,7,same,")
    status, said, complaint = typed("decide", path, "--rows", tmp_path / "rows.csv")
    assert (status, complaint) == (0, "")
    assert said.splitlines() == [
        f"名册 {roster.public_id}（名册.xlsx）：",
        "合并 1 行，新增 0 行，以前已判定 0 行，未采用 0 行。",
        "没有待判定的行了。",
    ]
    assert f"退休干部,7,merged,{li()}\n" in (tmp_path / "rows.csv").read_text(encoding="utf-8")
    again = typed("decide", path)
    assert (again[0], again[1].splitlines()[1]) == (0, "合并 0 行，新增 0 行，以前已判定 1 行，未采用 0 行。")


@pytest.mark.parametrize("person", ["退休干部!5", "", "{li}"])
def test_another_person(roster, typed, decisions, person):
    said = typed("decide", decisions(f"退休干部,7,different,{person.format(li=li())}"), "--roster", roster.public_id)[1]
    assert said.splitlines()[1] == "合并 0 行，新增 1 行，以前已判定 0 行，未采用 0 行。"
    assert (Person.objects.count(), RosterRow.objects.filter(status="held").count()) == (3, 0)


def test_bad_lines_are_named_and_spoil_no_good_one(roster, typed, decisions):
    path = decisions(
        "退休干部,99,same,", "没有的表,7,same,", f"退休干部,7,same,{uuid.UUID(int=1)}", "退休干部,7,same,退休干部!6",
        "退休干部,7,same,退休干部!5",
    )  # fmt: skip
    status, said, _ = typed("decide", path)
    assert (status, said.splitlines()[1:]) == (
        1,
        [
            "合并 1 行，新增 0 行，以前已判定 0 行，未采用 4 行。",
            "第 2 行未采用：文件里没有这一行，请核对工作表名和行号。",
            "第 3 行未采用：文件里没有这一行，请核对工作表名和行号。",
            "第 4 行未采用：没有这个人员编号，请核对 person 列。",
            "第 5 行未采用：person 指的那一行还没有对应的人员。",
            "没有待判定的行了。",
        ],
    )


def test_a_file_that_is_no_table_of_decisions_changes_nothing(roster, typed, decisions):
    status, said, complaint = typed("decide", decisions("退休干部,7,perhaps,"))
    assert (status, said, complaint) == (
        1, "", "第2行：verdict 应为 same（同一人）或 different（不是同一人）。请改正后再上传。\n",
    )  # fmt: skip
    assert RosterRow.objects.filter(status="held").count() == 1


def test_a_roster_that_is_not_there(roster, typed, decisions):
    path, other = decisions("退休干部,7,same,"), uuid.UUID(int=7)
    assert typed("decide", path, "--roster", other) == (2, "", f"没有名册 {other}：见 ./yinling import list。\n")
    assert typed("decide", path, "--roster", "7") == (2, "", "“7”不是完整的编号：请整段复制。\n")


def test_without_any_roster_there_is_nothing_to_decide(typed, decisions):
    assert typed("decide", decisions("退休干部,7,same,")) == (
        1, "", "还没有导入过名册：请先运行 ./yinling import 文件。\n",
    )  # fmt: skip


def test_all_rosters_are_listed(roster, typed):
    status, said, _ = typed("list")
    lines = [line.split() for line in said.splitlines()]
    assert (status, lines[0][:5]) == (0, ["名册编号", "文件", "单位", "截至", "状态"])
    assert lines[1] == [
        str(roster.public_id), "名册.xlsx", "示范兰州市老干部局", "2017-12-31", "已导入", "2", "0", "1", "1", "4",
    ]  # fmt: skip
    assert lines[2:] == [["共有", "1", "行待判定。"]]


def test_a_roster_is_taken_back_once_somebody_agrees(roster, typed, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    status, said, complaint = typed("withdraw", roster.public_id)
    assert (status, said) == (1, "“名册.xlsx”带来的人员还没有别的记录。\n")
    assert complaint == "没有撤回：请在终端里运行并确认，或加上 --yes。\n"
    assert Roster.objects.get().state == "done"
    status, said, complaint = typed("withdraw", roster.public_id, "--yes")
    assert (status, said.splitlines()[1], complaint) == (0, "已撤回“名册.xlsx”：2 人移出名单，0 人留下并作了标记。", "")
    assert (Roster.objects.get().state, PersonNow.objects.count()) == ("withdrawn", 0)
    assert typed("withdraw", roster.public_id, "--yes") == (1, "", "名册“名册.xlsx”已撤回，不能撤回。\n")


def test_persons_on_whom_something_was_built_stay_and_are_listed_first(roster, typed, now):
    from tests import factories as make

    person = Person.objects.get(public_id=li())
    make.order(person, at=now)
    said = typed("withdraw", roster.public_id, "--yes")[1].splitlines()
    assert said[0] == "下列记录用到了“名册.xlsx”带来的人员，这些人会留下并作标记："
    assert said[-1] == "已撤回“名册.xlsx”：1 人移出名单，1 人留下并作了标记。"
    assert Question.objects.filter(person=person, code="roster.withdrawn").count() == 1


def test_a_withdrawn_file_may_be_taken_in_again(roster, typed, file):
    typed("withdraw", roster.public_id, "--yes")
    assert typed(file())[1].splitlines()[0] == "已导入“名册.xlsx”。"

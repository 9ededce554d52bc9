"""Published figures from the command line: exact, one flat object, and one sentence for every slip."""

import json

import pytest

from tests.people.registry.people import places
from tests.people.registry.queries.figures.population import FIGURES, POPULATION, enter, units
from yinling.config import __main__ as command_line

WHOLE = ["published", "--area", "5301", "--on", "2017-12-31"]


@pytest.fixture
def typed(capsys):
    """Type a command; gives the exit status, the answer and the complaint."""

    def type_it(*words):
        status = command_line.main(["report", *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return type_it


@pytest.fixture
def city(sides):
    sides.owner()
    places()
    units()
    enter(POPULATION)


def test_json_is_one_flat_object_in_the_published_order_and_nothing_else(city, typed):
    status, said, complaint = typed(*WHOLE, "--json")
    assert (status, complaint) == (0, "")
    assert said.count("\n") == 1
    found = json.loads(said)
    assert found == FIGURES
    assert list(found) == list(FIGURES)
    assert {name for name, value in found.items() if isinstance(value, float)} == {"retired_with_honours_mean_age"}


def test_of_an_area_without_anybody_every_figure_is_nought(city, typed):
    _status, said, _complaint = typed("published", "--area", "530103", "--on", "1999-01-01", "--json")
    assert json.loads(said) == dict.fromkeys(FIGURES, 0) | {"retired_with_honours_mean_age": 0.0}


def test_a_reader_gets_a_table(city, typed):
    status, said, complaint = typed(*WHOLE)
    lines = said.splitlines()
    assert (status, complaint, len(lines)) == (0, "", len(FIGURES) + 2)
    assert lines[0] == "云南省 昆明市，2017-12-31"
    assert [line.split() for line in lines[1:3]] == [
        ["指标", "数字", "名称"],
        ["离休干部", "4", "retired_with_honours"],
    ]
    assert lines[10].split() == ["离休干部，平均年龄", "88.7", "retired_with_honours_mean_age"]


def test_a_reader_is_told_of_whom_nothing_is_known_on_the_day(city, typed):
    said = typed("published", "--area", "5301", "--on", "2017-12-30")[1]
    assert said.splitlines()[-1] == "有 15 人在这一天没有资料，没有计入。"


def test_the_padded_code_and_today_are_understood(city, typed):
    assert json.loads(typed("published", "--area", "530100", "--json")[1])["retired"] == 5


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "用法：./yinling report published"),
        (["something"], "用法：./yinling report published"),
        (["published"], "用法：./yinling report published"),
        ([*WHOLE, "more"], "用法：./yinling report published"),
        ([*WHOLE, "--js"], "用法：./yinling report published"),
        (["published", "--area", "昆明"], "“昆明”不是行政区划代码："),
        (["published", "--area", "53'; --"], "“53'; --”不是行政区划代码："),
        (["published", "--area", "5399"], "没有区划代码 5399 这个地区。"),
        (["published", "--area", "5301", "--on", "2017-13-01"], "看不懂日期“2017-13-01”："),
        (["published", "--area", "5301", "--on", "20171231"], "看不懂日期“20171231”："),
        (["published", "--area", "5301", "--on", "31.12.2017"], "看不懂日期“31.12.2017”："),
        (["published", "--area", "5301", "--on", "2999-12-31"], "2999-12-31 还没有到："),
    ],
)
def test_a_slip_of_the_hand_is_one_sentence_and_status_2(city, typed, words, sentence):
    status, said, complaint = typed(*words)
    assert (status, said, complaint.count("\n")) == (2, "", 1)
    assert complaint.startswith(sentence)


def test_without_a_database_it_says_what_to_do(typed, monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("YINLING_VAR", str(tmp_path))
    assert typed(*WHOLE, "--json") == (1, "", "需要数据库：请先在另一个终端运行 ./yinling up。\n")

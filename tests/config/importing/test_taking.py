"""A file is taken in from the command line: what is said, what is written, and what a second time changes."""

import re

import pytest
from django.apps import apps

from tests.config.importing.conftest import PERSONS, book
from tests.people.intake.imported import HEAD, LI, ZHANG
from yinling.base.journal.models import Entry
from yinling.people.intake.models import RememberedHeading, Roster
from yinling.people.registry.models import Person, PersonNow, Tally

ROWS = """sheet,row,status,person
退休干部,1,not-a-person,
退休干部,2,not-a-person,
退休干部,3,not-a-person,
退休干部,4,new,{zhang}
退休干部,5,new,{li}
退休干部,6,refused,
退休干部,7,held,
退休干部,8,not-a-person,
"""
FIELDS = """sheet,row,field,value
退休干部,4,name,张国华
退休干部,4,sex,男
退休干部,4,ethnic_group,汉族
退休干部,4,birth_date,1938-05-01
退休干部,4,person_type,退休干部
退休干部,4,phone,13909310001
退休干部,4,unit,兰州市城关区教育局
退休干部,4,health,一般
退休干部,5,name,李淑芬
退休干部,5,sex,女
退休干部,5,ethnic_group,回族
退休干部,5,birth_date,1940-03
退休干部,5,person_type,退休干部
退休干部,5,phone,13909310002
退休干部,5,unit,兰州市城关区教育局
退休干部,5,health,较差
退休干部,5,remarks,"他说：""=1+1"", 对"
"""


def sizes():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def by_name():
    return {now.name: str(now.person.public_id) for now in PersonNow.objects.select_related("person")}


def test_a_file_is_taken_in_and_accounted_for(typed, file, tmp_path):
    status, said, complaint = typed(file(), "--rows", tmp_path / "rows.csv")
    row, people = Roster.objects.get(), by_name()
    lines = said.splitlines()
    assert (status, complaint, len(lines)) == (0, "", 8)
    assert [*lines[:4], *lines[5:7]] == [
        "已导入“名册.xlsx”。",
        f"名册 {row.public_id}，由“示范兰州市老干部局”管理，截至 2017-12-31。",
        "共 8 行 = 新增 2 + 合并 0 + 待判定 1 + 未采用 1 + 不是人员 4",
        "写入 17 条事实，提出 1 个疑问，新登记 1 个单位，更新 0 人。",
        "有 1 行待判定：",
        f"  退休干部 第 7 行，可能是 {people['李淑芬']}",
    ]
    assert re.fullmatch(
        r"用时 \d+\.\d 秒：读取文件 [\d.]+，清洗每个单元格 [\d.]+，查找重复人员 [\d.]+，写入登记 [\d.]+，记入总账 [\d.]+。",
        lines[4],
    )
    assert lines[7].endswith("再运行 ./yinling import decide 文件.csv。")
    found = (tmp_path / "rows.csv").read_bytes().decode()
    assert found == ROWS.format(zhang=people["张国华"], li=people["李淑芬"])


def test_every_field_is_written_as_it_was_read(typed, file, tmp_path):
    typed(file(book(ZHANG, (*LI[:9], '他说："=1+1", 对'))), "--fields", tmp_path / "fields.csv")
    assert (tmp_path / "fields.csv").read_bytes().decode() == FIELDS
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_tallies_are_counted_at_once(typed, file):
    typed(file())
    assert sum(Tally.objects.filter(term="").values_list("number", flat=True)) == 2


def test_the_same_file_again_changes_nothing_and_writes_the_first_results(typed, file, tmp_path):
    typed(file(), "--rows", tmp_path / "first.csv", "--fields", tmp_path / "first-fields.csv")
    before = sizes()
    status, said, complaint = typed(
        file(name="又一次.xlsx"), "--rows", tmp_path / "again.csv", "--fields", tmp_path / "again-fields.csv"
    )
    assert (status, said.splitlines()[0], complaint) == (0, "“又一次.xlsx”以前已经导入过，这次没有改变任何东西。", "")
    assert said.splitlines()[2] == "共 8 行 = 新增 2 + 合并 0 + 待判定 1 + 未采用 1 + 不是人员 4"
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "first.csv").read_bytes()
    assert (tmp_path / "again-fields.csv").read_bytes() == (tmp_path / "first-fields.csv").read_bytes()
    assert sizes() == before


def test_a_file_that_is_refused_leaves_nothing(typed, file):
    before = sizes()
    assert typed(file(b"MZ\x90\x00 a program", "名册.exe")) == (
        1, "", "这个文件是程序，不是表格：请不要打开它，向发件人核实后重新索取名册。\n",
    )  # fmt: skip
    assert typed(file(b"")) == (1, "", "这个文件是空的：请确认文件已保存，再重新选择。\n")
    assert sizes() == before


def test_a_file_that_is_not_there(typed, tmp_path):
    wanted = tmp_path / "没有.xlsx"
    assert typed(wanted) == (1, "", f"没有 {wanted} 这个文件：请核对文件名。\n")
    assert typed(tmp_path)[0] == 1


def test_a_heading_nobody_knows_stays_in_the_original_and_is_named(typed, file):
    content = book((*ZHANG, "甲"), head=(*HEAD, "天干"))
    assert "列“天干”没有对应的项目，已原样保留，可用 --map 说明。" in typed(file(content))[1].splitlines()


@pytest.mark.parametrize("meaning", ["hobbies", "兴趣爱好"])
def test_map_says_what_a_heading_is_and_it_is_remembered(typed, file, tmp_path, meaning):
    content = book((*ZHANG, "养花"), head=(*HEAD, "天干"))
    status, said, _ = typed(file(content), "--map", f"天干={meaning}", "--fields", tmp_path / "fields.csv")
    assert (status, "天干" in said) == (0, False)
    assert "退休干部,4,hobbies,养花\n" in (tmp_path / "fields.csv").read_text(encoding="utf-8")
    assert list(RememberedHeading.objects.values_list("heading", "term", "said_by")) == [
        ("天干", "hobbies", "import by command line")
    ]
    assert Entry.objects.filter(kind="intake.headings_explained").count() == 1
    later = book((*LI, "书法"), head=(*HEAD, "天干"))
    assert "天干" not in typed(file(later))[1]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("天干=hobbies", "文件里没有叫“天干”的列：请照文件里的表头填写。\n"),
        ("备注=没有的", "没有“没有的”这个项目：请写项目的名称，例如 身份证号，或写 不导入。\n"),
        ("备注", "看不懂“备注”：请写作 表头=项目，例如 身份=id_number。\n"),
    ],
)
def test_a_map_that_says_nothing_is_wrong_usage_and_leaves_nothing(typed, file, said, sentence):
    before = sizes()
    assert typed(file(), "--map", said) == (2, "", sentence)
    assert sizes() == before


def test_ask_lets_unsure_headings_wait_and_a_second_run_takes_them_on_assumption(typed, file):
    content = book((*ZHANG, "甲"), head=(*HEAD, "天干"))
    status, said, complaint = typed(file(content), "--ask")
    assert (status, said, complaint.startswith("“名册.xlsx”的表头需要核对：")) == (1, "", True)
    assert (Roster.objects.get().state, Person.objects.count()) == ("asking", 0)
    assert typed(file(content), "--ask")[0] == 1
    assert typed(file(content))[0] == 0
    assert list(Roster.objects.order_by("id").values_list("state", flat=True)) == ["refused", "done"]


def test_the_day_may_be_said(typed, file):
    assert "截至 2016-06-30。" in typed(file(), "--on", "2016-06-30")[1]
    assert Roster.objects.get().as_of.isoformat() == "2016-06-30"


def test_a_file_without_a_day_counts_as_of_today_and_says_so(typed, file):
    said = typed(file(book(reported=("填报单位：中共兰州市委老干部局",))))[1]
    assert "文件没有写明截至哪一天，按今天计，可用 --on 说明。" in said.splitlines()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2016/06/30", "看不懂日期“2016/06/30”：请写作 2017-12-31。\n"),
        ("2999-01-01", "2999-01-01 还没有到：请写今天或以前的日期。\n"),
    ],
)
def test_a_day_that_is_none(typed, file, day, sentence):
    assert typed(file(), "--on", day) == (2, "", sentence)


def test_a_roster_that_waits_for_background_work_is_taken_in_here(typed, file, bureau, now):
    from tests.people.intake.imported import handed_in
    from yinling.config.importing.taking import BY

    key = handed_in(bureau, book(), by=BY, at=now)
    status, said, _ = typed(file())
    assert (status, said.splitlines()[0]) == (0, "已导入“名册.xlsx”。")
    assert (Roster.objects.get(public_id=key).state, len(PERSONS)) == ("done", 4)

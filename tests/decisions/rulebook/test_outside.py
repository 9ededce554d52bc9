import pytest

from yinling.decisions.rulebook.actions import SHIPPED
from yinling.decisions.rulebook.outside import RuleFileRefused, read_rule_file

GOOD = SHIPPED.read_text()


def refused(path, content) -> tuple[str, ...]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RuleFileRefused) as found:
        read_rule_file(path)
    assert str(found.value) == "\n".join(found.value.problems)
    return found.value.problems


@pytest.fixture
def file(tmp_path):
    return tmp_path / "rules.toml"


def test_the_shipped_file_holds_one_rule_and_the_parameters():
    book = read_rule_file(SHIPPED)
    assert [rule.key for rule in book.rules] == [("visit_aged_alone", "0", 1)]
    assert [(entry.code, entry.value, entry.unit) for entry in book.parameters] == [
        ("高龄起点", 80, "岁"),
        ("探访到期天数", 30, "天"),
        ("接单时限", 24, "小时"),
    ]


def test_an_empty_file_says_nothing(file):
    file.write_text("")
    assert read_rule_file(file).rules == ()


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"rule = [",
        b"\x00",
        b"a = 1\na = 2",
        b"x = " + b"[" * 50_000,
        b"rule = 9" + b"9" * 10_000,
    ],
    ids=["no UTF-8", "cut off", "NUL", "key twice", "nested without end", "endless number"],
)
def test_a_broken_file_is_refused(file, content):
    assert refused(file, content) == ("规则文件不是完好的TOML文件",)


def test_a_missing_and_a_huge_file_are_refused(file):
    with pytest.raises(RuleFileRefused, match="规则文件打不开"):
        read_rule_file(file)
    assert refused(file, b"#" * 1_000_001) == ("规则文件太大，最多1兆字节",)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("version = 1", "version = 0", "第1个rule：“version”应是1到10000之间的整数"),
        ("version = 1", "version = true", "第1个rule：“version”应是1到10000之间的整数"),
        ("version = 1", "", "第1个rule：“version”应是1到10000之间的整数"),
        ('title = "高龄独居探访"', 'title = ""', "第1个rule：“title”应是1到60个字"),
        ('title = "高龄独居探访"', 'title = "\\u202e"', "第1个rule：“title”应是1到60个字"),
        ('title = "高龄独居探访"', "title = ['高龄']", "第1个rule：“title”应是1到60个字"),
        ('author = "yinling"', 'author = "yinling"\napprover = "yinling"', "第1个rule：不认识“approver”"),
        ('author = "yinling"', "", "第1个rule：“author”应是1到60个字"),
        ("value = 80", "value = 80.5", "第1个parameter：“value”应是-999999999999999到999999999999999之间的整数"),
        ('kind = "number"\nvalue = 80', 'kind = "date"\nvalue = 2026-01-01T00:00:00', "第1个parameter：“value”应是日期"),
        ('kind = "number"\nvalue = 80', 'kind = "code"\nvalue = 80', "第1个parameter：“kind”应是 number、text、date 或 boolean"),
        ('due_parameter = "探访到期天数"', "", "第1个rule：“due_days”和“due_parameter”要写其中一个"),
        ('due_parameter = "探访到期天数"', "due_days = 0", "第1个rule：“due_days”应是1到3660之间的整数"),
        ('author = "yinling"', 'author = "yinling"\nvalid_to = 2023-01-01', "第1个rule：时段的结束日期（2023-01-01，不含当日）应晚于开始日期（2023-01-01）。请核对两个日期。"),
        ('author = "yinling"', 'author = "yinling"\nvalid_to = "2030"', "第1个rule：“valid_from”和“valid_to”应是日期"),
        ('confidence = "plain"', 'confidence = "sure"', "第2个parameter：“confidence”应是 plain、known 或 unverified"),
        ("[[rule]]", "[[law]]", "文件里不认识“law”"),
    ],
)  # fmt: skip
def test_an_entry_of_the_wrong_form_is_named(file, old, new, expected):
    assert old in GOOD
    assert expected in refused(file, GOOD.replace(old, new))


def test_an_area_that_is_none_is_told(file):
    assert any("不是行政区划代码" in problem for problem in refused(file, GOOD.replace('area = "0"', 'area = "530"')))


def test_a_list_of_something_else_is_refused(file):
    assert refused(file, "rule = 3\nparameter = [1]") == (
        "“rule”应是最多2000个条目的列表",
        "“parameter”应是最多2000个条目的列表",
    )


def test_all_problems_are_told_at_once(file):
    found = refused(file, GOOD.replace("version = 1", "version = -1").replace("value = 80", 'value = "80"'))
    assert len(found) == 2

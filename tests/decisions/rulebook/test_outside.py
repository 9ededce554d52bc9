import pytest

from tests.decisions.rulebook.drafted import CONTENT
from tests.decisions.rulebook.small import AGE, MEASURE, RULE, SMALL
from yinling.decisions.rulebook.outside import RuleFileRefused, read_entry, read_rule_file
from yinling.decisions.rulebook.terms import DraftKind

GOOD = SMALL.read_text()


def refused(path, content) -> tuple[str, ...]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RuleFileRefused) as found:
        read_rule_file(path)
    assert str(found.value) == "\n".join(found.value.problems)
    return found.value.problems


@pytest.fixture
def file(tmp_path):
    return tmp_path / "rules.toml"


def test_a_file_holds_rules_parameters_and_measures():
    book = read_rule_file(SMALL)
    assert [rule.key for rule in book.rules] == [("visit_aged_alone", "0", 1)]
    assert [(entry.code, entry.value, entry.unit) for entry in book.parameters] == [
        ("高龄起点", 80, "岁"),
        ("探访到期天数", 30, "天"),
        ("接单时限", 24, "小时"),
    ]
    assert [measure.key for measure in book.measures] == [
        ("visit_aged_alone/上门关怀", "0", RULE.period.start),
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
        ('kind = "number"\nvalue = 80', 'kind = "code"\nvalue = 80', "第1个parameter：“kind”应是 number（整数）、text（文字）、date（日期）或 boolean（是否）"),
        ('code = "visit_aged_alone"', 'code = "visit/aged"', "第1个rule：“code”只能用文字、数字和下划线，以文字开头"),
        ('kind = "tag"', 'kind = "badge"', "第1个rule：“kind”应是 tag、tier、focus、entitlement 之一"),
        ('kind = "tag"', 'kind = "tier"', "第1个rule：“rank”应是1到9之间的整数"),
        ('kind = "tag"', 'kind = "tag"\nrank = 1', "第1个rule：“rank”只用于困难类别"),
        ('need_type = "none"', 'need_type = ["none"]', "第1个rule：“need_type”应是 none、living、comfort、medical、hardship、learning、contribution、political 之一"),
        ('due_parameter = "探访到期天数"', "", "第1个measure：“due_days”和“due_parameter”要写其中一个"),
        ('due_parameter = "探访到期天数"', "due_days = 0", "第1个measure：“due_days”应是1到3660之间的整数"),
        ('due_parameter = "探访到期天数"', "due_days = 9\nrepeat_days = 0", "第1个measure：“repeat_days”应是1到3660之间的整数"),
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


def test_one_entry_is_read_from_its_fields():
    rule = {
        "code": RULE.code, "version": 1, "title": RULE.title, "text": RULE.text, "kind": "tag", "need_type": "none",
        "need": RULE.need, "author": "yinling", "area": "0", "valid_from": RULE.period.start,
        "source_document": RULE.source.document, "clause": RULE.source.clause, "confidence": "known",
        "note": RULE.source.note,
    }  # fmt: skip
    assert read_entry(DraftKind.RULE, rule) == RULE
    where = {name: rule[name] for name in ("area", "valid_from")}
    cites = {name: getattr(AGE.source, name) for name in ("clause", "confidence", "note")}
    said = {"code": "高龄起点", "kind": "number", "value": 80, "unit": "岁", "source_document": AGE.source.document}
    assert read_entry(DraftKind.PARAMETER, said | cites | where) == AGE
    follows = {"rule": RULE.code, "item": "上门关怀", "due_parameter": "探访到期天数"}
    cites = {name: rule[name] for name in ("source_document", "clause", "confidence", "note")}
    assert read_entry(DraftKind.MEASURE, follows | cites | where) == MEASURE


@pytest.mark.parametrize("kind", list(DraftKind))
def test_an_entry_of_nothing_and_of_nonsense_is_refused_in_words(kind):
    nonsense = [dict.fromkeys(CONTENT[kind], value) for value in ([1], {}, object(), float("nan"), b"\x00")]
    for fields in ({}, {"\x00": "\x00"}, *nonsense):
        with pytest.raises(RuleFileRefused) as found:
            read_entry(kind, fields)
        assert found.value.problems[0].startswith(str(kind.label))

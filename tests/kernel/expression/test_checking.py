import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.expression.roster import VOCABULARY, conditions
from yinling.kernel.expression import ExpressionError, Kind, NeededParameter, Term, Vocabulary, parse
from yinling.kernel.expression.syntax import written

ALONE = '年龄 >= {高龄起点} and 居住方式 == "独居" and 自理能力 != "能自理"'


def refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as refused:
        parse(text, VOCABULARY)
    return refused.value


def test_a_rule_names_its_terms_and_parameters_in_order():
    expression = parse(ALONE, VOCABULARY)
    assert [term.name for term in expression.terms] == ["年龄", "居住方式", "自理能力"]
    assert expression.parameters == (NeededParameter("高龄起点", Kind.NUMBER, "岁"),)
    assert expression.canonical == ALONE


@pytest.mark.parametrize(
    ("written_by_hand", "canonical"),
    [
        ("年龄 ≥ 80 且 居住方式＝＝“独居”", '年龄 >= 80 and 居住方式 == "独居"'),
        ("（党员 或 年龄＞80）　且 非 已知（单位）", "(党员 or 年龄 > 80) and not 已知(单位)"),
        ('居住方式 属于 【"独居"、"与子女同住"】', '居住方式 in ["独居", "与子女同住"]'),
        ('居住方式 不属于 ["独居"]', '居住方式 not in ["独居"]'),
        ("NOT 党员 Or 党员 == TRUE", "not 党员 or 党员 == 是"),
        ("((年龄)) != -3", "年龄 != -3"),
        ("入党日期 < 1949-10-1", "入党日期 < 1949-10-01"),
        ('单位 == "所谓""老""局"', '单位 == "所谓""老""局"'),
        ("党员 and (党员 and 党员)", "党员 and (党员 and 党员)"),
        ("党员 or 党员 and 党员", "党员 or 党员 and 党员"),
        ('慢性病 包含 ["高血压"]', '慢性病 包含 "高血压"'),
        ("慢性病 包含 ｛病名｝ 或 爱好 包含 “门球”", '慢性病 包含 {病名} or 爱好 包含 "门球"'),
        ("慢性病 不包含【“高血压”，{病名}】", '慢性病 不包含 ["高血压", {病名}]'),
        ("not 慢性病 包含 “高血压” and 个数（慢性病）≥2", 'not 慢性病 包含 "高血压" and 个数(慢性病) >= 2'),
        ("个数(慢性病) in [1，2]", "个数(慢性病) in [1, 2]"),
        ("年龄 > ｛ 高龄起点 ｝", "年龄 > {高龄起点}"),
        ("是", "是"),
    ],
)
def test_every_way_of_writing_has_one_canonical_form(written_by_hand, canonical):
    assert parse(written_by_hand, VOCABULARY).canonical == canonical


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        ("", "empty", (1, 1, 1), "条件是空的"),
        ("年令 >= 80", "unknown_name", (1, 1, 2), "没有“年令”这个词汇，是不是“年龄”"),
        (
            "居住方式 == 独居",
            "unknown_name",
            (1, 9, 2),
            "没有“独居”这个词汇；如果它是一段文字，要用双引号括起来",
        ),
        ('居住方式 == "独身"', "unknown_word", (1, 9, 4), "没有“独身”这个选项，是不是“独居”"),
        (
            '自理能力 in ["好"]',
            "unknown_word",
            (1, 10, 3),
            "没有“好”这个选项，可选的有：能自理、半自理、不能自理",
        ),
        ("年龄 = 80", "strange_character", (1, 4, 1), "判断相等要写两个等号“==”"),
        ("年龄 > 79.5", "strange_character", (1, 8, 1), "只能用整数，也不能用“.”取别的东西"),
        ("年龄 + 1 > 3", "strange_character", (1, 4, 1), "不能做加减乘除"),
        ("单位 == '甲'", "strange_character", (1, 7, 1), "文字要用双引号括起来"),
        ('单位 == "甲', "strange_character", (1, 7, 1), "文字的引号没有配对"),
        ("年龄 > {}", "strange_character", (1, 6, 1), "参数的名字要写在花括号“{}”里"),
        ("年龄\u200b > 1", "strange_character", (1, 3, 1), "这里有看不见的字符"),
        ('单位 == "甲\x00"', "unprintable", (1, 7, 4), "引号里有看不见的字符"),
        ('单位 == "' + "甲" * 101 + '"', "text_too_long", (1, 7, 103), "引号里的文字最多100个字"),
        ("年龄 > 1234567890123456", "number_too_large", (1, 6, 16), "数字最多15位"),
        ("入党日期 < 2026-02-30", "no_such_day", (1, 8, 10), "日历上没有2026-02-30这一天"),
        ('年龄 >= "80"', "kinds_differ", (1, 1, 10), "整数不能和文字比较"),
        ("年龄 == 入党日期", "kinds_differ", (1, 1, 10), "整数不能和日期比较"),
        ('年龄 in [80, "x"]', "kinds_differ", (1, 12, 3), "整数不能和文字比较"),
        ("年龄 == 是", "kinds_differ", (1, 1, 7), "整数不能和是否比较"),
        ("距今天数(年龄) > 3", "kinds_differ", (1, 6, 2), "“距今天数”要的是日期，“年龄”是整数"),
        ("年龄 > {x} and 单位 == {x}", "kinds_differ", (1, 20, 3), "参数“x”前面用作整数，这里用作文字"),
        ("居住方式 == 自理能力", "words_differ", (1, 1, 12), "两边的选项完全不同，不会相等"),
        ('居住方式 > "独居"', "not_ordered", (1, 1, 11), "选项不分大小，只能用 ==、!= 或 in"),
        ("党员 > 否", "not_ordered", (1, 1, 6), "是否不分大小，只能用 ==、!= 或 in"),
        ("居住方式 == 是", "kinds_differ", (1, 1, 9), "选项要写在双引号里，可选的有：独居、与配偶同住、与子女同住"),
        (
            '慢性病 == "高血压"',
            "list_compared",
            (1, 1, 3),
            "多项的词汇不能直接比较，可以问有没有某一项（包含），或一共几项（个数）",
        ),
        (
            '"高血压" != 慢性病',
            "list_compared",
            (1, 10, 3),
            "多项的词汇不能直接比较，可以问有没有某一项（包含），或一共几项（个数）",
        ),
        (
            "单位 == 慢性病",
            "list_compared",
            (1, 7, 3),
            "多项的词汇不能直接比较，可以问有没有某一项（包含），或一共几项（个数）",
        ),
        (
            "慢性病 in [{甲}]",
            "list_compared",
            (1, 1, 3),
            "多项的词汇不能直接比较，可以问有没有某一项（包含），或一共几项（个数）",
        ),
        ("慢性病", "no_condition", (1, 1, 3), "这里要的是条件，而它是多项，请写明和什么比较"),
        ("个数(慢性病)", "no_condition", (1, 1, 7), "这里要的是条件，请写明和什么比较"),
        ("个数(单位) > 1", "kinds_differ", (1, 4, 2), "“个数”要的是多项的词汇，“单位”是文字"),
        ("距今天数(慢性病) > 1", "kinds_differ", (1, 6, 3), "“距今天数”要的是日期，“慢性病”是多项"),
        ("个数(慢性病) > 是", "kinds_differ", (1, 1, 11), "整数不能和是否比较"),
        ('单位 包含 "局"', "kinds_differ", (1, 1, 2), "“包含”要的是多项的词汇，“单位”是文字"),
        ('"高血压" 包含 "压"', "bad_list", (1, 1, 5), "“包含”的前面要写一个多项的词汇"),
        ('个数(慢性病) 不包含 "压"', "bad_list", (1, 1, 7), "“不包含”的前面要写一个多项的词汇"),
        (
            "慢性病 包含 爱好",
            "unexpected",
            (1, 8, 2),
            '“包含”后面要写带引号的文字，几项写在方括号里，例如 ["甲", "乙"]',
        ),
        (
            "慢性病 不包含",
            "unexpected",
            (1, 8, 1),
            '“不包含”后面要写带引号的文字，几项写在方括号里，例如 ["甲", "乙"]',
        ),
        ("慢性病 包含 []", "bad_option", (1, 9, 1), "列表里只能写数字、日期、带引号的文字或参数"),
        ('慢性病 包含 ["高血压", 3]', "kinds_differ", (1, 16, 1), "多项里的每一项是文字，这里是整数"),
        ('慢性病 包含 "无"', "no_word", (1, 8, 3), "要问一项也没有，请写“个数(慢性病) == 0”"),
        ('慢性病 不包含 ""', "no_word", (1, 9, 2), "要问一项也没有，请写“个数(慢性病) == 0”"),
        ('慢性病 包含 "高血压、糖尿病"', "several_words", (1, 8, 9), "一对引号里只写一项，几项请写成方括号里的列表"),
        ("慢性病 包含 {甲} and 年龄 > {甲}", "kinds_differ", (1, 21, 3), "参数“甲”前面用作文字，这里用作整数"),
        ('慢病 包含 "高血压"', "unknown_name", (1, 1, 2), "没有“慢病”这个词汇，是不是“慢性病”"),
        ('慢性病 包含 "高血压" 包含 "糖尿病"', "unexpected", (1, 14, 2), "这里不该出现“包含”"),
        ('not 包含 "高血压"', "unexpected", (1, 5, 2), "这里不该出现“包含”"),
        ("80 < 年龄 < 90", "chained", (1, 9, 1), "不能连着比较，请用 and 分成两个条件"),
        ("(年龄 > 1) == 是", "not_comparable", (1, 2, 6), "一个条件的结果不能再拿来比较"),
        ("年龄", "no_condition", (1, 1, 2), "这里要的是条件，而它是整数，请写明和什么比较"),
        ("距今天数(入党日期)", "no_condition", (1, 1, 10), "这里要的是条件，请写明和什么比较"),
        ("not 距今天数(入党日期)", "no_condition", (1, 5, 10), "这里要的是条件，请写明和什么比较"),
        ("1 == 1", "two_constants", (1, 1, 6), "两边都是写死的值，没有用到人员的信息"),
        ("3 in [3]", "two_constants", (1, 1, 1), "in 的前面要写一个词汇"),
        ("{甲} == {乙}", "two_parameters", (1, 1, 10), "两边都是参数，没有用到人员的信息"),
        ("年龄 in []", "bad_option", (1, 8, 1), "列表里只能写数字、日期、带引号的文字或参数"),
        ("年龄 in [子女数]", "bad_option", (1, 8, 3), "列表里只能写数字、日期、带引号的文字或参数"),
        ("年龄 in 80", "unexpected", (1, 7, 2), "in 后面要写方括号里的列表，例如 in [80, 90]"),
        ("年龄 in [80 90]", "unexpected", (1, 11, 2), "列表要用逗号隔开，用“]”结束"),
        ("年龄 > 1)", "unexpected", (1, 7, 1), "这里不该出现“)”"),
        ("年龄 > 80岁", "unexpected", (1, 8, 1), "“岁”前面缺少 and、or 或比较符号"),
        ('年龄 > 80且居住方式 == "独居"', "unexpected", (1, 8, 5), "“且”用作连接词时，后面要空一格"),
        ("且党 or 党员", "unknown_name", (1, 1, 2), "没有“且党”这个词汇，是不是“党员”"),
        ("非法 or 党员", "unknown_name", (1, 1, 2), "没有“非法”这个词汇；如果“非”是连接词，它后面要空一格"),
        ("年龄 >", "unfinished", (1, 5, 1), "条件没有写完"),
        ("党员 and\n (年龄 > 1", "unclosed", (2, 2, 1), "这个括号没有配对的“)”"),
        (
            "年令(入党日期) > 3",
            "unknown_function",
            (1, 1, 2),
            "没有“年令”这个函数，可用的有：距今天数、距今年数、个数、已知、未知",
        ),
        ("距今天书(入党日期) > 3", "unknown_function", (1, 1, 4), "没有“距今天书”这个函数，是不是“距今天数”"),
        ("已知(80)", "unexpected", (1, 4, 2), "“已知”的括号里要写一个词汇"),
        ("已知(年龄, 单位)", "unexpected", (1, 6, 1), "“已知”的括号里只能写一个词汇"),
        (
            '__import__("os")',
            "unknown_function",
            (1, 1, 10),
            "没有“__import__”这个函数，可用的有：距今天数、距今年数、个数、已知、未知",
        ),
        ("年龄.__class__", "strange_character", (1, 3, 1), "只能用整数，也不能用“.”取别的东西"),
        ("年龄 > 1; DROP TABLE person", "strange_character", (1, 7, 1), "这里不能用“;”"),
        ("(" * 31 + "党员" + ")" * 31, "too_deep", (1, 32, 2), "括号和 not 最多嵌套30层"),
        ("not " * 400 + "党员", "too_deep", (1, 125, 3), "括号和 not 最多嵌套30层"),
        (" or ".join(["党员"] * 200), "too_many_parts", (1, 1, 1196), "条件太复杂，最多200个部分"),
        ("党" * 2001, "too_long", (1, 2001, 1), "条件最多2000个字，这里有2001个字"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, code, place, message):
    refused = refusal(text)
    assert (refused.code, refused.message) == (code, message)
    assert (refused.line, refused.column, refused.length) == place


def test_the_limits_themselves_are_allowed():
    assert parse("(" * 30 + "党员" + ")" * 30, VOCABULARY).canonical == "党员"
    assert len(parse(" or ".join(["党员"] * 199), VOCABULARY).terms) == 1
    assert parse("党员" + " " * 1998, VOCABULARY).canonical == "党员"


def test_the_pointer_stands_under_the_place_for_wide_and_narrow_characters():
    refused = refusal('党员 and\n年龄 >= 80 and 居住方式 == "独身"')
    assert str(refused) == "第2行第22个字：没有“独身”这个选项，是不是“独居”"
    assert refused.pointer == '年龄 >= 80 and 居住方式 == "独身"\n　　           　　　　    ^^^^^^'
    assert refused.position == 28


@settings(max_examples=120)
@given(conditions)
def test_what_is_written_reads_back_as_the_same_parts(condition):
    text = written(condition)
    expression = parse(text, VOCABULARY)
    assert expression.root == condition
    assert expression.canonical == text
    assert expression.text[expression.root.span.start : expression.root.span.end] == text


PIECES = ["慢性病", "包含", "不包含", "个数(", "年龄", "居住方式", "党员", "单位", '"独居"', "80", "2026-11-22", "and", "或", "not", "in", "属于", "(", ")",
          "[", "]", ",", "{甲}", "==", ">=", "<", "距今天数(", "已知(", "是", " ", "\n", "．", "“", "”", "\x00", "\ud800",
          "__class__", "9" * 20, "0000-00-00", "-", "💥", "İ"]  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=80))
def test_hostile_text_is_read_or_refused_and_nothing_else_happens(text):
    refused = refused_or_none(text)
    if refused is None:
        expression = parse(text, VOCABULARY)
        assert parse(expression.canonical, VOCABULARY).root == expression.root
        return
    assert 0 <= refused.position <= len(text)
    assert refused.length >= 1
    assert refused.line >= 1
    assert "^" in refused.pointer
    assert refused.message


def refused_or_none(text: str) -> ExpressionError | None:
    try:
        parse(text, VOCABULARY)
    except ExpressionError as refused:
        return refused
    return None


@pytest.mark.parametrize(
    "character", ["(", "[", "not ", "{", '"', "“", "已知(", "党员 and ", "党员 == (", "-", "\n", "非 ("]
)
def test_repetition_without_end_is_refused(character):
    assert refusal((character * 2000)[:2000])


def test_a_word_taken_by_the_language_or_used_twice_makes_no_vocabulary():
    for name in ("and", "且", "已知", "TRUE", "8岁", "年 龄", "", "a.b"):
        with pytest.raises(ValueError, match="不能用作词汇名"):
            Term(name, Kind.NUMBER)
    with pytest.raises(ValueError, match="词汇“年龄”重复"):
        Vocabulary([Term("年龄", Kind.NUMBER), Term("年龄", Kind.TEXT)])
    with pytest.raises(ValueError, match="有且只有选项类词汇要列出全部选项"):
        Term("居住方式", Kind.CHOICE)
    with pytest.raises(ValueError, match="有且只有选项类词汇要列出全部选项"):
        Term("年龄", Kind.NUMBER, words=("八十",))
    with pytest.raises(ValueError, match="的选项有重复"):
        Term("居住方式", Kind.CHOICE, words=("独居", "独居"))

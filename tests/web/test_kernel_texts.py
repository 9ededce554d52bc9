"""The kernel's sentences in the reader's language."""

import ast
import re

import pytest

from tests.architecture.source import HOUSE
from yinling.kernel.expression import Kind
from yinling.web.kernel_texts import TEXTS, translated

RULES = ("refusals", "tokens", "reading", "checking")
MODULES = ("identity", "areas", "receipts", "trust", "notes", "merkle", "signing", *(f"expression/{m}" for m in RULES))
CHINESE = re.compile(r"[\u3400-\u9fff]")
FRAME = "%(means)s（%(detail)s）。"  # of receipts: no word of its own
KINDS = {kind.label for kind in Kind}
ENGLISH = {
    "第%(line)s行第%(column)s个字：%(message)s": "Line %(line)s, character %(column)s: %(message)s",
    "没有“%(value)s”这个词汇%(hint)s": "There is no term “%(value)s”%(hint)s",
    "，是不是“%(near)s”": "; do you mean “%(near)s”?",
    "%(one)s不能和%(other)s比较": "A %(one)s cannot be compared with a %(other)s",
    "整数": "number",
    "文字": "text",
    "身份证号第%(place)s位不是%(allowed)s。请对照证件改正这一位。": "Place %(place)s is not %(allowed)s.",
    "数字或X": "a digit or X",
    "%(means)s（%(detail)s）。": "%(means)s (%(detail)s).",
    "内容被改动：凭证里的服务内容与登记时不一致": "The content was changed",
    "摘要与内容不符": "the digest does not fit",
    "信任文件第%(line)s行：%(message)s": "Line %(line)s: %(message)s",
    "成员 %(value)s 尚未定义": "the member %(value)s is not defined",
    "%(value)s 尚未定义": "%(value)s is not defined",
}


def _template(node):
    """An f-string as the list writes it: each value under the last part of its name."""
    if isinstance(node, ast.Constant):
        return node.value
    said, unnamed = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            said += part.value
            continue
        name = getattr(part.value, "id", getattr(part.value, "attr", None))
        unnamed += name is None
        said += f"%({(name or ('value' if unnamed == 1 else f'value{unnamed}')).lower()})s"
    return said


def _sentences(module):
    tree = ast.parse((HOUSE / f"kernel/{module}.py").read_text("utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, (ast.JoinedStr, ast.Expr))
              for part in ast.walk(node) if part is not node and isinstance(part, ast.Constant)
              and (isinstance(node, ast.JoinedStr) or part is node.value)}  # fmt: skip
    found = [n for n in ast.walk(tree) if isinstance(n, (ast.Constant, ast.JoinedStr)) and id(n) not in inside]
    texts = [_template(n) for n in found if isinstance(n, ast.JoinedStr) or isinstance(n.value, str)]
    return {text for text in texts if CHINESE.search(text)}


def test_the_list_is_what_the_kernel_says():
    assert set(TEXTS) == {text for module in MODULES for text in _sentences(module)} | {FRAME} | KINDS
    assert len(TEXTS) == len(set(TEXTS))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("身份证号第18位不是数字或X。请对照证件改正这一位。", "Place 18 is not a digit or X."),
        (
            "内容被改动：凭证里的服务内容与登记时不一致（摘要与内容不符）。",
            "The content was changed (the digest does not fit).",
        ),
        ("信任文件第3行：成员 w1 尚未定义", "Line 3: the member w1 is not defined"),
        ("信任文件第4行：w2 尚未定义", "Line 4: w2 is not defined"),
        ("独居", "独居"),
        (
            "第1行第1个字：没有“年令”这个词汇，是不是“年龄”",
            "Line 1, character 1: There is no term “年令”; do you mean “年龄”?",
        ),
        ("整数不能和文字比较", "A number cannot be compared with a text"),
        ("Please choose one", "Please choose one"),
        ("", ""),
    ],
)
def test_sentence_and_values_are_translated(said, meant):
    assert translated(said, lambda text: ENGLISH.get(text, text)) == meant


@pytest.mark.parametrize(
    "said", ["身份证号第18位不是数字或X。请对照证件改正这一位。", "信任文件第3行：100% %(line)s 尚未定义"]
)
def test_chinese_readers_read_what_the_kernel_said(said):
    assert translated(said, lambda text: text) == said

"""Writes docs/rulebook.md from the shipped files: `PYTHONPATH=src:. python -m tests.decisions.rulebook.shipped_page`.

test_shipped.py compares the page with what this gives, so that it cannot drift.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import django

from yinling.decisions.rulebook.domain import Book, MeasureEntry, ParameterEntry, RuleEntry, Source
from yinling.decisions.rulebook.outside import read_rule_file

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "src/yinling/decisions/rulebook/data/rules.toml"
PAGE = ROOT / "docs/rulebook.md"
MARKS = {"plain": "", "known": "†", "unverified": "‡"}
KINDS = {
    "tag": "标签 tags",
    "focus": "重点关注 focus",
    "tier": "困难类别 classes of hardship",
    "entitlement": "待遇候选 entitlements",
}

_HEAD = """\
# 随程序发行的规则 The rules that ship with the program

本页由 `rules.toml` 生成，并由测试核对。每条规则都有出处；没有标记的与整理的文件一致，† 是通行做法、尚未与原文核对，
‡ 是未经核实。凡是政策没有写明、由本项目补上的，规则的说明（note）都写了，标记也不会高于 †。规则里没有写死的数字：
年龄、次数、年数、日期都是参数，按地区和日期另设。生效日是本程序开始采用的日期，可能晚于文件的日期。规则只对在册人员作判断；
缺少资料的不按符合处理，并说明还缺哪一项。

This page is written from `rules.toml` and checked by a test. Every rule cites its source: no mark as in the domain papers,
† common practice not compared with the official text, ‡ unverified. Where a policy left something open and we decided it,
the rule's note says so and the mark is never better than †. A rule text holds no numbers: thresholds and dates are dated,
regional parameters. Missing facts never count as a match; the answer names what is missing.
"""

_NOT_SHIPPED = """\
## 没有写成规则的 Not shipped, and why

- 破产改制企业：名册不写单位是否破产或改制，只列出企业离休干部供核对。No fact says that a unit went bankrupt.
- 退休干部公用经费：人人计入，只看人数，不逐人列候选。Holds for every retired cadre; the headcount says it.
- 残疾、留守、计划生育特殊家庭：名册里没有。Not in the facts.
- 心理孤独：调查表没有这一项。The survey does not ask.
- 住院、丧偶、去世等事件引发的走访（五必访）：由事件和日历办理，不是从现状推出的规则。Events, not states.
"""


def page(book: Book) -> str:
    """The whole page for a book of shipped entries."""
    held = [rule for rule in book.rules if rule.period.end is None]
    parts = [_HEAD]
    for kind, title in KINDS.items():
        parts.append(f"## {title}\n\n{_rules([rule for rule in held if rule.kind == kind], book.measures)}")
    parts += [f"## 参数 parameters\n\n{_parameters(book.parameters)}", _NOT_SHIPPED]
    return "\n".join(parts)


def _rules(rules: Iterable[RuleEntry], measures: Iterable[MeasureEntry]) -> str:
    lines = ["| 代码 | 名称 | 条件 | 出处 | 核对程度 | 服务措施 |", "|---|---|---|---|---|---|"]
    offered = [measure for measure in measures if measure.period.end is None]
    for rule in rules:
        items = "；".join(_item(measure) for measure in offered if measure.rule_code == rule.code)
        cells = (f"`{rule.code}`", rule.title, f"`{rule.text}`", _cited(rule.source), _said(rule.source), items)
        lines.append(_row(cells))
    return "\n".join(lines) + "\n"


def _item(measure: MeasureEntry) -> str:
    due = f"{{{measure.due_parameter}}}" if measure.due_parameter else f"{measure.due_days}天"
    again = f"，每{measure.repeat_days}天" if measure.repeat_days else ""
    return f"{measure.item}（{due}内{again}）{MARKS[measure.source.confidence]}"


def _parameters(parameters: Iterable[ParameterEntry]) -> str:
    lines = ["| 参数 | 值 | 出处 | 核对程度 |", "|---|---|---|---|"]
    for code, values in groupby(parameters, key=lambda entry: entry.code):
        known = list(values)
        first = known[0]
        lines.append(_row((code, "；".join(_values(known)), _cited(first.source), _said(first.source))))
    return "\n".join(lines) + "\n"


def _values(entries: list[ParameterEntry]) -> Iterator[str]:
    for entry in entries:
        since = f"（自{entry.period.start}起）" if len(entries) > 1 else ""
        yield f"{entry.value}{entry.unit}{since}"


def _cited(source: Source) -> str:
    return f"{source.document}：{source.clause}"


def _said(source: Source) -> str:
    return MARKS[source.confidence] or "有出处"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinling.config.settings")
    django.setup()
    PAGE.write_text(page(read_rule_file(SHIPPED)))

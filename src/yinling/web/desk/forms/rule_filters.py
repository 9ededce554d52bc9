"""What the list of rules asks: kind, need, level, confidence, words; and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from yinling.decisions.rulebook.domain import RuleEntry
from yinling.decisions.rulebook.terms import Confidence, NeedType, RuleKind
from yinling.kernel.areas import AreaLevel, level_of
from yinling.web.desk.rule_sight import level_words

SORTS = ("title", "kind", "people", "since")
_MOST = 60


class Option(NamedTuple):
    """One choice of a filter."""

    value: str
    label: str
    current: bool


class Choice(NamedTuple):
    """One filter of the panel: its name in the address, what it is called, its options."""

    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True)
class RuleFilter:
    """What is asked of the list; an empty text asks nothing. `more` is kept in every address as it is."""

    kind: str = ""
    need: str = ""
    level: str = ""
    confidence: str = ""
    search: str = ""
    sort: str = "title"
    more: Mapping[str, str] = field(default_factory=dict)

    def query(self, **changed: str) -> str:
        """The same question, changed, as an address says it."""
        asked = {
            **dict(self.more), "kind": self.kind, "need": self.need, "level": self.level,
            "confidence": self.confidence, "q": self.search, "sort": "" if self.sort == "title" else self.sort,
        }  # fmt: skip
        return urlencode({name: value for name, value in {**asked, **changed}.items() if value})

    def choices(self) -> list[Choice]:
        """The filters with their options, the first of which asks nothing."""
        kinds = [(str(value), str(label)) for value, label in RuleKind.choices]
        needs = [(str(value), str(label)) for value, label in NeedType.choices]
        sure = [(str(value), str(label)) for value, label in Confidence.choices]
        return [
            _choice("kind", _("规则类别"), kinds, self.kind), _choice("need", _("所需类型"), needs, self.need),
            _choice("level", _("来自哪一级"), _levels(), self.level),
            _choice("confidence", _("核对程度"), sure, self.confidence),
        ]  # fmt: skip

    def means(self, rule: RuleEntry) -> bool:
        """Whether a rule is asked for."""
        texts = (rule.code, rule.title, rule.text, rule.need, rule.source.document, rule.source.clause)
        return (
            self.kind in {"", rule.kind}
            and self.need in {"", rule.need_type}
            and self.level in {"", level_of(rule.area_code).value}
            and self.confidence in {"", rule.source.confidence}
            and any(self.search.casefold() in text.casefold() for text in texts)
        )

    @property
    def is_asking(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.kind or self.need or self.level or self.confidence or self.search)

    def nothing_asked(self) -> RuleFilter:
        """The same place and day without any filter."""
        return RuleFilter(sort=self.sort, more=self.more)


def read_filter(parameters: Mapping[str, str], *, more: Mapping[str, str]) -> RuleFilter:
    """What an address asks; what it does not know asks nothing."""
    sort = parameters.get("sort", "")
    return RuleFilter(
        kind=_one_of(parameters.get("kind", ""), RuleKind.values),
        need=_one_of(parameters.get("need", ""), NeedType.values),
        level=_one_of(parameters.get("level", ""), [level.value for level in AreaLevel]),
        confidence=_one_of(parameters.get("confidence", ""), Confidence.values),
        search=" ".join(parameters.get("q", "").replace("\x00", "").split())[:_MOST],
        sort=sort if sort in SORTS else "title",
        more=more,
    )


def _one_of(value: str, known: Sequence[str]) -> str:
    return value if value in known else ""


def _choice(name: str, label: str, options: Sequence[tuple[str, str]], now: str) -> Choice:
    offered = [Option("", _("不限"), not now), *(Option(value, text, value == now) for value, text in options)]
    return Choice(name, label, offered)


def _levels() -> list[tuple[str, str]]:
    return [(level.value, words) for level, words in level_words().items() if level is not AreaLevel.TOWNSHIP]

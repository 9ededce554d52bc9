"""Groups over columns: whose columns they hold, so that 姓名 under 紧急联系人 is not the person's name."""

from __future__ import annotations

import re

from yinling.people.intake.domain.headings.folding import fold
from yinling.people.intake.domain.headings.table import NEUTRAL, OWN, known_headings

_ORDERING = re.compile(r".*(?:信息|情况|状况|资料|内容|需求|概况|部分)")


def subject_of(words: str) -> str | None:
    """Whose columns a folded group name announces: a subject, `neutral`, or None when the name is unknown."""
    table = known_headings()
    if not words or words in table.neutral:
        return NEUTRAL
    found = next((subject for name, subject in table.groups if name in words), None)
    return found or (NEUTRAL if _ORDERING.fullmatch(words) else None)


def telling_groups(group: str) -> list[str]:
    """The folded names of the groups that change a heading's meaning, the outermost first."""
    return [words for part in group.split("/") if subject_of(words := fold(part)) != NEUTRAL]


def subject_over(group: str) -> str | None:
    """Whose columns the groups over a column announce: a subject, "" for the person's own, None when unknown."""
    telling = telling_groups(group)
    return next((subject_of(words) for words in reversed(telling)), OWN)


def fold_heading(group: str, label: str) -> str:
    """The key under which a decision about a heading is remembered: its words, behind those of a group that matters.

    Groups that only order columns (基本信息) do not matter, so that the decision holds for an office without them.
    """
    word = fold(label)
    return "/".join([*telling_groups(group), word]) if word else ""

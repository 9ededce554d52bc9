"""Which papers an entitlement asks for where, what a file of them would change, and which are still to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from yinling.decisions.rulebook.domain import Source
from yinling.kernel.areas import covers
from yinling.kernel.periods import Period


@dataclass(frozen=True, kw_only=True)
class RequirementEntry:
    """A paper that a rule of kind entitlement asks for, in an area for a period; `position` orders the checklist."""

    rule_code: str
    evidence: str
    position: int
    area_code: str
    period: Period
    source: Source

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from others: a paper of a rule begins to be asked for in an area on a day."""
        return self.rule_code, self.evidence, self.area_code, self.period.start.isoformat()

    @property
    def called(self) -> str:
        """Its key as one text."""
        return "/".join(self.key)


@dataclass(frozen=True)
class RequirementChange:
    """What a file changes: what is new, and what only gets another last day."""

    new: tuple[RequirementEntry, ...] = ()
    ended: tuple[RequirementEntry, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether all of it is said already."""
        return not self.new and not self.ended


def plan(
    file: Iterable[RequirementEntry], known: Iterable[RequirementEntry], codes: Collection[str]
) -> tuple[RequirementChange, tuple[str, ...]]:
    """What `file` would change beside what is `known`, and every reason, in Chinese, why it must not.

    What was once loaded is never edited, only its last day may move. `codes` are the rules of kind entitlement.
    """
    held = {entry.key: entry for entry in known}
    problems: list[str] = []
    seen: dict[tuple[str, ...], RequirementEntry] = {}
    for entry in file:
        if entry.key in seen:
            problems.append(f"{_said(entry)}：文件里写了两次")
        if entry.rule_code not in codes:
            problems.append(f"{_said(entry)}：没有“{entry.rule_code}”这条待遇规则")
        seen[entry.key] = entry
    new = [entry for key, entry in seen.items() if key not in held]
    ended = [entry for key, entry in seen.items() if key in held and held[key] != entry]
    for entry in ended:
        if replace(held[entry.key], period=entry.period) != entry:
            problems.append(f"{_said(entry)}：已经载入的内容不能改，只能改截止日期")
    problems += _overlaps([*(entry for key, entry in held.items() if key not in seen), *seen.values()])
    return RequirementChange(tuple(new), tuple(ended)), tuple(dict.fromkeys(problems))


def asked_for(entries: Iterable[RequirementEntry], area_code: str) -> tuple[RequirementEntry, ...]:
    """The papers asked for where a person is kept, in the order of the checklist.

    Of one paper the most specific area's entry speaks. Raises AreaCodeInvalid.
    """
    chosen: dict[str, RequirementEntry] = {}
    for entry in sorted(entries, key=lambda entry: len(entry.area_code)):
        if covers(entry.area_code, area_code):
            chosen[entry.evidence] = entry
    return tuple(sorted(chosen.values(), key=lambda entry: (entry.position, entry.evidence)))


def _overlaps(entries: Iterable[RequirementEntry]) -> Iterator[str]:
    alike: dict[tuple[str, str, str], list[RequirementEntry]] = {}
    for entry in entries:
        alike.setdefault((entry.rule_code, entry.evidence, entry.area_code), []).append(entry)
    for one, other in (pair for same in alike.values() for pair in combinations(same, 2)):
        if one.period.overlaps(other.period):
            yield f"{_said(one)}与{_said(other)}：同一地区同一时间只能有一条"


def _said(entry: RequirementEntry) -> str:
    start = entry.period.start
    return f"待遇“{entry.rule_code}”的材料“{entry.evidence}”（地区{entry.area_code}，自{start}起）"

"""People of two counties with tags and tiers, written as owner without the detour through rules that are applied."""

from __future__ import annotations

from datetime import date

from tests.people.registry.rows import AT, known
from yinling.decisions.portrait.models import Portrait, Tag
from yinling.decisions.rulebook.models import Rule
from yinling.people.registry.models import Person

TODAY = date(2026, 11, 22)


def rule(
    code: str, *, text: str = "年龄 >= 80", kind: str = "tag", need_type: str = "none", rank: int | None = None
) -> Rule:
    """An approved rule of the nation; it reads a general term unless told otherwise."""
    return Rule.objects.create(
        code=code, version=1, title=f"规则{code}", text=text, kind=kind, need_type=need_type, rank=rank, need="需要",
        area_code="0", valid_from=date(2020, 1, 1), source_document="测试", clause="测试", confidence="plain",
        state="approved", author="a", approver="b", approved_at=AT,
    )  # fmt: skip


def tagged(person: Person, of: Rule, *, set_aside: bool = False, until: date | None = None) -> Tag:
    """The person has the rule's tag since this year began."""
    return Tag.objects.create(
        **person.scope(), rule=of, rule_code=of.code, kind=of.kind, need_type=of.need_type, facts={},
        since=date(2026, 1, 1), began_at=AT, set_aside=set_aside, until=until, ended_at=AT if until else None,
    )  # fmt: skip


def tiered(person: Person, tier: int | None) -> Portrait:
    """A portrait with this tier."""
    return Portrait.objects.create(
        **person.scope(), verdicts=[], tier=tier, focus=False, facts_version=1, judged_at=AT
    )  # fmt: skip


def several(number: int, of, **values: object) -> list[Person]:
    """So many people of one kind."""
    return [known(of, "甲一", **values) for _each in range(number)]

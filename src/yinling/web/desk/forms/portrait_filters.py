"""What the list of people can ask of portraits: a tag, a tier, the focus; as far as the viewer may know of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from yinling.decisions.portrait.queries import along, among, offered, reads_kind, standing_book
from yinling.decisions.rulebook.terms import NeedType, RuleKind
from yinling.kernel.viewer import Viewer
from yinling.web.desk.portraits import say_tier

IN_FOCUS = "1"
PARAMETERS = ("tag", "tier", "focus")

Choice = tuple[str, str]
Grouped = tuple[str, list[Choice]]


class NotOffered(ValueError):
    """There is no such tag or tier, or the viewer may not know of it."""


@dataclass(frozen=True)
class AskedPortrait:
    """A tag by its rule's code, a tier by its rank, the focus; what is empty is not asked."""

    tag: str = ""
    tier: int | None = None
    focus: bool = False

    def condition(self, *, by: Viewer) -> Q | None:
        """The condition on persons, None when nothing is asked. Raises Forbidden for what the viewer may not know."""
        return among(by=by, tag=self.tag, tier=self.tier, focus=self.focus)

    def condition_in_order(self, *, by: Viewer) -> Q | None:
        """The same for the lines of a list that is narrowed by nothing else, which is walked where that is quicker."""
        alone = self.tag and self == AskedPortrait(tag=self.tag)
        return (along(by=by, tag=self.tag) if alone else None) or self.condition(by=by)

    def for_journal(self) -> dict[str, str | int | bool]:
        """What is asked, as the journal keeps it."""
        asked: dict[str, str | int | bool] = {"tag": self.tag, "tier": self.tier or 0, "focus": self.focus}
        return {name: value for name, value in asked.items() if value}


def asked_more(name: str, value: str, asked: AskedPortrait, *, by: Viewer, on: date) -> tuple[AskedPortrait, str]:
    """What is asked with one more of PARAMETERS, and how that is said. Raises NotOffered."""
    if name == "tag":
        return replace(asked, tag=value), _("标签：{title}").format(title=_title(value, by, on))
    if name == "tier":
        if value not in dict(tier_choices(by=by, on=on)):
            raise NotOffered
        return replace(asked, tier=int(value)), _("困难类别：{tier}").format(tier=say_tier(int(value)))
    if value != IN_FOCUS or not reads_kind(RuleKind.FOCUS, by=by):
        raise NotOffered
    return replace(asked, focus=True), _("重点关注")


def tag_choices(*, by: Viewer, on: date) -> list[Grouped]:
    """The tags that one can ask for, grouped by kind of need; focus, tiers and entitlements in groups of their own."""
    rules = {rule.code: rule for rule in standing_book().rules if rule.period.contains(on)}
    groups: dict[str, list[Choice]] = {}
    for one in offered(by=by, on=on).tags:
        rule = rules[one.key]
        plain = rule.kind == RuleKind.TAG
        label = str(NeedType(rule.need_type).label if plain else RuleKind(rule.kind).label)
        groups.setdefault(_("其他") if plain and rule.need_type == NeedType.NONE else label, []).append(
            (one.key, one.label)
        )
    return list(groups.items())


def tier_choices(*, by: Viewer, on: date) -> list[Choice]:
    """The tiers that one can ask for, the gravest first; none for who may not know of them."""
    return [(tier.key, say_tier(int(tier.key))) for tier in offered(by=by, on=on).tiers]


def _title(code: str, by: Viewer, on: date) -> str:
    found = next((one.label for one in offered(by=by, on=on).tags if one.key == code), None)
    if found is None:
        raise NotOffered
    return found

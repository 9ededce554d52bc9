"""One person's portrait as the dossier says it: what holds, on which facts, by which document, what would turn it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yinling.base.regions.queries import paths
from yinling.decisions.portrait.queries import (
    Contested,
    Held,
    Judgement,
    PortraitView,
    portrait_of,
    reads_kind,
    running,
)
from yinling.decisions.portrait.terms import Claim, ContestState, Voice
from yinling.decisions.rulebook.domain import RuleEntry, words_read
from yinling.decisions.rulebook.terms import NeedType, RuleKind
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import Dossier
from yinling.people.registry.terms import Standing, label_of, term_of, vocabulary
from yinling.web.desk.rule_sight import Origin, Sureness, origin, sureness
from yinling.web.desk.tags import why


class FactSaid(NamedTuple):
    """A fact that a rule looks at: the term, what it is called, and what is known of it with source and day."""

    term: str
    label: str
    said: str


class ContestSaid(NamedTuple):
    """The newest contest of a rule in words; its label says what became of it."""

    contest: Contested
    label: str
    voice: str
    is_open: bool


class Told(NamedTuple):
    """One rule's judgement in words. `status` says in words where today's judgement and the standing tag differ.

    `claim` is what a contest from here would say.
    """

    code: str
    title: str
    need: str
    rule: RuleEntry
    origin: Origin
    since: date | None
    is_aside: bool
    status: str
    reasons: Sequence[str]
    sources: Sequence[str]
    facts: Sequence[FactSaid]
    missing: Sequence[FactSaid]
    change: str
    contest: ContestSaid | None
    claim: str

    @property
    def is_entitlement(self) -> bool:
        """Whether it says that somebody is perhaps entitled to something."""
        return self.rule.kind == RuleKind.ENTITLEMENT

    @property
    def has_open_contest(self) -> bool:
        """Whether somebody says that it is wrong, and nobody has decided."""
        return self.contest is not None and self.contest.is_open


class Brief(NamedTuple):
    """A rule that does not hold, in one line; all of what it says is `told_of` where somebody asks.

    `headline` is the first reason, `missing` what it would have to know.
    """

    code: str
    title: str
    need: str
    sure: Sureness
    has_open_contest: bool
    headline: str
    missing: Sequence[FactSaid]


class Gathered(NamedTuple):
    """What stands under one heading: a kind of need, the focus, the tier, entitlements."""

    label: str
    told: list[Told]


class Wanted(NamedTuple):
    """A fact that is missing, and the rules that could be judged with it."""

    fact: FactSaid
    titles: list[str]


class Past(NamedTuple):
    """A tag that ended."""

    held: Held
    rule: RuleEntry


class PortraitSaid(NamedTuple):
    """The portrait's section. `never` says why somebody was never judged; `hidden` how much is not shown and why.

    `tier` is the class in words, `tier_need` what it means; both empty without one.
    """

    view: PortraitView
    tier: str
    tier_need: str
    groups: list[Gathered]
    undecided: list[Brief]
    wanted: list[Wanted]
    failing: list[Brief]
    past: list[Past]
    hidden: str
    never: str
    is_running: bool


def portrait_said(found: Dossier, *, by: Viewer, on: date) -> PortraitSaid:
    """The portrait of the person of a dossier, in words. Raises Forbidden when absent or hidden."""
    view = portrait_of(found.person, by=by, on=on)
    judged = [*view.holding, *view.undecided, *view.failing]
    standing, others = [one for one in judged if _stands(one)], [one for one in judged if not _stands(one)]
    places = paths({one.rule.area_code for one in standing})
    is_running = running(by=by) is not None
    if found.standing != Standing.ON_ROLL:
        return PortraitSaid(
            view, "", "", [], [], [], [], _past(view), _hidden(view, by), _never(found, view), is_running
        )
    undecided = [_brief(one, found) for one in others if one.holds is None]
    return PortraitSaid(
        view=view, tier=say_tier(view.tier), tier_need=_tier_need(view),
        groups=_gathered(_told(one, found, places) for one in standing),
        undecided=undecided, wanted=_wanted(undecided),
        failing=[_brief(one, found) for one in others if one.holds is False],
        past=_past(view), hidden=_hidden(view, by), never=_never(found, view), is_running=is_running,
    )  # fmt: skip


def told_of(code: str, found: Dossier, *, by: Viewer, on: date) -> Told | None:
    """What one rule says about the person of a dossier; None for a rule that decides nothing there or is secret."""
    view = portrait_of(found.person, by=by, on=on)
    judgement = next((one for one in (*view.holding, *view.undecided, *view.failing) if one.rule.code == code), None)
    return _told(judgement, found, paths({judgement.rule.area_code})) if judgement else None


def say_tier(tier: int | None) -> str:
    """A tier of hardship in words: 1 is the gravest; empty without one."""
    words = {1: _("一类"), 2: _("二类"), 3: _("三类")}
    return words.get(tier, _("第{rank}类").format(rank=tier)) if tier else ""


def _told(one: Judgement, found: Dossier, places: Mapping[str, str]) -> Told:
    return Told(
        code=one.rule.code, title=one.rule.title, need=one.rule.need, rule=one.rule, origin=origin(one.rule, places),
        since=one.held.since if one.held else None, is_aside=bool(one.held and one.held.set_aside),
        status=_status(one), reasons=one.reasons[1:], sources=one.sources, facts=_facts(one.rule, found),
        missing=_missing(one, found), change=one.change, contest=_contest(one.contest),
        claim=(Claim.SHOULD_NOT if _stands(one) else Claim.SHOULD).value,
    )  # fmt: skip


def _brief(one: Judgement, found: Dossier) -> Brief:
    contest = _contest(one.contest)
    return Brief(
        code=one.rule.code, title=one.rule.title, need=one.rule.need, sure=sureness(one.rule.source.confidence),
        has_open_contest=contest is not None and contest.is_open, headline=next(iter(one.reasons[1:]), ""),
        missing=_missing(one, found),
    )  # fmt: skip


def _stands(one: Judgement) -> bool:
    """Whether it belongs to what holds: today, or by a tag that the run of the night will end."""
    return bool(one.held or one.holds)


def _missing(one: Judgement, found: Dossier) -> list[FactSaid]:
    return [_fact(term_of(name), found) for name in one.missing]


def _status(one: Judgement) -> str:
    """Where today's judgement and the standing tag differ: the run of the night brings them together."""
    if one.held is None and one.holds:
        return _("现在符合。资料或规则刚有变化，今晚重算后生效。")
    if one.held is not None and one.holds is None:
        return _("现在缺资料，不能判断。今晚重算后取消这个标签。")
    if one.held is not None and not one.holds:
        return _("现在不符合。资料或规则刚有变化，今晚重算后取消这个标签。")
    return ""


def _facts(rule: RuleEntry, found: Dossier) -> list[FactSaid]:
    """What the rule looks at, each once, in the order of the dossier's terms."""
    return [_fact(term, found) for term in _terms_read(rule.text)]


@lru_cache(maxsize=512)
def _terms_read(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term_of(name) for name in sorted(words_read(text, vocabulary()))))


def _fact(term: str, found: Dossier) -> FactSaid:
    fact = found.fact(term)
    return FactSaid(term, label_of(term), why(fact) if fact else "")


def _contest(contest: Contested | None) -> ContestSaid | None:
    if contest is None or contest.state is ContestState.WITHDRAWN:
        return None
    return ContestSaid(
        contest, str(contest.state.label), str(Voice(contest.voice).label), contest.state is ContestState.OPEN
    )


def _wanted(undecided: Iterable[Brief]) -> list[Wanted]:
    """By missing fact what could be judged with it, what serves most rules first."""
    found: dict[str, Wanted] = {}
    for one in undecided:
        for fact in one.missing:
            found.setdefault(fact.term, Wanted(fact, [])).titles.append(one.title)
    return sorted(found.values(), key=lambda wanted: -len(wanted.titles))


def _gathered(stands: Iterable[Told]) -> list[Gathered]:
    """The tier and the focus first, then by kind of need, entitlements last."""
    order = (RuleKind.TIER, RuleKind.FOCUS, RuleKind.TAG, RuleKind.ENTITLEMENT)
    needs = list(NeedType)
    ranked = sorted(stands, key=lambda one: (order.index(RuleKind(one.rule.kind)), _place(one, needs), one.title))
    groups: list[Gathered] = []
    for one in ranked:
        label = _heading(one.rule)
        if not groups or groups[-1].label != label:
            groups.append(Gathered(label, []))
        groups[-1].told.append(one)
    return groups


def _place(one: Told, needs: list[NeedType]) -> int:
    """Tags by need, those of none last; other kinds stand together."""
    if one.rule.kind != RuleKind.TAG:
        return 0
    need = NeedType(one.rule.need_type)
    return len(needs) if need is NeedType.NONE else needs.index(need)


def _heading(rule: RuleEntry) -> str:
    if rule.kind != RuleKind.TAG:
        return str(RuleKind(rule.kind).label)
    return _("其他") if rule.need_type == NeedType.NONE else str(NeedType(rule.need_type).label)


def _tier_need(view: PortraitView) -> str:
    """What the class means, as its rule says it."""
    standing = (one.rule.need for one in view.holding if one.rule.kind == RuleKind.TIER and one.rule.rank == view.tier)
    return next(standing, "") if view.tier else ""


def _past(view: PortraitView) -> list[Past]:
    return [Past(held, rule) for held, rule in view.past]


def _hidden(view: PortraitView, by: Viewer) -> str:
    if not view.hidden:
        return ""
    words = ngettext(
        "另有 {number} 条规则要看健康、政治面貌等资料，不在您的查看范围内。",
        "另有 {number} 条规则要看健康、政治面貌等资料，不在您的查看范围内。",
        view.hidden,
    ).format(number=view.hidden)
    seen = reads_kind(RuleKind.TIER, by=by) and reads_kind(RuleKind.FOCUS, by=by)
    return words if seen else words + _("困难类别和重点关注也因此不显示。")


def _never(found: Dossier, view: PortraitView) -> str:
    if found.standing != Standing.ON_ROLL:
        return _("本人不在册，规则只判断在册人员。")
    if not (view.holding or view.undecided or view.failing or view.hidden):
        return _("这里还没有生效的规则，所以还没有画像。规则生效后会自动判断。")
    if view.judged_at is None:
        return _(
            "还没有判断过：新录入的当时就判断，名册导入的在导入后统一重算。下面是按现在的资料看的结果，重算后生效。"
        )
    return ""

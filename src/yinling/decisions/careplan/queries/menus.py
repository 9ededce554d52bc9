"""The personal menu: the catalogue of a person's area beside the person, each item with why it is for him or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.terms import Fit
from yinling.decisions.portrait.models import Tag
from yinling.decisions.portrait.queries import decisions_on, secret_codes
from yinling.decisions.rulebook.domain import Decision, ParameterEntry
from yinling.decisions.rulebook.queries import measures_in_force, parameters_in_force
from yinling.kernel.expression import (
    Expression,
    ExpressionError,
    Outcome,
    Value,
    evaluate,
    explain_lines,
    parse,
    telling,
)
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person
from yinling.people.registry.queries import facts_for_rules, person_of
from yinling.people.registry.terms import vocabulary
from yinling.supply.catalogue.policy import reads
from yinling.supply.catalogue.queries import ItemEntry, item_in_force, items_in_force


@dataclass(frozen=True)
class MenuItem:
    """An item beside a person. `reasons` say in sentences why it stands as it does, the most telling first.

    `needs` are what the rules that recommend it say of the person; `missing` names the facts without which nothing can
    be said.
    """

    item: ItemEntry
    fit: Fit
    needs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def may_order(self) -> bool:
        """Whether it can be ordered for the person; where nothing can be said, a human decides."""
        return self.fit is not Fit.NOT_FOR


@dataclass(frozen=True)
class Menu:
    """The items of a person's area: what is recommended first, then what is open, unsure, not for him; else by code.

    `counts` is how many items each category has among those that were looked for, whatever category was chosen;
    `recommended` how many of them are recommended.
    """

    person: UUID
    area_code: str
    lines: tuple[MenuItem, ...]
    counts: Mapping[str, int]
    recommended: int

    def of(self, fit: Fit) -> list[MenuItem]:
        """The items that stand in this way."""
        return [line for line in self.lines if line.fit is fit]


def menu(
    person: UUID, *, by: Viewer, on: date, text: str = "", category: str = "", only_recommended: bool = False
) -> Menu:
    """A person's menu on a day; `text` and `category` narrow it as they do the catalogue.

    `only_recommended` gives no other lines, and spares judging all those items. A reason that rests on what the viewer
    has no purpose for is not given: what a rule recommends for it is then open, what a condition says for it unsure.

    Raises Forbidden when the person is absent or hidden.
    """
    row = person_of(person)
    found = items_in_force(row.area_code, on, text=text)
    about = _about(row, by, on)
    proposed = [_line(item, about, by, on) for item in found if item.name in about.recommended]
    lines = [line for line in proposed if line.fit is Fit.RECOMMENDED]
    number = len(lines)
    if not only_recommended:
        lines = [_line(item, about, by, on) for item in found if category in ("", item.category)]
    ordered = sorted(lines, key=lambda line: _ORDER.index(line.fit))
    return Menu(person, row.area_code, tuple(ordered), Counter(item.category for item in found), number)


def menu_item(person: UUID, code: str, *, by: Viewer, on: date) -> MenuItem:
    """One item of a person's menu, by its code or name.

    Raises Forbidden when the person is absent or hidden, or his area has no such item.
    """
    row = person_of(person)
    item = item_in_force(code, row.area_code, on)
    if item is None:
        raise Forbidden
    return _line(item, _about(row, by, on), by, on)


_ORDER = tuple(Fit)


@dataclass(frozen=True)
class _Person:
    """What the menu knows of a person: facts, the values in force where he is kept, what the rules recommend."""

    facts: Mapping[str, Value | None]
    values: Mapping[str, ParameterEntry]
    recommended: Mapping[str, Sequence[Decision]]


def _about(row: Person, by: Viewer, on: date) -> _Person:
    facts = facts_for_rules(row, on=on)
    return _Person(facts, parameters_in_force(row.area_code, on), _recommended(row, facts, by, on))


def _recommended(
    row: Person, facts: Mapping[str, Value | None], by: Viewer, on: date
) -> Mapping[str, Sequence[Decision]]:
    """By the name of an item, the rules that hold for the person and propose it, as far as the viewer may know them.

    What a human set aside recommends nothing.
    """
    named: dict[str, list[str]] = {}
    for measure in measures_in_force(row.area_code, on):
        named.setdefault(measure.rule_code, []).append(measure.item)
    set_aside = Tag.objects.filter(person=row, until__isnull=True, set_aside=True).values_list("rule_code", flat=True)
    codes = named.keys() - secret_codes(by=by) - set(set_aside)
    found: dict[str, list[Decision]] = {}
    for decision in decisions_on(facts, row.area_code, on, codes=codes):
        if decision.matched:
            for item in named[decision.rule.code]:
                found.setdefault(item, []).append(decision)
    return found


def _line(item: ItemEntry, about: _Person, by: Viewer, on: date) -> MenuItem:
    own = _judged(item, about, by, on)
    rules = about.recommended.get(item.name, ())
    if own.fit is not Fit.OPEN or not rules:
        return own
    needs = dict.fromkeys(decision.rule.need for decision in rules)
    reasons = dict.fromkeys(line for decision in rules for line in telling(decision.reason_lines))
    return MenuItem(item, Fit.RECOMMENDED, tuple(needs), (*reasons, *own.reasons))


def _judged(item: ItemEntry, about: _Person, by: Viewer, on: date) -> MenuItem:
    """How the item's own condition says it stands."""
    if not item.eligible:
        return MenuItem(item, Fit.OPEN)
    if not reads(by, item.eligible):
        return MenuItem(item, Fit.UNSURE, reasons=(_("适用对象要看的资料不在您的查看范围内。"),))
    try:
        expression = _read(item.eligible)
    except ExpressionError:  # the vocabulary moved below it
        return MenuItem(item, Fit.UNSURE, reasons=(_("适用对象的条件已经读不懂，请更新这个服务项目。"),))
    outcome = evaluate(expression, about.facts, _values(expression, about.values), on=on)
    return MenuItem(
        item, _FITS[outcome.value], reasons=tuple(_sentences(outcome)), missing=tuple(outcome.missing)
    )  # fmt: skip


_FITS = {True: Fit.OPEN, False: Fit.NOT_FOR, None: Fit.UNSURE}


def _sentences(outcome: Outcome) -> Iterable[str]:
    return telling(explain_lines(outcome))


def _values(expression: Expression, held: Mapping[str, ParameterEntry]) -> dict[str, Value]:
    return {need.name: held[need.name].value for need in expression.parameters if need.name in held}


@lru_cache(maxsize=256)
def _read(text: str) -> Expression:
    return parse(text, vocabulary())

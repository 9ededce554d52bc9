"""How what holds came to hold: who overrides whom, and all versions of a code in an area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinling.base.accounts.models import Account
from yinling.decisions.rulebook.domain import ParameterEntry, RuleEntry
from yinling.decisions.rulebook.models import Parameter, Rule
from yinling.decisions.rulebook.queries.books import in_force, parameter_entry, rule_entry
from yinling.decisions.rulebook.terms import RuleState
from yinling.kernel.areas import AreaLevel, level_of


@dataclass(frozen=True)
class ChainLink:
    """The version of a rule that one of the areas above set. The link that `wins` decides."""

    rule: RuleEntry
    level: AreaLevel
    wins: bool


@dataclass(frozen=True)
class ParameterLink:
    """The value of a parameter that one of the areas above set. The link that `wins` decides."""

    entry: ParameterEntry
    level: AreaLevel
    wins: bool


@dataclass(frozen=True)
class VersionLine:
    """One version of a rule in an area, retired ones too: who wrote it, and who approved it when.

    Author and approver are names where the account is known, else what the rule file says.
    """

    rule: RuleEntry
    state: RuleState
    author: str
    approver: str
    approved_at: datetime | None


@dataclass(frozen=True)
class ParameterVersion:
    """One value of a parameter in an area; a retired one was overtaken by another that holds from no later day."""

    entry: ParameterEntry
    retired: bool


def chain(code: str, *, area_code: str, on: date) -> list[ChainLink]:
    """The versions of a rule in force in an area and the areas that it lies in, the nation first; the last wins.

    Raises AreaCodeInvalid.
    """
    rows = Rule.objects.filter(in_force(area_code, on), code=code, state=RuleState.APPROVED)
    found = sorted(map(rule_entry, rows), key=lambda rule: len(rule.area_code))
    return [ChainLink(rule, level_of(rule.area_code), rule is found[-1]) for rule in found]


def parameter_chain(code: str, *, area_code: str, on: date) -> list[ParameterLink]:
    """The values of a parameter in force in an area and the areas that it lies in, the nation first; the last wins.

    Raises AreaCodeInvalid.
    """
    rows = Parameter.objects.filter(in_force(area_code, on), code=code, retired=False)
    found = sorted(map(parameter_entry, rows), key=lambda entry: len(entry.area_code))
    return [ParameterLink(entry, level_of(entry.area_code), entry is found[-1]) for entry in found]


def versions(code: str, area_code: str) -> list[VersionLine]:
    """Every version of a rule that an area itself set, the newest first; ended and retired ones too."""
    rows = list(Rule.objects.filter(code=code, area_code=area_code).order_by("-version"))
    names = _names(name for row in rows for name in (row.author, row.approver))
    return [
        VersionLine(
            rule=rule_entry(row), state=RuleState(row.state), author=names.get(row.author, row.author),
            approver=names.get(row.approver, row.approver), approved_at=row.approved_at,
        )
        for row in rows
    ]  # fmt: skip


def parameter_versions(code: str, area_code: str) -> list[ParameterVersion]:
    """Every value of a parameter that an area itself set, the latest first; ended and retired ones too."""
    rows = Parameter.objects.filter(code=code, area_code=area_code).order_by("-valid_from", "retired", "-id")
    return [ParameterVersion(parameter_entry(row), row.retired) for row in rows]


def _names(accounts: Iterable[str]) -> dict[str, str]:
    """The names of those that are accounts."""
    ids = {found for account in accounts if (found := _as_id(account))}
    known = Account.objects.filter(public_id__in=ids).values_list("public_id", "display_name")
    return {str(public_id): name for public_id, name in known}


def _as_id(account: str) -> UUID | None:
    try:
        return UUID(account)
    except ValueError:
        return None

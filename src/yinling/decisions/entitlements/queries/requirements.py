"""Reads of the papers that entitlements ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from yinling.decisions.entitlements.domain import RequirementEntry
from yinling.decisions.entitlements.models import Requirement
from yinling.decisions.rulebook.domain import Source
from yinling.kernel.periods import Period


def all_requirements() -> tuple[RequirementEntry, ...]:
    """Every requirement, whenever and wherever it holds."""
    return tuple(map(_entry, Requirement.objects.order_by("rule_code", "position", "evidence", "area_code")))


def requirements_of(codes: Iterable[str], *, on: date) -> Mapping[str, tuple[RequirementEntry, ...]]:
    """By code of a rule, the papers it asks for on a day, anywhere; each of the codes is there."""
    wanted = {*codes}
    held = Requirement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), rule_code__in=wanted, valid_from__lte=on
    )
    found: dict[str, list[RequirementEntry]] = {code: [] for code in wanted}
    for row in held.order_by("position", "evidence", "area_code"):
        found[row.rule_code].append(_entry(row))
    return {code: tuple(entries) for code, entries in found.items()}


def _entry(row: Requirement) -> RequirementEntry:
    return RequirementEntry(
        rule_code=row.rule_code, evidence=row.evidence, position=row.position, area_code=row.area_code,
        period=Period(row.valid_from, row.valid_to),
        source=Source(document=row.source_document, clause=row.clause, confidence=row.confidence, note=row.note),
    )  # fmt: skip

"""Which entitlements there are in an area, and how many persons stand where with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Count as CountOf
from django.db.models import Q

from yinling.base.rows.refusals import Forbidden
from yinling.base.units.models import Unit
from yinling.decisions.entitlements import policy
from yinling.decisions.entitlements.domain import RequirementEntry, asked_for
from yinling.decisions.entitlements.queries.finding import branches_of, is_entitlement
from yinling.decisions.entitlements.queries.requirements import requirements_of
from yinling.decisions.portrait.models import Tag
from yinling.decisions.portrait.queries import ruling, scope_arms, secret_codes, standing_book
from yinling.decisions.rulebook.domain import Branch, RuleEntry
from yinling.decisions.rulebook.terms import Confidence
from yinling.kernel.areas import area_range, covers
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import Count


@dataclass(frozen=True)
class Entitlement:
    """An entitlement in an area. `papers` is how many papers it asks for there."""

    code: str
    title: str
    need: str
    source: str
    confidence: str
    papers: int


@dataclass(frozen=True)
class EntitlementLine(Entitlement):
    """An entitlement and its candidates in an area.

    Of the candidates, `complete` have all papers in hand and `begun` at least one. `undecided` are persons for whom a
    fact is missing.
    """

    candidates: Count
    complete: int
    begun: int
    undecided: Count

    @property
    def untouched(self) -> int:
        """Candidates of whom no paper was seen yet (features W15: perhaps entitled, and nobody has begun)."""
        return self.candidates.number - self.begun


class _Gathered(NamedTuple):
    """Of the candidates of a rule, how many have some paper in hand, and how many all that are asked for."""

    begun: int = 0
    complete: int = 0


def entitlements(*, by: Viewer, on: date, area: str | None = None) -> list[EntitlementLine]:
    """The entitlements in force on a day in the viewer's area, or the part of it that is `area`; those with most
    candidates first.

    Those whose rule reads what the viewer has no purpose for are left out. Raises Forbidden, AreaCodeInvalid.
    """
    deciding = _listed(by, on, area)
    asked = requirements_of(deciding, on=on)
    held = _held(by, area, deciding)
    gathered, unknown = _gathered(by, area, deciding, on), _undecided(by, area, deciding)
    lines = [
        _line(branch, asked[code], held.get(code, {}), gathered.get(code, _Gathered()), unknown[code])
        for code, branch in deciding.items()
    ]
    return sorted(lines, key=lambda line: (-line.candidates.number, line.title))


def entitlements_uncounted(*, by: Viewer, on: date, area: str | None = None) -> list[Entitlement]:
    """The same entitlements without counting anybody, by title: counts of a province take seconds, these do not.

    Raises Forbidden, AreaCodeInvalid.
    """
    deciding = _listed(by, on, area)
    asked = requirements_of(deciding, on=on)
    return sorted((_described(branch, asked[code]) for code, branch in deciding.items()), key=lambda one: one.title)


def rule_of(code: str, *, by: Viewer, on: date) -> RuleEntry:
    """The rule that stands for an entitlement in the viewer's area; parts of that may have one of their own.

    Raises Forbidden for an entitlement that is none, is not in force there or is not for this viewer.
    """
    branch = _standing_for(branches_of(code, by=by, on=on), _areas(by, None))
    if branch is None:
        raise Forbidden
    return branch.rule


def _areas(by: Viewer, area: str | None) -> set[str]:
    """Where the viewer's persons are kept, as far as one can say without reading them."""
    if area is not None:
        return {area}
    units = Unit.objects.filter(id__in=by.units).values_list("area_id", flat=True) if by.units else ()
    return {*units, *([by.area] if by.area else [])}


def _listed(by: Viewer, on: date, area: str | None) -> dict[str, Branch]:
    """By code what stands for an entitlement that this viewer may know of. Raises Forbidden, AreaCodeInvalid."""
    policy.may_list(by)
    if area is not None and not (by.area and covers(by.area, area)):
        raise Forbidden
    return _deciding(_areas(by, area), on, secret_codes(by=by))


def _deciding(areas: Collection[str], on: date, secret: Collection[str]) -> dict[str, Branch]:
    """By code the branch that stands for an entitlement."""
    shown = {code: found for code, found in ruling(on).items() if code not in secret and is_entitlement(found)}
    standing = {code: _standing_for(found, areas) for code, found in shown.items()}
    return {code: branch for code, branch in standing.items() if branch is not None}


def _standing_for(branches: Sequence[Branch], areas: Collection[str]) -> Branch | None:
    """The branch that decides in a whole area, else one of a part; None where none does."""
    above = [one for one in branches if any(covers(one.area_code, area) for area in areas)]
    inside = [one for one in branches if any(covers(area, one.area_code) for area in areas)]
    return next(iter(above or inside), None)


def _described(branch: Branch, asked: Iterable[RequirementEntry]) -> Entitlement:
    rule = branch.rule
    return Entitlement(
        code=rule.code, title=rule.title, need=rule.need, source=f"{rule.source.document}，{rule.source.clause}",
        confidence=str(Confidence(rule.source.confidence).label), papers=len({entry.evidence for entry in asked}),
    )  # fmt: skip


def _line(
    branch: Branch, asked: Iterable[RequirementEntry], held: Mapping[str, int], gathered: _Gathered, unknown: int
) -> EntitlementLine:
    asked = tuple(asked)
    nothing_asked = sum(number for area, number in held.items() if not asked_for(asked, area))
    return EntitlementLine(
        **vars(_described(branch, asked)), candidates=Count(sum(held.values()), is_exact=True),
        complete=gathered.complete + nothing_asked, begun=gathered.begun, undecided=Count(unknown, is_exact=True),
    )  # fmt: skip


def _held(by: Viewer, area: str | None, codes: Collection[str]) -> dict[str, dict[str, int]]:
    """By code and by the area where they are kept, how many persons a rule holds for."""
    rows = Tag.objects.filter(_scope(by, area), rule_code__in=codes, until__isnull=True, set_aside=False)
    found: dict[str, dict[str, int]] = {}
    for code, kept, number in rows.order_by().values_list("rule_code", "area_code").annotate(CountOf("id")):
        found.setdefault(code, {})[kept] = number
    return found


def _scope(by: Viewer, area: str | None) -> Q:
    if area is not None:
        low, high = area_range(area)
        return Q(area_code__gte=low, area_code__lt=high)
    return scope_arms(by)


def _bounds(by: Viewer, area: str | None) -> dict[str, str | list[int]]:
    low, high = area_range(area) if area is not None else (by.area_lo, by.area_hi)
    return {"low": low, "high": high, "units": [] if area is not None else list(by.units)}


def _gathered(by: Viewer, area: str | None, codes: Collection[str], on: date) -> dict[str, _Gathered]:
    with connection.cursor() as cursor:
        cursor.execute(_GATHERED, {**_bounds(by, area), "codes": list(codes), "on": on})
        return {code: _Gathered(begun, complete) for code, begun, complete in cursor.fetchall()}


def _undecided(by: Viewer, area: str | None, codes: Collection[str]) -> Counter[str]:
    """By code, for how many persons a fact is missing: one reading of the portraits for all of them."""
    versions = {-rule.inner: rule.code for rule in standing_book().rules if rule.code in codes}
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(_UNDECIDED, {**_bounds(by, area), "versions": list(versions)})
        for verdict, number in cursor.fetchall():
            found[versions[verdict]] += number
    return found


# A paper counts as seen when it is asked for where the person is kept today.
_GATHERED = """
SELECT rule_code, count(*), count(*) FILTER (WHERE seen >= asked AND asked > 0)
FROM (
    SELECT e.rule_code, e.person_id, count(DISTINCT r.evidence) AS seen, (
        SELECT count(DISTINCT a.evidence) FROM entitlements_requirement a
        WHERE a.rule_code = e.rule_code AND a.valid_from <= %(on)s AND (a.valid_to IS NULL OR a.valid_to > %(on)s)
          AND (a.area_code = '0' OR t.area_code ^@ a.area_code)
    ) AS asked
    FROM entitlements_evidence e
    JOIN portrait_tag t ON t.person_id = e.person_id AND t.rule_code = e.rule_code
      AND t.until IS NULL AND NOT t.set_aside
    LEFT JOIN entitlements_requirement r ON r.rule_code = e.rule_code AND r.evidence = e.evidence
      AND r.valid_from <= %(on)s AND (r.valid_to IS NULL OR r.valid_to > %(on)s)
      AND (r.area_code = '0' OR t.area_code ^@ r.area_code)
    WHERE e.withdrawn_at IS NULL AND e.rule_code = ANY(%(codes)s::text[])
      AND (e.area_code >= %(low)s AND e.area_code < %(high)s OR e.unit_id = ANY(%(units)s::bigint[]))
    GROUP BY e.rule_code, e.person_id, t.area_code
) AS gathered
GROUP BY rule_code
"""

_UNDECIDED = """
SELECT verdict, count(*)
FROM portrait_portrait p CROSS JOIN LATERAL unnest(p.verdicts) AS v (verdict)
WHERE p.verdicts && %(versions)s::integer[] AND verdict = ANY(%(versions)s::integer[])
  AND (p.area_code >= %(low)s AND p.area_code < %(high)s OR p.unit_id = ANY(%(units)s::bigint[]))
GROUP BY verdict
"""

"""Whom a rule holds for: counts and conditions for lists, within the viewer's scope and purposes."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import BooleanField, Count, OuterRef, Q, QuerySet, Subquery, Sum, Value

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.models import Cell, Portrait, Tag
from yinling.decisions.portrait.queries.ruling import reads_kind, secret_codes, standing_book
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.areas import COUNTY_LENGTH
from yinling.kernel.viewer import Viewer

_VERY_MANY = 8_000  # holders of a tag: about where walking a province's list becomes cheaper than gathering them


def holders(code: str, *, by: Viewer) -> QuerySet[Tag]:
    """The tags of a rule that hold and that no human set aside, in the viewer's scope.

    Raises Forbidden for a rule that reads what the viewer has no purpose for.
    """
    if code in secret_codes(by=by):
        raise Forbidden
    return Tag.objects.filter(scope_arms(by), rule_code=code, until__isnull=True, set_aside=False)


def undecided(code: str, *, by: Viewer) -> QuerySet[Portrait]:
    """The portraits in the viewer's scope for which a rule cannot be judged because a fact is missing.

    Raises Forbidden as `holders` does.
    """
    if code in secret_codes(by=by):
        raise Forbidden
    versions = [-rule.inner for rule in standing_book().rules if rule.code == code]
    return Portrait.objects.filter(scope_arms(by), verdicts__overlap=versions)


def among(*, by: Viewer, tag: str = "", tier: int | None = None, focus: bool = False) -> Q | None:
    """The condition on rows with a person that a tag, a tier and the focus mean together; None when nothing is asked.

    Raises Forbidden as `holders` does, also for a tier or the focus where one of their rules is secret.
    """
    if not (tag or tier or focus):
        return None
    if (tier and not reads_kind(RuleKind.TIER, by=by)) or (focus and not reads_kind(RuleKind.FOCUS, by=by)):
        raise Forbidden
    found = Q(person_id__in=holders(tag, by=by).values("person_id")) if tag else Q()
    portraits = Portrait.objects.filter(scope_arms(by))
    if tier:
        found &= Q(person_id__in=portraits.filter(tier=tier).values("person_id"))
    return found & Q(person_id__in=portraits.filter(focus=True).values("person_id")) if focus else found


def along(*, by: Viewer, tag: str) -> Q | None:
    """As `among` of a tag that very many have, for the first lines of a long list in its order; None for other tags.

    The list is walked in its order and each person asked for the tag, which soon finds fifty where one in a hundred has
    it; gathered first, tens of thousands would be sorted for them. Raises Forbidden as `holders` does.
    """
    holding = holders(tag, by=by)
    if not by.area or by.units or not holding.values("id")[_VERY_MANY : _VERY_MANY + 1].exists():
        return None
    of_person = holding.filter(person_id=OuterRef("person_id")).values(held=Value(value=True))
    return Q(Subquery(of_person[:1], output_field=BooleanField()))


def tag_counts(*, by: Viewer) -> Mapping[str, int]:
    """By code, how many persons in the viewer's scope have a tag now: counted, or for large areas from the cells."""
    secret = secret_codes(by=by)
    found = _counted_by_cells(by) if by.area and not by.units and len(by.area) <= COUNTY_LENGTH else _counted_now(by)
    return {code: number for code, number in found.items() if code not in secret}


def _counted_by_cells(by: Viewer) -> dict[str, int]:
    rows = Cell.objects.filter(area_code__gte=by.area_lo, area_code__lt=by.area_hi).exclude(rule_code="")
    return dict(rows.values_list("rule_code").annotate(Sum("number")))


def _counted_now(by: Viewer) -> dict[str, int]:
    tags = Tag.objects.filter(scope_arms(by), until__isnull=True, set_aside=False)
    return dict(tags.values_list("rule_code").annotate(Count("id")))


def scope_arms(by: Viewer) -> Q:
    """The viewer's scope as plain conditions: the policy is the net below, not the plan."""
    arms = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi) if by.area else Q(pk__in=())
    return arms | Q(unit_id__in=by.units) if by.units else arms

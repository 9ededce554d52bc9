"""Whom a rule holds for: counts and conditions for lists, within the viewer's scope and purposes."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet, Sum

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.models import Cell, Portrait, Tag
from yinling.decisions.portrait.queries.ruling import secret_codes, standing_book
from yinling.kernel.viewer import Viewer


def holders(code: str, *, by: Viewer) -> QuerySet[Tag]:
    """The tags of a rule that hold and that no human set aside, in the viewer's scope.

    Raises Forbidden for a rule that reads what the viewer has no purpose for.
    """
    if code in secret_codes(by=by):
        raise Forbidden
    return Tag.objects.filter(_arms(by), rule_code=code, until__isnull=True, set_aside=False)


def undecided(code: str, *, by: Viewer) -> QuerySet[Portrait]:
    """The portraits in the viewer's scope for which a rule cannot be judged because a fact is missing.

    Raises Forbidden as `holders` does.
    """
    if code in secret_codes(by=by):
        raise Forbidden
    versions = [-rule.inner for rule in standing_book().rules if rule.code == code]
    return Portrait.objects.filter(_arms(by), verdicts__overlap=versions)


def among(*, by: Viewer, tag: str = "", tier: int | None = None, focus: bool = False) -> QuerySet[Tag] | None:
    """The inner ids of the persons whom a tag, a tier and the focus mean together; None when nothing is asked.

    Raises Forbidden as `holders` does.
    """
    if tag:
        found = holders(tag, by=by).values("person_id")
        return found.filter(person__portrait__in=_portraits(by, tier, focus)) if tier or focus else found
    return _portraits(by, tier, focus).values("person_id") if tier or focus else None  # type: ignore[return-value]  # rows of ids, either way


def tag_counts(*, by: Viewer) -> Mapping[str, int]:
    """By code, how many persons in the viewer's scope have a tag now: counted, or for large areas from the cells."""
    secret = secret_codes(by=by)
    if by.area and not by.units and len(by.area) <= 6:
        rows = Cell.objects.filter(area_code__gte=by.area_lo, area_code__lt=by.area_hi).exclude(rule_code="")
        found = rows.values_list("rule_code").annotate(Sum("number"))
    else:
        tags = Tag.objects.filter(_arms(by), until__isnull=True, set_aside=False)
        found = tags.values_list("rule_code").annotate(Count("id"))
    return {code: number for code, number in found if code not in secret}


def _portraits(by: Viewer, tier: int | None, focus: bool) -> QuerySet[Portrait]:
    rows = Portrait.objects.filter(_arms(by))
    if tier:
        rows = rows.filter(tier=tier)
    return rows.filter(focus=True) if focus else rows


def _arms(by: Viewer) -> Q:
    """The viewer's scope as plain conditions: the policy is the net below, not the plan."""
    arms = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi) if by.area else Q(pk__in=())
    return arms | Q(unit_id__in=by.units) if by.units else arms

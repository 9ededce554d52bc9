"""Which ratings or concerns a list, a count or a file is about: what both have in common."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime, time
from typing import NamedTuple, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from yinling.decisions.portrait.queries import scope_arms
from yinling.kernel.areas import area_range
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries.filters import folded, found_by

PAGE = 50
LONGEST_WORD = 100
# What lists do not say of a visit and its order: opening what is sealed costs more than reading the rest.
UNREAD = ("task__notes", "task__check_in_place", "task__proxy_name", "task__checklist", "task__order__note")
_Model = TypeVar("_Model", bound=models.Model)


class FeedbackFilterUnknown(ValueError):
    """A filter names something that does not exist."""


class Place(NamedTuple):
    """Where a page ended: the value that it is ordered by, and the row."""

    key: date | datetime
    inner: int


def check_words(*words: str) -> None:
    """Raises FeedbackFilterUnknown for a word that cannot be searched."""
    if any("\x00" in word or len(word) > LONGEST_WORD for word in words):
        raise FeedbackFilterUnknown(words)


def check_area(area: str) -> None:
    """Raises FeedbackFilterUnknown for what is no area code; empty means no area."""
    if area:
        try:
            area_range(area)
        except ValueError as refusal:
            raise FeedbackFilterUnknown(area) from refusal


def narrowed(rows: QuerySet[_Model], *, by: Viewer, area: str, item: str, search: str) -> QuerySet[_Model]:
    """The rows in the viewer's scope, of an area, an item, and persons found by the beginning of a name."""
    rows = rows.filter(scope_arms(by))
    if area:
        low, high = area_range(area)
        rows = rows.filter(area_code__gte=low, area_code__lt=high)
    if item:
        rows = rows.filter(task__item=item)
    if folded(search):
        rows = rows.filter(Exists(PersonNow.objects.filter(found_by(search), person_id=OuterRef("person_id"))))
    return rows


def page_of(rows: QuerySet[_Model], whole: QuerySet[_Model], *order: str) -> list[_Model]:
    """The first rows of an order, one more than a page, each with what `whole` reads along.

    Which rows they are is found without what is read along: where a viewer's wall stands before each of four tables,
    PostgreSQL joins them all before it takes fifty.
    """
    keys = list(rows.order_by(*order).values_list("pk", flat=True)[: PAGE + 1])
    return list(whole.filter(pk__in=keys).order_by(*order))


def beginning_of(day: date) -> datetime:
    """The first moment of a day in China."""
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())


def say_place(key: str, value: date | datetime, inner: int) -> str:
    """A place as it stands in an address."""
    return urlsafe_b64encode(json.dumps([key, value.isoformat(), inner]).encode()).decode().rstrip("=")


def parse_place(after: str, key: str, *, is_moment: bool) -> Place | None:
    """The place that an earlier page gave; None for anything else that stands in the address."""
    try:
        said, value, inner = json.loads(urlsafe_b64decode(after[:500] + "=" * (-len(after) % 4)))
        if said != key or not isinstance(inner, int) or isinstance(inner, bool) or not 0 <= inner < 2**63:
            return None
        if is_moment:
            moment = datetime.fromisoformat(value)
            return Place(moment, inner) if moment.tzinfo and 1900 < moment.year < 2200 else None
        return Place(date.fromisoformat(value), inner)
    except (ValueError, TypeError, RecursionError):
        return None

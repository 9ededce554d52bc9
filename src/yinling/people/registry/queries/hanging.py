"""What hangs on persons in all rooms: found by the tables themselves, so that a new room is never forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.apps import apps
from django.db import models
from django.db.models import Count, Q, QuerySet

from yinling.base.rows.models import PersonRow
from yinling.people.registry.models import Card, Fact, Merge, Person, PersonNow, Question
from yinling.people.registry.terms import Source

# What the registry writes about a person by itself; facts and questions by hand are counted apart.
_OWN: tuple[type[models.Model], ...] = (Card, Fact, Merge, PersonNow, Question)


def rooms_about_persons() -> Iterator[type[PersonRow]]:
    """The tables of other rooms, and of relatives, whose rows are about one person and computed from nothing else."""
    for model in apps.get_models():
        if issubclass(model, PersonRow) and model not in _OWN and not model.rows.derived and _key(model) is not None:
            yield model


def built_on(persons: QuerySet[Person]) -> Mapping[int, Mapping[str, int]]:
    """By person, how many rows of each table were built on the record, facts entered by hand among them.

    Persons on whom nothing was built are left out. Tables are named by their label (`orders.Order`). The persons are
    asked for inside each query: a roster names tens of thousands, and so many numbers take a second to send, each time.
    """
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    these = persons.order_by().values("id")
    for model in rooms_about_persons():
        rows = model._default_manager.filter(Q(person_id__in=these))
        _count(found, model._meta.label, rows.exclude(**model.rows.unasked))
    by_hand = Fact.objects.filter(person_id__in=these, source=Source.OFFICER)
    _count(found, Fact._meta.label, by_hand)
    _count(found, Merge._meta.label, Merge.objects.filter(person_id__in=these, undone_at__isnull=True))
    return dict(found)


def _count(found: dict[int, dict[str, int]], label: str, rows: models.QuerySet[models.Model]) -> None:
    for person, number in rows.order_by().values_list("person_id").annotate(Count("id")):
        found[person][label] = number


def _key(model: type[models.Model]) -> models.Field[object, object] | None:
    """The key to the person, where it is one: a table below the registry carries only the number."""
    return next((f for f in model._meta.concrete_fields if f.column == "person_id" and f.related_model is Person), None)

"""What was built on a roster since it was taken in: listed before it is taken back, and kept with a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.models import RosterRow
from yinling.people.intake.queries.results import roster_of
from yinling.people.intake.terms import RosterState
from yinling.people.registry.models import Person
from yinling.people.registry.queries import names_of
from yinling.people.registry.queries.hanging import built_on

_NAMED = 5
ON_ANOTHER = "intake.RosterRow"  # persons whom another roster in force names as well


@dataclass(frozen=True)
class Hanging:
    """Rows of one table (its label, `orders.Order`) about a roster's persons: how many, for how many, some of them."""

    kind: str
    number: int
    persons: int
    examples: Sequence[tuple[UUID, str]]


def hanging(public_id: UUID, *, by: Viewer) -> list[Hanging]:
    """What keeps persons of a roster in the registry when it is taken back, as far as `by` sees it, by table.

    Raises Forbidden when the roster is absent or hidden.
    """
    policy.may_take_in(by)
    row = roster_of(public_id)
    brought = Person.objects.filter(origin=row.public_id)
    by_kind: dict[str, dict[int, int]] = {}
    for person, tables in built_on(brought).items():
        for label, number in tables.items():
            by_kind.setdefault(label, {})[person] = number
    others = RosterRow.objects.filter(person__in=brought, roster__state=RosterState.DONE).exclude(roster=row)
    for person in others.values_list("person_id", flat=True):
        if person is not None:
            by_kind.setdefault(ON_ANOTHER, {})[person] = 1
    return [_told(kind, persons) for kind, persons in sorted(by_kind.items())]


def _told(kind: str, persons: dict[int, int]) -> Hanging:
    some = sorted(persons)[:_NAMED]
    names = names_of(some)
    public = dict(Person.objects.filter(id__in=some).values_list("id", "public_id"))
    examples = [(public[person], names[person]) for person in some if person in public and person in names]
    return Hanging(kind, sum(persons.values()), len(persons), examples)

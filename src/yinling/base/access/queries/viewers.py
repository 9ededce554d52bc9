"""The viewer that an account may be, whom it may be told apart by, and who works where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from yinling.base.access.models import Grant, GrantUnit, NamedPerson
from yinling.base.access.terms import BREAK_GLASS
from yinling.base.accounts.models import Account
from yinling.kernel.areas import upwards
from yinling.kernel.viewer import Purpose, Role, Viewer

# Who sees persons by name: the worker for a task, the person himself, and who acts for him. Extra power is no part of a
# seat: it opens one page (`extra_power`), so that nothing else shows, counts or changes who was opened.
_SEES_NAMED = {Role.WORKER, Role.PERSON, Role.PROXY}


@dataclass(frozen=True)
class Seat:
    """One grant of an account as its holder sees it: the role and the scope it can work in now."""

    grant: UUID
    role: Role
    area_code: str
    units: tuple[int, ...]


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def seats(account: Account, *, on: date) -> list[Seat]:
    """The grants of an account in force on a day, oldest first."""
    found = list(Grant.objects.filter(_in_force(on), account=account).order_by("id"))
    units: dict[int, list[int]] = {}
    for grant_id, unit_id in GrantUnit.objects.filter(grant__in=found).values_list("grant_id", "unit_id"):
        units.setdefault(grant_id, []).append(unit_id)
    return [Seat(g.public_id, Role(g.role), g.area_code, tuple(sorted(units.get(g.id, ())))) for g in found]


def viewer(account: Account, *, grant: UUID | None, on: date) -> Viewer | None:
    """The viewer for an account in the seat it chose (or its first); None when it holds no grant in force."""
    held = list(Grant.objects.filter(_in_force(on), account=account).order_by("id"))
    chosen = next((g for g in held if g.public_id == grant), held[0] if held else None)
    if chosen is None or not account.is_active:
        return None
    return Viewer(
        account=str(account.public_id),
        role=Role(chosen.role),
        area=chosen.area_code or None if chosen.role != Role.WORKER else None,
        units=tuple(GrantUnit.objects.filter(grant=chosen).values_list("unit_id", flat=True)),
        persons=_named(account) if chosen.role in _SEES_NAMED else (),
        purposes=frozenset(Purpose(p) for p in chosen.purposes),
        name=account.display_name,
    )


def _named(account: Account) -> tuple[int, ...]:
    in_time = Q(until__isnull=True) | Q(until__gt=Now())  # by the database's clock, whether or not a deadline fired
    open_ones = NamedPerson.objects.filter(in_time, account=account, ended_at__isnull=True)
    named = open_ones.exclude(because=BREAK_GLASS)
    return tuple(sorted(set(named.values_list("person_id", flat=True))))


def extra_power(viewer: Viewer, *, ask: UUID) -> Viewer:
    """The viewer who sees, beside his scope, the person whom his break-glass `ask` opened, while it is open.

    The same viewer when there is no such thing in force. For one page that only reads, never for a whole request of
    another kind: docs/adr/0009-extra-power.md.
    """
    if viewer.role is not Role.OFFICER:
        return viewer
    in_force = NamedPerson.objects.filter(
        account__public_id=viewer.account, subject=ask, because=BREAK_GLASS, ended_at__isnull=True, until__gt=Now()
    )
    opened = in_force.values_list("person_id", flat=True)
    return replace(viewer, persons=tuple(opened))


def workers_for(area_code: str, *, on: date) -> list[Account]:
    """The active accounts whose worker grant covers a place, in order of their ids. A worker's area says where they
    are offered work; it never opens the area's records to them."""
    grants = Grant.objects.filter(_in_force(on), role=Role.WORKER, area_code__in=upwards(area_code))
    return list(Account.objects.filter(is_active=True, id__in=grants.values("account")).order_by("id"))

"""Who is looking: one account in one role over one scope for stated purposes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yinling.kernel.areas import area_range


class Purpose(StrEnum):
    """Why rows are read. A table belongs to one purpose; a viewer carries those granted to it."""

    GENERAL = "general"
    HEALTH = "health"
    MONEY = "money"
    POLITICAL = "political"


class Role(StrEnum):
    """What an account may be. The three administrators are separate people (GB/T 22239-2019, 8.1.4.2)."""

    OFFICER = "officer"
    WORKER = "worker"
    PERSON = "person"  # the retired cadre himself, at the elder door
    PROXY = "proxy"  # who acts for him by a recorded right
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The one for whom a transaction runs; the database shows it its rows and no others.

    `account` is the account's public id, `area` an area code whose whole range is seen, `units` and
    `persons` are row ids. An arm that is empty shows nothing. `name` is shown to people, never decided on.
    """

    account: str
    role: Role | None
    area: str | None = None
    units: tuple[int, ...] = ()
    persons: tuple[int, ...] = ()
    purposes: frozenset[Purpose] = frozenset()
    name: str = ""

    @property
    def area_lo(self) -> str:
        """Lower bound of the area range, inclusive; empty when no area is seen."""
        return area_range(self.area)[0] if self.area else ""

    @property
    def area_hi(self) -> str:
        """Upper bound of the area range, exclusive; empty when no area is seen."""
        return area_range(self.area)[1] if self.area else ""


NOBODY = Viewer(account="", role=None)


def system(reason: str) -> Viewer:
    """The viewer of background work. It carries no scope: what it may see comes from its database role alone."""
    return Viewer(account="", role=Role.SYSTEM, name=reason)

"""Whether a right holds, purely."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from yinling.people.proxies.terms import ActingScope


@dataclass(frozen=True)
class Standing:
    """What decides whether a right holds on a day: its half-open period, its scopes, and whether it was revoked."""

    scopes: Collection[str]
    valid_from: date
    valid_to: date | None
    is_revoked: bool

    def holds(self, scope: ActingScope, *, on: date) -> bool:
        """Whether somebody may act for this on that day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return in_force and not self.is_revoked and scope.value in set(self.scopes)

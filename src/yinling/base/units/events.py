"""What units announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

# The set of all units, which is what a load changes.
UNITS = uuid5(NAMESPACE_URL, "yinling:units")


@dataclass(frozen=True)
class UnitsLoaded:
    """A file changed the units: how many, and the SHA-256 over the rows as they became (canonical JSON)."""

    kind: ClassVar[str] = "units.units_loaded"
    subject: UUID
    added: int
    changed: int
    digest: str

"""What regions announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

# The set of all areas, which is what a load changes.
AREAS = uuid5(NAMESPACE_URL, "yinling:areas")


@dataclass(frozen=True)
class AreasLoaded:
    """A file changed the areas: how many, and the SHA-256 over the rows as they became (canonical JSON)."""

    kind: ClassVar[str] = "regions.areas_loaded"
    subject: UUID
    added: int
    changed: int
    digest: str

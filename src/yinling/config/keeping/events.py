"""What keeping an installation announces: it changes what can be read, or which book of facts goes on."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

#: What these facts are about: the installation itself, which has no row.
INSTALLATION = UUID("6b0c2c5e-6f0d-5f6e-9d1e-59696e6c696e")


@dataclass(frozen=True)
class DatabaseRestored:
    """The database was put back to a backup: `size` facts are as they were, later ones up to `known` are lost.

    `known` is the largest size of the journal that this machine had seen signed; `root` is hex.
    """

    kind: ClassVar[str] = "keeping.database_restored"
    subject: UUID
    taken_at: str
    size: int
    root: str
    known: int


@dataclass(frozen=True)
class DataKeyRotated:
    """From now on this data key seals, and `values` ciphertexts were sealed anew with it."""

    kind: ClassVar[str] = "keeping.data_key_rotated"
    subject: UUID
    key_id: str
    values: int


@dataclass(frozen=True)
class DataKeyDropped:
    """A data key that no ciphertext rests on was taken off the ring."""

    kind: ClassVar[str] = "keeping.data_key_dropped"
    subject: UUID
    key_id: str

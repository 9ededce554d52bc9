"""Reading the journal: where an entry stands, its proof and receipt, and how often an account did something."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef

from yinling.base.journal.domain import Recorded, actor_of
from yinling.base.journal.models import Body, Checkpoint, Entry, Head, Leaf
from yinling.base.rows.refusals import Refused
from yinling.kernel.merkle import ReadTile, TileAddress, inclusion_proof, inclusion_tiles
from yinling.kernel.receipts import SALT_BYTES, Header, commitment, make_receipt
from yinling.kernel.viewer import Viewer

_OUT_OF_ORDER = 10_000  # how far behind the last sealed number one may still wait


class NotSealedYet(Refused):
    """The entry is recorded, but no signed checkpoint covers it yet: a matter of seconds."""


class BodyDiffers(Refused):
    """The body or salt is not what the entry commits to: it was changed where it was kept."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """That an entry is leaf `index` of the tree that the checkpoint describes."""

    index: int
    size: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes


def count_by(kind: str, *, by: Viewer, since: datetime) -> int:
    """How many facts of a kind this viewer's account recorded at or after a moment."""
    return Entry.objects.filter(kind=kind, actor=actor_of(by), at__gte=since).count()


@dataclass(frozen=True)
class JournalState:
    """How the journal stands: facts in the tree, facts that wait for a place, the newest signed head and when."""

    size: int
    unsealed: int
    root: str
    signed_size: int
    signed_at: datetime | None


def journal_state() -> JournalState:
    """How far the journal is sealed and signed. Cheap at any size; whether it is whole, `./yinling audit` says."""
    head, newest = Head.objects.first(), Checkpoint.objects.order_by("-size").first()
    size = head.size if head else 0
    last = Leaf.objects.filter(n=size - 1).values_list("entry_id", flat=True).first() or 0
    late = Entry.objects.filter(pk__gt=last - _OUT_OF_ORDER)  # numbers are not in order of commit
    unsealed = late.exclude(Exists(Leaf.objects.filter(entry_id=OuterRef("pk")))).count()
    return JournalState(
        size=size, unsealed=unsealed, root=bytes(head.root).hex() if head else "",
        signed_size=newest.size if newest else 0, signed_at=newest.signed_at if newest else None,
    )  # fmt: skip


def newest_headers(kinds: Collection[str], *, since: datetime, limit: int = 200) -> list[Header]:
    """The newest entries of these kinds at or after a moment, without their bodies, newest first."""
    rows = Entry.objects.filter(kind__in=kinds, at__gte=since).order_by("-at", "-id")[:limit]
    return [as_header(row) for row in rows]


def header_of(sequence: int) -> Header:
    """An entry's header. Raises Entry.DoesNotExist."""
    return as_header(Entry.objects.get(pk=sequence))


def as_header(entry: Entry) -> Header:
    """A row as the header that its leaf is hashed from."""
    return Header(
        sequence=entry.pk,
        kind=entry.kind,
        subject=entry.subject,
        actor=entry.actor,
        role=entry.role,
        at=entry.at,
        commitment=bytes(entry.commitment),
    )


def receipt_material(sequence: int) -> Recorded:
    """Salt and body of an entry, for background work. Raises Body.DoesNotExist when it was erased."""
    body = Body.objects.get(pk=sequence)
    return Recorded(sequence=sequence, salt=bytes(body.salt), body_text=body.body)


def prove(sequence: int) -> Proof:
    """The proof of an entry under the newest checkpoint. Raises NotSealedYet."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [sequence])
        found = cursor.fetchone()
    if found is None:
        raise NotSealedYet
    index, size, note = found
    hashes = inclusion_proof(index, size, tile_reader(inclusion_tiles(index, size)))
    return Proof(index=index, size=size, hashes=tuple(hashes), checkpoint=bytes(note))


def build_receipt(sequence: int, salt: bytes, body_text: str) -> bytes:
    """The receipt of an entry, as a `.tlog-proof` file, from the body that the caller kept.

    Raises NotSealedYet, BodyDiffers.
    """
    header = header_of(sequence)
    body = body_text.encode()
    if len(salt) != SALT_BYTES or commitment(salt, body) != header.commitment:
        raise BodyDiffers
    proof = prove(sequence)
    return make_receipt(
        header, salt=salt, body=body, index=proof.index, hashes=proof.hashes, checkpoint=proof.checkpoint
    )


def checkpoints_after(size: int) -> list[tuple[int, bytes]]:
    """Size and signed note of every checkpoint of a larger size, smallest first."""
    rows = Checkpoint.objects.filter(size__gt=size).order_by("size").values_list("size", "note")
    return [(found, bytes(note)) for found, note in rows]


def tile_reader(addresses: Iterable[TileAddress]) -> ReadTile:
    """Fetch these tiles in one query and give them on demand; a tile that is not there reads as empty."""
    wanted = list(addresses)
    with connection.cursor() as cursor:
        cursor.execute(_TILES, [[a.level for a in wanted], [a.number for a in wanted]])
        found = {(level, number): bytes(hashes) for level, number, hashes in cursor.fetchall()}
    return lambda level, number: found.get((level, number), b"")


_PLACE = """
SELECT leaf.n, checkpoint.size, checkpoint.note
FROM journal_leaf leaf CROSS JOIN LATERAL (
    SELECT size, note FROM journal_checkpoint WHERE size > leaf.n ORDER BY size DESC LIMIT 1
) checkpoint
WHERE leaf.entry_id = %s
"""

_TILES = """
SELECT tile.level, tile.number, tile.hashes
FROM unnest(%s::smallint[], %s::bigint[]) AS wanted (level, number)
JOIN journal_tile tile ON tile.level = wanted.level AND tile.number = wanted.number
"""

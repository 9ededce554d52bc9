"""Writing the journal: recording a fact, sealing what waits, signing the head, erasing a body."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from yinling.base.journal import outside, policy
from yinling.base.journal.domain import Event, Recorded, actor_of, body_of
from yinling.base.journal.events import BodyErased
from yinling.base.journal.models import Body, Checkpoint, Entry, Head
from yinling.base.journal.queries import as_header, tile_reader
from yinling.base.journal.reactions import react
from yinling.base.rows.refusals import Refused
from yinling.base.rows.viewing import NoTransaction
from yinling.kernel.merkle import (
    EMPTY_ROOT,
    HASH_BYTES,
    Frontier,
    TileAddress,
    TileHash,
    frontier_tiles,
    leaf_hash,
    root_from_tiles,
)
from yinling.kernel.notes import parse_checkpoint, parse_note
from yinling.kernel.receipts import SALT_BYTES, Header, commitment
from yinling.kernel.viewer import Viewer

BATCH = 5000


class TreeDamaged(RuntimeError):
    """The stored tree contradicts itself or what was signed. Nothing is sealed or signed until an audit was read."""


class BodyAbsent(Refused):
    """There is no such body: it was erased before, or never was."""


def record(event: Event, *, by: Viewer, at: datetime) -> Recorded:
    """Write a fact into the journal, in the caller's transaction, in one round trip; then run what reacts to it.

    The salt and the body come back for whoever will hand out a receipt.
    Raises NoTransaction outside one, NotAFact when a field has no one written form, and what reactions raise.
    """
    if not connection.in_atomic_block:
        raise NoTransaction("record a fact inside the transaction of its change")
    body, salt = body_of(event), os.urandom(SALT_BYTES)
    digest = commitment(salt, body.encode())
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, [event.kind, event.subject, actor_of(by), by.role or "", at, digest, salt, body])
        (sequence,) = cursor.fetchone()
    react(event, by=by, at=at)
    return Recorded(sequence=sequence, salt=salt, body_text=body)


@transaction.atomic
def seal_batch(*, by: Viewer, at: datetime, limit: int = BATCH) -> int:
    """Give up to `limit` waiting entries the next places in the tree; returns how many.

    A row leaves the queue only in the transaction that gives it a leaf, so none is missed and none placed twice,
    however many sealers run and wherever they are killed. Raises Forbidden, TreeDamaged.
    """
    policy.may_seal(by)
    head = _lock_head()
    entries = _take_waiting(limit)
    if not entries:
        return 0
    frontier = _frontier(head)
    settled = frontier.extend(leaf_hash(entry.leaf_data()) for entry in entries)
    _write_leaves(head.size, [entry.sequence for entry in entries])
    _write_tiles(settled)
    grown = Head.objects.filter(size=head.size).update(size=frontier.size, root=frontier.root)
    if grown != 1:
        raise TreeDamaged("the head moved under its lock")
    return len(entries)


@transaction.atomic
def sign_checkpoint(*, by: Viewer, at: datetime) -> bytes | None:
    """Sign the head if it has grown since the last checkpoint; returns the note, or None when there is nothing new.

    A log never signs what contradicts what it signed before: the last checkpoint's root must still be in the tree.
    Raises Forbidden, TreeDamaged, NoLogKey.
    """
    policy.may_seal(by)
    head = _lock_head()
    last = Checkpoint.objects.order_by("-size").first()
    if head.size == (last.size if last else 0):
        return None
    if last is not None:
        check_continues(bytes(last.note), size=head.size)
    note = outside.sign(size=head.size, root=_frontier(head).root)
    Checkpoint.objects.create(size=head.size, note=note, signed_at=at)
    return note


def check_continues(note: bytes, *, size: int) -> None:
    """Check that the tree of `size` leaves still begins with what a checkpoint says. Raises TreeDamaged."""
    signed = parse_checkpoint(parse_note(note).text)
    if signed.size > size:
        raise TreeDamaged(f"signed at {signed.size}, but only {size} leaves are there")
    if root_from_tiles(signed.size, tile_reader(frontier_tiles(signed.size))) != signed.root:
        raise TreeDamaged(f"the first {signed.size} leaves are not those that were signed")


@transaction.atomic
def erase_body(*, sequence: int, reason: str, by: Viewer, at: datetime) -> None:
    """Erase what a fact says, as a law or a court demands; its header and commitment stay, and this is recorded.

    Raises Forbidden, BodyAbsent.
    """
    policy.may_erase(by)
    if not Body.objects.filter(pk=sequence).delete()[0]:
        raise BodyAbsent
    subject = Entry.objects.values_list("subject", flat=True).get(pk=sequence)
    record(BodyErased(subject=subject, sequence=sequence, reason=reason), by=by, at=at)


class _Locked(NamedTuple):
    """The head as it stands until this transaction ends."""

    size: int
    root: bytes


def _lock_head() -> _Locked:
    """Take the head for this transaction: sealers wait here for one another."""
    Head.objects.bulk_create([Head(one=True, size=0, root=EMPTY_ROOT)], ignore_conflicts=True)
    head = Head.objects.select_for_update().get()
    return _Locked(head.size, bytes(head.root))


def _take_waiting(limit: int) -> list[Header]:
    return [as_header(entry) for entry in Entry.objects.raw(_TAKE, [limit])]


def _frontier(head: _Locked) -> Frontier:
    """The tree's right edge, read from the tiles and compared with the head. Raises TreeDamaged."""
    frontier = Frontier.from_tiles(head.size, tile_reader(frontier_tiles(head.size)))
    if frontier.root != head.root:
        raise TreeDamaged(f"the tiles do not lead to the root of the head at {head.size}")
    return frontier


def _write_leaves(first: int, sequences: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LEAVES, [first, list(sequences)])


def _write_tiles(settled: Sequence[TileHash]) -> None:
    """Begin new tiles and append to those begun, each only if it is as long as it should be.

    Raises TreeDamaged when it is not, IntegrityError when a tile is there that should be new.
    """
    starts: dict[TileAddress, int] = {}
    content: defaultdict[TileAddress, bytearray] = defaultdict(bytearray)
    for tile, offset, value in settled:
        starts.setdefault(tile, offset * HASH_BYTES)
        content[tile] += value
    new = [tile for tile, start in starts.items() if start == 0]
    begun = [tile for tile, start in starts.items() if start > 0]
    with connection.cursor() as cursor:
        cursor.execute(_NEW_TILES, _columns(new, content))
        cursor.execute(_BEGUN_TILES, [*_columns(begun, content), [starts[tile] for tile in begun]])
        if cursor.rowcount != len(begun):
            raise TreeDamaged("a tile is not as long as the tree's size says")


def _columns(tiles: Sequence[TileAddress], content: Mapping[TileAddress, bytearray]) -> list[list[object]]:
    return [[t.level for t in tiles], [t.number for t in tiles], [bytes(content[t]) for t in tiles]]


_RECORD = """
WITH written AS (
    INSERT INTO journal_entry (kind, subject, actor, role, at, commitment)
    VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
), body AS (
    INSERT INTO journal_body (entry_id, salt, body) SELECT id, %s, %s FROM written
), todo AS (
    INSERT INTO journal_todo (entry_id) SELECT id FROM written
)
SELECT id FROM written
"""

# An entry that has a leaf already is taken from the queue and gets no second one, whoever put it there.
_TAKE = """
WITH taken AS (
    DELETE FROM journal_todo
    WHERE entry_id IN (SELECT entry_id FROM journal_todo ORDER BY entry_id LIMIT %s)
    RETURNING entry_id
)
SELECT entry.id, entry.kind, entry.subject, entry.actor, entry.role, entry.at, entry.commitment
FROM taken JOIN journal_entry entry ON entry.id = taken.entry_id
WHERE NOT EXISTS (SELECT 1 FROM journal_leaf leaf WHERE leaf.entry_id = entry.id)
ORDER BY entry.id
"""

_LEAVES = """
INSERT INTO journal_leaf (n, entry_id)
SELECT %s + place - 1, sequence FROM unnest(%s::bigint[]) WITH ORDINALITY AS waiting (sequence, place)
"""

_NEW_TILES = """
INSERT INTO journal_tile (level, number, hashes)
SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])
"""

_BEGUN_TILES = """
UPDATE journal_tile tile SET hashes = tile.hashes || grown.hashes
FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[], %s::int[]) AS grown (level, number, hashes, start)
WHERE tile.level = grown.level AND tile.number = grown.number AND length(tile.hashes) = grown.start
"""

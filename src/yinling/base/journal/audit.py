"""The audit: recompute the whole journal and say what does not hold, and where.

Each entry must hash to the leaf at its place, each body to its entry's commitment, each tile to the one above, and
every signed checkpoint to the tree at its size. What somebody changed without rewriting the tree is named to the
row; where the tree was rewritten to fit, the change lies between the last checkpoint that holds and the first that
does not. A tail cut off together with its checkpoints is seen by whoever brings a later checkpoint: the file
outside the database, a witness, a receipt.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils.translation import gettext as _

from yinling.base.journal import outside
from yinling.base.journal.events import BodyErased
from yinling.base.journal.models import Body, Checkpoint, Entry, Head, Leaf, Tile
from yinling.base.journal.queries import as_header
from yinling.base.journal.terms import Problem
from yinling.kernel.merkle import HASH_BYTES, TILE_WIDTH, Frontier, TileAddress, leaf_hash
from yinling.kernel.notes import NoteError, VerifierKey, parse_checkpoint, parse_note, signers
from yinling.kernel.receipts import commitment

_STEP = 5000


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that does not hold: leaves `first` to `last` (from 0), and the entry's sequence where it is known."""

    problem: Problem
    first: int | None = None
    last: int | None = None
    sequence: int | None = None
    detail: str = ""

    def __str__(self) -> str:
        sequence = _("登记序号 %(sequence)d") % {"sequence": self.sequence} if self.sequence is not None else ""
        parts = [part for part in (self._places(), sequence, self.detail) if part]
        return _("%(problem)s：%(where)s") % {"problem": self.problem.label, "where": "，".join(parts)}

    def _places(self) -> str:
        """The places as people count them, from 1."""
        if self.last is None:
            return ""
        first = self.last if self.first is None else self.first
        if first == self.last:
            return _("第 %(place)d 条") % {"place": first + 1}
        return _("第 %(first)d 至 %(last)d 条") % {"first": first + 1, "last": self.last + 1}


@dataclass
class _Tree:
    """A tree as recomputed while its leaves are read: its roots at the sizes asked for, and its upper tiles."""

    wanted: frozenset[int]
    frontier: Frontier = field(default_factory=Frontier)
    roots: dict[int, bytes] = field(default_factory=dict)
    upper: dict[TileAddress, bytearray] = field(default_factory=dict)

    def add(self, value: bytes) -> None:
        """Take the next leaf."""
        for tile, _offset, settled in self.frontier.append(value):
            if tile.level > 0:
                self.upper.setdefault(tile, bytearray()).extend(settled)
        if self.frontier.size in self.wanted:
            self.roots[self.frontier.size] = self.frontier.root


@dataclass
class _Walk:
    """What reading the leaves in order has shown: the tree that is kept, and the one the entries would give."""

    kept: _Tree
    entries: _Tree | None = None  # only once the two differ
    findings: list[Finding] = field(default_factory=list)
    differ: list[tuple[int, int, bytes, bytes]] = field(default_factory=list)  # place, sequence, entry's, kept

    def take(self, place: int, sequence: int | None, actual: bytes | None, kept: bytes | None) -> None:
        """Compare one place: the hash of the entry there with the hash that is kept for it."""
        if sequence is None:
            self._note(Problem.LEAF_MISSING, place)
        elif actual is None:
            self._note(Problem.ENTRY_MISSING, place, sequence)
        elif kept is None:
            self._note(Problem.TILE_CHANGED, place, sequence)
        elif actual != kept:
            self.differ.append((place, sequence, actual, kept))
        held, given = kept or actual or bytes(HASH_BYTES), actual or kept or bytes(HASH_BYTES)
        if self.entries is None and held != given:
            self.entries = copy.deepcopy(self.kept)
        self.kept.add(held)
        if self.entries is not None:
            self.entries.add(given)

    def conclude(self, checkpoints: Sequence[tuple[int, bytes]]) -> None:
        """Say of each place that differs whether the entry or the tree was changed, or entries changed places."""
        kept_at = {kept: place for place, _, _, kept in self.differ}
        for place, sequence, actual, _kept in self.differ:
            covering = next((pair for pair in checkpoints if pair[0] > place), None)
            if actual in kept_at:
                detail = _("原在第 %(place)d 条") % {"place": kept_at[actual] + 1}
                self._note(Problem.ENTRY_MOVED, place, sequence, detail)
            elif covering and self.entries and self.entries.roots.get(covering[0]) == covering[1]:
                self._note(Problem.TILE_CHANGED, place, sequence)
            else:
                self._note(Problem.ENTRY_CHANGED, place, sequence)
        self.findings.sort(key=lambda finding: finding.first or 0)

    def _note(self, problem: Problem, place: int, sequence: int | None = None, detail: str = "") -> None:
        self.findings.append(Finding(problem=problem, first=place, last=place, sequence=sequence, detail=detail))


def audit(brought: Sequence[bytes] = (), *, key: VerifierKey | None = None) -> list[Finding]:
    """Check the whole journal, also against checkpoints that somebody brings; findings in order of the tree.

    Reads one snapshot (its own transaction, unless it is called inside one), in memory that grows with one hash
    per 256 entries. `key` is the journal's public key; without it, that of the signing key in the settings.
    Raises NoLogKey when there is neither.
    """
    trusted = key or outside.verifier_key()
    if connection.in_atomic_block:
        return _audit(brought, trusted)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return _audit(brought, trusted)


def _audit(brought: Sequence[bytes], key: VerifierKey) -> list[Finding]:
    checkpoints, findings = _checkpoints(brought, key)
    size = Head.objects.values_list("size", flat=True).first() or 0
    walk = _Walk(_Tree(frozenset(signed for signed, _ in checkpoints)))
    for start in range(0, size, _STEP):
        _read(walk, start, min(start + _STEP, size))
    walk.conclude(checkpoints)
    return [
        *findings,
        *walk.findings,
        *_beyond(size),
        *_upper_tiles(walk.kept),
        *_head(walk.kept),
        *_history(walk, checkpoints),
        *_bodies(),
        *_unknown(),
    ]


def _checkpoints(brought: Sequence[bytes], key: VerifierKey) -> tuple[list[tuple[int, bytes]], list[Finding]]:
    """Size and root of every checkpoint that is truly signed, smallest first; a finding for each that is not."""
    found: set[tuple[int, bytes]] = set()
    findings: list[Finding] = []
    for size, content in Checkpoint.objects.order_by("size").values_list("size", "note"):
        signed = _signed(bytes(content), key)
        if signed is None or signed[0] != size:
            findings.append(Finding(problem=Problem.CHECKPOINT_CHANGED, first=size - 1, last=size - 1))
        else:
            found.add(signed)
    try:
        copies = [bytes(note) for note in outside.kept()]
    except (NoteError, ValueError):
        copies = [b""]  # the file is spoilt: reported below as a copy that does not hold
    for content in [*copies, *brought]:
        signed = _signed(content, key)
        if signed is None:
            findings.append(Finding(problem=Problem.CHECKPOINT_CHANGED, detail=_("数据库外的副本")))
        else:
            found.add(signed)
    return sorted(found), findings


def _signed(content: bytes, key: VerifierKey) -> tuple[int, bytes] | None:
    """Size and root of a checkpoint that this journal signed, or None."""
    try:
        note = parse_note(content)
        checkpoint = parse_checkpoint(note.text)
        if not signers(note, [key]) or checkpoint.origin != key.name:
            return None
    except NoteError:
        return None
    return checkpoint.size, checkpoint.root


def _read(walk: _Walk, start: int, stop: int) -> None:
    leaves = dict(Leaf.objects.filter(n__gte=start, n__lt=stop).values_list("n", "entry_id"))
    entries = Entry.objects.in_bulk(list(leaves.values()))
    kept = _level_0(start, stop)
    for place in range(start, stop):
        sequence = leaves.get(place)
        entry = entries.get(sequence) if sequence is not None else None
        actual = leaf_hash(as_header(entry).leaf_data()) if entry is not None else None
        walk.take(place, sequence, actual, kept.get(place))


def _level_0(start: int, stop: int) -> dict[int, bytes]:
    """The kept leaf hashes of these places; of a tile that is cut short, those that are there."""
    tiles = Tile.objects.filter(level=0, number__gte=start // TILE_WIDTH, number__lte=stop // TILE_WIDTH)
    found: dict[int, bytes] = {}
    for number, hashes in tiles.values_list("number", "hashes"):
        content = bytes(hashes)
        for at in range(0, len(content), HASH_BYTES):
            found[number * TILE_WIDTH + at // HASH_BYTES] = content[at : at + HASH_BYTES]
    return found


def _beyond(size: int) -> Iterator[Finding]:
    """Leaves behind the end of the tree were not put there by a sealer."""
    for place, sequence in Leaf.objects.filter(n__gte=size).order_by("n").values_list("n", "entry_id"):
        yield Finding(problem=Problem.LEAF_UNKNOWN, first=place, last=place, sequence=sequence)
    edge = Tile.objects.filter(level=0, number__gte=size // TILE_WIDTH).values_list("hashes", flat=True)
    width = sum(len(bytes(hashes)) for hashes in edge)
    if width != size % TILE_WIDTH * HASH_BYTES:
        yield Finding(problem=Problem.TILE_CHANGED, first=size // TILE_WIDTH * TILE_WIDTH, last=max(0, size - 1))


def _upper_tiles(tree: _Tree) -> Iterator[Finding]:
    """Each tile above the leaves must hold the roots of the full tiles below it, and no other may be there."""
    stored = {
        TileAddress(level, number): bytes(hashes)
        for level, number, hashes in Tile.objects.filter(level__gt=0).values_list("level", "number", "hashes")
    }
    for tile in sorted(set(stored) | set(tree.upper)):
        if stored.get(tile, b"") != bytes(tree.upper.get(tile, b"")):
            width = TILE_WIDTH ** (tile.level + 1)
            last = min((tile.number + 1) * width, tree.frontier.size) - 1
            yield Finding(
                problem=Problem.TILE_CHANGED,
                first=tile.number * width,
                last=last,
                detail=_("第 %(level)d 层") % {"level": tile.level},
            )


def _head(tree: _Tree) -> Iterator[Finding]:
    root = Head.objects.values_list("root", flat=True).first()
    if root is not None and bytes(root) != tree.frontier.root:
        yield Finding(problem=Problem.HEAD_CHANGED, last=max(0, tree.frontier.size - 1))


def _history(walk: _Walk, checkpoints: Sequence[tuple[int, bytes]]) -> Iterator[Finding]:
    """Compare with what was signed; after the first checkpoint that does not hold, the later ones cannot."""
    held = 0
    for size, root in checkpoints:
        if size > walk.kept.frontier.size:
            yield Finding(problem=Problem.TAIL_CUT, first=walk.kept.frontier.size, last=checkpoints[-1][0] - 1)
            return
        if root not in {tree.roots.get(size) for tree in (walk.kept, walk.entries) if tree}:
            yield Finding(problem=Problem.HISTORY_CHANGED, first=held, last=size - 1)
            return
        held = size


def _bodies() -> Iterator[Finding]:
    """Every body must be what its entry commits to; one that is gone must have been erased by a recorded act."""
    erased = set()
    rows = Body.objects.order_by("pk").values_list("pk", "salt", "body", "entry__commitment", "entry__kind")
    for sequence, salt, body, digest, kind in rows.iterator(chunk_size=_STEP):
        if commitment(bytes(salt), body.encode()) != bytes(digest):
            yield Finding(problem=Problem.BODY_CHANGED, sequence=sequence)
        elif kind == BodyErased.kind:
            erased.add(json.loads(body)["sequence"])
    gone = Entry.objects.filter(body__isnull=True).order_by("pk").values_list("pk", flat=True)
    for sequence in gone:
        if sequence not in erased:
            yield Finding(problem=Problem.BODY_MISSING, sequence=sequence)


def _unknown() -> Iterator[Finding]:
    """Entries that neither stand in the tree nor wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(_UNKNOWN)
        for (sequence,) in cursor.fetchall():
            yield Finding(problem=Problem.ENTRY_UNKNOWN, sequence=sequence)


_UNKNOWN = """
SELECT entry.id FROM journal_entry entry
WHERE NOT EXISTS (SELECT 1 FROM journal_leaf leaf WHERE leaf.entry_id = entry.id)
  AND NOT EXISTS (SELECT 1 FROM journal_todo todo WHERE todo.entry_id = entry.id)
ORDER BY entry.id
"""

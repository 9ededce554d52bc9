"""Tampering in the database: each kind is detected, and located as far as was promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from tests.base.journal.facts import OFFICER, SEALER, Visited, seal_all, seal_and_sign, visited
from tests.conftest import Sides
from yinling.base.journal import outside
from yinling.base.journal.actions import erase_body, record
from yinling.base.journal.audit import Finding, audit
from yinling.base.journal.models import Body, Checkpoint, Entry, Head, Leaf, Tile, Todo
from yinling.base.journal.queries import header_of
from yinling.base.journal.terms import Problem
from yinling.kernel.merkle import EMPTY_ROOT, Frontier, leaf_hash
from yinling.kernel.receipts import commitment

pytestmark = pytest.mark.slow  # each seals a journal of 600 entries

FIRST, ALL = 300, 600  # a checkpoint is signed at each


@pytest.fixture
def sequences(sides: Sides, now: datetime, tmp_path: Path, settings: object) -> list[int]:
    """A journal of 600 sealed entries with checkpoints at 300 and 600, copied to a file; the owner is at work."""
    settings.YINLING_VAR = tmp_path
    sides.work(SEALER)
    numbers, notes = [], []
    for _ in (FIRST, ALL):
        numbers += [visited(now).sequence for _ in range(FIRST)]
        notes.append(seal_and_sign(now))
    outside.keep(notes)
    sides.owner()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return numbers


def found() -> list[tuple[Problem, int | None, int | None, int | None]]:
    return [(f.problem, f.first, f.last, f.sequence) for f in audit()]


def rebuild() -> None:
    """What somebody with all rights in the database, but without the key, would do to hide his change."""
    frontier = Frontier()
    Tile.objects.all().delete()
    tiles: dict[tuple[int, int], bytes] = {}
    for sequence in Leaf.objects.order_by("n").values_list("entry_id", flat=True):
        for tile, _, value in frontier.append(leaf_hash(header_of(sequence).leaf_data())):
            tiles[tile] = tiles.get(tile, b"") + value
    Tile.objects.bulk_create([Tile(level=t[0], number=t[1], hashes=h) for t, h in tiles.items()])
    Head.objects.update(size=frontier.size, root=frontier.root)


def test_an_untouched_journal_has_no_findings(sequences: list[int], now: datetime) -> None:
    assert audit() == []
    visited(now)
    assert audit() == []


def test_an_empty_journal_has_no_findings(sides: Sides, tmp_path: Path, settings: object) -> None:
    settings.YINLING_VAR = tmp_path
    sides.work(SEALER)
    assert audit() == []


# Rows


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "tests.other"},
        {"actor": ""},
        {"role": "worker"},
        {"subject": "00000000-0000-4000-8000-000000000000"},
        {"at": datetime.fromisoformat("2026-11-22T01:30:00.000001Z")},
    ],
)
def test_a_changed_entry_is_named(sequences: list[int], change: dict[str, object]) -> None:
    Entry.objects.filter(pk=sequences[123]).update(**change)
    assert found() == [(Problem.ENTRY_CHANGED, 123, 123, sequences[123])]


def test_a_changed_commitment_is_named_with_its_body(sequences: list[int]) -> None:
    Entry.objects.filter(pk=sequences[7]).update(commitment=bytes(32))
    assert found() == [
        (Problem.ENTRY_CHANGED, 7, 7, sequences[7]),
        (Problem.BODY_CHANGED, None, None, sequences[7]),
    ]


def test_a_dropped_entry_is_named(sequences: list[int]) -> None:
    Body.objects.filter(pk=sequences[299]).delete()
    Entry.objects.filter(pk=sequences[299]).delete()
    assert found() == [(Problem.ENTRY_MISSING, 299, 299, sequences[299])]


def test_an_entry_dropped_with_its_leaf_leaves_a_gap(sequences: list[int]) -> None:
    Body.objects.filter(pk=sequences[0]).delete()
    Entry.objects.filter(pk=sequences[0]).delete()
    Leaf.objects.filter(entry_id=sequences[0]).delete()
    assert found() == [(Problem.LEAF_MISSING, 0, 0, None)]


def test_swapped_leaves_are_named_with_their_places(sequences: list[int]) -> None:
    Leaf.objects.filter(n=10).update(entry_id=-1)
    Leaf.objects.filter(n=400).update(entry_id=sequences[10])
    Leaf.objects.filter(n=10).update(entry_id=sequences[400])
    assert found() == [
        (Problem.ENTRY_MOVED, 10, 10, sequences[400]),
        (Problem.ENTRY_MOVED, 400, 400, sequences[10]),
    ]
    assert str(audit()[0]) == f"登记被调换了位置：第 11 条，登记序号 {sequences[400]}，原在第 401 条"


def test_swapped_contents_are_named(sequences: list[int]) -> None:
    one, two = Entry.objects.get(pk=sequences[10]), Entry.objects.get(pk=sequences[400])
    Entry.objects.filter(pk=one.pk).update(subject=two.subject)
    Entry.objects.filter(pk=two.pk).update(subject=one.subject)
    assert [finding[:2] for finding in found()] == [(Problem.ENTRY_CHANGED, 10), (Problem.ENTRY_CHANGED, 400)]


def test_an_inserted_entry_is_named(sequences: list[int], now: datetime) -> None:
    sequence = visited(now).sequence
    Todo.objects.all().delete()
    assert found() == [(Problem.ENTRY_UNKNOWN, None, None, sequence)]
    Leaf.objects.create(n=ALL, entry_id=sequence)
    assert found() == [(Problem.LEAF_UNKNOWN, ALL, ALL, sequence)]


# Bodies


@pytest.mark.parametrize("change", [{"body": "{}"}, {"salt": bytes(32)}])
def test_a_changed_body_is_named(sequences: list[int], change: dict[str, object]) -> None:
    Body.objects.filter(pk=sequences[5]).update(**change)
    assert found() == [(Problem.BODY_CHANGED, None, None, sequences[5])]


def test_swapped_bodies_are_named(sequences: list[int]) -> None:
    one, two = Body.objects.get(pk=sequences[5]), Body.objects.get(pk=sequences[6])
    Body.objects.filter(pk=one.pk).update(salt=two.salt, body=two.body)
    Body.objects.filter(pk=two.pk).update(salt=one.salt, body=one.body)
    assert found() == [(Problem.BODY_CHANGED, None, None, sequence) for sequence in sequences[5:7]]


def test_a_dropped_body_is_named_but_an_erased_one_is_not(sides: Sides, sequences: list[int], now: datetime) -> None:
    Body.objects.filter(pk=sequences[5]).delete()
    sides.work(SEALER)
    erase_body(sequence=sequences[6], reason="法院裁定", by=SEALER, at=now)
    assert found() == [(Problem.BODY_MISSING, None, None, sequences[5])]


@pytest.mark.parametrize("place", [None, 5])
def test_an_inserted_body_is_refused_by_the_database(sequences: list[int], place: int | None) -> None:
    """A body needs an entry, and an entry has one body."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.bulk_create([Body(entry_id=-1 if place is None else sequences[place], salt=bytes(32), body="{}")])


# The tree


@pytest.mark.parametrize(
    ("level", "number", "expected"),
    [(0, 1, (256, 256)), (0, 2, (512, 512)), (1, 0, (0, ALL - 1))],
)
def test_a_changed_tile_is_named(sequences: list[int], level: int, number: int, expected: tuple[int, int]) -> None:
    tile = Tile.objects.get(level=level, number=number)
    Tile.objects.filter(level=level, number=number).update(hashes=bytes(32) + bytes(tile.hashes)[32:])
    findings = found()
    assert (Problem.TILE_CHANGED, *expected) in [finding[:3] for finding in findings]
    assert {finding[0] for finding in findings} <= {Problem.TILE_CHANGED, Problem.HEAD_CHANGED}


def test_a_tile_too_long_or_too_short_is_named(sequences: list[int]) -> None:
    tile = bytes(Tile.objects.get(level=0, number=2).hashes)
    Tile.objects.filter(level=0, number=2).update(hashes=tile + bytes(32))
    assert found() == [(Problem.TILE_CHANGED, 512, ALL - 1, None)]
    Tile.objects.filter(level=0, number=2).update(hashes=tile[:-32])
    assert (Problem.TILE_CHANGED, ALL - 1, ALL - 1, sequences[-1]) in found()


def test_a_changed_head_is_named(sequences: list[int]) -> None:
    Head.objects.update(root=bytes(32))
    assert found() == [(Problem.HEAD_CHANGED, None, ALL - 1, None)]


def test_a_changed_checkpoint_is_named(sequences: list[int]) -> None:
    Checkpoint.objects.filter(size=FIRST).update(note=Checkpoint.objects.get(size=ALL).note)
    assert found() == [(Problem.CHECKPOINT_CHANGED, FIRST - 1, FIRST - 1, None)]


def test_a_spoilt_file_outside_is_named(sequences: list[int], tmp_path: Path) -> None:
    path = tmp_path / "checkpoints.log"
    path.write_bytes(path.read_bytes().replace(b"\n300\n", b"\n301\n"))
    assert found() == [(Problem.CHECKPOINT_CHANGED, None, None, None)]


# Rewritten so that everything inside the database fits


def forge(change: Callable[[], None]) -> None:
    change()
    rebuild()


def test_a_change_with_a_rewritten_tree_lies_between_two_checkpoints(sequences: list[int]) -> None:
    for place, expected in ((450, (FIRST, ALL - 1)), (12, (0, FIRST - 1))):
        forge(lambda at=place: Entry.objects.filter(pk=sequences[at]).update(actor="somebody"))
        assert found() == [(Problem.HISTORY_CHANGED, *expected, None)]


def test_a_body_changed_with_commitment_and_tree_is_located_too(sequences: list[int]) -> None:
    def change() -> None:
        body = b'{"item":"x"}'
        Body.objects.filter(pk=sequences[450]).update(salt=bytes(32), body=body.decode())
        Entry.objects.filter(pk=sequences[450]).update(commitment=commitment(bytes(32), body))

    forge(change)
    assert found() == [(Problem.HISTORY_CHANGED, FIRST, ALL - 1, None)]


def cut(sequences: list[int], keep: int) -> None:
    """Drop the tail with everything inside the database that knew of it."""
    gone = sequences[keep:]
    Leaf.objects.filter(n__gte=keep).delete()
    Body.objects.filter(pk__in=gone).delete()
    Entry.objects.filter(pk__in=gone).delete()
    Checkpoint.objects.filter(size__gt=keep).delete()
    rebuild()


def test_a_cut_tail_is_seen_by_the_file_outside(sequences: list[int]) -> None:
    cut(sequences, 590)
    assert found() == [(Problem.TAIL_CUT, 590, ALL - 1, None)]


def test_a_cut_tail_is_seen_by_whoever_brings_a_later_checkpoint(sequences: list[int], tmp_path: Path) -> None:
    later = bytes(Checkpoint.objects.get(size=ALL).note)
    (tmp_path / "checkpoints.log").unlink()
    cut(sequences, FIRST)
    assert audit() == []
    assert audit([later]) == [Finding(problem=Problem.TAIL_CUT, first=FIRST, last=ALL - 1)]


def test_a_tail_written_anew_is_seen_too(sides: Sides, sequences: list[int], now: datetime) -> None:
    """Cut, then filled up with other facts to the same size: the later checkpoint does not fit any more."""
    cut(sequences, 590)
    sides.work(SEALER)
    for _ in range(ALL - 590):
        record(Visited(header_of(sequences[0]).subject), by=OFFICER, at=now)
    seal_all(now)
    assert found() == [(Problem.HISTORY_CHANGED, FIRST, ALL - 1, None)]


def test_everything_gone_is_a_cut_tail(sequences: list[int]) -> None:
    cut(sequences, 0)
    Head.objects.update(size=0, root=EMPTY_ROOT)
    assert found() == [(Problem.TAIL_CUT, 0, ALL - 1, None)]


def test_a_brought_checkpoint_of_a_stranger_is_named(sequences: list[int]) -> None:
    assert [finding.problem for finding in audit([b"hello"])] == [Problem.CHECKPOINT_CHANGED]

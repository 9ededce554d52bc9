"""Recording, sealing, signing, erasing: what is written, by whom, and what is refused."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.base.journal.facts import OFFICER, SEALER, Visited, seal_all, seal_and_sign, visited
from tests.conftest import Sides
from yinling.base.journal import actions, reactions
from yinling.base.journal.actions import (
    BodyAbsent,
    TreeDamaged,
    erase_body,
    record,
    seal_batch,
    sign_checkpoint,
)
from yinling.base.journal.domain import Event
from yinling.base.journal.models import Body, Checkpoint, Entry, Head, Leaf, Tile, Todo
from yinling.base.journal.queries import header_of, receipt_material
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.viewing import NoTransaction
from yinling.kernel.merkle import EMPTY_ROOT, Frontier, leaf_hash
from yinling.kernel.notes import parse_checkpoint, parse_note
from yinling.kernel.receipts import commitment
from yinling.kernel.viewer import NOBODY, Viewer, system

PERSON = UUID("3f0d6c52-8f5e-4d7a-9a55-1d2a3a0f4c11")


def recomputed() -> tuple[int, bytes]:
    """Size and root of the tree over all leaves, from the entries alone."""
    frontier = Frontier()
    for sequence in Leaf.objects.order_by("n").values_list("entry_id", flat=True):
        frontier.append(leaf_hash(header_of(sequence).leaf_data()))
    return frontier.size, frontier.root


def head() -> tuple[int, bytes]:
    found = Head.objects.get()
    return found.size, bytes(found.root)


# Recording


def test_a_fact_becomes_entry_body_and_todo(sides: Sides, now: datetime) -> None:
    sides.app(OFFICER)
    recorded = record(Visited(PERSON), by=OFFICER, at=now)
    sides.owner()
    entry = Entry.objects.get()
    assert (entry.pk, entry.kind, entry.subject, entry.actor, entry.role, entry.at) == (
        recorded.sequence, "tests.visited", PERSON, OFFICER.account, "officer", now,
    )  # fmt: skip
    assert recorded.body_text == f'{{"item":"上门巡访","on":"2026-11-22","subject":"{PERSON}"}}'
    assert bytes(entry.commitment) == commitment(recorded.salt, recorded.body_text.encode())
    assert list(Todo.objects.values_list("pk", flat=True)) == [recorded.sequence]
    assert receipt_material(recorded.sequence) == recorded


def test_recording_costs_one_statement(sides: Sides, now: datetime, django_assert_num_queries: object) -> None:
    sides.app(OFFICER)
    with django_assert_num_queries(1):
        record(Visited(PERSON), by=OFFICER, at=now)


def test_equal_facts_are_salted_apart(sides: Sides, now: datetime) -> None:
    sides.app(OFFICER)
    first, second = (record(Visited(PERSON), by=OFFICER, at=now) for _ in range(2))
    assert first.body_text == second.body_text
    assert header_of(first.sequence).commitment != header_of(second.sequence).commitment


@pytest.mark.parametrize(
    ("by", "actor", "role"),
    [(NOBODY, "", ""), (system("roll-up"), "system", "system"), (OFFICER, OFFICER.account, "officer")],
)
def test_who_acted_is_written(sides: Sides, now: datetime, by: Viewer, actor: str, role: str) -> None:
    sides.app(by)
    entry = Entry.objects.get(pk=record(Visited(PERSON), by=by, at=now).sequence)
    assert (entry.actor, entry.role) == (actor, role)


def test_the_moment_is_kept_to_the_microsecond_in_any_zone(sides: Sides) -> None:
    sides.app(OFFICER)
    at = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    header = header_of(record(Visited(PERSON), by=OFFICER, at=at).sequence)
    assert header.plain()["at"] == "2026-11-22T01:30:00.123456Z"


def test_a_fact_needs_the_transaction_of_its_change(now: datetime) -> None:
    with pytest.raises(NoTransaction):
        record(Visited(PERSON), by=OFFICER, at=now)


@transaction.atomic
def _change_and_record(now: datetime) -> None:
    Entry.objects.create(kind="x", subject=PERSON, actor="", role="", at=now, commitment=bytes(32))
    record(Visited(PERSON), by=OFFICER, at=now)


def test_the_change_is_gone_when_the_journal_fails(
    sides: Sides, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the change is another fact; that of every action is shown in tests/architecture."""
    sides.app(OFFICER)
    monkeypatch.setattr(actions, "_RECORD", actions._RECORD.replace("journal_todo", "journal_nowhere"))
    with pytest.raises(ProgrammingError):
        _change_and_record(now)
    assert Entry.objects.count() == 0


def test_what_reacts_runs_at_once_and_can_take_the_fact_back(
    sides: Sides, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reactions, "_reactions", {})
    seen: list[tuple[Event, Viewer, datetime]] = []

    def remember(event: Visited, by: Viewer, at: datetime) -> None:
        seen.append((event, by, at))

    def refuse(event: Visited, by: Viewer, at: datetime) -> None:
        raise Forbidden

    reactions.on(Visited, remember)
    reactions.on(Visited, remember)
    sides.app(OFFICER)
    record(Visited(PERSON), by=OFFICER, at=now)
    assert seen == [(Visited(PERSON), OFFICER, now)]
    reactions.on(Visited, refuse)
    with pytest.raises(Forbidden), transaction.atomic():
        record(Visited(PERSON), by=OFFICER, at=now)
    assert Entry.objects.count() == 1


# Sealing


def test_sealing_places_entries_in_order(sides: Sides, now: datetime) -> None:
    sides.app(OFFICER)
    sequences = [visited(now).sequence for _ in range(5)]
    sides.work(SEALER)
    assert seal_batch(by=SEALER, at=now, limit=3) == 3
    assert (head(), Todo.objects.count()) == (recomputed(), 2)
    assert seal_all(now) == 2
    assert list(Leaf.objects.order_by("n").values_list("n", "entry_id")) == list(enumerate(sequences))
    assert (head(), Todo.objects.count()) == (recomputed(), 0)
    assert seal_batch(by=SEALER, at=now) == 0


@pytest.mark.django_db
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.integers(1, 150), min_size=1, max_size=3))
@pytest.mark.slow  # a property test on the database
def test_sealing_in_any_batches_gives_the_same_tree(sides: Sides, now: datetime, batches: list[int]) -> None:
    with transaction.atomic():
        sides.app(OFFICER)
        for batch in batches:
            for _ in range(batch):
                visited(now)
            sides.work(SEALER)
            seal_all(now, limit=97)
        assert head() == recomputed()
        assert sum(len(bytes(h)) for h in Tile.objects.filter(level=0).values_list("hashes", flat=True)) == 32 * sum(
            batches
        )
        transaction.set_rollback(True)


def test_an_entry_queued_twice_gets_one_leaf(sides: Sides, now: datetime) -> None:
    sides.app(OFFICER)
    sequence = visited(now).sequence
    sides.work(SEALER)
    seal_all(now)
    Todo.objects.create(entry_id=sequence)
    assert seal_all(now) == 0
    assert (Leaf.objects.count(), Todo.objects.count()) == (1, 0)


def test_a_damaged_tree_is_not_sealed_further(sides: Sides, now: datetime) -> None:
    sides.app(OFFICER)
    visited(now)
    sides.work(SEALER)
    seal_all(now)
    visited(now)
    sides.owner()
    tile = Tile.objects.get()
    for damaged in (bytes(32), bytes(tile.hashes) * 2):
        Tile.objects.update(hashes=damaged)
        with pytest.raises(TreeDamaged), transaction.atomic():
            seal_batch(by=SEALER, at=now)
    Tile.objects.update(hashes=tile.hashes)
    Head.objects.update(root=bytes(32))
    with pytest.raises(TreeDamaged), transaction.atomic():
        seal_batch(by=SEALER, at=now)
    assert (Leaf.objects.count(), Todo.objects.count()) == (1, 1)


# Signing


def test_a_checkpoint_is_signed_once_for_each_growth(sides: Sides, now: datetime) -> None:
    sides.work(SEALER)
    assert sign_checkpoint(by=SEALER, at=now) is None
    visited(now)
    note = seal_and_sign(now)
    checkpoint = parse_checkpoint(parse_note(note).text)
    assert (checkpoint.origin, checkpoint.size, checkpoint.root) == ("tests.yinling.local/journal", *recomputed())
    assert sign_checkpoint(by=SEALER, at=now) is None
    assert list(Checkpoint.objects.values_list("size", flat=True)) == [1]


def test_nothing_is_signed_that_contradicts_the_last_checkpoint(sides: Sides, now: datetime) -> None:
    """Somebody rewrote the tree consistently, head included; the signature would make it look true."""
    sides.work(SEALER)
    visited(now)
    seal_and_sign(now)
    sides.owner()
    other = leaf_hash(b"another history")
    Tile.objects.update(hashes=other)
    Head.objects.update(root=other)
    sides.work(SEALER)
    visited(now)
    seal_all(now)
    with pytest.raises(TreeDamaged):
        sign_checkpoint(by=SEALER, at=now)


def test_nothing_is_signed_behind_the_last_checkpoint(sides: Sides, now: datetime) -> None:
    sides.work(SEALER)
    visited(now)
    seal_and_sign(now)
    sides.owner()
    for model in (Leaf, Tile):
        model.objects.all().delete()
    Head.objects.update(size=0, root=EMPTY_ROOT)
    with pytest.raises(TreeDamaged):
        sign_checkpoint(by=SEALER, at=now)


# Erasing


def test_an_erased_body_leaves_its_commitment_and_a_fact(sides: Sides, now: datetime) -> None:
    sides.work(SEALER)
    recorded = record(Visited(PERSON), by=OFFICER, at=now)
    before = header_of(recorded.sequence)
    erase_body(sequence=recorded.sequence, reason="个人信息保护法第四十七条", by=SEALER, at=now)
    assert not Body.objects.filter(pk=recorded.sequence).exists()
    assert header_of(recorded.sequence) == before
    fact = Body.objects.select_related("entry").get()
    assert (fact.entry.kind, fact.entry.subject) == ("journal.body_erased", PERSON)
    assert json.loads(fact.body) == {
        "reason": "个人信息保护法第四十七条",
        "sequence": recorded.sequence,
        "subject": str(PERSON),
    }
    with pytest.raises(BodyAbsent):
        erase_body(sequence=recorded.sequence, reason="again", by=SEALER, at=now)


# Who may not


@pytest.mark.parametrize("by", [NOBODY, OFFICER])
def test_only_background_work_seals_signs_and_erases(sides: Sides, now: datetime, by: Viewer) -> None:
    sides.work(SEALER)
    recorded = visited(now)
    for act in (
        lambda: seal_batch(by=by, at=now),
        lambda: sign_checkpoint(by=by, at=now),
        lambda: erase_body(sequence=recorded.sequence, reason="x", by=by, at=now),
    ):
        with pytest.raises(Forbidden):
            act()
    assert (Leaf.objects.count(), Checkpoint.objects.count(), Body.objects.count()) == (0, 0, 1)


APP = ["SELECT 1 FROM journal_body", "SELECT 1 FROM journal_todo", "INSERT INTO journal_leaf VALUES (0, 1)",
       "INSERT INTO journal_tile VALUES (0, 0, '')", "UPDATE journal_head SET size = 0", "DELETE FROM journal_todo",
       "INSERT INTO journal_checkpoint VALUES (1, '', now())", "DELETE FROM journal_body"]  # fmt: skip
BOTH = [f"{verb} journal_{table}" for table, verbs in {
    "entry": ["DELETE FROM", "TRUNCATE"], "leaf": ["DELETE FROM"], "tile": ["DELETE FROM"],
    "head": ["DELETE FROM"], "checkpoint": ["DELETE FROM"],
}.items() for verb in verbs] + [
    "UPDATE journal_entry SET kind = 'x'", "UPDATE journal_leaf SET n = 7", "UPDATE journal_body SET body = ''",
    "UPDATE journal_checkpoint SET size = 7",
]  # fmt: skip


@pytest.mark.parametrize(("side", "statement"), [*(("app", s) for s in APP + BOTH), *(("work", s) for s in BOTH)])
def test_the_database_itself_refuses_to_rewrite(sides: Sides, side: str, statement: str) -> None:
    getattr(sides, side)(OFFICER)
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_what_is_no_entry(sides: Sides, now: datetime) -> None:
    sides.app(OFFICER)
    for change in ({"kind": ""}, {"commitment": bytes(31)}):
        fields = {"kind": "x", "subject": PERSON, "actor": "", "role": "", "at": now, "commitment": bytes(32)}
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.create(**(fields | change))


def test_ids_are_not_places(sides: Sides, now: datetime) -> None:
    """A rolled back entry leaves a gap in the sequence and none in the tree."""
    sides.work(SEALER)
    visited(now)
    savepoint = transaction.savepoint()
    visited(now)
    transaction.savepoint_rollback(savepoint)
    visited(now)
    seal_all(now)
    (first, n), (second, m) = Leaf.objects.order_by("n").values_list("entry_id", "n")
    assert (n, m) == (0, 1)
    assert second - first == 2

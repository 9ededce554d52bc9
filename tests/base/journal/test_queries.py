"""Proofs and receipts from the database: genuine for every entry, at any size, and only once signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.base.journal.facts import OFFICER, SEALER, Visited, seal_all, seal_and_sign, visited
from tests.conftest import Sides
from yinling.base.journal import outside
from yinling.base.journal.actions import erase_body, record
from yinling.base.journal.models import Body
from yinling.base.journal.queries import (
    BodyDiffers,
    NotSealedYet,
    build_receipt,
    checkpoints_after,
    count_by,
    header_of,
    prove,
    receipt_material,
)
from yinling.kernel.receipts import ReceiptRefused, verify_receipt
from yinling.kernel.viewer import NOBODY


def policy() -> bytes:
    return f"log {outside.verifier_key()}\nquorum none\n".encode()


def test_the_receipt_of_every_entry_is_genuine(sides: Sides, now: datetime) -> None:
    sides.app(OFFICER)
    recorded = []
    for _ in range(3):
        recorded += [visited(now) for _ in range(100)]
        sides.work(SEALER)
        seal_and_sign(now)
    sides.app(OFFICER)
    for place, each in list(enumerate(recorded))[::23]:
        receipt = verify_receipt(build_receipt(each.sequence, each.salt, each.body_text), policy())
        assert (receipt.header, receipt.index) == (header_of(each.sequence), place)
        assert receipt.body["item"] == "上门巡访"
        assert receipt.endorsed.checkpoint.size == 300


def test_proving_costs_two_queries(sides: Sides, now: datetime, django_assert_num_queries: object) -> None:
    sides.work(SEALER)
    recorded = visited(now)
    seal_and_sign(now)
    with django_assert_num_queries(2):
        prove(recorded.sequence)


def test_there_is_no_receipt_before_the_checkpoint(sides: Sides, now: datetime) -> None:
    sides.work(SEALER)
    visited(now)
    seal_and_sign(now)
    recorded = visited(now)
    with pytest.raises(NotSealedYet):
        build_receipt(recorded.sequence, recorded.salt, recorded.body_text)
    seal_all(now)
    with pytest.raises(NotSealedYet):
        prove(recorded.sequence)
    seal_and_sign(now)
    assert prove(recorded.sequence).size == 2


def test_no_receipt_is_made_of_another_body(sides: Sides, now: datetime) -> None:
    sides.work(SEALER)
    one, two = visited(now), visited(now, item="理发")
    seal_and_sign(now)
    with pytest.raises(BodyDiffers):
        build_receipt(one.sequence, one.salt, two.body_text)
    with pytest.raises(BodyDiffers):
        build_receipt(one.sequence, two.salt, one.body_text)
    with pytest.raises(BodyDiffers):
        build_receipt(one.sequence, one.salt[:-1], one.body_text)


def test_an_erased_body_cannot_be_had_from_the_journal(sides: Sides, now: datetime) -> None:
    """Whoever kept the receipt still proves it; the journal itself has forgotten."""
    sides.work(SEALER)
    recorded = visited(now)
    erase_body(sequence=recorded.sequence, reason="个人信息保护法第四十七条", by=SEALER, at=now)
    seal_and_sign(now)
    with pytest.raises(Body.DoesNotExist):
        receipt_material(recorded.sequence)
    assert verify_receipt(build_receipt(recorded.sequence, recorded.salt, recorded.body_text), policy())


def test_another_installation_does_not_accept_the_receipt(sides: Sides, now: datetime, settings: object) -> None:
    sides.work(SEALER)
    recorded = visited(now)
    seal_and_sign(now)
    receipt = build_receipt(recorded.sequence, recorded.salt, recorded.body_text)
    settings.YINLING_LOG_KEY = "11" * 32
    with pytest.raises(ReceiptRefused) as caught:
        verify_receipt(receipt, policy())
    assert caught.value.part == "signature"


def test_an_accounts_facts_are_counted(sides: Sides, now: datetime) -> None:
    sides.app(OFFICER)
    for hours in range(3):
        visited(now - timedelta(hours=hours))
    record(Visited(uuid4()), by=NOBODY, at=now)
    assert count_by("tests.visited", by=OFFICER, since=now - timedelta(hours=1)) == 2
    assert count_by("tests.visited", by=NOBODY, since=now) == 1
    assert count_by("tests.other", by=OFFICER, since=now) == 0


# The file outside the database


def test_checkpoints_are_copied_once(sides: Sides, now: datetime, tmp_path: Path, settings: object) -> None:
    from yinling.base.journal.jobs import keep_copies

    settings.YINLING_VAR = tmp_path
    sides.work(SEALER)
    assert (keep_copies(), outside.kept(), outside.last_kept()) == (0, [], None)
    notes = []
    for _ in range(3):
        visited(now)
        notes.append(seal_and_sign(now))
        assert keep_copies() == 1
    assert keep_copies() == 0
    assert [bytes(note) for note in outside.kept()] == notes == [note for _, note in checkpoints_after(0)]
    assert bytes(outside.last_kept()) == notes[-1]


def test_a_copy_cut_short_by_a_crash_is_written_anew(tmp_path: Path, settings: object) -> None:
    settings.YINLING_VAR = tmp_path
    notes = [outside.sign(size=size, root=bytes([size]) * 32) for size in (1, 2, 3)]
    outside.keep(notes[:2])
    whole = (tmp_path / "checkpoints.log").read_bytes()
    outside.keep(notes[2:])
    longer = (tmp_path / "checkpoints.log").read_bytes()
    for end in range(len(whole), len(longer)):
        (tmp_path / "checkpoints.log").write_bytes(longer[:end])
        assert [bytes(note) for note in outside.kept()] == notes[:2]
        assert bytes(outside.last_kept()) == notes[1]
        outside.keep(notes[2:])
        assert (tmp_path / "checkpoints.log").read_bytes() == longer


def test_the_last_copy_is_found_in_a_long_file(tmp_path: Path, settings: object) -> None:
    settings.YINLING_VAR = tmp_path
    notes = [outside.sign(size=size, root=bytes(32)) for size in range(1, 200)]
    outside.keep(notes)
    assert bytes(outside.last_kept()) == notes[-1]
    assert len(outside.kept()) == 199


def test_a_process_without_the_key_does_not_sign(settings: object) -> None:
    settings.YINLING_LOG_KEY = ""
    with pytest.raises(outside.NoLogKey):
        outside.sign(size=1, root=bytes(32))

"""Facts and viewers for the journal's tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID, uuid4

from yinling.base.journal.actions import BATCH, record, seal_batch, sign_checkpoint
from yinling.base.journal.domain import Recorded
from yinling.kernel.viewer import Role, Viewer, system

OFFICER = Viewer(account="0b8b8a36-0f0d-4a39-8a7e-6c1d9a4c2f10", role=Role.OFFICER, area="5301")
SEALER = system("sealer")


@dataclass(frozen=True)
class Visited:
    """Somebody was visited."""

    kind: ClassVar[str] = "tests.visited"
    subject: UUID
    item: str = "上门巡访"
    on: date = date(2026, 11, 22)


def visited(at: datetime, by: Viewer = OFFICER, item: str = "上门巡访") -> Recorded:
    return record(Visited(uuid4(), item), by=by, at=at)


def seal_all(at: datetime, limit: int = BATCH) -> int:
    sealed = 0
    while found := seal_batch(by=SEALER, at=at, limit=limit):
        sealed += found
    return sealed


def seal_and_sign(at: datetime) -> bytes | None:
    seal_all(at)
    return sign_checkpoint(by=SEALER, at=at)

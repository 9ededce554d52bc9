"""The written form of facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import pytest

from yinling.base.journal.domain import NotAFact, actor_of, body_of, plain
from yinling.kernel.canonical import NotCanonical
from yinling.kernel.viewer import NOBODY, Role, Viewer, system

ID = UUID("3f0d6c52-8f5e-4d7a-9a55-1d2a3a0f4c11")


class Way(StrEnum):
    CARD = "card"


@dataclass(frozen=True)
class Everything:
    kind: ClassVar[str] = "tests.everything"
    subject: UUID
    count: int
    sure: bool
    way: Way
    on: date
    at: datetime
    others: tuple[UUID, ...]
    nothing: None = None


def test_each_type_has_one_form() -> None:
    fact = Everything(ID, 3, True, Way.CARD, date(2026, 1, 2), datetime(2026, 1, 2, 3, 4, 5, 6, UTC), (ID,))
    assert body_of(fact) == (
        '{"at":"2026-01-02T03:04:05.000006Z","count":3,"nothing":null,"on":"2026-01-02",'
        f'"others":["{ID}"],"subject":"{ID}","sure":true,"way":"card"}}'
    )


@pytest.mark.parametrize("value", [1.5, Decimal("1.50"), {}, b"", object(), {1}, datetime(2026, 1, 1), [0.1]])  # noqa: DTZ001 - a naive moment is what is refused
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(NotAFact):
        plain(value)


def test_what_canonical_json_refuses_is_refused() -> None:
    fact = Everything(ID, 2**60, True, Way.CARD, date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC), ())
    with pytest.raises(NotCanonical):
        body_of(fact)


def test_who_acted() -> None:
    assert actor_of(NOBODY) == ""
    assert actor_of(system("roll-up")) == "system"
    assert actor_of(Viewer(account="a", role=Role.OFFICER)) == "a"

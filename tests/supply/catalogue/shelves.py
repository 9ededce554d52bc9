"""The shipped catalogue and drafts for it, few and plain."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from tests.people.registry.people import CITY, officer
from yinling.base.journal.models import Body
from yinling.kernel.viewer import Viewer, system
from yinling.supply.catalogue.actions import SHIPPED, approve_draft, load_catalogue, submit, write_draft
from yinling.supply.catalogue.domain import Change
from yinling.supply.catalogue.terms import EntryKind

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LATER = date(2026, 12, 1)


def load(path: Path = SHIPPED) -> Change:
    """Load a catalogue file as the system does at its start."""
    return load_catalogue(path=path, by=system("tests"), at=AT)


def item(**changed: object) -> dict[str, object]:
    """What a city writes about 上门助浴: a price of its own from December on."""
    return {
        "code": "0214", "name": "上门助浴", "unit": "次", "price": "80.00", "valid_from": "2026-12-01",
        "source": "昆明市养老服务价格（测试）", "confidence": "plain", **changed,
    }  # fmt: skip


def package(**changed: object) -> dict[str, object]:
    """Two items under one name."""
    return {
        "code": "P0001", "name": "居家安心包", "items": ["0214", "0229"], "unit": "月", "price": "",
        "valid_from": "2026-12-01", "source": "昆明市套餐（测试）", "confidence": "plain", **changed,
    }  # fmt: skip


def contact(**changed: object) -> dict[str, object]:
    """Whom to ring about daily life."""
    return {
        "code": "blue", "title": "生活服务", "contacts": "翠湖社区 0871-1234567\n助餐点 0871-7654321",
        "valid_from": "2026-12-01", "source": "昆明市联系卡（测试）", "confidence": "plain", **changed,
    }  # fmt: skip


def written(
    by: Viewer, content: dict[str, object], kind: EntryKind = EntryKind.ITEM, area: str = CITY, key: UUID | None = None
) -> UUID:
    """A draft of an officer's."""
    key = key or uuid.uuid4()
    write_draft(draft=key, kind=kind, area_code=area, content=content, seen=None, by=by, at=AT)
    return key


def submitted(by: Viewer, content: dict[str, object], kind: EntryKind = EntryKind.ITEM, area: str = CITY) -> UUID:
    """A draft that waits for approval."""
    key = written(by, content, kind, area)
    submit(draft=key, reason="按市里通知", by=by, at=AT)
    return key


def approve(key: UUID, by: Viewer | None = None, seen: int = 1) -> None:
    """The province approves."""
    approve_draft(draft=key, seen=seen, note="", by=by or officer("53"), at=AT)


def told(kind: str) -> list[dict[str, object]]:
    """What the journal says of a kind, in order."""
    return [json.loads(row.body) for row in Body.objects.filter(entry__kind=kind).order_by("entry_id")]

"""Rights for tests: a daughter who may do everything, unless something is said."""

from __future__ import annotations

import uuid
from datetime import date
from uuid import UUID

from tests.people.proxies.conftest import CLERK
from tests.people.registry.people import ALL_PURPOSES
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies.actions import record_right
from yinling.people.proxies.models import Key, ProxyRight
from yinling.people.proxies.terms import ActingScope, KeyKind

DAUGHTER = {
    "kind": "family", "basis": "spoken", "name": "李芳", "relation": "女儿", "phone": "13900008888", "account": None,
    "scopes": ActingScope.values, "valid_from": date(2026, 11, 1), "valid_to": None,
}  # fmt: skip


def recorded(person: UUID, now, *, by: Viewer = CLERK, key: UUID | None = None, **changed) -> UUID:
    """A recorded right."""
    return record_right(right=key or uuid.uuid4(), person=person, by=by, at=now, **(DAUGHTER | changed))


def with_key(right: UUID, now) -> Viewer:
    """The proxy who came in by a key of this right."""
    row = ProxyRight.objects.get(public_id=right)
    key = Key.objects.create(
        **row.person.scope(), account=uuid.uuid4(), kind=KeyKind.PROXY, right=row, issued_by="t", issued_at=now
    )
    return Viewer(
        account=str(key.account), role=Role.PROXY, persons=(row.person_id,), purposes=ALL_PURPOSES, name="李芳"
    )

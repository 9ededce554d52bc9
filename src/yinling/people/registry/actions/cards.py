"""Cards of persons: given, given anew, taken back."""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.domain import card_code
from yinling.people.registry.events import CardIssued, CardRevoked
from yinling.people.registry.models import Card, Person
from yinling.people.registry.queries import person_of


@transaction.atomic
def reissue_card(*, person: UUID, by: Viewer, at: datetime) -> None:
    """Void the person's card and issue another, for a lost card or where there is none. Raises Forbidden."""
    policy.may_register(by)
    row = person_of(person)
    _void(row, at)
    card = new_card(row, at)
    record(CardIssued(subject=person, serial=card.public_id), by=by, at=at)


@transaction.atomic
def revoke_card(*, person: UUID, by: Viewer, at: datetime) -> None:
    """Void the person's card and issue none: nobody checks in with it any more. Safe to repeat. Raises Forbidden."""
    policy.may_register(by)
    row = person_of(person)
    card = Card.objects.filter(person=row, revoked_at__isnull=True).first()
    if card is not None and _void(row, at):
        record(CardRevoked(subject=person, serial=card.public_id), by=by, at=at)


def new_card(row: Person, at: datetime) -> Card:
    """A card with a code of its own; a code drawn twice is the database's to refuse."""
    return Card.objects.create(**row.scope(), code=card_code(os.urandom(32)), issued_at=at)


def _void(row: Person, at: datetime) -> int:
    return Card.objects.filter(person=row, revoked_at__isnull=True).update(revoked_at=at)

"""What a person wishes about who comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yinling.base.accounts.models import Account
from yinling.people.registry.queries import person_of
from yinling.service.dispatch.models import Offer, Wish
from yinling.service.dispatch.terms import CarerSex, OfferState
from yinling.supply.workforce.terms import Language

_CAME = (OfferState.TAKEN, OfferState.GIVEN_BACK, OfferState.ENDED)


@dataclass(frozen=True)
class WishLine:
    """The wish that holds: whom, in which languages (the first is wished first), and who is to stay away, by name."""

    carer_sex: CarerSex
    languages: tuple[Language, ...]
    avoided: tuple[tuple[UUID, str], ...]
    said_by: str
    said_at: datetime


def wish_of(person: UUID) -> WishLine | None:
    """What a person wishes now; None without any wish. Raises Forbidden when the person is absent or hidden."""
    row = wish_row(person_of(person).id)
    if row is None:
        return None
    names = _names(row.avoided)
    return WishLine(
        carer_sex=CarerSex(row.carer_sex), languages=tuple(Language(code) for code in row.languages),
        avoided=tuple((worker, names.get(worker, "")) for worker in row.avoided), said_by=row.said_by,
        said_at=row.said_at,
    )  # fmt: skip


def wish_row(person_id: int) -> Wish | None:
    """The row of the wish that holds, by the person's inner id."""
    return Wish.objects.filter(person_id=person_id, ended_at__isnull=True).order_by("-said_at", "-id").first()


def visitors_of(person: UUID) -> list[tuple[UUID, str]]:
    """The workers who took an order of this person, by name. Raises Forbidden when the person is absent or hidden."""
    taken = Offer.objects.filter(person=person_of(person), state__in=_CAME)
    return sorted({*taken.values_list("worker", "worker_name")}, key=lambda found: (found[1], str(found[0])))


def _names(accounts: list[UUID]) -> dict[UUID, str]:
    found = Account.objects.filter(public_id__in=accounts) if accounts else Account.objects.none()
    return dict(found.values_list("public_id", "display_name"))

"""Reads of proxies: who acts, and by what right; the rights of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.masks import mask_phone
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies import policy
from yinling.people.proxies.domain import Standing
from yinling.people.proxies.models import Key, ProxyRight
from yinling.people.proxies.terms import ActingKind, ActingScope, KeyKind, ProxyBasis, ProxyKind
from yinling.people.registry.models import Person
from yinling.people.registry.queries import person_of


@dataclass(frozen=True)
class Acting:
    """Somebody acts as or for a person. `said` is kept with what is done; `on_behalf` is the proxy right used."""

    person: Person
    kind: ActingKind
    said: str
    on_behalf: UUID | None = None


@dataclass(frozen=True)
class RightLine:
    """One right as it stands on a day. `phone` is masked; `revoked_because` is empty while it is not revoked."""

    right: UUID
    kind: ProxyKind
    basis: ProxyBasis
    name: str
    relation: str
    phone: str
    account: UUID | None
    scopes: tuple[ActingScope, ...]
    valid_from: date
    valid_to: date | None
    recorded_at: datetime
    revoked_at: datetime | None
    revoked_by: str
    revoked_because: str
    in_force: bool

    @property
    def scope_labels(self) -> list[str]:
        """For what, in words."""
        return [str(scope.label) for scope in self.scopes]


def acting(*, person: UUID, scope: ActingScope, by: Viewer, on: date) -> Acting:
    """Who acts here: the person, a proxy by a right that holds today, or staff on the person's word.

    Everywhere a person can act, this is asked first and its answer recorded. Raises Forbidden when the person is
    absent, hidden or part of another record, or `by` has no right for this.
    """
    found = person_of(person)
    if found.merged_into_id is not None:
        raise Forbidden
    if by.role is Role.PERSON and found.id in by.persons:
        with override("zh-hans"):  # kept with what is done, whatever the page's language
            return Acting(found, ActingKind.PERSON, _("本人"))
    if by.role in {Role.PROXY, Role.WORKER} and found.id in by.persons:
        return _as_proxy(found, scope, by, on)
    if policy.cares_for(by, found):
        with override("zh-hans"):  # as above
            return Acting(found, ActingKind.STAFF, _("%(name)s（经办人员）代办") % {"name": by.name})
    raise Forbidden


def spoken_by(right: UUID | None, *, person: UUID, scope: ActingScope, on: date) -> str:
    """Whose word staff wrote down, in words: the person's own, or that of a proxy whose right holds.

    Raises Forbidden for a right of somebody else, one that does not hold, or one for other things.
    """
    if right is None:
        with override("zh-hans"):  # kept with what is done, whatever the page's language
            return _("本人")
    row = right_row(right)
    if row.person.public_id != person or not standing(row).holds(scope, on=on):
        raise Forbidden
    return _say_proxy(row)


def _as_proxy(person: Person, scope: ActingScope, by: Viewer, on: date) -> Acting:
    for row in _held_by(by, person):
        if standing(row).holds(scope, on=on):
            return Acting(person, ActingKind.PROXY, _say_proxy(row), row.public_id)
    raise Forbidden


def _say_proxy(row: ProxyRight) -> str:
    with override("zh-hans"):  # kept with what is done, whatever the page's language
        return _("代办人%(name)s（%(relation)s）") % {"name": row.name, "relation": row.relation}


def _held_by(by: Viewer, person: Person) -> list[ProxyRight]:
    """The rights of the one who acts: that of his key, or those recorded for a worker's own account."""
    if by.role is Role.PROXY:
        keys = Key.objects.filter(account=UUID(by.account), person=person, revoked_at__isnull=True)
        return [key.right for key in keys.select_related("right") if key.right is not None]
    return list(ProxyRight.objects.filter(account=UUID(by.account), person=person).order_by("id"))


def standing(right: ProxyRight) -> Standing:
    """A right as the domain judges it."""
    return Standing(right.scopes, right.valid_from, right.valid_to, right.revoked_at is not None)


def rights_of(person: UUID, *, on: date, scope: ActingScope | None = None) -> list[RightLine]:
    """Who may act for a person on a day (for one thing, where a scope is named), in the order of recording.

    Raises Forbidden when the person is absent or hidden.
    """
    lines = [line for line in _lines(person, on) if line.in_force]
    return [line for line in lines if scope is None or scope in line.scopes]


def past_rights_of(person: UUID, *, on: date) -> list[RightLine]:
    """The rights that do not hold on a day (not yet, no longer, revoked), newest first. Raises Forbidden."""
    return [line for line in reversed(_lines(person, on)) if not line.in_force]


def right(public_id: UUID, *, on: date) -> RightLine:
    """One right. Raises Forbidden when absent or hidden."""
    return _line(right_row(public_id), on)


def person_of_right(public_id: UUID) -> UUID:
    """For whom a right was recorded. Raises Forbidden when absent or hidden."""
    return right_row(public_id).person.public_id


def right_row(public_id: UUID) -> ProxyRight:
    """The row of a right with its person, for actions. Raises Forbidden when absent or hidden."""
    found = ProxyRight.objects.select_related("person").filter(public_id=public_id).first()
    if found is None:
        raise Forbidden
    return found


def _lines(person: UUID, on: date) -> list[RightLine]:
    rows = ProxyRight.objects.filter(person=person_of(person)).order_by("id")
    return [_line(row, on) for row in rows]


def _line(row: ProxyRight, on: date) -> RightLine:
    return RightLine(
        right=row.public_id, kind=ProxyKind(row.kind), basis=ProxyBasis(row.basis), name=row.name,
        relation=row.relation, phone=mask_phone(row.phone) if row.phone else "", account=row.account,
        scopes=tuple(scope for scope in ActingScope if scope in row.scopes), valid_from=row.valid_from,
        valid_to=row.valid_to, recorded_at=row.recorded_at, revoked_at=row.revoked_at, revoked_by=row.revoked_by,
        revoked_because=row.revoked_because, in_force=standing(row).in_force(on=on),
    )  # fmt: skip


@dataclass(frozen=True)
class KeyLine:
    """One key to the elder door as the desk shows it; `right` is empty for the person's own."""

    key: UUID
    kind: KeyKind
    right: UUID | None
    name: str
    issued_at: datetime
    revoked_at: datetime | None
    revoked_because: str


def keys_of(person: UUID) -> list[KeyLine]:
    """The keys to a person's page, the person's own first. Raises Forbidden when the person is absent or hidden."""
    rows = Key.objects.select_related("right").filter(person=person_of(person)).order_by("right_id", "id")
    return sorted((_key_line(row) for row in rows), key=lambda line: line.right is not None)


def person_of_key(key: UUID) -> UUID:
    """Whose page a key opens. Raises Forbidden when absent or hidden."""
    found = Key.objects.filter(public_id=key).values_list("person__public_id", flat=True).first()
    if found is None:
        raise Forbidden
    return found


def right_of_key(*, by: Viewer, on: date) -> RightLine | None:
    """The right by which a proxy came in; None when it does not hold today."""
    rows = Key.objects.filter(account=UUID(by.account), revoked_at__isnull=True, right__isnull=False)
    for row in rows.select_related("right"):
        if row.right is not None and standing(row.right).in_force(on=on):
            return _line(row.right, on)
    return None


def _key_line(row: Key) -> KeyLine:
    return KeyLine(
        key=row.public_id, kind=KeyKind(row.kind), right=row.right.public_id if row.right else None,
        name=row.right.name if row.right else "", issued_at=row.issued_at, revoked_at=row.revoked_at,
        revoked_because=row.revoked_because,
    )  # fmt: skip

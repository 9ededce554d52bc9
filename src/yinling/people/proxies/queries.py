"""Reads of proxies: who acts, and by what right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies.domain import Standing
from yinling.people.proxies.models import Key, ProxyRight
from yinling.people.proxies.terms import ActingKind, ActingScope
from yinling.people.registry.models import Person
from yinling.people.registry.queries import person_of


@dataclass(frozen=True)
class Acting:
    """Somebody acts as or for a person. `said` is kept with what is done; `on_behalf` is the proxy right used."""

    person: Person
    kind: ActingKind
    said: str
    on_behalf: UUID | None = None


def acting(*, person: UUID, scope: ActingScope, by: Viewer, on: date) -> Acting:
    """Who acts here: the person, a proxy by a right that holds today, or staff on the person's word.

    Everywhere a person can act, this is asked first and its answer recorded. Raises Forbidden when the person is
    absent or hidden, or `by` has no right for this.
    """
    found = person_of(person)
    if by.role is Role.PERSON and found.id in by.persons:
        with override("zh-hans"):  # kept with what is done, whatever the page's language
            return Acting(found, ActingKind.PERSON, _("本人"))
    if by.role in {Role.PROXY, Role.WORKER} and found.id in by.persons:
        return _as_proxy(found, scope, by, on)
    if by.role is Role.OFFICER:
        with override("zh-hans"):  # as above
            return Acting(found, ActingKind.STAFF, _("%(name)s（经办人员）代办") % {"name": by.name})
    raise Forbidden


def _as_proxy(person: Person, scope: ActingScope, by: Viewer, on: date) -> Acting:
    for right in _rights_of(by, person):
        if standing(right).holds(scope, on=on):
            with override("zh-hans"):  # as above
                said = _("代办人%(name)s（%(relation)s）") % {"name": right.name, "relation": right.relation}
            return Acting(person, ActingKind.PROXY, said, right.public_id)
    raise Forbidden


def _rights_of(by: Viewer, person: Person) -> list[ProxyRight]:
    """The rights of the one who acts: that of his key, or those recorded for a worker's own account."""
    if by.role is Role.PROXY:
        keys = Key.objects.filter(account=UUID(by.account), person=person, revoked_at__isnull=True)
        return [key.right for key in keys.select_related("right") if key.right is not None]
    return list(ProxyRight.objects.filter(account=UUID(by.account), person=person).order_by("id"))


def standing(right: ProxyRight) -> Standing:
    """A right as the domain judges it."""
    return Standing(right.scopes, right.valid_from, right.valid_to, right.revoked_at is not None)

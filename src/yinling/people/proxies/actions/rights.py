"""Who may act for a person: recorded by the officer in charge, revoked by him or by the person, never edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.access.queries import workers_for
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Stale
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies import policy
from yinling.people.proxies.domain import LONGEST_REASON, Mandate, refusals
from yinling.people.proxies.events import ProxyRightRecorded, ProxyRightRestored, ProxyRightRevoked
from yinling.people.proxies.models import ProxyRight
from yinling.people.proxies.queries import right_row
from yinling.people.proxies.terms import ProxyKind
from yinling.people.registry.domain import Unacceptable, clean_field
from yinling.people.registry.models import Person
from yinling.people.registry.queries import person_of


class RightMoved(Stale):
    """The right was revoked or restored meanwhile, or the day on which that could be undone is over."""


@transaction.atomic
def record_right(
    *,
    right: UUID,
    person: UUID,
    kind: str,
    basis: str,
    name: str,
    relation: str,
    phone: str,
    account: UUID | None,
    scopes: Sequence[str],
    valid_from: date,
    valid_to: date | None,
    by: Viewer,
    at: datetime,
) -> UUID:
    """Record that somebody may act for a person: from a day until before `valid_to` (None: until revoked).

    `right` is the form's own key: sent twice, it is recorded once. A staff proxy is named by the `account` of a worker
    of the person's area, whose name is taken from there. Returns the right's public id. Raises Forbidden, Unacceptable
    (by field).
    """
    row = person_of(person)
    policy.may_record(by, row)
    if ProxyRight.objects.filter(public_id=right, person=row).exists():
        return right
    if account is not None:
        name, relation = _staff_name(account, row, at), relation.strip() or _staff_relation()
    mandate = Mandate(kind, basis, name, plain(relation), tuple(scopes), valid_from, valid_to, account)
    values = _cleaned(mandate, phone, at)
    made = ProxyRight.objects.create(
        **row.scope(), public_id=right, kind=kind, basis=basis, name=values["name"], relation=mandate.relation,
        phone=values["phone"] or None, account=account, scopes=sorted(set(scopes)), valid_from=valid_from,
        valid_to=valid_to, recorded_by=by.account, recorded_at=at,
    )  # fmt: skip
    record(_recorded(made, person), by=by, at=at)
    return right


@transaction.atomic
def revoke_right(*, right: UUID, because: str, by: Viewer, at: datetime) -> None:
    """Let a right hold no longer, with the reason. Raises Forbidden, Unacceptable, RightMoved when it was revoked."""
    row = right_row(right)
    policy.may_revoke(by, row.person)
    because = plain(because)
    if not 2 <= len(because) <= LONGEST_REASON:
        raise Unacceptable({"because": _("请写明撤销的理由，例如：本人不再委托")})
    held = ProxyRight.objects.filter(pk=row.pk, revoked_at__isnull=True)
    if not held.update(revoked_at=at, revoked_by=by.account, revoked_because=because):
        raise RightMoved
    record(ProxyRightRevoked(subject=right, person=row.person.public_id), by=by, at=at)


@transaction.atomic
def restore_right(*, right: UUID, by: Viewer, at: datetime) -> None:
    """Take a revocation back, on the same day and by who made it: nobody undoes the person's own word.

    Raises Forbidden, RightMoved.
    """
    row = right_row(right)
    policy.may_revoke(by, row.person)
    revoked = ProxyRight.objects.filter(pk=row.pk, revoked_by=by.account, revoked_at=row.revoked_at)
    same_day = row.revoked_at is not None and local_day(row.revoked_at) == local_day(at)
    if not same_day or not revoked.update(revoked_at=None, revoked_by="", revoked_because=""):
        raise RightMoved
    record(ProxyRightRestored(subject=right, person=row.person.public_id), by=by, at=at)


def _staff_name(account: UUID, person: Person, at: datetime) -> str:
    """What the worker is called. Raises Unacceptable when the account is none of a worker of the person's area."""
    for worker in workers_for(person.area_code, on=local_day(at)):
        if worker.public_id == account:
            return worker.display_name
    raise Unacceptable({"account": _("请选择本地区的工作人员")})


def _staff_relation() -> str:
    with override("zh-hans"):  # kept with the right, whatever the officer reads
        return str(ProxyKind.STAFF.label)


def _cleaned(mandate: Mandate, phone: str, at: datetime) -> dict[str, str]:
    on = local_day(at)
    errors = dict(refusals(mandate, on=on))
    values = {
        "name": clean_field("name", mandate.name, on=on, errors=errors),
        "phone": clean_field("contact_phone", phone, on=on, errors=errors, field="phone"),
    }
    if errors:
        raise Unacceptable(errors)
    return values


def _recorded(row: ProxyRight, person: UUID) -> ProxyRightRecorded:
    return ProxyRightRecorded(
        subject=row.public_id, person=person, proxy_kind=row.kind, basis=row.basis, scopes=tuple(row.scopes),
        valid_from=row.valid_from.isoformat(), valid_to=row.valid_to.isoformat() if row.valid_to else "",
        account=str(row.account or ""),
    )  # fmt: skip

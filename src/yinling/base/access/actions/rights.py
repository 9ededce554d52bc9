"""Changes of rights, and the writing down of looks."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from yinling.base.access import policy
from yinling.base.access.events import GrantEnded, GrantGiven, LooksDigested
from yinling.base.access.models import Grant, GrantUnit, Look, NamedPerson
from yinling.base.accounts.models import Account
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden
from yinling.base.units.models import Unit
from yinling.kernel.calendars import local_day
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Purpose, Role, Viewer


@transaction.atomic
def give_grant(
    *,
    grant: UUID,
    account: UUID,
    role: Role,
    area_code: str,
    units: Sequence[UUID],
    purposes: frozenset[Purpose],
    valid_from: date,
    valid_to: date | None,
    by: Viewer,
    at: datetime,
) -> None:
    """Give an account a role over an area or units. Safe to repeat with the same `grant` id.

    Raises Forbidden when `by` may not give rights, or gives them to himself, or an administrator's beside the command
    line, or the account is unknown; RoleUnfit, RolesClash, ScopeMissing.
    """
    policy.may_grant(by, account)
    policy.may_grant_role(by, role)
    if Grant.objects.filter(public_id=grant).exists():
        return
    # held, so that two clashing grants given at once do not miss each other
    holder = Account.objects.select_for_update(of=("self",), no_key=True).filter(public_id=account).first()
    if holder is None:
        raise Forbidden
    others = {Role(held) for held in _going_on(local_day(at)).filter(account=holder).values_list("role", flat=True)}
    policy.may_hold(role, kind=holder.kind, others=others, area_code=area_code, has_units=bool(units))
    row = Grant.objects.create(
        public_id=grant, account=holder, role=role, area_code=area_code, purposes=sorted(purposes),
        valid_from=valid_from, valid_to=valid_to, given_by=by.account or "system", given_at=at,
    )  # fmt: skip
    found = list(Unit.objects.filter(public_id__in=units))
    GrantUnit.objects.bulk_create(GrantUnit(grant=row, unit=unit) for unit in found)
    event = GrantGiven(
        subject=grant, account=account, role=role.value, area_code=area_code,
        units=tuple(sorted(units)), purposes=tuple(sorted(purposes)),
        valid_from=valid_from.isoformat(), valid_to=valid_to.isoformat() if valid_to else "",
    )  # fmt: skip
    record(event, by=by, at=at)


def _going_on(today: date) -> QuerySet[Grant]:
    """Grants that are in force or to come."""
    return Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))


@transaction.atomic
def end_grant(*, grant: UUID, by: Viewer, at: datetime) -> None:
    """End a grant today, before its time if it has one. Raises Forbidden when `by` may not, or it is his own, or it is
    not in force since yesterday at least: a period is never empty.
    """
    policy.may_grant(by)
    today = local_day(at)
    others = _going_on(today)
    if by.account:  # background work and the command line have none
        others = others.exclude(account__public_id=by.account)
    ended = others.filter(public_id=grant, valid_from__lt=today).update(valid_to=today)
    if not ended:
        raise Forbidden
    record(GrantEnded(subject=grant), by=by, at=at)


def name_person(
    *,
    account: UUID,
    person_id: int,
    because: str,
    subject: UUID,
    by: Viewer,
    at: datetime,
    until: datetime | None = None,
) -> None:
    """Let an account see one person for the sake of `subject` until that ends, or `until` a moment. Safe to repeat.

    It is part of the action that offers the task, which records the fact.
    """
    policy.may_name(by)
    holder = Account.objects.get(public_id=account)
    NamedPerson.objects.get_or_create(
        account=holder,
        subject=subject,
        defaults={"person_id": person_id, "because": because, "since": at, "until": until},
    )


def unname_persons(*, subject: UUID, keep: UUID | None, by: Viewer, at: datetime) -> None:
    """Nobody sees the person for the sake of `subject` any longer, except the account `keep`."""
    policy.may_look(by)
    open_ones = NamedPerson.objects.filter(subject=subject, ended_at__isnull=True)
    if keep is not None:
        open_ones = open_ones.exclude(account__public_id=keep)
    open_ones.update(ended_at=at)


def rename_person(*, subjects: Sequence[UUID], person_id: int, by: Viewer, at: datetime) -> int:
    """Let whoever sees a person for the sake of these subjects see this one: two records became one, or two again.

    Returns how many accounts. It is part of the action that moves the records, which records the fact.
    """
    policy.may_name(by)
    open_ones = NamedPerson.objects.filter(subject__in=list(subjects), ended_at__isnull=True)
    return open_ones.update(person_id=person_id)


def note_look(
    *, person_id: int, area_code: str, unit_id: int, part: str, reason: str, by: Viewer, at: datetime
) -> None:
    """Write down that the viewer read a part of a person's record. Raises Forbidden for nobody."""
    policy.may_look(by)
    Look.objects.create(
        person_id=person_id, area_code=area_code, unit_id=unit_id, account=by.account, account_name=by.name,
        role=by.role.value if by.role else "", part=part, reason=reason, at=at,
    )  # fmt: skip


@transaction.atomic
def digest_looks(*, day: date, by: Viewer, at: datetime) -> None:
    """Tie one day's looks (UTC) into the journal: a row changed or dropped later no longer fits the digest."""
    policy.may_name(by)
    start = datetime.combine(day, datetime.min.time(), tzinfo=at.tzinfo)
    digest, looks = hashlib.sha256(), 0
    of_the_day = Look.objects.filter(at__gte=start, at__lt=start + timedelta(days=1)).order_by("id")
    for look in of_the_day.iterator():
        digest.update(canonical_json(_columns(look)))
        looks += 1
    subject = uuid.uuid5(uuid.NAMESPACE_URL, f"yinling:looks:{day.isoformat()}")
    record(
        LooksDigested(subject=subject, day=day.isoformat(), looks=looks, digest=digest.hexdigest()),
        by=by,
        at=at,
    )


def _columns(look: Look) -> dict[str, str | int]:
    numbers = {"id": look.id, "person_id": look.person_id, "unit_id": look.unit_id}
    texts = {name: getattr(look, name) for name in ("area_code", "account", "account_name", "role", "part", "reason")}
    return {**numbers, **texts, "at": look.at.isoformat()}

"""Who is close to a person: relatives, and for a survivor the cadre who died; their own records where there are any."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Stale
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.actions.corrections import open_record
from yinling.people.registry.domain import Unacceptable, clean_field
from yinling.people.registry.events import RelativeAdded, RelativeEnded, RelativeLinked
from yinling.people.registry.models import Relative
from yinling.people.registry.queries import person_of
from yinling.people.registry.terms import Kin


class RelativeMoved(Stale):
    """The relative was ended, linked or brought back meanwhile. Nothing was written."""


@transaction.atomic
def add_relative(
    *,
    relative: UUID,
    person: UUID,
    name: str,
    kin: str,
    phone: str,
    is_deceased_cadre: bool,
    other: UUID | None,
    by: Viewer,
    at: datetime,
) -> UUID:
    """Write down somebody close to a person, with their own record if there is one; returns the public id.

    `relative` is the form's own key: sent twice, it is written once. Raises Forbidden, Unacceptable (at `name`, `kin`,
    `phone`, `other`).
    """
    policy.may_register(by)
    row = open_record(person)
    if Relative.objects.filter(public_id=relative, person=row).exists():
        return relative
    linked = person_of(other) if other else None
    if linked and linked.id == row.id:
        raise Unacceptable({"other": _("不能把本人登记为自己的亲属")})
    values = _cleaned(name, kin, phone, at)
    Relative.objects.create(
        **row.scope(), public_id=relative, other=linked, is_deceased_cadre=is_deceased_cadre, added_at=at,
        added_by=by.account, name=values["name"], kin=values["kin"], phone=values["phone"] or None,
    )  # fmt: skip
    record(RelativeAdded(subject=person, relative=relative, other=str(other or "")), by=by, at=at)
    return relative


@transaction.atomic
def link_relative(*, relative: UUID, other: UUID | None, by: Viewer, at: datetime) -> None:
    """Say which record is the relative's own, or (None) that none is. Raises Forbidden, Unacceptable, RelativeMoved."""
    found = _relative(relative, by)
    linked = person_of(other) if other else None
    if linked and linked.id == found.person_id:
        raise Unacceptable({"other": _("不能把本人登记为自己的亲属")})
    now = Relative.objects.filter(id=found.id, ended_at__isnull=True)
    if now.exclude(other_id=linked.id if linked else None).update(other=linked) != 1:
        raise RelativeMoved
    event = RelativeLinked(subject=found.person.public_id, relative=relative, other=str(other or ""))
    record(event, by=by, at=at)


@transaction.atomic
def end_relative(*, relative: UUID, by: Viewer, at: datetime) -> None:
    """Count somebody no longer among a person's relatives. Raises Forbidden, RelativeMoved."""
    found = _relative(relative, by)
    if Relative.objects.filter(id=found.id, ended_at__isnull=True).update(ended_at=at) != 1:
        raise RelativeMoved
    record(RelativeEnded(subject=found.person.public_id, relative=relative, is_ended=True), by=by, at=at)


@transaction.atomic
def restore_relative(*, relative: UUID, by: Viewer, at: datetime) -> None:
    """Take back the end of a relative. Raises Forbidden, RelativeMoved."""
    found = _relative(relative, by)
    if Relative.objects.filter(id=found.id, ended_at__isnull=False).update(ended_at=None) != 1:
        raise RelativeMoved
    record(RelativeEnded(subject=found.person.public_id, relative=relative, is_ended=False), by=by, at=at)


def _relative(relative: UUID, by: Viewer) -> Relative:
    policy.may_register(by)
    found = Relative.objects.select_related("person").filter(public_id=relative).first()
    if found is None:
        raise Forbidden
    return found


def _cleaned(name: str, kin: str, phone: str, at: datetime) -> dict[str, str]:
    errors: dict[str, str] = {}
    on = local_day(at)
    values = {
        "name": clean_field("name", name, on=on, errors=errors),
        "phone": clean_field("contact_phone", phone, on=on, errors=errors, field="phone"),
        "kin": kin,
    }
    if kin not in Kin.values:
        errors["kin"] = _("请选择一项")
    if errors:
        raise Unacceptable(errors)
    return values

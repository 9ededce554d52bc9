"""A person says who may come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.access.queries import workers_for
from yinling.base.journal.actions import record
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies.queries import acting
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Person
from yinling.service.dispatch.events import WishEnded, WishSaid
from yinling.service.dispatch.models import Wish
from yinling.service.dispatch.queries.wishes import wish_row
from yinling.service.dispatch.terms import CarerSex
from yinling.supply.workforce.terms import Language


@transaction.atomic
def say_wish(
    *, person: UUID, carer_sex: str, languages: Sequence[str], avoided: Sequence[UUID], by: Viewer, at: datetime
) -> None:
    """A person, a proxy or staff on the person's word says who should come; it holds for what is offered from now on.

    The wish before ends; the same again changes nothing. Raises Forbidden without the right to order for this person,
    Unacceptable for an empty wish, an unknown sex or language, or a worker who works elsewhere.
    """
    actor = acting(person=person, scope=ActingScope.ORDER, by=by, on=local_day(at))
    before = wish_row(actor.person.id)
    _check(carer_sex, languages, avoided, known=_known(actor.person, before, at))
    said = {"carer_sex": carer_sex, "languages": list(dict.fromkeys(languages)), "avoided": sorted(set(avoided))}
    if before is not None and all(getattr(before, name) == value for name, value in said.items()):
        return
    _end_all(actor.person, at)
    row = Wish.objects.create(**actor.person.scope(), **said, said_by=actor.said, said_at=at)
    fact = WishSaid(
        row.public_id, person, carer_sex, tuple(row.languages), tuple(row.avoided), actor.said,
        str(actor.on_behalf or ""),
    )  # fmt: skip
    record(fact, by=by, at=at)


@transaction.atomic
def end_wish(*, person: UUID, by: Viewer, at: datetime) -> None:
    """Whoever comes is welcome again; without a wish nothing changes. Raises Forbidden."""
    actor = acting(person=person, scope=ActingScope.ORDER, by=by, on=local_day(at))
    before = wish_row(actor.person.id)
    if before is None:
        return
    _end_all(actor.person, at)
    record(WishEnded(before.public_id, person, actor.said, str(actor.on_behalf or "")), by=by, at=at)


def _end_all(person: Person, at: datetime) -> None:
    Wish.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)


def _known(person: Person, before: Wish | None, at: datetime) -> set[UUID]:
    here = {account.public_id for account in workers_for(person.area_code, on=local_day(at))}
    return here | set(before.avoided if before else ())


def _check(carer_sex: str, languages: Sequence[str], avoided: Sequence[UUID], *, known: set[UUID]) -> None:
    errors = {}
    if carer_sex not in CarerSex.values:
        errors["carer_sex"] = _("请从列出的选项里选择")
    if not set(languages) <= {*Language.values}:
        errors["languages"] = _("请只从列出的语言里选择")
    if not set(avoided) <= known:
        errors["avoided"] = _("请只从本地区的服务人员里选择")
    if not (carer_sex or languages or avoided):
        errors["carer_sex"] = _("请至少说一个要求；没有要求请点“没有要求”")
    if errors:
        raise Unacceptable(errors)

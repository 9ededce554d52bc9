"""Who is close to a person: what was written down, what the record says, and records that could be theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from yinling.base.rows.readings import once
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import PersonNow, Relative
from yinling.people.registry.queries.dossiers import mask
from yinling.people.registry.queries.filters import in_scope
from yinling.people.registry.terms import SECRET_TERMS, Kin, PersonType, Sex, Standing, say_value

_CANDIDATES, _OFFERED = 200, 3
# Who the other is to the person, where the record says who the person is to the other.
_INVERSE = {
    Kin.SPOUSE: Kin.SPOUSE, Kin.SON: Kin.PARENT, Kin.DAUGHTER: Kin.PARENT, Kin.CHILD: Kin.PARENT,
    Kin.PARENT: Kin.CHILD, Kin.SIBLING: Kin.SIBLING,
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A record that could be the relative's own, and why."""

    person: UUID
    name: str
    birth_year: int | None
    person_type: str
    unit: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Kinsman:
    """One relative. `relative` is the written row, None for what a term of the record says; phones are masked.

    `other` is their own record if the viewer may see it; `is_theirs` when it is the other's record that names this
    person, and `kin` then what this person is called there. `offers` are records that could be theirs.
    """

    relative: UUID | None
    name: str
    kin: str
    kin_label: str
    phone: str
    is_deceased_cadre: bool
    is_theirs: bool
    other: UUID | None
    other_standing: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class _Named:
    name: str
    kin: str
    phone: str
    is_deceased_cadre: bool


def relatives_of(person_id: int, *, by: Viewer) -> list[Kinsman]:
    """The relatives of a person whom the viewer may see: written rows, then what only the record's terms say.

    Raises Forbidden when the person is absent, hidden or merged.
    """
    now = PersonNow.objects.filter(person_id=person_id).defer("id_number", "phone", "address", "remarks").first()
    if now is None:
        raise Forbidden
    standing = [row for row in _rows_about(person_id) if row.ended_at is None]
    rows = [row for row in standing if row.person_id == person_id]
    theirs = [row for row in standing if row.other_id == person_id]
    written = {row.name for row in rows}
    said = [named for named in _said(now) if named.name not in written]
    linked = _records([row.other_id for row in rows if row.other_id] + [row.person_id for row in theirs])
    taken = {person_id, *(row.other_id for row in rows if row.other_id), *(row.person_id for row in theirs)}
    unlinked = {row.name for row in rows if row.other_id is None} | {named.name for named in said}
    alike = _namesakes(unlinked, taken, by)
    return [
        *(_written(row, linked.get(row.other_id or 0), now, alike) for row in rows),
        *(_other_way(row, linked[row.person_id]) for row in theirs if row.person_id in linked),
        *(_from_terms(named, now, alike) for named in said),
    ]


def ended_relatives(person_id: int) -> list[tuple[UUID, str]]:
    """Those who no longer count: public id and name, the latest first."""
    rows = [row for row in _rows_about(person_id) if row.person_id == person_id]
    ended = sorted(((row.ended_at, row) for row in rows if row.ended_at is not None), key=itemgetter(0), reverse=True)
    return [(row.public_id, row.name) for _at, row in ended]


@once
def _rows_about(person_id: int) -> Sequence[Relative]:
    """The rows of a person and those that name the person, ended ones too, in the order in which they were written."""
    return list(Relative.objects.filter(Q(person_id=person_id) | Q(other_id=person_id)).order_by("id"))


def person_of_relative(public_id: UUID) -> UUID:
    """Whose relative a row is. Raises Forbidden when absent or hidden."""
    found = Relative.objects.filter(public_id=public_id).values_list("person__public_id", flat=True).first()
    if found is None:
        raise Forbidden
    return found


def _said(now: PersonNow) -> Iterator[_Named]:
    """What the record's own terms say; one who is both spouse and contact is told once."""
    contact = _Named(now.contact_name or "", now.contact_kin or Kin.OTHER, now.contact_phone or "", False)
    if now.spouse_name:
        phone = contact.phone if contact.name == now.spouse_name else ""
        yield _Named(now.spouse_name, Kin.SPOUSE, phone, False)
    if contact.name and contact.name != now.spouse_name:
        yield contact
    if now.deceased_cadre and now.deceased_cadre != now.spouse_name:
        kin = _INVERSE.get(Kin(now.deceased_kin), Kin.OTHER) if now.deceased_kin else Kin.OTHER
        yield _Named(now.deceased_cadre, kin, "", True)


def _written(row: Relative, other: PersonNow | None, now: PersonNow, alike: Sequence[PersonNow]) -> Kinsman:
    named = _Named(row.name, row.kin, row.phone or "", row.is_deceased_cadre)
    offers = () if row.other_id else _offers(named, now, alike)
    return _kinsman(row.public_id, named, other, offers)


def _from_terms(named: _Named, now: PersonNow, alike: Sequence[PersonNow]) -> Kinsman:
    return _kinsman(None, named, None, _offers(named, now, alike))


def _other_way(row: Relative, other: PersonNow) -> Kinsman:
    return Kinsman(
        relative=None, name=other.name, kin=row.kin, kin_label=say_value("contact_kin", row.kin), phone="",
        is_deceased_cadre=False, is_theirs=True, other=other.person.public_id,
        other_standing=_standing(other), offers=(),
    )  # fmt: skip


def _kinsman(relative: UUID | None, named: _Named, other: PersonNow | None, offers: tuple[Offer, ...]) -> Kinsman:
    return Kinsman(
        relative=relative, name=named.name, kin=named.kin, kin_label=say_value("contact_kin", named.kin),
        phone=mask("contact_phone", named.phone) if named.phone else "", is_deceased_cadre=named.is_deceased_cadre,
        is_theirs=False, other=other.person.public_id if other else None,
        other_standing=_standing(other) if other else "", offers=offers,
    )  # fmt: skip


def _standing(now: PersonNow) -> str:
    return "" if now.standing == Standing.ON_ROLL else say_value("standing", now.standing)


def _records(person_ids: Iterable[int]) -> dict[int, PersonNow]:
    wanted = set(person_ids)
    rows = (
        PersonNow.objects.select_related("person").filter(person_id__in=wanted) if wanted else PersonNow.objects.none()
    )
    return {row.person_id: row for row in rows.defer(*SECRET_TERMS, "id_number_index")}


def _namesakes(names: set[str], taken: set[int], by: Viewer) -> list[PersonNow]:
    """Records of these names within the viewer's scope: never the whole registry."""
    if not names:
        return []
    rows = in_scope(by).select_related("person__unit").filter(name__in=names).exclude(person_id__in=taken)
    return list(rows.defer(*SECRET_TERMS, "id_number_index").order_by("name", "person_id")[:_CANDIDATES])


def _offers(named: _Named, now: PersonNow, alike: Sequence[PersonNow]) -> tuple[Offer, ...]:
    """The records that fit best: of the name, and with something more than the name that speaks for it."""
    fitting = [(why, row) for row in alike if row.name == named.name and (why := _reasons(named, now, row))]
    fitting.sort(key=lambda pair: -len(pair[0]))
    return tuple(
        Offer(
            person=row.person.public_id, name=row.name, birth_year=row.birth_date.year if row.birth_date else None,
            person_type=say_value("person_type", row.person_type), unit=row.person.unit.name, why=why,
        )
        for why, row in fitting[:_OFFERED]
    )  # fmt: skip


def _reasons(named: _Named, now: PersonNow, row: PersonNow) -> tuple[str, ...]:
    """What speaks for a record, the name apart; nothing when something speaks against it."""
    known = {Sex.MALE.value, Sex.FEMALE.value}
    if named.kin == Kin.SPOUSE and {row.sex, now.sex} <= known and row.sex == now.sex:
        return ()
    if named.is_deceased_cadre and row.person_type != PersonType.RETIRED_WITH_HONOURS:
        return ()
    near = len(now.residence or "") >= len("620102") and row.residence == now.residence
    told = (
        (named.kin == Kin.SPOUSE and row.spouse_name == now.name, _("对方档案里的配偶也是本人")),
        (named.is_deceased_cadre, _("是离休干部")),
        (named.is_deceased_cadre and row.standing == Standing.DIED, _("已故")),
        (bool(now.street) and row.street == now.street, _("同一街道")),
        (near, _("住在同一地区")),
    )
    return tuple(words for speaks, words in told if speaks)

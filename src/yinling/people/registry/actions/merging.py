"""Two records become one, and stand again as they were when that was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yinling.base.access.actions import rename_person
from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.actions.now import rebuild
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.events import BelongingsMoved, PersonsMerged, PersonsParted
from yinling.people.registry.models import Card, Fact, Merge, Person, PersonNow, Question
from yinling.people.registry.queries.dossiers import person_of
from yinling.people.registry.queries.hanging import rooms_about_persons
from yinling.people.registry.terms import QuestionState, Source

MOVE = "registry.move_belongings"


class AlreadyMerged(Refused):
    """One of the records is part of another already, or the merge was undone before."""

    def __init__(self) -> None:
        super().__init__(_("这两条记录的状态已经改变，请刷新页面后再操作。"))


def merge_persons(*, person: UUID, other: UUID, reason: str, by: Viewer, at: datetime) -> UUID:
    """Make `other` part of `person`: gaps are filled, contradictions asked about, both originals stay.

    What hangs on `other` in other rooms follows by a job. Returns the merge's public id. Raises Forbidden, Unacceptable
    without a reason, AlreadyMerged.
    """
    policy.may_register(by)
    if not 2 <= len(reason.strip()) <= 200:
        raise Unacceptable({"reason": _("请写明为什么认定是同一个人，例如：电话向本人核实")})
    with transaction.atomic():
        kept, gone = _both(person, other)
        merge = Merge.objects.create(
            **kept.scope(), other=gone, reason=reason.strip(), merged_at=at, merged_by=by.account or by.name
        )
        merge.facts = _take_over(kept, gone, by, at)
        merge.save(update_fields=["facts"])
        Person.objects.filter(id=gone.id).update(merged_into=kept)
        Card.objects.filter(person=gone, revoked_at__isnull=True).update(revoked_at=at)
        PersonNow.objects.filter(person=gone).delete()
        rebuild(kept, at=at)
        record(PersonsMerged(subject=person, other=other, merge=merge.public_id), by=by, at=at)
        defer(task=MOVE, by=by, at=at, merge=merge.public_id)
    return merge.public_id


def undo_merge(*, merge: UUID, by: Viewer, at: datetime) -> None:
    """Let both records stand again; what went over goes back. Raises Forbidden, AlreadyMerged."""
    policy.may_register(by)
    with transaction.atomic():
        row = Merge.objects.select_related("person", "other").filter(public_id=merge).first()
        if row is None:
            raise Forbidden
        if row.person.merged_into_id:  # the later merge is undone first: what it took over rests on this one
            raise AlreadyMerged
        standing = Merge.objects.filter(id=row.id, undone_at__isnull=True)
        if not standing.update(undone_at=at, undone_by=by.account or by.name):
            raise AlreadyMerged
        Fact.objects.filter(id__in=row.facts, superseded_at__isnull=True).update(superseded_at=at)
        _drop_questions(row, by, at)
        Person.objects.filter(id=row.other_id).update(merged_into=None)
        Card.objects.filter(person=row.other, revoked_at=row.merged_at).update(revoked_at=None)
        rebuild(row.person, at=at)
        other = Person.objects.get(id=row.other_id)
        rebuild(other, at=at, known_on=_known_on(other))
        record(PersonsParted(subject=row.person.public_id, other=row.other.public_id, merge=merge), by=by, at=at)
        defer(task=MOVE, by=by, at=at, merge=merge)


@transaction.atomic
def move_belongings(*, merge: UUID, by: Viewer, at: datetime) -> int:
    """Let the rows of other rooms follow a merge, or go back after it was undone; returns how many. Safe to repeat.

    Only rows that went over go back: what was built on the one record since stays there. Raises Forbidden for everyone
    but the system.
    """
    policy.may_enter_rosters(by)
    row = Merge.objects.select_for_update(of=("self",)).select_related("person", "other").get(public_id=merge)
    moved = _send_back(row, by, at) if row.undone_at else _send_over(row, by, at)
    if moved:
        record(BelongingsMoved(subject=row.person.public_id, merge=merge, rows=moved), by=by, at=at)
    return moved


def _both(person: UUID, other: UUID) -> tuple[Person, Person]:
    """Both records, locked in the order of their ids so that two merges at once wait for each other."""
    if person == other:
        raise AlreadyMerged
    wanted = Person.objects.select_for_update().filter(public_id__in=[person, other]).order_by("id")
    found = {row.public_id: row for row in wanted}
    kept, gone = (found.get(key) or person_of(key) for key in (person, other))
    if kept.merged_into_id or gone.merged_into_id:
        raise AlreadyMerged
    return kept, gone


def _take_over(kept: Person, gone: Person, by: Viewer, at: datetime) -> list[int]:
    """State what only the other record knew; ask where they contradict each other. Returns the new facts' ids."""
    held, said = _believed(kept), _believed(gone)
    fresh = [_copied(kept, fact, by, at) for term, fact in said.items() if term not in held]
    asked = [_asked(kept, held[term], fact, by, at) for term, fact in said.items() if _differ(held.get(term), fact)]
    open_ = set(Question.objects.filter(person=kept, state=QuestionState.OPEN).values_list("term", "code"))
    Question.objects.bulk_create(q for q in asked if (q.term, q.code) not in open_)
    return [fact.id for fact in Fact.objects.bulk_create(fresh)]


def _believed(row: Person) -> dict[str, Fact]:
    return {fact.term: fact for fact in Fact.objects.filter(person=row, superseded_at__isnull=True)}


def _known_on(row: Person) -> date | None:
    """The latest day as of which anything is believed of a record whose row of today is gone."""
    return max((fact.valid_from or local_day(fact.recorded_at) for fact in _believed(row).values()), default=None)


def _differ(held: Fact | None, said: Fact) -> bool:
    return held is not None and (held.value, held.secret) != (said.value, said.secret)


def _copied(kept: Person, fact: Fact, by: Viewer, at: datetime) -> Fact:
    return Fact(
        **kept.scope(), term=fact.term, value=fact.value, secret=fact.secret, valid_from=fact.valid_from,
        valid_to=fact.valid_to, recorded_at=at, recorded_by=by.account or by.name, source=Source.MERGE,
        evidence=fact.evidence, origin=fact.origin,
    )  # fmt: skip


def _asked(kept: Person, held: Fact, said: Fact, by: Viewer, at: datetime) -> Question:
    return Question(
        **kept.scope(), term=held.term, code="conflict", held=held.secret or held.value,
        written=said.secret or said.value, evidence=said.evidence, origin=said.origin, asked_at=at,
        asked_by=by.account or by.name,
    )  # fmt: skip


def _drop_questions(row: Merge, by: Viewer, at: datetime) -> None:
    """The contradictions between the two records are none any more."""
    Question.objects.filter(
        person=row.person, code="conflict", asked_at=row.merged_at, state=QuestionState.OPEN
    ).update(state=QuestionState.DROPPED, settled_at=at, settled_by=by.account or by.name)


def _send_over(row: Merge, by: Viewer, at: datetime) -> int:
    moved: dict[str, list[int]] = {}
    for model in rooms_about_persons():
        rows = model._default_manager.filter(Q(person_id=row.other_id))
        ids = list(rows.order_by("id").values_list("id", flat=True))
        if ids:
            moved[model._meta.label] = _give(model, ids, row.person, by, at)
    row.moved = {label: row.moved.get(label, []) + moved.get(label, []) for label in {**row.moved, **moved}}
    row.save(update_fields=["moved"])
    return sum(map(len, moved.values()))


def _send_back(row: Merge, by: Viewer, at: datetime) -> int:
    total = 0
    for label, ids in row.moved.items():
        model = apps.get_model(label)
        there = model._default_manager.filter(id__in=ids, person_id=row.person_id).order_by("id")
        total += len(_give(model, list(there.values_list("id", flat=True)), row.other, by, at))
    row.moved = {}
    row.save(update_fields=["moved"])
    return total


def _give(model: type[models.Model], ids: list[int], person: Person, by: Viewer, at: datetime) -> list[int]:
    """Make rows those of a person; returns which. One that the person has already stays (two open proposals of a rule).

    Whoever sees the person by name for the sake of such a row, a worker with a task, goes on seeing it.
    """
    given = [inner for inner in ids if _gave(model, inner, person)]
    named = model._default_manager.filter(id__in=given)
    if any(field.name == "public_id" for field in model._meta.concrete_fields):
        subjects = list(named.values_list("public_id", flat=True))
        rename_person(subjects=subjects, person_id=person.id, by=by, at=at)
    return given


def _gave(model: type[models.Model], inner: int, person: Person) -> bool:
    try:
        with transaction.atomic():
            return bool(model._default_manager.filter(id=inner).update(**_columns(person)))
    except IntegrityError:
        return False


def _columns(person: Person) -> Mapping[str, object]:
    """The columns that say whose a row is; all at once, since the composite key holds them together."""
    return {"person_id": person.id, "area_code": person.area_code, "unit_id": person.unit_id}

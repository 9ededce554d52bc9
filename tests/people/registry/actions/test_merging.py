"""Two records made one and parted again: exactly what went over goes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories as make
from yinling.base.access.models import NamedPerson
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.models import Proposal
from yinling.people.registry.actions import AlreadyMerged, merge_persons, move_belongings, undo_merge
from yinling.people.registry.domain import Unacceptable, now_values
from yinling.people.registry.models import Card, Fact, Merge, Person, PersonNow, Question
from yinling.service.dispatch.models import Offer
from yinling.service.orders.models import Order

WHY = "电话向本人核实"


@pytest.fixture
def unit(sides, now):
    sides.owner()
    make.areas(make.QILIHE)
    make.rules(now)
    return make.unit(make.CHENGGUAN)


@pytest.fixture
def by(unit, now):
    return make.viewer_for(make.officer(make.CHENGGUAN, at=now), at=now)


@pytest.fixture
def twins(unit, now):
    kept = make.person(unit=unit, at=now, name="李淑芬")
    gone = make.person(unit=unit, at=now, name="李淑芳", phone="13900005555", id_number="")
    Fact.objects.create(
        **gone.scope(), term="spouse_name", value="王建国", recorded_at=now, recorded_by="t", source="officer"
    )
    return kept, gone


def _now(person: Person) -> dict[str, object] | None:
    found = PersonNow.objects.filter(person=person).values().first()
    return found and {
        key: value for key, value in found.items() if key not in {"id", "public_id", "version", "updated_at"}
    }


def _true() -> None:
    for row in PersonNow.objects.select_related("person"):
        facts = Fact.objects.filter(person=row.person, superseded_at__isnull=True)
        wanted = now_values({f.term: str(f.secret if f.value is None else f.value) for f in facts})
        assert {name: getattr(row, name) for name in wanted} == wanted


def _merge(kept, gone, *, by, at):
    key = merge_persons(person=kept.public_id, other=gone.public_id, reason=WHY, by=by, at=at)
    move_belongings(merge=key, by=make.SYSTEM, at=at)
    return key


def test_gaps_are_filled_and_contradictions_asked(twins, by, now):
    kept, gone = twins
    _merge(kept, gone, by=by, at=now)
    assert PersonNow.objects.get(person=kept).spouse_name == "王建国"
    assert PersonNow.objects.get(person=kept).name == "李淑芬"
    asked = {(q.term, q.held, q.written) for q in Question.objects.filter(person=kept, code="conflict")}
    assert {("name", "李淑芬", "李淑芳"), ("phone", "13900001234", "13900005555")} <= asked
    assert (_now(gone), Card.objects.filter(person=gone, revoked_at__isnull=True).count()) == (None, 0)
    assert Fact.objects.filter(person=gone, superseded_at__isnull=True).exists()
    _true()


def test_undone_both_stand_as_they_were(twins, by, now):
    kept, gone = twins
    from yinling.people.registry.actions import rebuild_now

    rebuild_now([gone.id], at=now)
    before = (_now(kept), _now(gone))
    key = _merge(kept, gone, by=by, at=now)
    undo_merge(merge=key, by=by, at=now + timedelta(hours=1))
    move_belongings(merge=key, by=make.SYSTEM, at=now + timedelta(hours=1))
    assert (_now(kept), _now(gone)) == before
    assert not Question.objects.filter(code="conflict", state="open").exists()
    assert Card.objects.filter(person=gone, revoked_at__isnull=True).count() == 1
    _true()


def test_what_hangs_on_them_goes_over_and_exactly_that_goes_back(twins, by, now):
    kept, gone = twins
    worker = make.worker(make.CHENGGUAN, at=now)
    own, other = make.order(kept, at=now), make.offered(gone, at=now)
    before = {(o.public_id, o.person_id) for o in Order.objects.all()}
    key = _merge(kept, gone, by=by, at=now)
    assert set(Order.objects.values_list("person", flat=True)) == {kept.id}
    assert set(Proposal.objects.values_list("person", flat=True)) == {kept.id}
    assert Offer.objects.get(public_id=other).person_id == kept.id
    assert set(NamedPerson.objects.filter(account=worker).values_list("person_id", flat=True)) == {kept.id}
    since = make.order(kept, at=now)
    assert move_belongings(merge=key, by=make.SYSTEM, at=now) == 0
    undo_merge(merge=key, by=by, at=now)
    move_belongings(merge=key, by=make.SYSTEM, at=now)
    after = {(o.public_id, o.person_id) for o in Order.objects.all()}
    assert after == before | {(since, kept.id)}
    assert Order.objects.get(public_id=own).person_id == kept.id
    assert set(NamedPerson.objects.filter(account=worker).values_list("person_id", flat=True)) == {gone.id}
    assert move_belongings(merge=key, by=make.SYSTEM, at=now) == 0


def test_what_both_have_does_not_stop_the_move(twins, by, now):
    """Each has an open proposal by the same rule: one person has one, so the other stays where it is."""
    kept, gone = twins
    for person in twins:
        Proposal.objects.create(
            **person.scope(), rule_code="tests-both", rule_version=1, rule_title="测试规则", item="上门关怀", need="有人看望",
            reasons=[], source="测试", facts_digest="d", due_date=now.date(), proposed_at=now,
        )  # fmt: skip
    order = make.order(gone, at=now)
    _merge(kept, gone, by=by, at=now)
    assert Order.objects.get(public_id=order).person_id == kept.id
    both = Proposal.objects.filter(rule_code="tests-both").order_by("id")
    assert list(both.values_list("person", flat=True)) == [kept.id, gone.id]


def test_merges_that_cannot_be(twins, unit, by, now):
    kept, gone = twins
    third = make.person(unit=unit, at=now, name="王秀英")
    with pytest.raises(Unacceptable):
        merge_persons(person=kept.public_id, other=gone.public_id, reason=" ", by=by, at=now)
    with pytest.raises(AlreadyMerged):
        merge_persons(person=kept.public_id, other=kept.public_id, reason=WHY, by=by, at=now)
    first = _merge(kept, gone, by=by, at=now)
    with pytest.raises(AlreadyMerged):
        merge_persons(person=third.public_id, other=gone.public_id, reason=WHY, by=by, at=now)
    second = _merge(third, kept, by=by, at=now)
    with pytest.raises(AlreadyMerged):
        undo_merge(merge=first, by=by, at=now)
    for key in (second, first):
        undo_merge(merge=key, by=by, at=now)
    assert PersonNow.objects.count() == 3
    with pytest.raises(AlreadyMerged):
        undo_merge(merge=first, by=by, at=now)
    _true()


def test_a_stranger_neither_merges_nor_parts(twins, by, now, sides):
    kept, gone = twins
    key = _merge(kept, gone, by=by, at=now)
    stranger = make.viewer_for(make.officer(make.QILIHE, at=now), at=now)
    sides.app(stranger)
    assert not Merge.objects.exists()
    with pytest.raises(Forbidden):
        undo_merge(merge=key, by=stranger, at=now)
    with pytest.raises(Forbidden):
        merge_persons(person=kept.public_id, other=gone.public_id, reason=WHY, by=stranger, at=now)
    with pytest.raises(Forbidden):
        move_belongings(merge=key, by=stranger, at=now)

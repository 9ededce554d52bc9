import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from yinling.base.approvals.actions import (
    AlreadyAsked,
    AlreadyDecided,
    ReasonUnfit,
    SameEyes,
    approve,
    ask,
    refuse,
    withdraw,
)
from yinling.base.approvals.models import Approval
from yinling.base.approvals.queries import ApprovalLine, approval_of, count_open, open_approvals
from yinling.base.approvals.terms import ApprovalState
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer, system

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
MATTER = uuid.UUID(int=7)

pytestmark = pytest.mark.django_db


def officer(area, name="王敏", role=Role.OFFICER, units=()):
    return Viewer(account=str(uuid.uuid4()), role=role, area=area, units=units, purposes=frozenset(Purpose), name=name)


WANG, LI = officer("530102"), officer("53", "李群")


def asked(by=WANG, area="530102", subject=MATTER, reason="按通知调整", key=None):
    key = key or uuid.uuid4()
    ask(
        approval=key,
        kind="tests.matter",
        subject=subject,
        area_code=area,
        title="接单时限",
        reason=reason,
        by=by,
        at=AT,
    )
    return key


def kinds():
    return list(Entry.objects.order_by("id").values_list("kind", flat=True))


def test_another_approves_and_both_are_named(sides):
    sides.app(WANG)
    key = asked()
    sides.app(LI)
    approve(approval=key, note=" 同意 ", by=LI, at=LATER)
    assert approval_of(key, by=LI) == ApprovalLine(
        approval=key, kind="tests.matter", subject=MATTER, area_code="530102", title="接单时限", reason="按通知调整",
        asked_by_name="王敏", asked_at=AT, state=ApprovalState.APPROVED, decided_by_name="李群", decided_at=LATER,
        note="同意", is_own=False,
    )  # fmt: skip
    sides.owner()
    assert kinds() == ["approvals.asked", "approvals.given"]
    bodies = [json.loads(body) for body in Body.objects.order_by("entry_id").values_list("body", flat=True)]
    about = {"subject": str(key), "of": "tests.matter", "about": str(MATTER)}
    assert bodies == [about | {"area_code": "530102"}, about]


def test_a_refusal_says_why_and_an_approval_need_not(sides):
    sides.app(LI)
    key = asked()
    for note in ("", " ", "否", "长" * 501, "有\x00零", "\ud800坏"):
        with pytest.raises(ReasonUnfit, match="请写明理由，2到500个字"):
            refuse(approval=key, note=note, by=LI, at=AT)
    with pytest.raises(ReasonUnfit):
        approve(approval=key, note="好", by=LI, at=AT)
    refuse(approval=key, note="依据不足，\r\n　请补充文号", by=LI, at=LATER)
    line = approval_of(key, by=LI)
    assert (line.state, line.note) == (ApprovalState.REFUSED, "依据不足，\r\n　请补充文号")


@pytest.mark.parametrize("reason", ["", "  ", "因", "长" * 501, "有\x00零", "\ud800坏", "暗\u202e转"])
def test_a_request_says_why(sides, reason):
    sides.app(WANG)
    with pytest.raises(ReasonUnfit):
        asked(reason=reason)
    assert Approval.objects.count() == 0


def test_nobody_decides_for_himself(sides):
    sides.app(WANG)
    key = asked()
    for decide in (approve, refuse):
        with pytest.raises(SameEyes):
            decide(approval=key, note="同意了", by=WANG, at=AT)
    same_account = Viewer(
        account=WANG.account, role=Role.OFFICER, area="53", purposes=WANG.purposes
    )  # the same person in another seat
    sides.app(same_account)
    with pytest.raises(SameEyes):
        approve(approval=key, note="", by=same_account, at=AT)
    sides.owner()
    with pytest.raises(IntegrityError, match="approval_four_eyes"), transaction.atomic():
        Approval.objects.update(state="approved", decided_by=WANG.account, decided_at=AT)


def test_the_first_decision_counts(sides):
    other = officer("5301", "赵明")
    sides.app(LI)
    key = asked()
    approve(approval=key, note="", by=LI, at=AT)
    approve(approval=key, note="再次", by=LI, at=LATER)
    assert approval_of(key, by=LI).note == ""
    with pytest.raises(AlreadyDecided):
        refuse(approval=key, note="反悔", by=LI, at=LATER)
    with pytest.raises(AlreadyDecided):
        withdraw(approval=key, by=WANG, at=LATER)
    sides.app(other)
    with pytest.raises(AlreadyDecided):
        approve(approval=key, note="", by=other, at=LATER)
    sides.owner()
    assert kinds() == ["approvals.asked", "approvals.given"]


def test_who_asked_withdraws_and_may_ask_again(sides):
    sides.app(WANG)
    key = asked()
    with pytest.raises(AlreadyAsked):
        asked()
    with pytest.raises(Forbidden):
        withdraw(approval=key, by=LI, at=AT)
    withdraw(approval=key, by=WANG, at=LATER)
    withdraw(approval=key, by=WANG, at=LATER)
    again = asked()
    assert [line.approval for line in open_approvals(by=WANG)] == [again]
    sides.owner()
    assert kinds() == ["approvals.asked", "approvals.withdrawn", "approvals.asked"]


def test_asking_twice_with_one_id_asks_once(sides):
    sides.app(WANG)
    key = asked()
    assert asked(key=key) == key
    assert Approval.objects.count() == 1
    other = officer("530102")
    with pytest.raises(AlreadyAsked):
        asked(by=other, key=key, subject=uuid.uuid4())


@pytest.mark.parametrize(
    "by",
    [
        NOBODY,
        system("tests"),
        officer(None, units=(1,)),
        officer("530103"),
        officer("530102001"),
        *(officer("53", role=role) for role in Role if role is not Role.OFFICER),
    ],
    ids=lambda by: f"{by.role} {by.area}",
)
def test_only_officers_over_the_area_ask_and_decide(sides, by):
    sides.app(WANG)
    key = asked()
    sides.app(by)
    calls = [
        lambda: asked(by=by, subject=uuid.uuid4()),
        lambda: approve(approval=key, note="", by=by, at=AT),
        lambda: refuse(approval=key, note="不行", by=by, at=AT),
        lambda: withdraw(approval=key, by=by, at=AT),
    ]
    for call in calls:
        with pytest.raises(Forbidden):
            call()
    assert (open_approvals(by=by), count_open(by=by), approval_of(key, by=by)) == ([], 0, None)
    sides.owner()
    assert kinds() == ["approvals.asked"]


@pytest.mark.parametrize("area", ["", "530", "x", "53\x00", "0", "62"])
def test_what_lies_elsewhere_or_nowhere_is_not_asked_for(sides, area):
    sides.app(LI)
    with pytest.raises(Forbidden):
        asked(by=LI, area=area)


def test_what_is_unknown_is_forbidden(sides):
    sides.app(LI)
    for call in (lambda k: approve(approval=k, note="", by=LI, at=AT), lambda k: withdraw(approval=k, by=LI, at=AT)):
        with pytest.raises(Forbidden):
            call(uuid.uuid4())


def test_what_waits_is_listed_the_longest_first_and_counted_without_ones_own(sides):
    sides.app(LI)
    first = asked(by=WANG, subject=uuid.uuid4())
    second = asked(by=LI, subject=uuid.uuid4())
    decided = asked(by=WANG, subject=uuid.uuid4())
    approve(approval=decided, note="", by=LI, at=AT)
    assert [(line.approval, line.is_own) for line in open_approvals(by=LI)] == [(first, False), (second, True)]
    assert (count_open(by=LI), count_open(by=LI, kind="other"), open_approvals(by=LI, kind="other")) == (1, 0, [])
    assert [line.approval for line in open_approvals(by=LI, kind="tests.matter")] == [first, second]
    sides.app(WANG)
    assert (count_open(by=WANG), count_open(by=officer("5303"))) == (1, 0)


def test_a_long_title_is_cut(sides):
    sides.app(WANG)
    key = uuid.uuid4()
    ask(
        approval=key, kind="tests", subject=MATTER, area_code="530102", title="长" * 999, reason="因为", by=WANG, at=AT
    )  # fmt: skip
    assert approval_of(key, by=WANG).title == "长" * 200

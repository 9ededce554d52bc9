import json
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.decisions.rulebook.drafted import (
    AT,
    LOWER,
    SOONER,
    STRICTER,
    WORDS,
    approve,
    load,
    officer,
    publish,
    submitted,
    write,
)
from yinling.base.approvals.actions import AlreadyDecided, DraftMoved, ReasonUnfit, SameEyes, StaleDraft
from yinling.base.approvals.models import Approval
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden, Stale
from yinling.decisions.rulebook import actions
from yinling.decisions.rulebook.actions import refuse_draft, submit, withdraw_draft
from yinling.decisions.rulebook.models import Draft, Measure, Parameter, Rule
from yinling.decisions.rulebook.queries import measures_in_force, parameters_in_force, rules_in_force, whole_book
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer, system

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)
BEGINS = date(2026, 12, 1)
WANG, LI = officer("5301"), officer("53", "李群")


def kinds():
    found = Entry.objects.exclude(kind="rulebook.rules_loaded").order_by("id").values_list("kind", flat=True)
    return list(found)


def jobs_waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args ->> 'draft' FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [job for job in cursor.fetchall() if job[0] == actions.PUBLISH]


@pytest.fixture
def waits(book):
    """Submits a draft as its author, then stands where its approver does."""

    def submit_it(content=LOWER, kind=DraftKind.PARAMETER, area="5301"):
        book.app(WANG)
        key = submitted(WANG, content, kind=kind, area=area)
        book.app(LI)
        return key

    return submit_it


def test_approved_it_waits_for_its_job_and_nothing_is_in_force_yet(waits, book):
    key = waits()
    approve(key, LI, note="同意")
    assert jobs_waiting() == [("rulebook.publish", str(key))]
    approve(key, LI, note="同意")
    assert jobs_waiting() == [("rulebook.publish", str(key))]
    row, approval = Draft.objects.get(), Approval.objects.get()
    assert (row.state, row.published_at) == ("approved", None)
    assert (approval.state, approval.decided_by, approval.note) == ("approved", LI.account, "同意")
    assert parameters_in_force("5301", BEGINS)["高龄起点"].value == 80
    book.owner()
    assert kinds() == [
        "rulebook.draft_written", "approvals.asked", "rulebook.draft_submitted", "approvals.given",
        "rulebook.draft_approved",
    ]  # fmt: skip


def test_published_it_holds_in_its_area_from_its_day(waits, book):
    key = waits()
    approve(key, LI)
    book.work()
    publish(key, LATER)
    for area, on, value in (
        ("5301", BEGINS, 78), ("530102", BEGINS, 78), ("530102001", BEGINS, 78), ("53", BEGINS, 80), ("5303", BEGINS, 80),
        ("5301", date(2026, 11, 30), 80),
    ):  # fmt: skip
        assert parameters_in_force(area, on)["高龄起点"].value == value
    assert Draft.objects.get().published_at == LATER
    (body,) = Body.objects.filter(entry__kind="rulebook.published").values_list("body", flat=True)
    said = json.loads(body)
    assert len(said.pop("digest")) == 64
    assert said == {
        "subject": str(key), "of": "parameter", "code": "高龄起点", "entry": "高龄起点/5301/2026-12-01",
        "area_code": "5301", "valid_from": "2026-12-01", "stops": False, "ended": [], "retired": [],
    }  # fmt: skip


def test_published_twice_it_is_written_once(waits, book):
    key = waits()
    approve(key, LI)
    book.work()
    publish(key)
    before = whole_book()
    publish(key, LATER)
    assert (whole_book(), Draft.objects.get().published_at) == (before, AT)
    book.owner()
    assert kinds().count("rulebook.published") == 1


def test_a_rule_gets_the_next_version_of_its_area_with_both_names(waits, book):
    first, second = waits(STRICTER, DraftKind.RULE), waits(STRICTER | {"valid_from": "2027-01-01"}, DraftKind.RULE)
    approve(second, LI)
    approve(first, LI)
    book.work()
    publish(first)
    publish(second)
    rows = Rule.objects.filter(area_code="5301").order_by("version")
    assert [(row.version, row.valid_from, row.valid_to) for row in rows] == [
        (1, BEGINS, date(2027, 1, 1)),
        (2, date(2027, 1, 1), None),
    ]
    assert {(row.author, row.approver, row.approved_at) for row in rows} == {(WANG.account, LI.account, AT)}
    assert [(rule.area_code, rule.version) for rule in rules_in_force("530102", BEGINS)] == [("5301", 1)]


def test_published_back_dated_it_retires_what_would_begin_later(waits, book):
    first, second = waits(), waits(LOWER | {"value": 75, "valid_from": "2026-07-01"})
    for key in (first, second):
        book.app(LI)
        approve(key, LI)
        book.work()
        publish(key)
    assert parameters_in_force("5301", BEGINS)["高龄起点"].value == 75
    assert list(Parameter.objects.filter(area_code="5301").order_by("id").values_list("value", "retired")) == [
        ("78", True),
        ("75", False),
    ]
    book.owner()
    (body,) = Body.objects.filter(entry__subject=second, entry__kind="rulebook.published").values_list(
        "body", flat=True
    )
    assert json.loads(body)["retired"] == ["高龄起点/5301/2026-12-01"]


def test_a_measure_takes_effect_and_a_stop_gives_back_to_the_area_above(waits, book):
    key = waits(SOONER, DraftKind.MEASURE)
    approve(key, LI)
    book.work()
    publish(key)
    (here,) = measures_in_force("5301", BEGINS)
    assert (here.area_code, here.due_days, here.repeat_days) == ("5301", 7, 30)
    stop = waits(
        {"rule": "visit_aged_alone", "item": "上门关怀", "valid_from": "2027-01-01", "stops": True}, DraftKind.MEASURE
    )
    approve(stop, LI)
    book.work()
    publish(stop)
    (above,) = measures_in_force("5301", date(2027, 1, 1))
    assert (above.area_code, measures_in_force("5301", date(2026, 12, 31))[0].due_days) == ("0", 7)
    assert Measure.objects.get(area_code="5301").valid_to == date(2027, 1, 1)


def test_a_stop_of_what_has_not_begun_retires_it(waits, book):
    key = waits(STRICTER, DraftKind.RULE)
    approve(key, LI)
    book.work()
    publish(key)
    stop = waits({"code": "visit_aged_alone", "valid_from": "2026-11-23", "stops": True}, DraftKind.RULE)
    approve(stop, LI)
    book.work()
    publish(stop)
    assert [rule.area_code for rule in rules_in_force("5301", BEGINS)] == ["0"]
    assert list(Rule.objects.filter(area_code="5301").values_list("state", "valid_to")) == [("retired", None)]
    again = waits(STRICTER, DraftKind.RULE)
    approve(again, LI)
    book.work()
    publish(again)
    assert [rule.version for rule in rules_in_force("5301", BEGINS)] == [2]


def test_the_author_does_not_approve_in_any_seat(waits, book):
    key = waits()
    for by in (WANG, Viewer(account=WANG.account, role=Role.OFFICER, area="53", purposes=frozenset(Purpose))):
        book.app(by)
        for decide in (
            lambda by=by: approve(key, by),
            lambda by=by: refuse_draft(draft=key, note="不行", by=by, at=AT, **WORDS),
        ):
            with pytest.raises(SameEyes):
                decide()
    assert (Draft.objects.get().state, jobs_waiting()) == ("submitted", [])


@pytest.mark.parametrize(
    "by",
    [
        NOBODY,
        system("tests"),
        officer(None),
        officer("5303"),
        officer("530102"),
        officer("53", purposes=frozenset({Purpose.HEALTH})),
        *(Viewer(account=str(uuid.uuid4()), role=role, area="53", purposes=frozenset(Purpose)) for role in Role if role is not Role.OFFICER),
    ],
    ids=lambda by: f"{by.role} {by.area}",
)  # fmt: skip
def test_only_an_officer_over_the_area_decides(waits, book, by):
    key = waits()
    book.app(by)
    with pytest.raises(Forbidden):
        approve(key, by)
    with pytest.raises(Forbidden):
        refuse_draft(draft=key, note="不行", by=by, at=AT, **WORDS)
    book.owner()
    assert (Draft.objects.get().state, jobs_waiting()) == ("submitted", [])


def test_who_may_not_know_health_does_not_decide_about_it(waits, book):
    key = waits(STRICTER | {"text": '自理能力 == "不能自理"'}, DraftKind.RULE)
    general = officer("53", purposes=frozenset({Purpose.GENERAL}))
    book.app(general)
    for decide in (
        lambda: approve(key, general),
        lambda: refuse_draft(draft=key, note="不行", by=general, at=AT, **WORDS),
    ):
        with pytest.raises(Forbidden):
            decide()
    book.app(LI)
    approve(key, LI)


def test_only_the_system_publishes_and_only_what_is_approved(waits, book):
    key = waits()
    for by in (LI, WANG, NOBODY):
        with pytest.raises(Forbidden):
            actions.publish(draft=key, vocabulary=WORDS["vocabulary"], by=by, at=AT)
    book.work()
    publish(key)
    assert Draft.objects.get().published_at is None
    with pytest.raises(Forbidden):
        publish(uuid.uuid4())
    assert Parameter.objects.filter(area_code="5301").count() == 0


def test_what_changed_since_it_was_seen_is_not_approved(waits, book):
    key = waits()
    book.app(WANG)
    withdraw_draft(draft=key, by=WANG, at=AT)
    book.app(LI)
    with pytest.raises(AlreadyDecided):
        approve(key, LI)
    book.app(WANG)
    write(WANG, LOWER | {"value": 60}, key=key, seen=1)
    submit(draft=key, reason="改小一些", by=WANG, at=AT, **WORDS)
    book.app(LI)
    with pytest.raises(Stale):
        approve(key, LI, seen=1)
    assert (Draft.objects.get().state, jobs_waiting()) == ("submitted", [])
    approve(key, LI, seen=2)


def test_what_was_never_submitted_is_not_decided(book):
    book.app(WANG)
    key = write(WANG)
    book.app(LI)
    with pytest.raises(DraftMoved):
        approve(key, LI)
    with pytest.raises(DraftMoved):
        refuse_draft(draft=key, note="不行", by=LI, at=AT, **WORDS)


def test_one_decision_counts(waits, book):
    key, other = waits(), waits(LOWER | {"code": "接单时限", "unit": "小时"})
    approve(key, LI)
    with pytest.raises(AlreadyDecided):
        refuse_draft(draft=key, note="反悔", by=LI, at=AT, **WORDS)
    refuse_draft(draft=other, note="依据不足", by=LI, at=AT, **WORDS)
    refuse_draft(draft=other, note="依据不足", by=LI, at=AT, **WORDS)
    with pytest.raises(AlreadyDecided):
        approve(other, LI)
    zhao = officer("5301", "赵明")
    book.app(zhao)
    with pytest.raises(AlreadyDecided):
        approve(key, zhao)
    assert dict(Draft.objects.values_list("public_id", "state")) == {key: "approved", other: "refused"}
    assert jobs_waiting() == [("rulebook.publish", str(key))]


def test_a_refusal_says_why(waits):
    key = waits()
    with pytest.raises(ReasonUnfit):
        refuse_draft(draft=key, note=" ", by=LI, at=AT, **WORDS)
    assert Draft.objects.get().state == "submitted"


def test_what_no_longer_fits_is_neither_approved_nor_published(waits, book):
    """A rule that needs a value; the value is stopped by another draft, which was faster."""
    value = LOWER | {"code": "独居起点", "value": 70}
    there = waits(value)
    approve(there, LI)
    book.work()
    publish(there)
    needs = STRICTER | {"code": "alone", "text": "年龄 >= {独居起点}"}
    first, second = waits(needs, DraftKind.RULE), waits(needs | {"code": "alone_too"}, DraftKind.RULE)
    approve(first, LI)
    book.owner()
    Parameter.objects.filter(code="独居起点").update(retired=True)
    problem = "参数“独居起点”没有在规则的整个有效期内生效"
    book.app(LI)
    with pytest.raises(StaleDraft) as found:
        approve(second, LI)
    assert found.value.problems == (f"规则“alone_too”第1版（地区5301）：{problem}",)
    book.work()
    publish(first)
    row = Draft.objects.get(public_id=first)
    assert (row.state, row.published_at, Rule.objects.filter(code="alone").count()) == ("refused", None, 0)
    publish(first)
    book.owner()
    assert kinds().count("rulebook.draft_overtaken") == 1
    book.app(WANG)
    actions.take_up(draft=first, by=WANG, at=LATER)


def test_a_value_that_others_rest_on_is_stopped_only_where_another_holds(waits, book):
    load()
    book.app(LI)
    own = waits()
    approve(own, LI)
    book.work()
    publish(own)
    stop = waits({"code": "高龄起点", "valid_from": "2027-01-01", "stops": True})
    approve(stop, LI)
    book.work()
    publish(stop)
    assert parameters_in_force("5301", date(2027, 1, 1))["高龄起点"].area_code == "0"

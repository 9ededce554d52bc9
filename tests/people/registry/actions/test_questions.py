"""Doubts about single terms: asked once, settled once, opened again; reports of errors; both values behind a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.people.registry.actions.test_corrections import CLERK, REASON, believed, change, errors, is_projection
from tests.people.registry.people import COUNTY, HIDDEN, enter, officer
from yinling.base.access.models import Look
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Purpose, Role, Viewer, system
from yinling.people.registry.actions import (
    NotNewest,
    QuestionMoved,
    ask,
    read_question,
    reopen,
    report_error,
    settle,
)
from yinling.people.registry.models import Question
from yinling.people.registry.terms import QuestionState

KEPT, CHANGED, DROPPED = QuestionState.KEPT, QuestionState.CHANGED, QuestionState.DROPPED


def doubt(person, now, *, term="self_care", code="differs", held="partly", written="unable", by=CLERK):
    return ask(person=person, term=term, code=code, held=held, written=written, by=by, at=now)


def decide(question, outcome, at, *, value="", note="", by=CLERK):
    return settle(question=question, outcome=outcome, value=value, note=note, by=by, at=at)


def test_the_same_doubt_is_open_once(home, now):
    person = enter(home, now, by=CLERK)
    first = doubt(person, now)
    assert doubt(person, now + timedelta(days=1), written="able") == first
    row = Question.objects.get()
    assert (row.held, row.written, row.state, row.asked_by) == ("partly", "unable", "open", CLERK.account)
    assert Entry.objects.filter(kind="registry.question_asked").count() == 1
    decide(first, KEPT, now)
    assert doubt(person, now + timedelta(days=2)) != first


@pytest.mark.parametrize("outcome", [KEPT, DROPPED])
def test_a_value_stands_and_the_question_rests_until_it_is_opened_again(home, now, outcome):
    person = enter(home, now, by=CLERK)
    question = doubt(person, now)
    assert decide(question, outcome, now + timedelta(hours=1), note="电话核实") == ()
    row = Question.objects.get()
    assert (row.state, row.settled_by, row.note) == (outcome, CLERK.account, "电话核实")
    assert believed(person)["self_care"] == "partly"
    with pytest.raises(QuestionMoved):
        decide(question, CHANGED, now + timedelta(hours=2))
    reopen(question=question, by=CLERK, at=now + timedelta(hours=3))
    with pytest.raises(QuestionMoved):
        reopen(question=question, by=CLERK, at=now + timedelta(hours=4))
    assert Question.objects.get().state == "open"


@pytest.mark.parametrize(("value", "kept"), [("", "unable"), ("able", "able")])
def test_a_value_is_changed_to_what_stood_against_it_or_another(home, now, value, kept):
    person = enter(home, now, by=CLERK)
    question = doubt(person, now)
    assert decide(question, CHANGED, now + timedelta(hours=1), value=value, note="家访") == ("self_care",)
    assert (believed(person)["self_care"], Question.objects.get().state) == (kept, "changed")
    assert is_projection(person)
    reopen(question=question, by=CLERK, at=now + timedelta(hours=2))
    assert (believed(person)["self_care"], Question.objects.get().state) == ("partly", "open")
    assert is_projection(person)
    assert list(Entry.objects.order_by("id").values_list("kind", flat=True))[1:] == [
        "registry.question_asked", "registry.question_settled", "registry.question_reopened",
    ]  # fmt: skip


def test_what_was_changed_again_since_is_not_opened_again(home, now):
    person = enter(home, now, by=CLERK)
    question = doubt(person, now)
    decide(question, CHANGED, now + timedelta(hours=1))
    change(person, "self_care", "able", now + timedelta(hours=2))
    with pytest.raises(NotNewest):
        reopen(question=question, by=CLERK, at=now + timedelta(hours=3))
    assert Question.objects.get().state == "changed"


def test_a_change_that_is_unacceptable_leaves_the_question_open(home, now):
    person = enter(home, now, by=CLERK)
    question = doubt(person, now)
    named = doubt(person, now, term="name", held="单国英", written="单国瑛")
    assert set(errors(lambda: decide(question, CHANGED, now, value="x"))) == {"value"}
    assert set(errors(lambda: decide(question, CHANGED, now, value="partly"))) == {"value"}
    assert set(errors(lambda: decide(named, CHANGED, now))) == {"reason"}
    assert set(errors(lambda: decide(question, KEPT, now, note="理" * 501))) == {"reason"}
    assert set(Question.objects.values_list("state", flat=True)) == {"open"}
    decide(named, CHANGED, now + timedelta(hours=1), note=REASON)
    assert believed(person)["name"] == "单国瑛"


def test_a_report_is_a_question_and_a_second_one_joins_it(home, now):
    person = enter(home, now, by=CLERK)
    first = report_error(person=person, term="phone", text=" 号码停机 ", by=CLERK, at=now)
    assert report_error(person=person, term="phone", text="换号了", by=CLERK, at=now) == first
    assert report_error(person=person, term="", text="照片不是本人", by=CLERK, at=now) != first
    said = set(Question.objects.values_list("term", "code"))
    assert said == {("phone", "reported"), ("remarks", "reported")}
    row = Question.objects.get(term="phone")
    assert (row.held, row.written, row.note) == ("13900001234", None, "号码停机\n换号了")
    for text in ("", "x", "理" * 501, "a\x00b"):
        assert set(errors(lambda text=text: report_error(person=person, term="", text=text, by=CLERK, at=now))) == {
            "text"
        }


def test_both_values_of_a_secret_are_read_for_a_reason_that_stays(home, now):
    person = enter(home, now, by=CLERK)
    question = doubt(person, now, term="phone", held="13900001234", written="13900005678")
    assert set(errors(lambda: read_question(question=question, reason="", by=CLERK, at=now))) == {"reason"}
    assert read_question(question=question, reason="核对电话", by=CLERK, at=now) == ("13900001234", "13900005678", "")
    assert list(Look.objects.values_list("part", "reason")) == [("phone", "核对电话")]
    with pytest.raises(Forbidden):
        read_question(question=doubt(person, now), reason="核对电话", by=CLERK, at=now)


def test_nobody_else_decides_and_nothing_changes(home, now, sides):
    person = enter(home, now, by=CLERK)
    question, medical = doubt(person, now), doubt(person, now, term="health", held="good", written="poor")
    general = Viewer(account="g", role=Role.OFFICER, area=COUNTY, purposes=frozenset({Purpose.GENERAL}))
    callers = [(officer(HIDDEN), question), (Viewer(account="w", role=Role.WORKER, area=COUNTY), question)]
    for by, asked in [*callers, (general, medical)]:
        sides.app(by)
        for call in (
            lambda by=by, asked=asked: decide(asked, CHANGED, now, by=by),
            lambda by=by, asked=asked: reopen(question=asked, by=by, at=now),
            lambda by=by, asked=asked: read_question(question=asked, reason="核对", by=by, at=now),
        ):
            with pytest.raises(Forbidden):
                call()
    sides.app(officer(HIDDEN))
    with pytest.raises(Forbidden):
        report_error(person=person, term="", text="有误", by=officer(HIDDEN), at=now)
    sides.app(CLERK)
    assert set(Question.objects.values_list("state", flat=True)) == {"open"}


def test_the_machinery_asks_too(home, now, sides):
    person = enter(home, now, by=CLERK)
    sides.work(system("import"))
    doubt(person, now, term="health", held="good", written="poor", by=system("import"))
    assert Question.objects.get().asked_by == "system"

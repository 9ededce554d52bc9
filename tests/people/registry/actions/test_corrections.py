"""Correcting facts: dated, with evidence, refused when stale, and taken back while newest; the row of today follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people.registry.people import COUNTY, HIDDEN, enter, id_number, officer, unit
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.registry.actions import (
    HELD_PER_DAY,
    AlreadyKept,
    FactMoved,
    NotNewest,
    TooManyHeld,
    correct,
    mark,
    rebuild_now,
    report_error,
    take_back,
)
from yinling.people.registry.domain import Unacceptable, now_values
from yinling.people.registry.models import Fact, Person, PersonNow, Question
from yinling.people.registry.terms import Source

CLERK = officer(COUNTY)
REASON = "干部档案履历表第 2 页"


def change(person, term, value, at, *, by=CLERK, reason=REASON, **more):
    held = Fact.objects.filter(person__public_id=person, term=term, superseded_at__isnull=True).first()
    seen = more.pop("seen", held.public_id if held else None)
    return correct(
        person=person, term=term, value=value, valid_from=more.pop("valid_from", None), reason=reason, seen=seen, by=by,
        at=at,
    )  # fmt: skip


def believed(person) -> dict[str, str]:
    facts = Fact.objects.filter(person__public_id=person, superseded_at__isnull=True)
    return {fact.term: (fact.secret if fact.value is None else fact.value) for fact in facts}


def is_projection(person) -> bool:
    row = PersonNow.objects.get(person__public_id=person)
    wanted = now_values(believed(person))
    return {column: getattr(row, column) for column in wanted} == wanted


def errors(call) -> dict[str, str]:
    with pytest.raises(Unacceptable) as refusal:
        call()
    return refusal.value.errors


def test_a_correction_is_believed_and_the_old_value_stays(home, now):
    person, later = enter(home, now, by=CLERK), now + timedelta(hours=1)
    made = change(person, "living_arrangement", "with_children", later, valid_from=date(2026, 10, 1), reason="电话核实")
    old, new = Fact.objects.filter(person__public_id=person, term="living_arrangement").order_by("id")
    assert (old.value, old.superseded_at) == ("alone", later)
    assert (new.value, new.superseded_at, new.replaces, new.source) == ("with_children", None, old.id, Source.OFFICER)
    assert (new.public_id, new.valid_from, new.evidence) == (made, date(2026, 10, 1), "电话核实")
    row = PersonNow.objects.get(person__public_id=person)
    assert (row.living_arrangement, row.version, row.known_on) == ("with_children", 2, date(2026, 11, 22))
    assert is_projection(person)
    assert Entry.objects.last().kind == "registry.facts_corrected"


def test_the_journal_knows_which_terms_and_never_what_they_say(home, now, sides):
    person = enter(home, now, by=CLERK)
    change(person, "phone", "13911112222", now + timedelta(hours=1))
    sides.owner()
    body = Body.objects.order_by("entry_id").last().body
    assert "phone" in body
    assert ("13911112222" in body, "13900001234" in body) == (False, False)


def test_a_stale_correction_is_refused_and_changes_nothing(home, now):
    person = enter(home, now, by=CLERK)
    first = Fact.objects.get(person__public_id=person, term="self_care").public_id
    change(person, "self_care", "unable", now + timedelta(hours=1))
    for seen in (first, None):
        with pytest.raises(FactMoved):
            change(person, "self_care", "able", now + timedelta(hours=2), seen=seen)
    assert PersonNow.objects.get(person__public_id=person).self_care == "unable"
    change(person, "phone", "13911112222", now + timedelta(hours=3))  # another term is no conflict


@pytest.mark.parametrize("term", ["began_work", "person_type", "id_number", "name"])
@pytest.mark.parametrize("reason", ["", "  ", "档案", "\x00\x00\x00\x00", "理" * 201])
def test_protected_terms_want_evidence(home, now, term, reason):
    person = enter(home, now, by=CLERK)
    value = {"began_work": "1949-05", "person_type": "retired_with_honours", "id_number": id_number(), "name": "单国瑛"}
    assert set(errors(lambda: change(person, term, value[term], now, reason=reason))) == {"reason"}
    change(person, term, value[term], now + timedelta(hours=1))
    assert is_projection(person)


@pytest.mark.parametrize(
    ("term", "value", "field"),
    [
        ("name", "", "value"), ("sex", "7", "value"), ("birth_date", "1935-02-30", "value"), ("phone", "12", "value"),
        ("residence", "999999", "value"), ("residence", "530199", "value"), ("floor_area", "-1", "value"),
        ("children_count", "1.5", "value"), ("address", "a\x00b", "value"), ("living_arrangement", "alone", "value"),
        ("id_number", "530102193503010011", "value"), ("died_on", "2026-11-23", "value"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_value_is_refused_at_its_field(home, now, term, value, field):
    person = enter(home, now, by=CLERK)
    facts = Fact.objects.count()
    assert set(errors(lambda: change(person, term, value, now))) == {field}
    assert Fact.objects.count() == facts


def test_since_when_is_only_for_what_changes_and_not_in_the_future(home, now):
    person = enter(home, now, by=CLERK)
    tomorrow = date(2026, 11, 23)
    assert set(errors(lambda: change(person, "housing", "own", now, valid_from=tomorrow))) == {"valid_from"}
    assert set(errors(lambda: change(person, "period", "liberation", now, valid_from=date(2026, 1, 1)))) == {
        "valid_from"
    }


def test_an_identity_number_tells_sex_and_birth_unless_another_source_does(home, now):
    person = enter(home, now, by=CLERK, sex="", birth_date=date(1935, 3, 1))
    made = change(person, "id_number", id_number(), now + timedelta(hours=1))
    assert (believed(person)["sex"], believed(person)["birth_date"]) == ("2", "1935-03-01")
    change(person, "id_number", id_number(3, born="19350302"), now + timedelta(hours=2))
    assert (believed(person)["sex"], believed(person)["birth_date"]) == ("1", "1935-03-01")
    question = Question.objects.get(person__public_id=person)
    assert (question.term, question.code, question.held, question.written) == (
        "birth_date", "birth_date.against_id", "1935-03-01", "1935-03-02",
    )  # fmt: skip
    with pytest.raises(NotNewest):
        take_back(fact=made, by=CLERK, at=now + timedelta(hours=3))
    assert is_projection(person)


def test_a_birth_that_contradicts_the_number_wants_evidence(home, now):
    person = enter(home, now, by=CLERK, id_number=id_number(), birth_date=None)
    assert set(errors(lambda: change(person, "birth_date", "1934-12-01", now, reason=""))) == {"reason"}
    change(person, "birth_date", "1934-12-01", now + timedelta(hours=1))
    assert believed(person)["birth_date"] == "1934-12-01"


def test_a_number_kept_elsewhere_is_held_and_changes_nothing(home, now, sides):
    sides.owner()
    elsewhere = unit(HIDDEN, "麒麟区教育局")
    enter(elsewhere, now, by=officer(HIDDEN), id_number=id_number(4), birth_date=None)
    sides.app(CLERK)
    person = enter(home, now, by=CLERK)
    for _try in range(HELD_PER_DAY):
        with pytest.raises(AlreadyKept):
            change(person, "id_number", id_number(4), now)
    with pytest.raises(TooManyHeld):
        change(person, "id_number", id_number(6), now)
    assert "id_number" not in believed(person)
    assert is_projection(person)
    assert Entry.objects.filter(kind="registry.registration_held").count() == HELD_PER_DAY


def test_death_and_moving_away_are_marked_and_taken_back(home, now):
    person = enter(home, now, by=CLERK)
    made = mark(person=person, standing="died", day="2026-10", reason="家属来电", by=CLERK, at=now + timedelta(hours=1))
    row = PersonNow.objects.get(person__public_id=person)
    assert (row.standing, row.died_on, row.died_on_precision) == ("died", date(2026, 10, 1), "month")
    assert take_back(fact=made, by=CLERK, at=now + timedelta(hours=2)) == ("standing", "died_on")
    row.refresh_from_db()
    assert (row.standing, row.died_on) == ("on_roll", None)
    mark(person=person, standing="moved", day="2026-09-01", reason="", by=CLERK, at=now + timedelta(hours=3))
    assert Fact.objects.get(term="standing", superseded_at__isnull=True).valid_from == date(2026, 9, 1)
    assert set(errors(lambda: mark(person=person, standing="x", day="", reason="", by=CLERK, at=now))) == {"value"}
    assert set(errors(lambda: mark(person=person, standing="died", day="x", reason="", by=CLERK, at=now))) == {"day"}


def test_a_day_of_death_means_death_and_the_roll_forgets_the_day(home, now):
    person = enter(home, now, by=CLERK)
    change(person, "died_on", "2026-10-03", now + timedelta(hours=1))
    assert believed(person)["standing"] == "died"
    change(person, "standing", "on_roll", now + timedelta(hours=2))
    assert (believed(person)["died_on"], PersonNow.objects.get(person__public_id=person).died_on) == ("", None)


def test_a_correction_is_taken_back_step_by_step_with_its_questions(home, now):
    person = enter(home, now, by=CLERK)
    report_error(person=person, term="self_care", text="其实能自理", by=CLERK, at=now)
    first = change(person, "self_care", "able", now + timedelta(hours=1))
    second = change(person, "self_care", "unable", now + timedelta(hours=2))
    assert Question.objects.get().state == "changed"
    with pytest.raises(NotNewest):
        take_back(fact=first, by=CLERK, at=now + timedelta(hours=3))
    assert take_back(fact=second, by=CLERK, at=now + timedelta(hours=3)) == ("self_care",)
    assert take_back(fact=first, by=CLERK, at=now + timedelta(hours=4)) == ("self_care",)
    assert (believed(person)["self_care"], Question.objects.get().state) == ("partly", "open")
    assert is_projection(person)
    with pytest.raises(NotNewest):
        take_back(fact=first, by=CLERK, at=now + timedelta(hours=5))


def test_what_was_entered_with_the_person_is_not_taken_back(home, now):
    person = enter(home, now, by=CLERK)
    fact = Fact.objects.get(person__public_id=person, term="name")
    with pytest.raises(Forbidden):
        take_back(fact=fact.public_id, by=CLERK, at=now + timedelta(hours=1))


def test_nobody_else_corrects_and_nothing_changes(home, now, sides):
    person = enter(home, now, by=CLERK)
    made = change(person, "self_care", "able", now + timedelta(hours=1))
    seen = Fact.objects.get(person__public_id=person, term="phone").public_id
    before = believed(person)
    for by in (officer(HIDDEN), Viewer(account="w", role=Role.WORKER, area=COUNTY), officer(None)):
        sides.app(by)
        with pytest.raises(Forbidden):
            change(person, "phone", "13911112222", now, by=by, seen=seen)
        with pytest.raises(Forbidden):
            mark(person=person, standing="died", day="", reason="", by=by, at=now)
        with pytest.raises(Forbidden):
            take_back(fact=made, by=by, at=now)
    sides.app(CLERK)
    assert believed(person) == before


@pytest.mark.parametrize("term", ["health", "political_status", "no_such_term", ""])
def test_terms_of_a_purpose_are_for_those_who_hold_it(home, now, sides, term):
    person = enter(home, now, by=CLERK)
    by = Viewer(account="x", role=Role.OFFICER, area=COUNTY, purposes=frozenset({Purpose.GENERAL}))
    sides.app(by)
    with pytest.raises(Forbidden):
        change(person, term, "good", now, by=by)


def test_the_row_of_today_is_written_for_many_and_goes_with_a_merge(home, now, sides):
    sides.owner()
    people = [Person.objects.get(public_id=enter(home, now, by=CLERK, name=name)) for name in ("单国英", "李淑芬")]
    PersonNow.objects.filter(person=people[0]).delete()
    Fact.objects.filter(person=people[1], term="name").update(value="李淑芳")
    Person.objects.filter(id=people[1].id).update(merged_into=people[0])
    rebuild_now([p.id for p in people], at=now)
    assert list(PersonNow.objects.values_list("person_id", "name", "version")) == [(people[0].id, "单国英", 1)]


VALUES = {
    "name": st.sampled_from(["单国英", "欧阳 文", "阿卜杜拉•买买提", "𠀀英", "John Smith"]),
    "phone": st.sampled_from(["", "13911112222", "0931-8432828、13911112222", "8432828"]),
    "birth_date": st.dates(date(1900, 1, 1), date(2026, 11, 22)).map(str)
    | st.sampled_from(["1931", "1931.05", "1931年5月", ""]),
    "died_on": st.sampled_from(["2020", "2021-05", "2022-06-07", ""]),
    "standing": st.sampled_from(["on_roll", "died", "moved"]),
    "floor_area": st.decimals(1, 900, places=1).map(str) | st.just(""),
    "children_count": st.integers(0, 30).map(str) | st.just(""),
    "id_number": st.sampled_from(["", id_number(), id_number(3, born="19340102")]),
    "chronic_diseases": st.sampled_from(["高血压，糖尿病", "高血压", ""]),
    "health_note": st.text(max_size=30).filter(lambda text: "\x00" not in text),
    "residence": st.sampled_from(["530102001", "530302", ""]),
}


@pytest.mark.slow  # some four seconds
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(VALUES)).flatmap(lambda t: st.tuples(st.just(t), VALUES[t])), max_size=6))
def test_today_is_the_projection_of_the_facts_after_any_corrections(home, now, steps):
    person, at, made = enter(home, now, by=CLERK), now, []
    for term, value in steps:
        at += timedelta(minutes=1)
        try:
            made.append((change(person, term, value, at), before := believed(person)))
            assert before[term] is not None
        except (Unacceptable, AlreadyKept):
            continue
    assert is_projection(person)
    for fact, after in reversed(made):
        at += timedelta(minutes=1)
        assert believed(person) == after
        take_back(fact=fact, by=CLERK, at=at)
        assert is_projection(person)
    assert believed(person)["name"] == "单国英"
    PersonNow.objects.filter(person__public_id=person).update(id_number=None, id_number_index=None)

"""Extra power: asked with a reason, counted, opened for half an hour, written down, ended, gone through."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests import factories as make
from tests.people.registry.people import id_number
from yinling.base.access import actions, queries
from yinling.base.access.models import BreakGlass, Look, NamedPerson
from yinling.base.access.terms import BreakGlassState, Sought
from yinling.base.deadlines.models import Deadline
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer, system
from yinling.people.registry.actions import merge_persons, open_sought, reissue_card
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.queries import dossier

SYSTEM = system("tests")
WHY = "老人在本市急诊，医院要联系家属"
AUDITOR = Viewer(account=str(uuid.uuid4()), role=Role.AUDIT_ADMIN, area="0", name="何兰")


def number(order):
    """The identity number of a woman whom `make.person` enters: 91 this year, born on 8 March."""
    return id_number(order, region="620102", born=f"{timezone.now().year - 91}0308")


NUMBER, OTHER, NOBODYS = number(2), number(4), number(6)


@pytest.fixture
def at(sides):
    sides.owner()
    return timezone.now()


@pytest.fixture
def person(at):
    """Somebody of 城关区, with an identity number and a card."""
    return make.person(unit=make.unit(make.CHENGGUAN), at=at, id_number=NUMBER)


@pytest.fixture
def asker(at):
    """An officer of 七里河区."""
    make.areas(make.QILIHE)
    return make.viewer_for(make.officer(make.QILIHE, at=at, name="陈刚"), at=at)


def ask(asker, at, *, sought=NUMBER, sought_by=Sought.ID_NUMBER, key=None, reason=WHY):
    key = key or uuid.uuid4()
    actions.ask_break_glass(ask=key, sought=sought, sought_by=sought_by, reason=reason, by=asker, at=at)
    return key


def opened(asker, at, **more):
    key = ask(asker, at, **more)
    open_sought(ask=key, by=SYSTEM, at=at)
    return key


def kinds():
    return list(Entry.objects.filter(kind__startswith="access.b").order_by("id").values_list("kind", flat=True))


def persons_seen(viewer, sides):
    sides.app(viewer)
    found = list(PersonNow.objects.values_list("name", flat=True))
    sides.owner()
    return found


@pytest.mark.parametrize("way", [Sought.ID_NUMBER, Sought.CARD_CODE])
def test_a_person_is_opened_for_half_an_hour_and_it_stands_in_the_record(asker, person, at, sides, way):
    sought = NUMBER if way is Sought.ID_NUMBER else make.code_of(person)
    key = opened(asker, at, sought=sought, sought_by=way)
    found = queries.glass_of(key, by=asker)
    assert (found.state, found.until, found.person_id) == (BreakGlassState.OPEN, at + timedelta(minutes=30), person.id)
    look = Look.objects.get()
    assert (look.part, look.account, look.account_name, look.role, look.reason, look.person_id) == (
        "break_glass", asker.account, "陈刚", "officer", WHY, person.id,
    )  # fmt: skip
    assert Deadline.objects.get(kind=actions.OVER).due_at == found.until
    assert kinds() == ["access.break_glass_asked", "access.break_glass_opened"]
    assert persons_seen(asker, sides) == []
    assert persons_seen(queries.extra_power(asker, ask=key), sides) == ["李淑芬"]


def test_the_number_that_was_typed_stands_nowhere_in_clear(asker, person, at):
    opened(asker, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM access_breakglass t")
        stored = [row[0] for row in cursor.fetchall()]
    assert [NUMBER in text for text in [*stored, *Body.objects.values_list("body", flat=True)]].count(True) == 0


def test_no_seat_carries_it_so_lists_counts_and_changes_know_nothing_of_it(asker, person, at, sides):
    opened(asker, at)
    holder = BreakGlass.objects.get().account
    assert make.viewer_for(holder, at=at).persons == ()


def test_a_worker_seat_of_the_same_account_does_not_carry_it_either(asker, person, at):
    opened(asker, at)
    holder = BreakGlass.objects.get().account
    seat = uuid.uuid4()
    actions.give_grant(
        grant=seat, account=holder.public_id, role=Role.WORKER, area_code=make.QILIHE, units=(),
        purposes=frozenset({Purpose.GENERAL}), valid_from=local_day(at), valid_to=None, by=SYSTEM, at=at,
    )  # fmt: skip
    assert queries.viewer(holder, grant=seat, on=local_day(at)).persons == ()


@pytest.mark.parametrize("other", ["nobody has it", "void card", "merged"])
def test_nobody_found_is_one_answer(asker, person, at, other):
    sought, way = NOBODYS, Sought.ID_NUMBER
    if other == "void card":
        sought, way = make.code_of(person), Sought.CARD_CODE
        reissue_card(person=person.public_id, by=officer_of(person), at=at)
    if other == "merged":
        sought, way = make.code_of(person), Sought.CARD_CODE
        Person.objects.filter(pk=person.pk).update(
            merged_into=make.person(unit=person.unit, at=at, name="李淑芬", id_number=OTHER)
        )
    key = opened(asker, at, sought=sought, sought_by=way)
    found = queries.glass_of(key, by=asker)
    assert (found.state, found.person_id, found.until, found.opened_at) == (BreakGlassState.NOT_FOUND, None, None, None)
    assert kinds() == ["access.break_glass_asked", "access.break_glass_not_found"]
    assert (NamedPerson.objects.count(), Look.objects.filter(part="break_glass").count()) == (0, 0)


def officer_of(person):
    return Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area=person.area_code)


def test_five_a_day_and_not_one_more_whatever_was_found(asker, person, at):
    for _time in range(4):
        opened(asker, at, sought=NOBODYS)
    opened(asker, at)
    with pytest.raises(actions.TooManyAsks):
        ask(asker, at)
    assert BreakGlass.objects.count() == 5
    ask(asker, at + timedelta(days=1, seconds=1))
    assert BreakGlass.objects.count() == 6


def test_a_form_sent_twice_asks_once(asker, person, at):
    key = ask(asker, at)
    ask(asker, at, key=key)
    assert (BreakGlass.objects.count(), kinds()) == (1, ["access.break_glass_asked"])
    for _twice in range(2):
        open_sought(ask=key, by=SYSTEM, at=at)
    assert kinds() == ["access.break_glass_asked", "access.break_glass_opened"]


@pytest.mark.parametrize("reason", ["", "急", "九个字的理由不够长", " \x00" * 30, "长" * 301])
def test_a_reason_is_a_sentence(asker, at, reason):
    with pytest.raises(actions.ReasonTooShort):
        ask(asker, at, reason=reason)
    assert BreakGlass.objects.count() == 0


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.OFFICER)])
def test_only_an_officer_asks(asker, at, role):
    with pytest.raises(Forbidden):
        ask(Viewer(account=asker.account, role=role), at)


def test_it_ends_by_the_clock_even_when_no_deadline_fires(asker, person, at):
    key = opened(asker, at - timedelta(minutes=31))
    assert queries.extra_power(asker, ask=key).persons == ()
    assert not queries.glass_of(key, by=asker).is_open(at)


@pytest.mark.parametrize("early", [True, False])
def test_it_ends_early_or_in_time_once(asker, person, at, early):
    key = opened(asker, at)
    later = at + timedelta(minutes=3)
    for _twice in range(2):
        actions.end_break_glass(ask=key, by=asker if early else SYSTEM, at=later)
    found = queries.glass_of(key, by=asker)
    assert (found.state, found.ended_at) == (BreakGlassState.ENDED, later)
    assert queries.extra_power(asker, ask=key).persons == ()
    assert kinds()[2:] == ["access.break_glass_ended"]
    assert f'"early":{str(early).lower()}' in Body.objects.order_by("-entry_id")[0].body
    assert Deadline.objects.get(kind=actions.OVER).state == ("closed" if early else "open")


def test_it_is_nobody_elses(asker, person, at):
    key = opened(asker, at)
    other = make.viewer_for(make.officer(make.QILIHE, at=at, name="别人"), at=at)
    assert queries.extra_power(other, ask=key) == other
    assert queries.extra_power(asker, ask=uuid.uuid4()).persons == ()
    assert queries.extra_power(Viewer(account=asker.account, role=Role.WORKER), ask=key).persons == ()
    for refused in (other, NOBODY, AUDITOR):
        with pytest.raises(Forbidden):
            actions.end_break_glass(ask=key, by=refused, at=at)
        with pytest.raises(Forbidden):
            queries.glass_of(key, by=refused)
    with pytest.raises(Forbidden):
        actions.end_break_glass(ask=uuid.uuid4(), by=asker, at=at)
    assert queries.asks_of(by=other) == []


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.SYSTEM)])
def test_nobody_but_background_work_opens(asker, person, at, role):
    key, by = ask(asker, at), Viewer(account=asker.account, role=role)
    scope = {"person": person.public_id, "person_id": person.id, "area_code": person.area_code, "unit_id": 1}
    with pytest.raises(Forbidden):
        actions.open_break_glass(ask=key, **scope, by=by, at=at)
    with pytest.raises(Forbidden):
        actions.miss_break_glass(ask=key, by=by, at=at)
    with pytest.raises(Forbidden):
        open_sought(ask=key, by=by, at=at)


def test_the_record_is_read_with_the_officers_own_purposes(asker, person, at, sides):
    key = opened(asker, at)
    seen = queries.extra_power(asker, ask=key)
    sides.app(seen)
    assert seen.purposes == asker.purposes
    assert dossier(person.public_id, by=seen).hidden > 0


def test_the_audit_administrator_goes_through_it(asker, person, at):
    first, second = opened(asker, at), opened(asker, at + timedelta(minutes=1))
    actions.review_break_glass(ask=second, note="与医院来电相符", by=AUDITOR, at=at)
    page = queries.glasses(by=AUDITOR)
    assert [(g.ask, g.reviewed_by, g.review_note) for g in page.glasses] == [
        (first, "", ""), (second, "何兰", "与医院来电相符"),
    ]  # fmt: skip
    assert [g.ask for g in queries.glasses(by=AUDITOR, unreviewed=True).glasses] == [first]
    with pytest.raises(actions.GlassMoved):
        actions.review_break_glass(ask=second, note="再看一次", by=AUDITOR, at=at)
    with pytest.raises(actions.NoteMissing):
        actions.review_break_glass(ask=first, note=" ", by=AUDITOR, at=at)


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.AUDIT_ADMIN)])
def test_only_the_audit_administrator_reads_the_books(asker, at, role):
    by, day = Viewer(account=asker.account, role=role, area="0"), local_day(at)
    reads = [
        lambda: queries.glasses(by=by), lambda: queries.looks_of_day(day, by=by),
        lambda: queries.sign_in_failures(by=by, since=at), lambda: queries.origins(by=by, since=at),
        lambda: queries.grants_given(by=by, on=day, since=at),
        lambda: actions.note_audit(page="looks", about="", by=by, at=at),
        lambda: actions.review_break_glass(ask=uuid.uuid4(), note="好的", by=by, at=at),
    ]  # fmt: skip
    for read in reads:
        with pytest.raises(Forbidden):
            read()


def test_the_database_keeps_it_in_form(asker, person, at):
    ask(asker, at)
    row = BreakGlass.objects.filter(account__public_id=asker.account)
    for wrong, name in (
        ({"state": "open"}, "breakglass_open_until"),
        ({"reason": ""}, "breakglass_says_why"),
        ({"state": "lost"}, "breakglass_state_known"),
        ({"reviewed_by": "何兰"}, "breakglass_reviewed_by_somebody"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            row.update(**wrong)


def test_a_merge_in_between_leaves_nothing_to_read(asker, person, at, sides):
    key = opened(asker, at)
    other = make.person(unit=person.unit, at=at, name="李淑芬", id_number=OTHER)
    merge_persons(person=other.public_id, other=person.public_id, reason="证号相同", by=officer_of(person), at=at)
    seen = queries.extra_power(asker, ask=key)
    sides.app(seen)
    assert list(PersonNow.objects.values_list("name", flat=True)) == []

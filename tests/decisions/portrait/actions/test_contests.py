"""Who is judged wrongly can say so; a human decides, and everybody can see that."""

import uuid
from datetime import date, timedelta

import pytest

from tests.decisions.portrait.people import change, citizen, rule
from tests.factories import CHENGGUAN, QILIHE, SYSTEM, unit
from tests.people.registry.people import officer
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.actions import (
    AlreadyContested,
    ContestClosed,
    NothingToSetAside,
    contest,
    decide_contest,
    judge,
    reopen_contest,
    withdraw_contest,
)
from yinling.decisions.portrait.models import Contest, Portrait, Tag
from yinling.decisions.portrait.queries import among, portrait_of, secret_codes
from yinling.decisions.portrait.terms import Claim, ContestState, Voice
from yinling.decisions.rulebook.models import Rule
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import PersonNow

TODAY = date(2026, 11, 22)


@pytest.fixture
def clerk():
    return officer(CHENGGUAN)


@pytest.fixture
def aged(sides, now):
    """A woman of 91 with special hardship: one tag, one tier, one focus."""
    sides.owner()
    rule("aged", "年龄 >= 80")
    rule("first", '生活困难情况 == "特殊困难"', kind="tier", rank=1)
    rule("watch", "年龄 >= 85", kind="focus")
    rule("ill", '健康状况 in ["较差", "很差"]')
    row = citizen(unit(), now, birth_date=date(1935, 3, 1), hardship="special", health="poor")
    sides.work(SYSTEM)
    judge(person=row.public_id, by=SYSTEM, at=now)
    return row


def contested(row, by, at, code="watch", **more):
    key = uuid.uuid4()
    given = {"claim": Claim.SHOULD_NOT, "voice": Voice.FAMILY, "reason": "女儿已搬来同住", **more}
    contest(contest=key, person=row.public_id, rule_code=code, by=by, at=at, **given)
    return key


def decided(key, outcome, by, at):
    decide_contest(contest=key, outcome=outcome, note="电话核实过", by=by, at=at)


def test_a_contest_is_in_the_journal_and_the_tag_shows_it(aged, clerk, sides, now):
    sides.app(clerk)
    key = contested(aged, clerk, now)
    (held,) = [one for one in portrait_of(aged.public_id, by=clerk, on=TODAY).holding if one.rule.code == "watch"]
    assert held.contest is not None
    assert (held.contest.contest, held.contest.state, held.contest.reason) == (key, ContestState.OPEN, "女儿已搬来同住")
    assert held.holds is True
    sides.owner()
    assert list(Entry.objects.filter(kind__startswith="portrait.tag").values_list("subject", flat=True)) == [
        aged.public_id
    ]


def test_what_is_set_aside_counts_no_more_until_its_facts_change(aged, clerk, sides, now):
    sides.app(clerk)
    decided(contested(aged, clerk, now, code="first"), ContestState.SET_ASIDE, clerk, now)
    decided(contested(aged, clerk, now), ContestState.SET_ASIDE, clerk, now)
    portrait = Portrait.objects.get(person=aged)
    assert (portrait.tier, portrait.focus) == (None, False)
    judge(person=aged.public_id, by=clerk, at=now + timedelta(hours=1))
    assert set(Tag.objects.filter(person=aged, set_aside=True).values_list("rule_code", flat=True)) == {
        "first",
        "watch",
    }
    sides.owner()
    change(aged, birth_date=date(1934, 3, 1))
    sides.app(clerk)
    judge(person=aged.public_id, by=clerk, at=now + timedelta(hours=2))
    portrait.refresh_from_db()
    assert (portrait.tier, portrait.focus) == (None, True)


def test_a_decision_is_made_once_and_can_be_taken_back(aged, clerk, sides, now):
    sides.app(clerk)
    key = contested(aged, clerk, now)
    decided(key, ContestState.SET_ASIDE, clerk, now)
    decided(key, ContestState.SET_ASIDE, clerk, now)
    with pytest.raises(ContestClosed):
        decided(key, ContestState.KEPT, clerk, now)
    reopen_contest(contest=key, by=clerk, at=now)
    assert Portrait.objects.get(person=aged).focus is True
    with pytest.raises(ContestClosed):
        reopen_contest(contest=key, by=clerk, at=now)
    withdraw_contest(contest=key, by=clerk, at=now)
    sides.owner()
    assert Entry.objects.filter(kind="portrait.contest_decided").count() == 3


def test_one_contest_waits_at_a_time_and_sent_twice_counts_once(aged, clerk, sides, now):
    sides.app(clerk)
    key = contested(aged, clerk, now)
    contest(
        contest=key, person=aged.public_id, rule_code="watch", claim=Claim.SHOULD_NOT, voice=Voice.FAMILY,
        reason="女儿已搬来同住", by=clerk, at=now,
    )  # fmt: skip
    with pytest.raises(AlreadyContested):
        contested(aged, clerk, now)
    assert Contest.objects.count() == 1


def test_nothing_is_set_aside_that_does_not_hold(aged, clerk, sides, now):
    sides.owner()
    change(aged, hardship="none")
    sides.app(clerk)
    judge(person=aged.public_id, by=clerk, at=now)
    key = contested(aged, clerk, now, code="first", claim=Claim.SHOULD)
    with pytest.raises(NothingToSetAside):
        decided(key, ContestState.SET_ASIDE, clerk, now)


@pytest.mark.parametrize("reason", ["", " ", "\x00", "好" * 501])
def test_without_a_readable_reason_nothing_is_written(aged, clerk, sides, now, reason):
    sides.app(clerk)
    with pytest.raises(Unacceptable):
        contested(aged, clerk, now, reason=reason)
    assert not Contest.objects.exists()


def test_strangers_and_those_without_the_purpose_contest_nothing(aged, clerk, sides, now):
    stranger = officer(QILIHE)
    sides.app(stranger)
    with pytest.raises(Forbidden):
        contested(aged, stranger, now)
    blind = Viewer(account=clerk.account, role=clerk.role, area=CHENGGUAN, purposes=frozenset({Purpose.GENERAL}))
    sides.app(blind)
    with pytest.raises(Forbidden):
        contested(aged, blind, now, code="ill")
    view = portrait_of(aged.public_id, by=blind, on=TODAY)
    assert ([one.rule.code for one in view.holding], view.hidden) == (["aged", "first", "watch"], 1)
    with pytest.raises(Forbidden):
        contested(aged, blind, now, code="no such rule")
    sides.app(clerk)
    assert [one.rule.code for one in portrait_of(aged.public_id, by=clerk, on=TODAY).holding][1] == "first"


def test_a_rule_that_is_retired_stays_as_secret_as_it_was(aged, clerk, sides):
    sides.owner()
    Rule.objects.filter(code="ill").update(state="retired")
    rule("gone", "年龄 >= 80 and 没有这个词 == 1")
    blind = Viewer(account=clerk.account, role=clerk.role, area=CHENGGUAN, purposes=frozenset({Purpose.GENERAL}))
    assert secret_codes(by=blind) == {"ill", "gone"}


def test_tier_and_focus_are_hidden_from_who_may_not_see_what_they_rest_on(aged, clerk, sides, now):
    sides.owner()
    rule("second", '健康状况 == "很差"', kind="tier", rank=2)
    blind = Viewer(account=clerk.account, role=clerk.role, area=CHENGGUAN, purposes=frozenset({Purpose.GENERAL}))
    sides.app(blind)
    view = portrait_of(aged.public_id, by=blind, on=TODAY)
    assert (view.tier, view.focus) == (None, True)
    with pytest.raises(Forbidden):
        among(by=blind, tier=1)
    sides.app(clerk)
    assert portrait_of(aged.public_id, by=clerk, on=TODAY).tier == 1
    found = PersonNow.objects.filter(among(by=clerk, tag="aged", tier=1, focus=True))
    assert [row.person_id for row in found] == [aged.id]
    assert not PersonNow.objects.filter(among(by=clerk, tier=2)).exists()


def himself(row, role=Role.PERSON, **more):
    purposes = frozenset({Purpose.GENERAL, Purpose.HEALTH})
    return Viewer(account=str(uuid.uuid4()), role=role, persons=(row.id,), purposes=purposes, name="李淑芬", **more)


def test_the_person_speaks_for_himself_and_takes_back_only_his_own_word(aged, clerk, sides, now):
    own = himself(aged)
    sides.app(own)
    key = contested(aged, own, now, voice=Voice.OFFICER)
    said = Contest.objects.values_list("voice", "contested_by", "contested_by_name", "state").get()
    assert said == ("person", own.account, "本人", "open")
    with pytest.raises(Forbidden):
        decide_contest(contest=key, outcome=ContestState.KEPT, note="想想", by=own, at=now)
    with pytest.raises(Forbidden):
        reopen_contest(contest=key, by=own, at=now)
    withdraw_contest(contest=key, by=own, at=now)
    sides.app(clerk)
    theirs = contested(aged, clerk, now)
    sides.app(own)
    with pytest.raises(Forbidden):
        withdraw_contest(contest=theirs, by=own, at=now)


@pytest.mark.parametrize("role", [Role.PROXY, Role.WORKER])
def test_who_has_no_right_to_the_record_says_nothing_about_it(aged, sides, now, role):
    other = himself(aged, role)
    sides.app(other)
    with pytest.raises(Forbidden):
        contested(aged, other, now)
    assert Contest.objects.count() == 0


def test_the_person_says_nothing_about_the_neighbour(aged, sides, now):
    sides.owner()
    neighbour = citizen(unit(), now, birth_date=date(1935, 3, 1))
    own = himself(neighbour)
    sides.app(own)
    with pytest.raises(Forbidden):
        contested(aged, own, now)

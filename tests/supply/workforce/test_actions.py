"""Profiles are kept by the officers of their area, once, with nothing that the house does not know."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden, Stale
from yinling.people.registry.domain import Unacceptable
from yinling.supply.workforce import actions
from yinling.supply.workforce.domain import Profile
from yinling.supply.workforce.models import Worker
from yinling.supply.workforce.queries import profile_of, profiles_of, worker_line, workers_of

PLAIN = Profile("provider", "金城护理", "2", ("cmn", "cmn-x-xinan"), ("02", "0301"), 3, "13900001234")


def register(office, profile=PLAIN, by=None, account=None):
    worker = (account or office.worker).public_id
    return actions.register(account=worker, profile=profile, by=office.by(by or office.clerk), at=office.at)


def test_a_profile_is_kept_where_the_worker_works(office):
    key = register(office)
    line = worker_line(account=office.worker.public_id, by=office.by(office.clerk), on=date(2026, 11, 22))
    assert (line.worker, line.area_code, line.name, line.provider_name, line.sex_label, line.phone) == (
        key, "620102", "周海", "金城护理", "女", "139****1234",
    )  # fmt: skip
    assert (line.languages, line.skills, line.most_at_once, line.may_edit) == (
        ("cmn", "cmn-x-xinan"), ("02", "0301"), 3, True,
    )  # fmt: skip
    assert profile_of(key, by=office.by(office.clerk)) == PLAIN
    office.sides.owner()
    fact = Entry.objects.get(subject=key)
    assert fact.kind == "workforce.worker_registered"
    assert "13900001234" not in Body.objects.get(entry=fact).body


def test_one_account_has_one_profile(office):
    register(office)
    with pytest.raises(actions.WorkerExists):
        register(office)


def test_who_works_above_is_kept_above_and_seen_below(office):
    with pytest.raises(Forbidden):
        register(office, account=office.citywide)
    key = register(office, by=office.city, account=office.citywide)
    seen = worker_line(account=office.citywide.public_id, by=office.by(office.clerk), on=date(2026, 11, 22))
    assert (seen.worker, seen.may_edit, seen.phone, seen.sex) == (key, False, "", "2")
    with pytest.raises(Forbidden):
        profile_of(key, by=office.by(office.clerk))
    with pytest.raises(Forbidden):
        actions.change(worker=key, profile=PLAIN, seen=1, by=office.by(office.clerk), at=office.at)
    with pytest.raises(Forbidden):
        actions.set_away(
            worker=key, away_from=date(2026, 12, 1), away_to=None, by=office.by(office.clerk), at=office.at
        )


def test_an_officer_elsewhere_neither_sees_nor_keeps(office):
    key = register(office)
    assert [line.name for line in workers_of(by=office.by(office.stranger), on=date(2026, 11, 22))] == ["和丽芬"]
    with pytest.raises(Forbidden):
        worker_line(account=office.worker.public_id, by=office.by(office.stranger), on=date(2026, 11, 22))
    for act, given in (
        (actions.register, {"account": office.worker.public_id, "profile": PLAIN}),
        (actions.change, {"worker": key, "profile": PLAIN, "seen": 1}),
        (actions.set_away, {"worker": key, "away_from": None, "away_to": None}),
        (actions.change, {"worker": uuid.uuid4(), "profile": PLAIN, "seen": 1}),
        (actions.register, {"account": uuid.uuid4(), "profile": PLAIN}),
    ):
        with pytest.raises(Forbidden):
            act(**given, by=office.by(office.stranger), at=office.at)


def test_a_change_names_what_changed_and_a_stale_one_is_refused(office):
    key = register(office)
    other = Profile("staff", "", "2", ("cmn",), (), 5, "")
    actions.change(worker=key, profile=other, seen=1, by=office.by(office.clerk), at=office.at)
    actions.change(worker=key, profile=other, seen=1, by=office.by(office.clerk), at=office.at)
    with pytest.raises(Stale):
        actions.change(worker=key, profile=PLAIN, seen=1, by=office.by(office.clerk), at=office.at)
    office.sides.owner()
    assert profile_of(key, by=office.by(office.clerk)) == other
    office.sides.owner()
    assert Worker.objects.get().version == 2
    assert list(Entry.objects.filter(subject=key).order_by("id").values_list("kind", flat=True)) == [
        "workforce.worker_registered", "workforce.worker_changed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        (Profile("staff", skills=("9901",)), "skills"),
        (Profile("staff", skills=("02\x00",)), "skills"),
        (Profile("staff", languages=("klingon",)), "languages"),
        (Profile("provider", "\x00 "), "provider_name"),
        (Profile("staff", most_at_once=0), "most_at_once"),
        (Profile("staff", phone="<script>"), "phone"),
        (Profile("staff", sex="x"), "sex"),
        (Profile(""), "kind"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_the_house_does_not_know_is_refused(office, profile, field):
    with pytest.raises(Unacceptable) as refused:
        register(office, profile)
    assert set(refused.value.errors) == {field}
    office.sides.owner()
    assert Worker.objects.count() == 0


def test_away_and_back(office):
    key, worker = register(office), office.worker.public_id
    with pytest.raises(Unacceptable):
        actions.set_away(
            worker=key, away_from=date(2026, 12, 8), away_to=date(2026, 12, 8), by=office.by(office.clerk), at=office.at
        )
    actions.set_away(
        worker=key, away_from=date(2026, 12, 1), away_to=date(2026, 12, 8), by=office.by(office.clerk), at=office.at
    )
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 8)]
    assert [profiles_of([worker])[worker].is_away(day) for day in days] == [False, True, True, False]
    actions.set_away(worker=key, away_from=None, away_to=None, by=office.by(office.clerk), at=office.at)
    assert not profiles_of([worker])[worker].is_away(days[1])


def test_without_a_profile_one_can_do_everything_as_far_as_known(office):
    known = profiles_of([office.worker.public_id])[office.worker.public_id]
    assert (known.knows("0214"), known.languages, known.most_at_once, known.sex) == (True, (), None, "")


def test_the_list_is_searched_and_filtered(office):
    register(office)
    on, by = date(2026, 11, 22), office.by(office.clerk)
    found = {
        text: [line.name for line in workers_of(by=by, on=on, text=text)]
        for text in ("", "zh", "hlf", "丽", "周", "x", "\x00")
    }
    assert found == {
        "": ["和丽芬", "周海"], "zh": ["周海"], "hlf": ["和丽芬"], "丽": ["和丽芬"], "周": ["周海"], "x": [],
        "\x00": ["和丽芬", "周海"],
    }  # fmt: skip
    assert [line.name for line in workers_of(by=by, on=on, category="04")] == ["和丽芬"]
    assert [line.name for line in workers_of(by=by, on=on, category="03")] == ["和丽芬", "周海"]
    assert [line.name for line in workers_of(by=by, on=on, language="cmn-x-xinan")] == ["周海"]

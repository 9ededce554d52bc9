"""A notice stands on the pages of all users of an area, from a moment on, until it ends."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from yinling.base.journal.models import Entry
from yinling.base.notices import actions
from yinling.base.notices.models import Announcement
from yinling.base.notices.queries import announcements_for, written_by_area
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Role, Viewer

pytestmark = pytest.mark.django_db
CITY = Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area="6201", name="王敏")
COUNTY = Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area="620102", name="马丽")


def announced(
    now, *, by=CITY, area="6201", title="停机通知", text="今晚十点停机一小时", since=None, until=None, key=None
):
    key = key or uuid.uuid4()
    actions.announce(
        announcement=key,
        area_code=area,
        title=title,
        text=text,
        shown_from=since or now,
        shown_until=until,
        by=by,
        at=now,
    )
    return key


def titles(places, at):
    return [notice.title for notice in announcements_for(places, at=at)]


def test_it_is_seen_in_its_area_and_in_those_below_for_its_time(sides, now):
    sides.app(CITY)
    announced(now, until=now + timedelta(hours=2))
    for place, seen in (
        ("6201", True),
        ("620102", True),
        ("620102001", True),
        ("62", False),
        ("5301", False),
        ("", False),
    ):
        assert titles([place], now) == (["停机通知"] if seen else []), place
    assert titles(["620102"], now - timedelta(seconds=1)) == []
    assert titles(["620102"], now + timedelta(hours=2)) == []


def test_it_is_taken_back_once(sides, now):
    sides.app(CITY)
    key = announced(now)
    for _ in range(2):
        actions.end_announcement(announcement=key, by=CITY, at=now)
    assert titles(["620102"], now) == []
    sides.owner()
    kinds = list(Entry.objects.filter(subject=key).order_by("id").values_list("kind", flat=True))
    assert kinds == ["notices.announcement_written", "notices.announcement_ended"]


def test_the_same_form_sent_twice_is_one_notice(sides, now):
    sides.app(CITY)
    key = announced(now)
    announced(now, key=key)
    assert Announcement.objects.count() == 1


@pytest.mark.parametrize(
    ("by", "area"), [(COUNTY, "6201"), (COUNTY, "620103"), (CITY, "62"), (CITY, "0"), (NOBODY, "620102")]
)
def test_nobody_writes_outside_his_area(sides, now, by, area):
    sides.app(by)
    with pytest.raises(Forbidden):
        announced(now, by=by, area=area)
    assert Announcement.objects.count() == 0


def test_a_county_does_not_take_back_what_the_city_said(sides, now):
    sides.app(CITY)
    key = announced(now)
    sides.app(COUNTY)
    with pytest.raises(Forbidden):
        actions.end_announcement(announcement=key, by=COUNTY, at=now)
    assert [(notice.title, notice.may_end) for notice in written_by_area(by=COUNTY)] == [("停机通知", False)]


@pytest.mark.parametrize(
    "given",
    [
        {"title": ""},
        {"title": " \x00 "},
        {"text": ""},
        {"title": "长" * 61},
        {"text": "长" * 2001},
        {"until": "before"},
    ],
    ids=str,
)
def test_a_notice_that_says_nothing_or_too_much_is_refused(sides, now, given):
    sides.app(CITY)
    if given.get("until"):
        given["until"] = now - timedelta(minutes=1)
    with pytest.raises(actions.NothingSaid):
        announced(now, **given)
    assert Announcement.objects.count() == 0

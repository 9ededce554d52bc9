"""Notices to all users of an area: written, shown on every page of the area, taken back."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.web.desk.conftest import text_of
from yinling.base.notices.models import Announcement

pytestmark = pytest.mark.django_db
URL = "/desk/announcements/"


def write(client, **changed):
    typed = {
        "announcement": str(uuid.uuid4()),
        "area_code": make.CHENGGUAN,
        "title": "停机通知",
        "text": "今晚十点停机",
        "last_day": "",
    }
    return client.post(URL, typed | changed)


def test_it_stands_on_every_page_of_its_area_until_it_is_taken_back(officer, desk, elsewhere):
    answer = write(officer)
    assert (answer.status_code, answer["Location"]) == (302, URL)
    stranger = make.signed_in(make.officer(make.QILIHE, at=desk.at, name="陈刚"))
    for page in ("/desk/", "/desk/people/", URL):
        assert "停机通知" in text_of(officer.get(page))
        assert "停机通知" not in text_of(stranger.get(page))
    end = reverse("desk:announcement_end", args=[Announcement.objects.get().public_id])
    assert stranger.post(end).status_code == 404
    assert officer.post(end).status_code == 302
    assert "停机通知" not in text_of(officer.get("/desk/"))
    assert "已撤下" in text_of(officer.get(URL))


def test_a_worker_of_the_area_reads_it_on_the_phone(officer, desk):
    write(officer)
    assert "停机通知" in text_of(make.signed_in(make.worker(at=desk.at)).get("/field/"))


def test_the_last_day_is_shown_to_its_end(officer, sides):
    today = timezone.localdate()
    write(officer, last_day=today.isoformat())
    sides.owner()
    until = timezone.localtime(Announcement.objects.get().shown_until)
    assert (until.date(), until.hour) == (today + timedelta(days=1), 0)


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"text": " "}, {"title": "长" * 61}, {"text": "长" * 2001}, {"area_code": "6201"}, {"area_code": make.QILIHE},
     {"area_code": "x"}, {"last_day": "2020-01-01"}, {"last_day": "明天"}, {"announcement": "x"}],
    ids=str,
)  # fmt: skip
def test_a_bad_form_comes_back_with_what_was_typed(officer, sides, wrong):
    answer = write(officer, **wrong)
    assert answer.status_code == 422
    sides.owner()
    assert Announcement.objects.count() == 0

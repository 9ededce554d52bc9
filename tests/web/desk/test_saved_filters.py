"""An officer keeps a filter of a list under a name; nobody else sees or drops it."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories as make
from tests.web.desk.conftest import text_of
from yinling.base.accounts.models import SavedFilter
from yinling.base.journal.models import Entry

pytestmark = pytest.mark.django_db
PEOPLE = "/desk/people/"


def keep(client, name="高龄独居", query="age_from=80&living_arrangement=1", page="people"):
    return client.post(reverse("desk:filter_keep", args=[page]), {"name": name, "query": query})


def test_a_filter_is_kept_sealed_and_stands_beside_its_list(officer, sides):
    answer = keep(officer, query="age_from=80&after=xyz")
    assert (answer.status_code, answer["Location"]) == (302, f"{PEOPLE}?age_from=80")
    page = officer.get(PEOPLE, follow=True).content.decode()
    assert f'href="{PEOPLE}?age_from=80">高龄独居</a>' in page
    sides.owner()
    assert SavedFilter.objects.get().query == "age_from=80"
    with connection.cursor() as cursor:
        cursor.execute("SELECT query FROM accounts_savedfilter")
        assert b"age_from" not in bytes(cursor.fetchone()[0])
    assert Entry.objects.filter(kind="accounts.filter_saved").count() == 1


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("today", "item=助浴"),
        ("orders", "state=placed"),
        ("workers", "q=李&language=yi"),
        ("catalogue", "q=助浴"),
        ("concerns", "kind=complaint"),
    ],
)
def test_every_list_that_may_keep_filters_shows_them(officer, page, query):
    address = reverse(f"desk:{page}")
    assert "保存这个筛选" in text_of(officer.get(f"{address}?{query}"))
    keep(officer, query=query, page=page)
    shown = officer.get(address, follow=True).content.decode()
    assert 'class="chip chip--mark" href="' + address in shown
    assert "保存这个筛选" not in shown


def test_the_same_name_replaces_and_the_one_in_force_can_be_dropped(officer, sides):
    keep(officer)
    keep(officer, query="age_from=90")
    sides.owner()
    row = SavedFilter.objects.get()
    assert row.query == "age_from=90"
    page = officer.get(f"{PEOPLE}?age_from=90").content.decode()
    assert reverse("desk:filter_drop", args=[row.public_id]) in page
    answer = officer.post(reverse("desk:filter_drop", args=[row.public_id]))
    assert answer["Location"] == f"{PEOPLE}?age_from=90"
    assert "已删除“高龄独居”" in text_of(officer.get(answer["Location"]))
    sides.owner()
    assert SavedFilter.objects.count() == 0


def test_another_officer_neither_sees_nor_drops_it(officer, sides, desk):
    keep(officer)
    sides.owner()
    saved = SavedFilter.objects.get().public_id
    other = make.signed_in(make.officer(make.CHENGGUAN, at=desk.at, name="马丽"))
    assert "高龄独居" not in other.get(PEOPLE).content.decode()
    drop = reverse("desk:filter_drop", args=[saved])
    assert other.post(drop).status_code == 404
    assert other.post(reverse("desk:filter_drop", args=[uuid.uuid4()])).status_code == 404
    sides.owner()
    assert SavedFilter.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "query"),
    [("", "a=1"), (" \x00 ", "a=1"), ("长" * 31, "a=1"), ("名", ""), ("名", "after=1"), ("名", "a=" + "9" * 2_100)],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(officer, sides, name, query):
    answer = keep(officer, name=name, query=query)
    assert answer.status_code == 302
    assert "没有保存" in text_of(officer.get(PEOPLE))
    sides.owner()
    assert SavedFilter.objects.count() == 0


def test_only_lists_have_kept_filters(officer):
    assert keep(officer, page="rules").status_code == 404


def test_twenty_are_kept_and_no_more(officer, sides):
    for number in range(21):
        keep(officer, name=f"筛选{number}", query=f"age_from={number + 1}")
    sides.owner()
    assert SavedFilter.objects.count() == 20

"""The list, the search and the dossier, as an officer of one county."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people.registry.people import COUNTY, HIDDEN, enter, id_number, officer, unit
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.viewing import state
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer
from yinling.people.registry import queries
from yinling.people.registry.models import Card, Person
from yinling.people.registry.queries import card_holder, count, dossier, names_of, page, person_of

CLERK = officer(COUNTY)


@pytest.fixture
def people(home, now, sides):
    there = officer(HIDDEN)
    sides.owner()
    elsewhere = unit(HIDDEN, "麒麟区教育局")
    sides.app(there)
    enter(elsewhere, now, by=there, name="单国强")
    sides.app(CLERK)
    for name, phone in (
        ("单国英", "13900001234"),
        ("张建国", "13900005678"),
        ("欧阳修", ""),
        ("赵丽", "0871-66661234"),
    ):
        enter(home, now, by=CLERK, name=name, phone=phone)
    enter(home, now, by=CLERK, name="李四", phone="", id_number=id_number(), birth_date=None)


def found(search: str) -> set[str]:
    return {line.name for line in page(by=CLERK, search=search).lines}


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("单", {"单国英"}),
        ("国英", {"单国英"}),
        ("建国", {"张建国"}),
        ("shan", {"单国英"}),
        ("ＳＧＹ", {"单国英"}),
        ("z", {"张建国", "赵丽"}),
        ("zjg", {"张建国"}),
        ("oyx", {"欧阳修"}),
        ("1234", {"单国英", "赵丽"}),
        (id_number()[-4:], {"李四"}),
        ("国强", set()),
        ("nobody", set()),
        ("%", set()),
        ("' OR 1=1 --", set()),
    ],
)
def test_the_search_finds_by_each_key_and_in_scope(people, search, expected):
    assert found(search) == expected


def test_the_list_is_in_order_of_pinyin_and_counts_itself(people):
    first = page(by=CLERK)
    assert [line.name for line in first.lines] == ["李四", "欧阳修", "单国英", "张建国", "赵丽"]
    assert (first.after, count(by=CLERK)) == (None, (5, True))


def test_nobody_sees_an_empty_list(people, sides):
    sides.app(NOBODY)
    assert (page(by=NOBODY).lines, count(by=NOBODY)) == ([], (0, True))


def test_a_list_of_five_asks_as_often_as_a_list_of_one(people, home, sides):
    def asked(**how):
        with CaptureQueriesContext(connection) as captured:
            page(by=CLERK, **how)
        return len(captured)

    assert asked(search="zhaoli") == asked(search="z")
    assert asked() == asked(after="a|0")


@pytest.mark.parametrize("after", ["", "x", "|", "a|", "|9" * 3, "a|99999999999999999999", "a\x00|1", "a|-1"])
def test_a_bent_page_mark_is_no_error(people, after):
    page(by=CLERK, after=after)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 7))
def test_pages_show_everybody_once_whatever_their_size(people, monkeypatch, size):
    monkeypatch.setattr(queries, "PAGE", size)
    seen, after = [], ""
    while True:
        got = page(by=CLERK, after=after)
        assert len(got.lines) <= size
        seen += [line.person for line in got.lines]
        if got.after is None:
            break
        after = got.after
    assert sorted(seen) == sorted(Person.objects.values_list("public_id", flat=True))


def test_a_count_stops_at_its_limit_and_says_so(people, monkeypatch):
    monkeypatch.setattr(queries, "COUNT_LIMIT", 3)
    assert count(by=CLERK) == (3, False)


def test_the_dossier_masks_what_is_secret(people):
    who = page(by=CLERK, search="单国英").lines[0].person
    shown = dossier(who)
    secrets = {fact.term: fact.value for fact in shown.facts if fact.is_secret}
    assert set(secrets) == {"phone", "address"}
    assert "13900001234" not in str(shown)
    assert "翠湖南路 1 号" not in str(shown)
    assert (shown.name, shown.area_path, shown.unit) == ("单国英", "云南省 昆明市 五华区", "五华区教育局")
    assert [fact.term for fact in shown.facts] == [
        "name", "sex", "birth_date", "person_type", "phone", "address", "living_arrangement", "self_care",
    ]  # fmt: skip


def test_hidden_and_absent_are_alike(people, sides, now):
    sides.owner()
    hidden = Person.objects.get(area_code=HIDDEN)
    code = Card.objects.get(person=hidden).code
    sides.app(CLERK)
    for ask in (person_of, dossier):
        with pytest.raises(Forbidden):
            ask(hidden.public_id)
    assert (names_of([hidden.pk]), card_holder(code)) == ({}, None)


def test_a_viewer_of_one_person_sees_that_one(people, sides):
    one = person_of(page(by=CLERK, search="赵丽").lines[0].person)
    worker = Viewer(account="w", role=Role.WORKER, persons=(one.pk,), purposes=frozenset(Purpose))
    state(worker)
    assert [line.name for line in page(by=worker).lines] == ["赵丽"]

"""The list and the search, as an officer of one county."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people.registry.people import id_number
from tests.people.registry.queries.conftest import CLERK
from yinling.base.rows.viewing import state
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer
from yinling.people.registry.models import Person
from yinling.people.registry.queries import count, counts, lists, page, person_of


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
    assert (first.after, count(by=CLERK)) == (None, (5, True, None))


def test_nobody_sees_an_empty_list(people, sides):
    sides.app(NOBODY)
    assert (page(by=NOBODY).lines, count(by=NOBODY)) == ([], (0, True, None))


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
    monkeypatch.setattr(lists, "PAGE", size)
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
    monkeypatch.setattr(counts, "COUNT_LIMIT", 3)
    assert count(by=CLERK) == (3, False, None)


def test_a_viewer_of_one_person_sees_that_one(people, sides):
    one = person_of(page(by=CLERK, search="赵丽").lines[0].person)
    worker = Viewer(account="w", role=Role.WORKER, persons=(one.pk,), purposes=frozenset(Purpose))
    state(worker)
    assert [line.name for line in page(by=worker).lines] == ["赵丽"]

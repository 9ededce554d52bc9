"""The list and the search, as an officer of one county."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROUNDS
from tests.people.registry.people import COUNTY, id_number
from tests.people.registry.queries.conftest import CLERK
from tests.people.registry.rows import known
from yinling.base.rows.viewing import state
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.queries import SORTS, Sort, count, counts, lists, page, person_of

pytestmark = pytest.mark.slow  # a population for each test


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


_NAMES = ("王一", "王一", "李二", "张三", "欧阳修")
_VALUES = st.fixed_dictionaries(
    {
        "name": st.sampled_from(_NAMES),
        "birth_date": st.sampled_from([None, date(1930, 1, 1), date(1940, 2, 29)]),
        "post_level": st.sampled_from([None, "121", "131"]),
        "treatment_level": st.none(),
        "known_on": st.sampled_from([None, date(2026, 1, 1), date(2026, 2, 1)]),
        "person_type": st.sampled_from(["retired", "survivor"]),
        "area_code": st.sampled_from([COUNTY, "530102001"]),
    }
)
_SORTS = st.builds(Sort, st.sampled_from([*SORTS]), st.booleans())


def _in_order(sort: Sort, rows: list[PersonNow]) -> list[int]:
    """The same order by plain Python: by the key, then pinyin, then id; without a key last."""
    having = [row for row in rows if getattr(row, sort.column) is not None]
    absent = [row for row in rows if getattr(row, sort.column) is None]
    having.sort(key=lambda r: (getattr(r, sort.column), r.pinyin, r.person_id), reverse=sort.backwards)
    absent.sort(key=lambda r: (r.pinyin, r.person_id), reverse=sort.backwards)
    return [row.person_id for row in (*having, *absent)]


@settings(max_examples=ROUNDS // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(_VALUES, max_size=9), size=st.integers(1, 4), sort=_SORTS)
def test_every_order_shows_everybody_once_with_ties_and_gaps(home, sides, monkeypatch, *, values, size, sort):
    monkeypatch.setattr(lists, "PAGE", size)
    with transaction.atomic():
        sides.owner()
        for of in values:
            known(home, **of)
        sides.app(CLERK)
        seen, after = [], ""
        while after is not None:
            got = page(by=CLERK, sort=sort, after=after)
            assert len(got.lines) <= size
            seen += [line.person for line in got.lines]
            after = got.after
        inner = dict(Person.objects.values_list("public_id", "id"))
        assert [inner[person] for person in seen] == _in_order(sort, list(PersonNow.objects.all()))
        transaction.set_rollback(True)


@pytest.mark.parametrize("by", [*SORTS])
@pytest.mark.parametrize(
    "place", [["x"], ["age", 1, 2, 3], {}, 7, None, ["", "", "", ""], ["name", "a", "b", -1], ["name", None, "b", 1]]
)
def test_a_place_of_another_list_is_its_beginning(people, by, place):
    first = page(by=CLERK, sort=Sort(by)).lines
    for said in (place, [by, *place[1:]] if isinstance(place, list) and len(place) == 4 else place):
        after = urlsafe_b64encode(json.dumps(said).encode()).decode()
        assert len(page(by=CLERK, sort=Sort(by), after=after).lines) <= len(first)


def test_what_cannot_be_sorted_by_is_refused():
    with pytest.raises(KeyError):
        Sort("phone")

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yinling.people.intake.domain.cells import pack, pack_clean, unpack, unpack_clean
from yinling.people.intake.domain.records import CleanRow, Doubt

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
cells = st.one_of(
    texts, st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(min_value=timedelta(days=-9999), max_value=timedelta(days=9999)).map(
        lambda d: timedelta(seconds=int(d.total_seconds()))),
)  # fmt: skip


@given(st.lists(cells, max_size=8))
def test_cells_come_back_as_they_were(row):
    kept = list(row)
    while kept and kept[-1] == "":
        kept.pop()
    found = unpack(pack(row))
    assert found == kept
    assert [type(cell) for cell in found] == [type(cell) for cell in kept]


def test_each_kind_of_cell():
    row = [
        "",
        1,
        1.5,
        True,
        date(1940, 3, 1),
        datetime.fromisoformat("2025-01-02T03:04:05"),
        time(8, 30),
        timedelta(hours=26),
        "𠮷",
        "",
    ]
    assert unpack(pack(row)) == row[:-1]


words = st.dictionaries(texts, texts, max_size=4)


@given(words, words, st.lists(st.builds(Doubt, texts, texts, texts, texts), max_size=3), words, texts)
def test_a_cleaned_row_comes_back(values, rules, doubts, stated, hint):
    row = CleanRow(values, rules, tuple(doubts), stated, hint)
    assert unpack_clean(pack_clean(row)) == row

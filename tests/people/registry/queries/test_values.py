"""The plain values of a row of today are those that it was written from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yinling.people.registry.domain import now_values
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries.values import values_of
from yinling.people.registry.terms import CATALOGUE, DATE_TERMS, TermKind

_DATES = st.one_of(
    st.dates().map(lambda d: d.isoformat()),
    st.dates().map(lambda d: d.isoformat()[:7]),
    st.dates().map(lambda d: d.isoformat()[:4]),
)


def _values(term: str) -> st.SearchStrategy[str]:
    if term in DATE_TERMS:
        return _DATES
    if CATALOGUE[term].kind is TermKind.NUMBER:
        return st.sampled_from(["59.5", "60", "100", "0.25"]) if term == "floor_area" else st.integers(1, 99).map(str)
    if term in {"sex", "standing"}:
        return st.sampled_from(["1", "2", "9"] if term == "sex" else ["died", "moved", "on_roll"])
    return st.text("张李王0123456789、", min_size=1, max_size=12)


@given(st.fixed_dictionaries({}, optional={term: _values(term) for term in CATALOGUE}))
def test_values_of_is_the_inverse_of_now_values(values):
    assert values_of(PersonNow(**now_values(values))) == {"standing": "on_roll"} | values

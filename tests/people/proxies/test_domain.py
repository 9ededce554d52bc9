"""Whether a right holds, over all days and scopes; whether one can be recorded."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.people.proxies.domain import Mandate, Standing, refusals
from yinling.people.proxies.terms import ActingScope

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
SCOPES = st.sets(st.sampled_from(ActingScope.values))


@given(st.builds(Standing, SCOPES, DAYS, st.none() | DAYS, st.booleans()), st.sampled_from(ActingScope), DAYS)
def test_a_right_holds_in_its_half_open_period_for_its_scopes_until_revoked(held, scope, on):
    in_force = not held.is_revoked and held.valid_from <= on and (held.valid_to is None or on < held.valid_to)
    assert held.in_force(on=on) is in_force
    assert held.holds(scope, on=on) is (in_force and scope.value in held.scopes)


@given(SCOPES, DAYS, st.none() | DAYS, st.sampled_from(ActingScope), DAYS)
def test_nothing_holds_once_revoked_and_less_never_holds_more(scopes, start, end, scope, on):
    assert not Standing(scopes, start, end, True).holds(scope, on=on)
    fewer = Standing(scopes - {scope.value}, start, end, False)
    assert not fewer.holds(scope, on=on)


def mandate(**changed) -> Mandate:
    plain = {
        "kind": "family", "basis": "spoken", "name": "李芳", "relation": "女儿", "scopes": ("rate",),
        "valid_from": TODAY, "valid_to": None, "account": None,
    }  # fmt: skip
    return Mandate(**(plain | changed))


def test_a_plain_mandate_can_be_recorded():
    assert refusals(mandate(), on=TODAY) == {}
    assert refusals(mandate(kind="guardian", basis="legal"), on=TODAY) == {}
    assert refusals(mandate(kind="staff", account=uuid.uuid4()), on=TODAY) == {}
    assert refusals(mandate(valid_from=TODAY - timedelta(days=9), valid_to=TODAY + timedelta(days=1)), on=TODAY) == {}


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"kind": "friend"}, {"kind"}),
        ({"kind": "staff"}, {"kind"}),
        ({"account": uuid.uuid4()}, {"kind"}),
        ({"basis": ""}, {"basis"}),
        ({"basis": "legal"}, {"basis"}),
        ({"relation": ""}, {"relation"}),
        ({"relation": "女" * 21}, {"relation"}),
        ({"scopes": ()}, {"scopes"}),
        ({"scopes": ("rate", "everything")}, {"scopes"}),
        ({"valid_from": TODAY + timedelta(days=367)}, {"valid_from"}),
        ({"valid_to": TODAY}, {"valid_to"}),
        ({"valid_from": TODAY + timedelta(days=9), "valid_to": TODAY + timedelta(days=9)}, {"valid_to"}),
        ({"valid_to": date(9999, 12, 31)}, {"valid_to"}),
        ({"kind": "", "basis": "", "scopes": (), "relation": ""}, {"kind", "basis", "scopes", "relation"}),
    ],
)
def test_each_wrong_field_is_said(changed, fields):
    assert set(refusals(mandate(**changed), on=TODAY)) == fields

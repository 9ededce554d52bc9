"""From the signed-in account to the viewer, anew at each request."""

import pytest
from django.test import Client, RequestFactory

from tests.factories import CHENGGUAN, QILIHE, account, officer, signed_in
from yinling.base.access.models import Grant
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Role
from yinling.web.looking import SEAT, Looking, viewer_of


def looked(client: Client, holder, **session: str):
    """The viewer that the middleware finds for a session."""
    request = RequestFactory().get("/")
    request.user, request.session = holder, session
    Looking(lambda found: found)(request)
    return request.viewer


def test_the_first_grant_is_the_seat(sides, now):
    sides.owner()
    holder = officer(CHENGGUAN, at=now)
    found = looked(signed_in(holder), holder)
    assert (found.role, found.area, found.account) == (Role.OFFICER, CHENGGUAN, str(holder.public_id))


@pytest.mark.parametrize("chosen", ["", "not a uuid", "7d1f1f1e-0000-4000-8000-00000000000a", "\x00"])
def test_a_seat_that_is_not_held_is_not_taken(sides, now, chosen):
    sides.owner()
    holder = officer(CHENGGUAN, at=now)
    other = officer(QILIHE, at=now, name="陈刚")
    theirs = str(Grant.objects.get(account=other).public_id)
    assert looked(signed_in(holder), holder, **{SEAT: chosen}).area == CHENGGUAN
    assert looked(signed_in(holder), holder, **{SEAT: theirs}).area == CHENGGUAN


def test_an_ended_grant_opens_nothing(sides, now):
    sides.owner()
    holder = account(Role.OFFICER, CHENGGUAN, at=now)
    Grant.objects.filter(account=holder).update(valid_to="2026-11-22")
    assert looked(signed_in(holder), holder) is None


def test_nobody_is_no_viewer():
    request = RequestFactory().get("/")
    request.viewer = NOBODY
    assert viewer_of(request) is NOBODY
    del request.viewer
    with pytest.raises(Forbidden):
        viewer_of(request)

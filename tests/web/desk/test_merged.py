"""Every page of a person whose record became part of another: reading leads on, acts are not done, nothing breaks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories as make
from tests.web.desk.conftest import same, text_of
from tests.web.everything import digests
from yinling.people.registry import actions as registry
from yinling.people.registry.models import Person
from yinling.web.desk.urls import urlpatterns

pytestmark = pytest.mark.django_db
PAGES = sorted(p.name for p in urlpatterns if "<uuid:person>" in str(p.pattern))
_MORE = {"fact": {"term": "phone"}, "contest": {"code": "aged"}, "judged": {"code": "aged"}, "menu_item": {"code": "0216"},
         "candidate": {"code": "nursing_allowance"}}  # fmt: skip
# What is only done leads the reader to the dossier, and that one to the record that was kept.
ONLY_DONE = {"reveal", "key_issue", "reissue", "contact_card_revoke", "end_wish"}


def address(name, person):
    return reverse(f"desk:{name}", kwargs={"person": person.public_id, **_MORE.get(name, {})})


@pytest.fixture
def two(desk, unit):
    """A record that was kept and the one that became part of it, of which all that was noted is still there."""
    kept, gone = desk.person(unit), desk.person(unit, "李淑芳")
    make.order(gone, at=desk.at)
    by = make.viewer_for(make.officer(at=desk.at, name="刘洋"), at=desk.at)
    registry.merge_persons(person=kept.public_id, other=gone.public_id, reason="证号相同", by=by, at=desk.at)
    return kept, gone


def kept_by(sides) -> dict[str, str]:
    sides.owner()
    found = digests()
    sides.app()
    return found


def test_reading_leads_to_the_same_page_of_the_record_that_was_kept(officer, two, application):
    kept, gone = two
    application()
    answers = {name: officer.get(address(name, gone)) for name in PAGES}
    assert {name: (a.status_code, a.headers.get("Location")) for name, a in answers.items()} == {
        name: (302, address("person", gone) if name in ONLY_DONE else address(name, kept)) for name in PAGES
    }


def test_an_act_is_not_done_and_says_so_on_the_record_that_was_kept(officer, two, sides, application):
    kept, gone = two
    application()
    before = kept_by(sides)
    answers = {name: officer.post(address(name, gone)) for name in PAGES}
    reads = {name for name, answer in answers.items() if answer.status_code == 405}
    assert reads == {"person", "card", "contact_card", "contact_card_pdf", "contact_card_png", "judged", "keys", "menu"}
    assert {a.headers["Location"] for name, a in answers.items() if name not in reads} == {address("person", kept)}
    assert kept_by(sides) == before
    assert "已经并入另一份，刚才的操作没有执行" in text_of(officer.get(address("person", kept)))


def test_what_is_asked_for_in_place_takes_the_whole_page_along(officer, two, application):
    kept, gone = two
    application()
    for answer, name in (
        (officer.get(address("fact", gone), headers={"hx-request": "true"}), "fact"),
        (officer.post(address("reveal", gone), {"term": "phone"}, headers={"hx-request": "true"}), "person"),
    ):
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, address(name, kept))


@pytest.mark.parametrize("method", ["get", "post"])
def test_whose_record_elsewhere_was_merged_nobody_learns(stranger, two, desk, application, method):
    _kept, gone = two
    absent = Person(public_id="00000000-0000-4000-8000-000000000000")
    application()
    for name in PAGES:
        hidden, made_up = (getattr(stranger, method)(address(name, one)) for one in (gone, absent))
        assert same(hidden) == same(made_up)
        assert hidden.headers.get("Location") in (None, address("person", gone))  # an act that is read: as for anybody
        assert hidden.status_code in (302, 404, 405)


def test_a_record_that_was_kept_where_one_sees_nothing_stays_hidden(officer, two, elsewhere, application):
    kept, gone = two
    Person.objects.filter(id=kept.id).update(unit=elsewhere, area_code=elsewhere.area_id)
    application()
    assert {officer.get(address(name, gone)).status_code for name in set(PAGES) - ONLY_DONE} == {404}
    acts = {officer.post(address(name, gone)).status_code for name in PAGES}
    assert acts == {404, 405}

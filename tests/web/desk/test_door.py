"""Who has the desk's door, and that absent and forbidden look the same through it."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests.web.desk import (
    candidates,
    contested,
    extra_power,
    hands,
    keyring,
    noticed,
    rosters,
    rulebook,
    shop,
    spoken,
    visiting,
)
from tests.web.desk.conftest import same, text_of
from yinling.decisions.careplan.models import Proposal
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.registry import actions as registry
from yinling.people.registry.models import Card, Fact, Merge, Person, Question, Relative
from yinling.service.orders.models import Order
from yinling.web.desk.urls import urlpatterns

pytestmark = pytest.mark.django_db
LISTS = (
    "today", "people", "people_count", "people_filter", "people_columns", "people_export", "register", "register_units", "register_areas", "orders", "figures", "figure", "figures_json",
    "quality", "recalculation", "cohorts", "cohort_people", "worklist_counted", "feedback_figures", "figures_counted",
)  # fmt: skip
READ_ONE = ("person", "card", "contact_card", "receipt", "receipt_paper", "unit_quality")
FORMS = ("fact", "standing", "report", "relative_add", "question")
OF_RECORD = ("take_back", "reopen", "read_question", "relative_link", "relative_end", "relative_restore", "undo_merge")
ACTS = (
    "reveal", "reissue", "contact_card_revoke", "approve", "reject", "postpone", "proposal_undo", "place_again", "cancel", "send_back",
    *OF_RECORD,
)  # fmt: skip
FILES = ("figures_xlsx",)
FILES_OF_ONE = ("contact_card_pdf", "contact_card_png")
ONLY_POSTED = {*ACTS, "scope", "read_id_number", "decide", "worklist_export", "cohort_export"}


@pytest.fixture
def things(desk, unit, worker):
    """The address of every page and act about one person of 城关区."""
    person = desk.person(unit)
    proposal, order = desk.proposal(person), desk.returned(person)
    task = desk.confirmed(person, worker)
    own = (
        "person", "card", "reveal", "reissue", "standing", "report", "relative_add", "fact", "contact_card",
        "contact_card_revoke", *FILES_OF_ONE,
    )  # fmt: skip
    of_person = dict.fromkeys(own, person.public_id)
    ids = {
        **of_person,
        **dict.fromkeys(("approve", "reject", "postpone", "proposal_undo"), proposal),
        "place_again": order,
        "cancel": order,
        "receipt": task,
        "receipt_paper": task,
    }
    ids |= dict.fromkeys(("unit_quality", "send_back"), unit.public_id)
    return {name: address(name, key) for name, key in {**ids, **record(person, desk.at)}.items()}


def record(person, at):
    """The public id of a doubt, a correction and a relative, by the names of the pages about them."""
    by = viewer(area=person.area_code)
    seen = Fact.objects.get(person=person, term="self_care").public_id
    changed = registry.correct(
        person=person.public_id, term="self_care", value="unable", valid_from=None, reason="", seen=seen, by=by,
        at=at + timedelta(minutes=1),
    )  # fmt: skip
    doubt = registry.report_error(person=person.public_id, term="phone", text="号码停机", by=by, at=at)
    relative = registry.add_relative(
        relative=uuid.uuid4(), person=person.public_id, name="张国华", kin="1", phone="", is_deceased_cadre=False,
        other=None, by=by, at=at,
    )  # fmt: skip
    twin = Person.objects.create(area_code=person.area_code, unit=person.unit, created_at=at, merged_into=person)
    merge = Merge.objects.create(**person.scope(), other=twin, reason="证号相同", merged_at=at, merged_by="x")
    return {
        "take_back": changed, **dict.fromkeys(("question", "reopen", "read_question"), doubt),
        **dict.fromkeys(("relative_link", "relative_end", "relative_restore"), relative), "undo_merge": merge.public_id,
    }  # fmt: skip


def viewer(area):
    return Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area=area, purposes=frozenset({Purpose.GENERAL}))


def address(name, key):
    return reverse(f"desk:{name}", args=[key, "phone"] if name == "fact" else [key])


def absent(name):
    return address(name, uuid.uuid4())


def test_these_tests_know_every_address():
    assert {p.name for p in urlpatterns} == {
        *LISTS,
        *READ_ONE,
        *FORMS,
        *FILES,
        *FILES_OF_ONE,
        *ONLY_POSTED,
        *rosters.ADDRESSES,
        *candidates.ADDRESSES,
        *rulebook.ADDRESSES,
        *shop.ADDRESSES,
        *contested.ADDRESSES,
        *extra_power.ADDRESSES,
        *hands.ADDRESSES,
        *keyring.ADDRESSES,
        *spoken.ADDRESSES,
        *visiting.ADDRESSES,
        *noticed.ADDRESSES,
    }


@pytest.mark.parametrize("name", LISTS)
def test_an_officer_opens_every_list_and_nothing_is_stored(officer, application, name):
    application()
    answer = officer.get(reverse(f"desk:{name}"))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_an_officer_opens_every_page_about_his_person(officer, things, application):
    application()
    answers = {name: officer.get(things[name]) for name in READ_ONE}
    assert {name: a.status_code for name, a in answers.items()} == {
        "person": 200, "card": 200, "contact_card": 200, "receipt": 202, "receipt_paper": 202, "unit_quality": 200,
    }  # fmt: skip
    assert {a.headers["Cache-Control"] for a in answers.values()} == {"no-store"}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_about_his_person_opens_for_an_officer(officer, things, application, name):
    application()
    answer = officer.get(things[name])
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("name", [*READ_ONE, *FORMS, *FILES_OF_ONE])
def test_a_page_of_another_county_is_as_absent_as_a_made_up_one(stranger, things, application, name):
    application()
    hidden, made_up = stranger.get(things[name]), stranger.get(absent(name))
    assert same(hidden) == same(made_up)
    assert hidden.status_code == 404


@pytest.mark.parametrize("name", [*ACTS, *FORMS])
def test_an_act_in_another_county_is_as_absent_as_a_made_up_one_and_does_nothing(
    stranger, things, application, sides, name
):
    application()
    typed = {
        "reason": "家属已安排照护", "term": "phone", "value": "died", "outcome": "kept", "text": "有误", "name": "张",
        "kin": "1", "relative": str(uuid.uuid4()), "until": (timezone.now() + timedelta(days=9)).date().isoformat(),
    }  # fmt: skip
    hidden, made_up = stranger.post(things[name], typed), stranger.post(absent(name), typed)
    assert same(hidden) == same(made_up)
    assert hidden.status_code == 404
    sides.owner()
    assert set(Proposal.objects.values_list("state", flat=True)) == {"open", "approved"}
    assert sorted(Order.objects.values_list("state", flat=True)) == ["fulfilled", "returned"]
    assert Card.objects.filter(revoked_at__isnull=False).count() == 0
    assert list(Relative.objects.values_list("name", "ended_at")) == [("张国华", None)]
    assert list(Question.objects.values_list("state", "note")) == [("open", "号码停机")]
    assert Fact.objects.filter(superseded_at__isnull=False).count() == 1
    assert Merge.objects.filter(undone_at__isnull=False).count() == 0


def test_deciding_many_in_another_county_finds_none_of_them(stranger, things, application, sides):
    keys = [str(key) for key in Proposal.objects.values_list("public_id", flat=True)]
    application()
    for verdict in ("approved", "rejected", "postponed"):
        typed = {"proposal": keys, "verdict": verdict, "reason": "不需要", "until": "2099-01-01", "confirmed": "yes"}
        page = text_of(stranger.post(reverse("desk:decide"), typed, follow=True))
        assert ("李淑芬" in page, "上门关怀" in page) == (False, False)
    everything = stranger.post(reverse("desk:decide"), {"everything": "yes", "verdict": "approved"}, follow=True)
    assert "请先勾选" in text_of(everything)
    sheet = stranger.post(reverse("desk:worklist_export")).content
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()) == 1
    sides.owner()
    assert set(Proposal.objects.values_list("state", flat=True)) == {"open", "approved"}


@pytest.mark.parametrize("name", ["reveal", "reject", "postpone"])
def test_a_form_without_a_reason_does_not_tell_what_is_there(stranger, things, application, name):
    application()
    hidden, made_up = stranger.post(things[name], {"reason": ""}), stranger.post(absent(name), {"reason": ""})
    assert same(hidden)[0] == same(made_up)[0]
    if name == "reveal":
        assert same(hidden) == same(made_up)


def test_lists_counts_and_search_of_another_county_are_empty(stranger, things, application):
    application()
    pages = {name: text_of(stranger.get(reverse(f"desk:{name}"))) for name in ("today", "people", "orders")}
    assert [name for name, page in pages.items() if "李淑芬" in page] == []
    assert "共 0 人" in text_of(stranger.get(reverse("desk:people_count")))
    for typed in ("李", "淑芬", "lishufen", "lsf", "1234"):
        box = stranger.get(reverse("desk:people"), {"q": typed}, headers={"HX-Request": "true"})
        assert text_of(box) == "没有找到。可以试试姓名、拼音、电话或证件的后几位。"
        assert "李淑芬" not in text_of(stranger.get(reverse("desk:people"), {"q": typed}))


def test_a_worker_finds_no_desk(worker, things, application):
    browser = make.signed_in(worker)
    application()
    made_up = browser.get("/desk/there-is-no-such-page")
    for name in LISTS:
        assert same(browser.get(reverse(f"desk:{name}"))) == same(made_up)
    for name, address in things.items():
        answer = browser.post(address) if name in ACTS else browser.get(address)
        assert answer.status_code == 404


def test_nobody_is_led_to_sign_in(things, application):
    application()
    for address in [*(reverse(f"desk:{name}") for name in LISTS), *things.values()]:
        answer = Client().get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in?next={address}")
    assert Client().post(things["approve"]).status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(officer, things, application, method):
    application()
    addresses = [*(reverse(f"desk:{name}") for name in LISTS), *things.values(), reverse("desk:scope")]
    assert {getattr(officer, method)(address).status_code for address in addresses} == {405}


def test_pages_are_not_posted_to(officer, things, application):
    application()
    addresses = [
        *(reverse(f"desk:{n}") for n in LISTS if n not in {"register", "people_export", "people_columns"}),
        *(things[n] for n in READ_ONE),
    ]
    assert {officer.post(address).status_code for address in addresses} == {405}


def test_an_act_that_is_read_changes_nothing_and_leads_to_its_page(officer, things, application):
    application()
    found = {name: officer.get(things[name]).headers["Location"] for name in ACTS}
    assert found == {
        "reveal": things["person"], "reissue": things["person"], "contact_card_revoke": things["person"], "approve": "/desk/", "reject": "/desk/", "postpone": "/desk/", "proposal_undo": "/desk/",
        "place_again": "/desk/", "cancel": "/desk/", "send_back": "/desk/", **dict.fromkeys(OF_RECORD, "/desk/"),
    }  # fmt: skip
    assert Order.objects.filter(state="cancelled").count() == 0


@pytest.mark.parametrize("name", ACTS)
def test_acts_want_the_form_token(things, application, desk, name, unit):
    holder = make.officer(make.CHENGGUAN, at=desk.at)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = make.signed_in(holder).cookies
    application()
    assert browser.post(things[name], {"reason": "家属已安排", "term": "phone"}).status_code == 403


@pytest.mark.parametrize(
    "key", ["x", "0", "%00", "../../etc/passwd", "' OR 1=1 --", "00000000-0000-0000-0000-00000000000G"]
)
def test_addresses_that_name_nothing_are_absent(officer, application, key):
    application()
    for address in (f"/desk/people/{key}", f"/desk/receipts/{key}", f"/desk/people/{key}/card"):
        assert officer.get(address).status_code == 404


def test_no_page_carries_inline_script_or_style(officer, things, application):
    application()
    for address in [*(reverse(f"desk:{name}") for name in LISTS), *(things[name] for name in (*READ_ONE, *FORMS))]:
        page = officer.get(address).content.decode()
        assert [bad for bad in (" style=", "<style", " onclick=", " onload=", "javascript:") if bad in page] == []
        assert page.count("<script") == page.count("<script src=")


def test_the_scope_is_shown_and_switched_to_ones_own_seats_only(desk, unit, elsewhere, application):
    holder = make.officer(make.CHENGGUAN, at=desk.at)
    second = uuid.uuid4()
    make.give_grant(
        grant=second, account=holder.public_id, role=make.Role.OFFICER, area_code=make.QILIHE, units=(),
        purposes=frozenset(make.Purpose), valid_from=desk.at.date().replace(month=1, day=1), valid_to=None,
        by=make.SYSTEM, at=desk.at,
    )  # fmt: skip
    desk.person(unit, "李淑芬")
    other = desk.person(elsewhere, "张国华")
    browser = make.signed_in(holder)
    application()
    assert "李淑芬" in text_of(browser.get("/desk/people/"))
    assert browser.post("/desk/scope", {"scope": str(uuid.uuid4())}).status_code == 404
    assert browser.post("/desk/scope", {"scope": "x"}).status_code == 404
    answer = browser.post("/desk/scope", {"scope": str(second), "next": "/desk/people/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/people/")
    page = text_of(browser.get("/desk/people/"))
    assert ("张国华" in page, "李淑芬" in page, "兰州市 · 七里河区" in page) == (True, False, True)
    person = f"/desk/people/{other.public_id}"
    for to in (person, "https://evil.example/", "//evil.example", "/desk/no-such", "/field/", "\x00"):
        assert browser.post("/desk/scope", {"scope": str(second), "next": to}).headers["Location"] == "/desk/"

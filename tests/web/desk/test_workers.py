"""Workers and wishes at the desk."""

from __future__ import annotations

import uuid

import pytest

from tests import factories as make
from tests.web.desk.conftest import queries, same, text_of
from yinling.kernel.viewer import Role
from yinling.service.dispatch.models import Wish
from yinling.supply.catalogue.actions import SHIPPED, load_catalogue
from yinling.supply.workforce.models import Worker

pytestmark = pytest.mark.django_db
WORKERS = "/desk/workers/"
SAID = {
    "kind": "provider", "provider_name": "金城护理", "sex": "2", "languages": ["cmn"], "skills": ["02"], "items": ["0301"],
    "most_at_once": "3", "phone": "13900001234", "seen": "0",
}  # fmt: skip


@pytest.fixture(autouse=True)
def shelf(desk, unit):
    load_catalogue(path=SHIPPED, by=make.SYSTEM, at=desk.at)


def page_of(account, act=""):
    return f"/desk/workers/{account.public_id}" + (f"/{act}" if act else "")


def test_an_area_without_workers_reads_what_to_do(officer, unit, application):
    application()
    assert "这个地区还没有服务人员" in text_of(officer.get(WORKERS))


def test_a_profile_is_written_changed_and_guarded(officer, worker, application, sides):
    application()
    assert "没有资料" in text_of(officer.get(WORKERS))
    answer = officer.post(page_of(worker, "edit"), SAID, follow=True)
    assert answer.redirect_chain == [(page_of(worker), 302)]
    said = text_of(answer)
    assert all(part in said for part in ("金城护理", "普通话", "生活照料", "0 / 3", "139****1234"))
    form = officer.get(page_of(worker, "edit"))
    assert ("13900001234" in form.content.decode(), 'name="seen" value="1"' in form.content.decode()) == (True, True)
    officer.post(page_of(worker, "edit"), {**SAID, "most_at_once": "4", "seen": "1"})
    stale = officer.post(page_of(worker, "edit"), {**SAID, "most_at_once": "5", "seen": "1"})
    assert (stale.status_code, "别人刚才改过这份资料" in text_of(stale)) == (422, True)
    sides.owner()
    row = Worker.objects.get()
    assert (row.most_at_once, row.skills) == (4, ["02", "0301"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "robot"}, {"provider_name": ""}, {"provider_name": "长" * 51}, {"sex": "7"}, {"languages": ["xx"]},
        {"skills": ["99"]}, {"items": ["9999"]}, {"most_at_once": "0"}, {"most_at_once": "1e3"}, {"most_at_once": "\x00"},
        {"phone": "<script>"}, {"phone": "１" * 11},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_is_refused_in_place(officer, worker, application, sides, wrong):
    application()
    answer = officer.post(page_of(worker, "edit"), {**SAID, **wrong})
    assert answer.status_code == 422
    sides.owner()
    assert Worker.objects.count() == 0


def test_away_and_back(officer, worker, application):
    application()
    officer.post(page_of(worker, "edit"), SAID)
    wrong = officer.post(page_of(worker, "away"), {"away_from": "2026-12-08", "away_to": "2026-12-08"})
    assert (wrong.status_code, "回来的那天要在离开的那天之后" in text_of(wrong)) == (422, True)
    assert officer.post(page_of(worker, "away"), {"away_from": "x"}).status_code == 422
    answer = officer.post(page_of(worker, "away"), {"away_from": "2020-01-01", "away_to": ""}, follow=True)
    assert "2020-01-01 起请假，没有说哪天回来" in text_of(answer)
    assert "周海" in text_of(officer.get(WORKERS, {"standing": "away"}))
    assert "没有请假" in text_of(officer.post(page_of(worker, "back"), follow=True))


def test_who_is_kept_above_is_shown_and_not_changed(officer, desk, application):
    citywide = make.account(Role.WORKER, "6201", at=desk.at, name="和丽芬")
    application()
    assert "和丽芬" in text_of(officer.get(WORKERS))
    assert officer.get(page_of(citywide)).status_code == 200
    assert officer.get(page_of(citywide, "edit")).status_code == 404
    assert officer.post(page_of(citywide, "edit"), SAID).status_code == 404


def test_a_worker_of_elsewhere_is_as_absent_as_a_made_up_one(stranger, worker, application, sides):
    application()
    nobody = f"/desk/workers/{uuid.uuid4()}"
    assert "周海" not in text_of(stranger.get(WORKERS, {"q": "周海"})).replace("周海" + '"', "")
    assert same(stranger.get(page_of(worker))) == same(stranger.get(nobody))
    for act, said in (("edit", SAID), ("away", {"away_from": "2026-12-01"}), ("back", {})):
        assert (
            stranger.post(page_of(worker, act), said).status_code,
            stranger.post(f"{nobody}/{act}", said).status_code,
        ) == (404, 404)
    sides.owner()
    assert Worker.objects.count() == 0


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "a" * 500, "category=x", "language=%00", "standing='", "page=-1", "page=999", "page=9e9"]
)
def test_a_garbled_address_is_answered_calmly(officer, worker, application, query):
    application()
    assert officer.get(f"{WORKERS}?{query}").status_code == 200


def test_one_worker_and_three_cost_the_same(officer, desk, worker, application, sides):
    application()
    officer.get(WORKERS)
    one = queries(officer, WORKERS)
    sides.owner()
    for name in ("张三", "李四"):
        make.worker(at=desk.at, name=name)
    application()
    assert queries(officer, WORKERS) == one


def test_a_wish_is_taken_down_shown_and_taken_back(officer, desk, unit, worker, application):
    person = desk.person(unit)
    there = f"/desk/people/{person.public_id}/wishes"
    application()
    assert officer.get(there).status_code == 200
    empty = officer.post(there, {})
    assert (empty.status_code, "请至少说一个要求" in text_of(empty)) == (422, True)
    for wrong in ({"carer_sex": "9"}, {"languages": "xx"}, {"other": str(uuid.uuid4())}, {"other": "\x00"}):
        assert officer.post(there, wrong).status_code == 422
    officer.post(there, {"carer_sex": "2", "languages": ["cmn"], "other": str(worker.public_id)})
    said = text_of(officer.get(f"/desk/people/{person.public_id}"))
    assert all(part in said for part in ("女性", "普通话", "周海", "王敏（经办人员）代办"))
    officer.post(f"{there}/end")
    assert "女性" not in text_of(officer.get(f"/desk/people/{person.public_id}"))
    desk.sides.owner()
    assert Wish.objects.filter(ended_at__isnull=True).count() == 0


def test_a_wish_elsewhere_is_nobodys_business(stranger, desk, unit, application, sides):
    person = desk.person(unit)
    application()
    there, nowhere = f"/desk/people/{person.public_id}/wishes", f"/desk/people/{uuid.uuid4()}/wishes"
    assert same(stranger.get(there)) == same(stranger.get(nowhere))
    assert stranger.post(there, {"carer_sex": "2"}).status_code == 404
    assert stranger.post(f"{there}/end").status_code == 404
    sides.owner()
    assert Wish.objects.count() == 0

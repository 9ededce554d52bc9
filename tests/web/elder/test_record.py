"""我的记录: facts with their source, judgements with their reasons, who looked, who acts, who should come."""

from __future__ import annotations

import uuid

import pytest

from tests import factories
from tests.web.elder.conftest import text_of
from yinling.base.access.models import Look
from yinling.decisions.portrait.actions import judge
from yinling.decisions.portrait.models import Contest
from yinling.people.proxies.models import Key, ProxyRight
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry import actions as registry
from yinling.service.dispatch.models import Wish


def test_every_fact_says_where_it_comes_from_and_secrets_stay_masked(elder):
    said = text_of(elder.inside().get("/elder/record/facts"))
    assert ("李淑芬" in said, "独居" in said, "经办人员录入" in said) == (True, True, True)
    assert "13900001234" not in said
    assert "甘南路 12 号 3 单元 501 室" not in said


def test_ones_own_reading_is_nobodys_look_but_a_proxys_is(elder):
    elder.inside().get("/elder/record/facts")
    assert elder.as_owner(Look.objects.count) == 0
    client = elder.as_proxy(*ActingScope)
    assert client.get("/elder/record/facts").status_code == 200
    looks = elder.as_owner(lambda: list(Look.objects.values_list("account_name", "role", "part", "reason")))
    assert looks == [("李芳", "proxy", "dossier", "代办人李芳（女儿）")]
    assert "李芳" in text_of(elder.client.get("/elder/record/looks"))


def test_she_sees_who_looked(elder):
    by = factories.viewer_for(elder.officer, at=elder.at)
    elder.as_owner(
        lambda: registry.reveal(person=elder.person.public_id, term="phone", reason="联系本人", by=by, at=elder.at)
    )
    said = text_of(elder.inside().get("/elder/record/looks"))
    assert ("王敏" in said, "联系本人" in said) == (True, True)


@pytest.fixture
def judged(elder):
    elder.rules()
    by = factories.viewer_for(elder.officer, at=elder.at)
    elder.as_owner(lambda: judge(person=elder.person.public_id, by=by, at=elder.at))
    return elder


def test_a_judgement_says_why_and_she_may_say_no(judged):
    client = judged.inside()
    page = client.get("/elder/record/tags")
    tag = next(tag for tag in page.context["tags"] if "年龄" in str(tag.reasons))
    address = f"/elder/record/tags/{tag.code}/contest"
    assert client.post(address, {"contest": str(uuid.uuid4()), "reason": ""}).status_code == 422
    typed = {"contest": str(uuid.uuid4()), "reason": "女儿已经搬来同住"}
    for _time in range(2):
        assert client.post(address, typed).status_code == 302
    kept = judged.as_owner(lambda: list(Contest.objects.values_list("rule_code", "voice", "reason", "state")))
    assert kept == [(tag.code, "person", "女儿已经搬来同住", "open")]
    for page in ("/elder/record/tags", f"/elder/record/tags/{tag.code}"):
        assert "正在等人复核" in text_of(client.get(page))
    assert client.post(f"/elder/record/contests/{typed['contest']}/withdraw").status_code == 302
    assert judged.as_owner(lambda: Contest.objects.get().state) == "withdrawn"


def test_what_does_not_hold_cannot_be_contested(judged):
    client = judged.inside()
    for code in ("no_such_rule", "%00", "x" * 200):
        assert client.get(f"/elder/record/tags/{code}/contest").status_code == 404


def test_she_ends_what_she_did_not_want(elder):
    right = elder.proxy(*ActingScope)
    client = elder.inside()
    assert "李芳" in text_of(client.get("/elder/record/proxies"))
    address = f"/elder/record/proxies/{right}/revoke"
    client.post(address, {"why": "no such"})
    assert elder.as_owner(lambda: ProxyRight.objects.get().revoked_at) is None
    assert client.post(address, {"why": "unwanted"}).status_code == 302
    row = elder.as_owner(ProxyRight.objects.get)
    assert row.revoked_because == "我没有委托过"
    assert "没有人能替您办事" in text_of(client.get("/elder/record/proxies"))


def test_a_proxy_whose_right_is_over_is_told_so_and_sees_nothing(elder):
    client = elder.as_proxy(*ActingScope)
    elder.as_owner(
        lambda: ProxyRight.objects.update(revoked_at=elder.at, revoked_by="x", revoked_because="本人不再委托")
    )
    for address in ("/elder/", "/elder/record/facts", "/elder/appointments/"):
        answer = client.get(address)
        assert (answer.status_code, "代办已经结束" in text_of(answer), "李淑芬" in text_of(answer)) == (
            403,
            True,
            False,
        )


def test_who_should_come(elder):
    elder.visit("confirmed")
    client = elder.inside()
    worker = str(elder.worker.public_id)
    assert "周海" in text_of(client.get("/elder/record/wishes"))
    typed = {"carer_sex": "2", "languages": ["cmn-x-xinan"], "avoided": [worker]}
    assert client.post("/elder/record/wishes", typed).status_code == 302
    kept = elder.as_owner(lambda: list(Wish.objects.values_list("carer_sex", "languages", "said_by")))
    assert kept == [("2", ["cmn-x-xinan"], "本人")]
    for hostile in ({"carer_sex": "9"}, {"languages": ["xx"]}, {"avoided": [str(uuid.uuid4())]}, {"avoided": ["x"]}):
        assert client.post("/elder/record/wishes", hostile).status_code == 422
    assert client.post("/elder/record/wishes", {}).status_code == 302
    assert elder.as_owner(lambda: Wish.objects.filter(ended_at=None).count()) == 0


def test_a_lost_key_is_taken_back_at_once(elder):
    from yinling.people.proxies import actions

    client = elder.inside()
    by = factories.viewer_for(elder.officer, at=elder.at)
    key = elder.as_owner(lambda: Key.objects.get().public_id)
    elder.as_owner(lambda: actions.revoke_key(key=key, because="手机丢了", by=by, at=elder.at))
    assert client.get("/elder/").status_code == 302
    assert elder.sign_in().status_code == 422

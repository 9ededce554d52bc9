"""Contests at the desk: written down at a tag, listed, decided, withdrawn, taken back; and nothing for strangers."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.web.desk import contested as contested_addresses
from tests.web.desk.conftest import same, text_of
from tests.web.desk.test_portrait import at, book, clerk, person, plain, section
from yinling.base.access.models import Look
from yinling.base.journal.models import Entry
from yinling.decisions.portrait.models import Contest, Tag

pytestmark = pytest.mark.django_db
__all__ = ["book", "clerk", "person", "plain"]  # fixtures
LIST = "/desk/contests/"


def form_of(person, code="aged"):
    return reverse("desk:contest", args=[person.public_id, code])


def typed(**more):
    return {"contest": str(uuid.uuid4()), "claim": "should_not", "voice": "family", "reason": "女儿已搬来同住", **more}


def contested(client, person, code="aged", **more):
    answer = client.post(form_of(person, code), typed(**more))
    assert answer.status_code == 302, text_of(answer)
    return Contest.objects.latest("id").public_id


def act(name, key):
    return reverse(f"desk:{name}", args=[key])


def test_a_contest_is_written_down_at_the_tag_and_shown_there(clerk, person, application):
    application()
    page = clerk.get(form_of(person))
    assert "异议： 不该有这个标签" in text_of(page)
    answer = clerk.post(form_of(person), typed())
    assert (answer.status_code, answer.headers["Location"]) == (302, at(person) + "#portrait")
    dossier = clerk.get(at(person))
    assert "有异议，待复核 ：家属说 “女儿已搬来同住” 王敏" in section(dossier)
    assert "已记下异议，等待复核。" in text_of(dossier)
    assert "提出异议：高龄 家属：不该有这个标签，女儿已搬来同住" in text_of(dossier)
    assert "这条规则已经有一条异议在等复核" in text_of(clerk.get(form_of(person)))
    assert "李淑芬" in text_of(clerk.get(LIST))
    assert Look.objects.count() >= 2


def test_today_says_how_many_wait(clerk, plain, stranger, person, application):
    application()
    contested(clerk, person)
    contested(clerk, person, "ill")
    said = {
        name: text_of(client.get("/desk/")) for name, client in (("all", clerk), ("plain", plain), ("far", stranger))
    }
    assert "2 条异议待复核" in said["all"]
    assert "1 条异议待复核" in said["plain"]
    assert "条异议待复核" not in said["far"]


def test_who_should_have_a_tag_is_contested_at_the_failing_rule(clerk, person, application):
    application()
    assert "异议： 应该有这个标签" in text_of(clerk.get(form_of(person, "young")))
    key = contested(clerk, person, "young", claim="should")
    page = text_of(clerk.get(act("contest_decide", key)))
    assert ("经复核不适用：这个标签不再算数" in page, "现在没有这个标签，所以不能选“不适用”。" in page) == (False, True)
    refused = clerk.post(act("contest_decide", key), {"outcome": "set_aside", "note": "核实过"})
    assert (refused.status_code, "没有这个选项，请重新选择" in text_of(refused)) == (422, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""}, {"reason": "x"}, {"reason": "理" * 501}, {"reason": " \t"}, {"voice": ""}, {"voice": "nobody"},
        {"claim": "x"}, {"contest": "x"}, {"contest": ""}, {"reason": "\x00"}, {"voice": "\x00"},
    ],
)  # fmt: skip
def test_what_is_no_contest_is_refused_in_words_and_changes_nothing(clerk, person, application, wrong):
    application()
    answer = clerk.post(form_of(person), typed(**wrong))
    assert answer.status_code == 422
    assert Contest.objects.count() == 0


def test_a_judgement_that_turned_meanwhile_is_not_contested_blindly(clerk, person, application):
    application()
    answer = clerk.post(form_of(person), typed(claim="should"), follow=True)
    assert "这条规则的判断刚才变了" in text_of(answer)
    assert Contest.objects.count() == 0


def test_two_at_once_are_one(clerk, person, application):
    application()
    first = typed()
    for _ in range(2):
        clerk.post(form_of(person), first)
    answer = clerk.post(form_of(person), typed(), follow=True)
    assert "已经有一条异议在等复核，不用重复提出" in text_of(answer)
    assert Contest.objects.count() == 1


def test_keeping_leaves_the_tag_and_says_who_and_why(clerk, person, application):
    application()
    key = contested(clerk, person)
    answer = clerk.post(act("contest_decide", key), {"outcome": "kept", "note": "电话核实，仍独居"})
    assert (answer.status_code, answer.headers["Location"]) == (302, LIST)
    assert "没有等待复核的异议" in text_of(clerk.get(LIST))
    decided = text_of(clerk.get(LIST + "?state=kept"))
    assert ("李淑芬" in decided, "电话核实，仍独居" in decided) == (True, True)
    assert "维持原判断" in section(clerk.get(at(person)))
    assert Tag.objects.filter(rule_code="aged", until__isnull=True, set_aside=False).count() == 1


def test_setting_aside_is_said_in_words_and_can_be_taken_back(clerk, person, application):
    application()
    key = contested(clerk, person, "watch")
    answer = clerk.post(act("contest_decide", key), {"outcome": "set_aside", "note": "女儿同住"}, follow=True)
    assert "已复核“高龄关注”：经复核不适用。" in text_of(answer)
    said = section(clerk.get(at(person)))
    assert "按规则符合，经人工复核不适用：女儿同住" in said
    again = clerk.post(act("contest_reopen", key), follow=True)
    assert "重新待复核" in text_of(again)
    assert "按规则符合，经人工复核不适用" not in section(clerk.get(at(person)))
    late = clerk.post(act("contest_reopen", key), follow=True)
    assert "这条异议现在不能重新复核，页面已更新。" in text_of(late)


def test_wrong_facts_lead_to_the_form_that_mends_them(clerk, person, application):
    application()
    key = contested(clerk, person)
    answer = clerk.post(act("contest_decide", key), {"outcome": "facts_wrong", "note": "出生日期登记错了"})
    assert answer.headers["Location"] == reverse("desk:fact", args=[person.public_id, "birth_date"])


def test_what_was_decided_is_not_decided_again(clerk, person, application):
    application()
    key = contested(clerk, person)
    clerk.post(act("contest_withdraw", key))
    for name, more in (("contest_withdraw", {}), ("contest_decide", {"outcome": "kept", "note": "核实过"})):
        answer = clerk.post(act(name, key), more, follow=True)
        if name == "contest_decide":
            assert "这条异议刚才已经有人处理过了，请看结果。" in text_of(answer)
    assert Contest.objects.get().state == "withdrawn"
    assert clerk.get(act("contest_decide", key)).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"outcome": ""}, {"outcome": "open"}, {"outcome": "withdrawn"}, {"note": ""}, {"note": "x"}]
)
def test_a_decision_without_outcome_or_reason_is_refused(clerk, person, application, wrong):
    application()
    key = contested(clerk, person)
    answer = clerk.post(act("contest_decide", key), {"outcome": "kept", "note": "核实过", **wrong})
    assert answer.status_code == 422
    assert Contest.objects.get().state == "open"


def test_whoever_is_no_officer_finds_no_door(clerk, person, worker, desk):
    desk.sides.app()
    key = contested(clerk, person)
    addresses = [
        *(reverse(f"desk:{name}") for name in contested_addresses.LISTS),
        *(reverse(f"desk:{name}", args=[person.public_id, "aged"]) for name in contested_addresses.OF_PERSON),
        *(act(name, key) for name in contested_addresses.OF_CONTEST),
    ]
    nobody, carer = Client(), make.signed_in(worker)
    for address in addresses:
        assert {client.get(address).status_code for client in (nobody, carer)} <= {302, 404}
        assert carer.post(address, typed(outcome="kept", note="核实过")).status_code == 404
        assert "李淑芬" not in text_of(nobody.post(address, typed(), follow=True))
    desk.sides.owner()
    assert Contest.objects.get().state == "open"


def test_strangers_and_who_lacks_the_purpose_find_nothing(clerk, plain, stranger, person, desk):
    desk.sides.app()
    key = contested(clerk, person, "ill")
    desk.sides.owner()
    before = Entry.objects.count()
    desk.sides.app()
    for other in (plain, stranger):
        assert "李淑芬" not in text_of(other.get(LIST))
        for name in ("contest_decide", "contest_withdraw", "contest_reopen"):
            more = {"outcome": "kept", "note": "核实过"}
            hidden, made_up = other.post(act(name, key), more), other.post(act(name, uuid.uuid4()), more)
            assert (hidden.status_code, same(hidden)) == (404, same(made_up))
        assert same(other.get(act("contest_decide", key))) == same(other.get(act("contest_decide", uuid.uuid4())))
        made_up = other.post(reverse("desk:contest", args=[person.public_id, "no-such"]), typed())
        assert same(other.post(form_of(person, "ill"), typed())) == same(made_up)
    desk.sides.owner()
    assert (Contest.objects.get().state, Entry.objects.count()) == ("open", before)


@pytest.mark.parametrize(
    "query",
    [
        "?state=x",
        "?state=",
        "?after=x",
        "?after=%00",
        "?state=kept&after=bnVsbCAx",
        "?state=open&after=MjAyNi0wMS0wMSA5OTk5OTk5OTk5OTk5OTk5OTk5OQ",
    ],
)
def test_what_cannot_be_asked_of_the_list_is_left_out(clerk, person, application, query):
    application()
    assert clerk.get(LIST + query, follow=True).status_code == 200


def test_a_list_of_many_has_pages(clerk, desk, application, person):
    rows = [
        Contest(
            **person.scope(), rule_code=f"r{number}", rule_version=1, claim="should_not", voice="family",
            reason=f"理由{number}", contested_at=desk.at, contested_by="x", contested_by_name="王敏",
        )
        for number in range(53)
    ]  # fmt: skip
    Contest.objects.bulk_create(rows)
    application()
    first = clerk.get(LIST).content.decode()
    after = re.search(r'rel="next" href="\?(after=[^"]+)"', first)
    assert after
    second = clerk.get(f"{LIST}?{after[1]}").content.decode()
    shown = [re.findall(r"理由\d+", page) for page in (first, second)]
    assert (len(shown[0]), len(shown[1])) == (50, 3)
    assert len({*shown[0], *shown[1]}) == 53

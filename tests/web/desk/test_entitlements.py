"""Entitlements on the desk: lists, one person's papers, the file, and that strangers find nothing."""

from __future__ import annotations

import io
import re
import uuid

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.decisions.entitlements.scene import AID, CARE, OPINION, PROOF, begun
from tests.web.desk import candidates as known
from tests.web.desk.conftest import queries, same, text_of
from yinling.base.access.models import Look
from yinling.base.journal.models import Entry
from yinling.decisions.entitlements.models import Evidence
from yinling.kernel.viewer import Purpose, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(desk, tmp_path):
    return begun(desk.at, tmp_path)


def browser(scene, area, *, name="王敏", purposes=frozenset(Purpose)):
    holder = make.account(Role.OFFICER, area, at=scene.at, name=name)
    holder.grants.update(purposes=[purpose.value for purpose in purposes])
    return make.signed_in(holder)


@pytest.fixture
def clerk(scene):
    """The browser of an officer of 城关区 for all purposes."""
    return browser(scene, make.CHENGGUAN)


@pytest.fixture
def person(scene):
    return scene.carer("安一", pinyin="anyi")


def at(name, *keys):
    return reverse(f"desk:{name}", args=keys)


def test_nothing_is_there_before_rules(desk, officer, application):
    application()
    page = text_of(officer.get("/desk/entitlements/"))
    assert "这里还没有待遇规则" in page
    assert "本平台现在不发放任何款项" in page


def test_entitlements_are_listed_with_counts_and_sources(scene, clerk, person, application):
    scene.carer("陈一", bedridden=None)
    application()
    page = text_of(clerk.get("/desk/entitlements/counted"))
    assert "城关区：2 项待遇，点一项看是哪些人" in page
    assert (
        "护理费 可以申请护理费 1 0 ，护理费材料齐全的人 1 ，护理费一份材料也没有的人 1 ，护理费缺资料的人 测试，一 有文件出处"
        in page
    )


def test_the_page_comes_without_the_counts_and_fetches_them_once(scene, clerk, person, application):
    application()
    answer = clerk.get("/desk/entitlements/")
    page = answer.content.decode()
    assert 'hx-get="/desk/entitlements/counted" hx-trigger="load"' in page
    assert "护理费 可以申请护理费 … … … …" in text_of(answer)
    counted = clerk.get("/desk/entitlements/counted").content.decode()
    assert 'hx-get="/desk/entitlements/counted' not in counted
    assert 'id="entitlements"' in counted
    part = clerk.get("/desk/entitlements/", {"area": make.CHENGGUAN}).content.decode()
    assert ("counted?area" in part) is False  # the own area is no part


def test_what_reads_health_is_absent_without_that_purpose(scene, person, application):
    plain = browser(scene, make.CHENGGUAN, purposes=frozenset({Purpose.GENERAL}))
    key = scene.seen(person)
    application()
    assert ("护理费" in text_of(plain.get("/desk/entitlements/")), plain.get(at("candidates", AID)).status_code) == (
        False, 200,
    )  # fmt: skip
    hidden = {
        "list": plain.get(at("candidates", CARE)), "count": plain.get(at("candidates_count", CARE)), "one": plain.get(at("candidate", CARE, person.public_id)),
        "file": plain.post(at("candidates_export", CARE)), "read": plain.post(at("evidence_read", key), {"reason": "核对"}),
        "withdraw": plain.post(at("evidence_withdraw", key)),
    }  # fmt: skip
    assert {name: answer.status_code for name, answer in hidden.items()} == dict.fromkeys(hidden, 404)
    assert same(hidden["list"]) == same(plain.get(at("candidates", "no-such")))


def test_a_list_shows_reasons_and_papers_and_leads_on(scene, clerk, person, application):
    scene.seen(person)
    application()
    answer = clerk.get(at("candidates", CARE))
    page = text_of(answer)
    assert "共 1 人" in page
    assert "安一 离休干部 96 兰州市 城关区 城关区教育局" in page
    assert "是否长期卧床为“是”，符合“是否长期卧床为‘是’”。" in page
    assert f"还缺 1 份 {OPINION} 已见：{PROOF}" in page
    assert f'href="{at("candidate", CARE, person.public_id)}"' in answer.content.decode()


def test_who_cannot_be_judged_leads_to_the_form_of_the_missing_fact(scene, clerk, application):
    unknown = scene.carer("陈一", bedridden=None)
    application()
    answer = clerk.get(at("candidates", CARE), {"undecided": "yes"})
    assert "补填是否长期卧床" in text_of(answer)
    form = reverse("desk:fact", args=[unknown.public_id, "bedridden"])
    assert f'href="{form}"' in answer.content.decode()
    assert clerk.get(form).status_code == 200
    assert "现在没有候选人" in text_of(clerk.get(at("candidates", CARE)))


def test_filters_stand_in_the_address_and_what_is_none_is_told(scene, clerk, person, application):
    application()
    here = at("candidates", CARE)
    sent = clerk.get(here, {"area": "", "unit": "城关区教育局", "q": "安", "evidence": "missing", "sort": "-age"})
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith(f"{here}?unit=")
    page = text_of(clerk.get(sent.headers["Location"]))
    assert ("安一" in page, "单位：城关区教育局" in page, "搜索：安" in page) == (True, True, True)
    assert "没有这样的人" in text_of(clerk.get(here, {"evidence": "complete"}))
    for wrong, note in (
        ({"evidence": "paid"}, "没有这个筛选条件，已略过。"), ({"undecided": "1"}, "没有这个筛选条件，已略过。"),
        ({"sort": "phone"}, "没有这种排序，已按姓名拼音排列。"), ({"self_care": "unable"}, "没有这个筛选条件，已略过。"),
        ({"unit": "没有的局"}, "没有找到这个单位，已略过。"), ({"undecided": "yes", "sort": "since"}, "没有这种排序"),
    ):  # fmt: skip
        assert note in text_of(clerk.get(here, wrong))
    for hostile in ({"q": "\x00' OR 1=1"}, {"after": "x"}, {"after": "\x00"}, {"unit": "\x00"}, {"q": "é" * 900}):
        assert clerk.get(here, hostile).status_code in {200, 302}
    for area in (make.QILIHE, "6201", "x", "0"):
        assert clerk.get(here, {"area": area}).status_code == 404
        assert clerk.get("/desk/entitlements/", {"area": area}).status_code == 404


def test_fifty_stand_on_a_page(scene, clerk, person, application, monkeypatch):
    monkeypatch.setattr("yinling.decisions.entitlements.queries.lists.PAGE", 1)
    scene.carer("白一", pinyin="baiyi")
    application()
    first = clerk.get(at("candidates", CARE)).content.decode()
    following = re.search(r'rel="next" href="\?([^"]+)"', first)
    assert following
    second = text_of(clerk.get(f"{at('candidates', CARE)}?{following[1]}"))
    assert ("白一" in second, "安一" in second, "回到第一页" in second) == (True, False, True)
    count = at("candidates_count", CARE)
    assert f'hx-get="{count}"' in first
    assert text_of(clerk.get(count)) == "共 2 人"
    assert text_of(clerk.get(count, {"q": "anyi"})) == "共 1 人"


def test_as_many_queries_for_three_as_for_one(scene, clerk, person, application, sides):
    application()
    pages = ("/desk/entitlements/", "/desk/entitlements/counted", at("candidates", CARE))
    for page in pages:
        queries(clerk, page)
    before = [queries(clerk, page) for page in pages]
    sides.owner()
    scene.carer("白一")
    scene.carer("白二")
    application()
    assert [queries(clerk, page) for page in pages] == before


def form_of(page, name):
    """The hidden key of the form that notes a paper."""
    text = page.content.decode()
    keys = dict(re.findall(r'name="evidence" value="([^"]+)".*?name="name" value="([^"]+)"', text, re.S))
    return next(key for key, found in keys.items() if found == name)


def test_a_paper_is_noted_withdrawn_and_noted_again(scene, clerk, person, application, sides):
    application()
    here = at("candidate", CARE, person.public_id)
    page = clerk.get(here)
    assert "还缺 2 份" in text_of(page)
    typed = {"evidence": form_of(page, PROOF), "name": PROOF, "issued_on": "2026-10-01", "document": "省院 12 号"}
    answer = clerk.post(here, typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{here}#papers")
    page = clerk.get(here)
    assert "已登记：医院诊断证明。" in text_of(page)
    assert f'action="{at("evidence_withdraw", typed["evidence"])}"' in page.content.decode()
    assert "出具日期 2026-10-01，王敏 " in text_of(page)
    assert "12 号" not in page.content.decode()
    clerk.post(here, typed)  # the same form again
    again = clerk.post(here, {**typed, "evidence": str(uuid.uuid4())}, follow=True)
    assert "这份材料刚才已经登记过了，没有重复登记。" in text_of(again)
    undone = clerk.post(at("evidence_withdraw", typed["evidence"]), follow=True)
    assert "已撤回：医院诊断证明，重新算作还缺。" in text_of(undone)
    assert "还缺 2 份" in text_of(undone)
    sides.owner()
    assert Evidence.objects.filter(withdrawn_at__isnull=True).count() == 0
    assert set(Look.objects.values_list("person_id", "part")) == {(person.id, "dossier")}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"issued_on": "2999-01-01"}, "出具日期不能晚于今天"),
        ({"issued_on": "昨天"}, "不是日期，请写成 2026-03-08 这样"),
        ({"document": "长" * 201}, "200"),
        ({"document": "a\nb"}, "请写成一行，最多 200 个字"),
    ],
)
def test_what_is_typed_wrongly_is_told_and_kept(clerk, person, application, changed, said):
    application()
    here = at("candidate", CARE, person.public_id)
    answer = clerk.post(here, {"evidence": str(uuid.uuid4()), "name": PROOF, **changed})
    assert answer.status_code == 422
    assert (said in text_of(answer), "请先改正下面的内容" in text_of(answer)) == (True, True)
    assert Evidence.objects.count() == 0


def test_papers_that_are_not_asked_for_and_people_who_are_no_candidates_are_told(scene, clerk, person, application):
    able = scene.carer("丁一", bedridden="no")
    application()
    typed = {"evidence": str(uuid.uuid4()), "name": "别的材料"}
    other = clerk.post(at("candidate", CARE, person.public_id), typed, follow=True)
    assert "这里不要求这份材料，没有登记。" in text_of(other)
    none = clerk.post(at("candidate", CARE, able.public_id), {**typed, "name": PROOF}, follow=True)
    assert "此人目前不在候选名单中，没有登记材料。" in text_of(none)
    assert "为什么现在不符合" in text_of(none)
    assert "见到了，登记" not in text_of(none)
    assert Evidence.objects.count() == 0


def test_what_stands_in_a_paper_is_shown_for_a_reason(scene, clerk, person, application):
    key = scene.seen(person)
    application()
    refused = clerk.post(at("evidence_read", key), {"reason": ""})
    assert "省院" not in refused.content.decode()
    shown = clerk.post(at("evidence_read", key), {"reason": "核对文号"}, headers={"HX-Request": "true"})
    assert "省院〔2026〕12号" in text_of(shown)
    assert "省院〔2026〕12号" in text_of(clerk.post(at("evidence_read", key), {"reason": "核对文号"}))


def test_the_file_holds_the_filtered_list_and_is_written_down(scene, clerk, person, application, sides):
    scene.carer("白一", pinyin="baiyi")
    application()
    answer = clerk.post(f"{at('candidates_export', CARE)}?q=anyi")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["Cache-Control"] == "no-store"
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["待遇候选人"]
    assert [row[0].value for row in sheet.iter_rows()] == ["姓名", "安一"]
    sides.owner()
    assert Entry.objects.filter(kind="entitlements.candidates_exported").count() == 1


def test_a_file_that_would_be_too_long_is_refused_with_a_way_out(scene, clerk, person, application, monkeypatch):
    monkeypatch.setattr("yinling.decisions.entitlements.queries.finding.COUNT_LIMIT", 0)
    application()
    answer = clerk.post(f"{at('candidates_export', CARE)}?evidence=missing", follow=True)
    assert "一个文件最多 10,000 人，请加上筛选条件" in text_of(answer)


def addresses(person, key, code=CARE):
    return {
        "candidate": at("candidate", code, person), "evidence_withdraw": at("evidence_withdraw", key),
        "evidence_read": at("evidence_read", key),
    }  # fmt: skip


def test_another_county_is_as_absent_as_a_made_up_one(scene, person, application, sides):
    key = scene.seen(person)
    stranger = browser(scene, make.QILIHE, name="陈刚")
    application()
    typed = {"evidence": str(uuid.uuid4()), "name": OPINION, "reason": "核对文号"}
    hidden, made_up = addresses(person.public_id, key), addresses(uuid.uuid4(), uuid.uuid4())
    assert same(stranger.get(hidden["candidate"])) == same(stranger.get(made_up["candidate"]))
    for name, address in hidden.items():
        answers = stranger.post(address, typed), stranger.post(made_up[name], typed)
        assert same(answers[0]) == same(answers[1])
        assert answers[0].status_code == 404
    assert "安一" not in text_of(stranger.get(at("candidates", CARE)))
    assert text_of(stranger.get(at("candidates_count", CARE))) == "共 0 人"
    assert "护理费 可以申请护理费 0" in text_of(stranger.get("/desk/entitlements/counted"))
    sheet = openpyxl.load_workbook(io.BytesIO(stranger.post(at("candidates_export", CARE)).content)).active
    assert [row[0].value for row in sheet.iter_rows()] == ["姓名"]
    sides.owner()
    assert list(Evidence.objects.values_list("public_id", "withdrawn_at")) == [(key, None)]


def test_workers_and_nobody_find_no_entitlements(scene, person, worker, application):
    key = scene.seen(person)
    there = make.signed_in(worker)
    application()
    made_up = there.get("/desk/there-is-no-such-page")
    reads = [
        "/desk/entitlements/",
        "/desk/entitlements/counted",
        at("candidates", CARE),
        at("candidates_count", CARE),
        at("candidate", CARE, person.public_id),
    ]
    writes = [at("candidates_export", CARE), at("evidence_withdraw", key), at("evidence_read", key)]
    for address in reads:
        assert same(there.get(address)) == same(made_up)
        assert Client().get(address).headers["Location"] == f"/sign-in?next={address}"
    for address in (*writes, reads[-1]):
        assert there.post(address, {"reason": "核对"}).status_code == 404
        assert Client().post(address).status_code == 302


def test_methods_tokens_and_storing(scene, person, application):
    key = scene.seen(person)
    holder = make.officer(make.CHENGGUAN, at=scene.at)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = make.signed_in(holder).cookies
    plain = make.signed_in(holder)
    application()
    writes = [at("candidates_export", AID), at("evidence_withdraw", key), at("evidence_read", key)]
    assert {strict.post(address).status_code for address in writes} == {403}
    assert {plain.get(address).headers["Location"] for address in writes} == {"/desk/"}
    reads = ["/desk/entitlements/", "/desk/entitlements/counted", at("candidates", AID)]
    assert {plain.post(address).status_code for address in reads} == {405}
    assert {plain.get(address).headers["Cache-Control"] for address in reads} == {"no-store"}
    assert {len(names) for names in (known.LISTS, known.OF_CODE, known.OF_EVIDENCE)} == {2, 4}


def test_no_page_carries_inline_script_or_style(scene, clerk, person, application):
    scene.seen(person)
    application()
    for address in ("/desk/entitlements/", at("candidates", CARE), at("candidate", CARE, person.public_id)):
        page = clerk.get(address).content.decode()
        assert [bad for bad in (" style=", "<style", " onclick=", " onload=", "javascript:") if bad in page] == []
        assert page.count("<script") == page.count("<script src=")


@pytest.mark.parametrize("code", ["%00", "..%2f..%2fetc%2fpasswd", "' OR 1=1 --", "é" * 100, "aged"])
def test_codes_that_name_nothing_are_absent(scene, clerk, person, application, code):
    application()
    here = f"/desk/entitlements/{code}"
    for address in (here, f"{here}/count", f"{here}/people/{person.public_id}"):
        assert clerk.get(address).status_code == 404
    assert clerk.post(f"/desk/entitlements/{code}/export").status_code == 404

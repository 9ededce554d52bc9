"""The result of a roster on the desk: the sum, rows, files, questions, taking back."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests.people.intake.imported import LI, ZHANG, taken_in, workbook
from tests.web.desk.conftest import queries, text_of
from tests.web.desk.rosters import ACTS as ROSTER_ACTS
from tests.web.desk.rosters import OF_ROSTER, sample, upload
from yinling.base.journal.models import Entry
from yinling.decisions.careplan.models import Proposal
from yinling.people.intake.models import Roster, RosterRow
from yinling.people.registry.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(desk, unit):
    return make.viewer_for(make.officer(make.CHENGGUAN, at=desk.at), at=desk.at)


@pytest.fixture
def roster(taken):
    return taken(sample())


@pytest.fixture
def taken(unit, by, desk):
    """Call it with a workbook: it stands in the registry."""
    return lambda content, **more: taken_in(unit, content, by=by, at=desk.at, **more)


def at(name, key) -> str:
    return reverse(f"desk:{name}", args=[key])


def test_the_sum_says_that_every_row_has_its_place(officer, roster, application):
    application()
    text = text_of(officer.get(at("roster", roster.public_id)))
    assert "新增 2 + 合并 0 + 待判定 1 + 未采用 1 + 不是人员 3 = 总行数 7 相符" in text
    told = ("读取文件", "写入登记", "第一份名册", "还有 30 天可以撤回", "没有姓名，不能确定是谁", "判定 1 行")
    assert [word for word in told if word not in text] == []


def test_a_sum_that_does_not_hold_is_said(officer, roster, application):
    Roster.objects.update(counts={**roster.counts, "new": 1})
    application()
    assert "不相符，请联系管理员" in text_of(officer.get(at("roster", roster.public_id)))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"status": "held"}, [6]), ({"status": "new"}, [3, 4]), ({"status": "refused"}, [5]), ({"q": "李淑芬"}, [4, 6]),
        ({"q": "李淑芬", "status": "held"}, [6]), ({"q": "没有这个人"}, []), ({"q": "13809319999"}, [6]),
        ({"status": "no-such"}, [1, 2, 3, 4, 5, 6, 7]), ({"after": "x"}, [1, 2, 3, 4, 5, 6, 7]),
        ({"after": "9" * 18}, []), ({"q": "\x00"}, [1, 2, 3, 4, 5, 6, 7]), ({"q": "%"}, []),
    ],
)  # fmt: skip
def test_rows_are_found_by_status_and_words(officer, roster, application, asked, found):
    application()
    text = text_of(officer.get(at("roster", roster.public_id), asked))
    assert [number for number in range(1, 8) if f"退休干部 第 {number} 行" in text] == found


def test_a_row_does_not_show_numbers_of_those_who_have_no_name(officer, roster, application):
    application()
    page = officer.get(at("roster", roster.public_id)).content.decode()
    assert [number for number in ("13909310001", "13909310003", "620102193805010011") if number in page] == []


def test_rows_lead_to_their_persons_and_cost_the_same_for_one_and_three(officer, taken, application):
    one = taken(workbook(ZHANG))
    three = taken(workbook(LI, (7, "王建国", "男", "汉", "1935-02-01"), (8, "赵玉兰", "女", "汉", "1936-03-02")))
    application()
    officer.get(at("roster", one.public_id))
    assert queries(officer, at("roster", one.public_id)) == queries(officer, at("roster", three.public_id))
    person = Person.objects.get(origin=one.public_id)
    assert at("person", person.public_id) in officer.get(at("roster", one.public_id)).content.decode()


def test_the_workbook_has_what_became_of_each_row_beside_it(officer, roster, application, sides):
    application()
    answer = officer.post(at("roster_workbook", roster.public_id))
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    persons = [
        str(p)
        for p in Person.objects.filter(origin=roster.public_id).order_by("id").values_list("public_id", flat=True)
    ]
    assert [row[:2] for row in rows] == [
        ["不是人员", "标题或填报说明"], ["结果", "原因/人员"], ["新增", persons[0]], ["新增", persons[1]],
        ["未采用", "没有姓名，不能确定是谁：请补上姓名后重新导入"], ["待判定", "可能与另一条记录是同一个人，请人工判定"],
        ["不是人员", "合计行"],
    ]  # fmt: skip
    assert rows[2][2:7] == [1.0, "张国华", "男", "汉", "1938-05-01"]
    assert rows[3][11] == "=1+1"
    sides.owner()
    assert Entry.objects.filter(kind="intake.roster_fetched", subject=roster.public_id).count() == 1


def test_columns_of_other_purposes_stay_in_the_house(officer, roster, application):
    application()  # the officer holds no purpose but the general one: 健康状况 is kept for health
    rows = CalamineWorkbook.from_filelike(
        io.BytesIO(officer.post(at("roster_workbook", roster.public_id)).content)
    ).get_sheet_by_index(0).to_python()  # fmt: skip
    assert (rows[1][10], rows[2][10], rows[3][10]) == ("健康状况", "", "")


def test_rows_csv_has_every_row(officer, roster, application):
    application()
    lines = officer.get(at("roster_rows", roster.public_id)).content.decode().split("\r\n")
    assert (lines[0], len(lines)) == ("sheet,row,status,person", 9)
    assert lines[5] == "退休干部,5,refused,"


def test_a_merged_row_can_be_taken_apart(officer, application, sides, taken):
    twice = taken(workbook(LI, (9, *LI[1:])))
    assert twice.counts["merged"] == 1
    merged = RosterRow.objects.get(roster=twice, status="merged")
    application()
    assert at("separate", merged.public_id) in officer.get(at("roster", twice.public_id)).content.decode()
    answer = officer.post(at("separate", merged.public_id), follow=True)
    assert "正在拆开" in text_of(answer)
    sides.owner()
    new = RosterRow.objects.filter(roster=twice, status="new").first()
    application()
    assert "没有合并" in text_of(officer.post(at("separate", new.public_id), follow=True))


def test_what_was_built_on_a_roster_is_listed_before_it_is_taken_back(officer, roster, desk, application, sides):
    person = Person.objects.filter(origin=roster.public_id).order_by("id").first()
    desk.proposal(person)
    application()
    unasked = text_of(officer.get(at("roster_withdraw", roster.public_id)))
    assert "服务建议" not in unasked, "what the house proposed by itself was built by nobody"
    sides.owner()
    Proposal.objects.update(state="approved", decided_at=desk.at, decided_by="somebody")
    application()
    text = text_of(officer.get(at("roster_withdraw", roster.public_id)))
    assert [word for word in ("服务建议：1 项，涉及 1 人", "张国华", "撤回整份名册") if word not in text] == []
    answer = officer.post(at("roster_withdraw", roster.public_id), follow=True)
    assert "已撤回" in text_of(answer)
    again = officer.post(at("roster_withdraw", roster.public_id), follow=True)
    assert "这份名册不能撤回" in text_of(again)


def test_after_thirty_days_there_is_no_taking_back(officer, roster, desk, application):
    Roster.objects.update(finished_at=desk.at - timedelta(days=31))
    application()
    page = officer.get(at("roster", roster.public_id))
    assert at("roster_withdraw", roster.public_id) not in page.content.decode()
    assert "不能再整份撤回" in text_of(officer.get(at("roster_withdraw", roster.public_id)))
    assert "这份名册不能撤回" in text_of(officer.post(at("roster_withdraw", roster.public_id), follow=True))


def test_the_next_roster_says_what_changed_who_is_missing_and_what_contradicts(officer, application, taken):
    def dated(day, *rows):
        return workbook(("填报日期：" + day,), *rows)

    taken(dated("2024年1月1日", ZHANG, LI), name="去年.xlsx")
    later = (*ZHANG[:5], "", "13909310001", "城关区教育局", "较差", "")
    second = taken(dated("2025年1月1日", later), name="今年.xlsx")
    application()
    text = text_of(officer.get(at("roster", second.public_id)))
    assert [
        word for word in ("上次： 去年.xlsx", "有变化：1 人", "这次没有出现：1 人（1 个待核实）") if word not in text
    ] == []
    missing = text_of(officer.get(at("roster_questions", second.public_id), {"code": "standing.missing"}))
    assert ("李淑芬" in missing, "张国华" in missing) == (True, False)
    for code in ("conflict", "x", "\x00", "' OR 1=1 --"):
        assert officer.get(at("roster_questions", second.public_id), {"code": code, "after": code}).status_code == 200


NAMES = OF_ROSTER
ACTS = ("roster_withdraw", "roster_decisions", *ROSTER_ACTS)


def test_another_county_sees_nothing_of_it(stranger, roster, application, sides):
    held = RosterRow.objects.get(roster=roster, status="held")
    merged = RosterRow.objects.filter(roster=roster, status="new").first()
    application()
    for name in NAMES:
        assert stranger.get(at(name, roster.public_id)).status_code == 404
        assert stranger.get(at(name, uuid.uuid4())).status_code == 404
    for name in ACTS:
        assert stranger.post(at(name, roster.public_id), {"c-0-1": "name"}).status_code == 404
    fragment = stranger.get(at("roster_progress", roster.public_id), headers={"HX-Request": "true"})
    assert (fragment.status_code, "HX-Refresh" in fragment.headers) == (404, False)
    assert stranger.get(at("duplicate", held.public_id)).status_code == 404
    person = str(uuid.uuid4())
    assert stranger.post(at("duplicate", held.public_id), {"verdict": "same", "person": person}).status_code == 404
    assert stranger.post(at("separate", merged.public_id)).status_code == 404
    for address in ("/desk/rosters/", "/desk/duplicates/", f"/desk/duplicates/?roster={uuid.uuid4()}"):
        answer = stranger.get(address)
        page = answer.content.decode()
        assert [word for word in ("名册.xlsx", "李淑芬", "张国华", "城关区教育局") if word in page] == []
    assert stranger.get(f"/desk/duplicates/?roster={roster.public_id}").status_code == 404
    sides.owner()
    assert Roster.objects.get().state == "done"
    assert Entry.objects.filter(kind="intake.roster_fetched").count() == 0


def test_a_worker_finds_no_rosters(worker, roster, application):
    browser = make.signed_in(worker)
    application()
    for address in ("/desk/rosters/", "/desk/duplicates/", "/desk/rosters/example"):
        assert browser.get(address).status_code == 404
    for name in NAMES:
        assert browser.get(at(name, roster.public_id)).status_code == 404
    for name in ACTS:
        assert browser.post(at(name, roster.public_id)).status_code == 404
    assert browser.post("/desk/rosters/new", {}).status_code == 404


def test_no_page_carries_inline_script_or_style(officer, roster, application):
    held = RosterRow.objects.get(roster=roster, status="held")
    application()
    addresses = ["/desk/rosters/", "/desk/duplicates/", at("duplicate", held.public_id)]
    addresses += [
        at(name, roster.public_id) for name in ("roster", "roster_questions", "roster_withdraw", "roster_decisions")
    ]
    for address in addresses:
        page = officer.get(address).content.decode()
        assert [bad for bad in (" style=", "<style", " onclick=", " onload=", "javascript:") if bad in page] == []
        assert page.count("<script") == page.count("<script src=")


@pytest.mark.parametrize("name", ACTS)
def test_acts_want_the_form_token(roster, desk, application, name):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = make.signed_in(make.officer(make.CHENGGUAN, at=desk.at)).cookies
    application()
    assert browser.post(at(name, roster.public_id)).status_code == 403
    assert browser.post("/desk/rosters/new", {"file": upload(b"x")}).status_code == 403


@pytest.mark.parametrize("name", ROSTER_ACTS)
def test_an_act_that_is_read_does_nothing(officer, roster, application, name):
    application()
    assert officer.get(at(name, roster.public_id)).headers["Location"] == "/desk/"
    assert Entry.objects.filter(kind="intake.roster_fetched").count() == 0


def test_nobody_is_led_to_sign_in(roster, application):
    application()
    for address in ("/desk/rosters/", "/desk/duplicates/", *(at(name, roster.public_id) for name in NAMES)):
        assert Client().get(address).headers["Location"] == f"/sign-in?next={address}"


@pytest.mark.parametrize("key", ["x", "0", "%00", "../../etc/passwd", "' OR 1=1 --"])
def test_addresses_that_name_nothing_are_absent(officer, application, key):
    application()
    for address in (f"/desk/rosters/{key}", f"/desk/duplicates/{key}", f"/desk/rosters/rows/{key}/separate"):
        assert officer.get(address).status_code == 404

"""Held rows beside the records that they may be about."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from tests import factories as make
from tests.people.intake.imported import HEAD, LI, LI_AGAIN, TITLE, ZHANG, sheets, taken_in
from tests.web.desk.conftest import text_of
from tests.web.desk.rosters import sample, upload
from yinling.base.access.models import Look
from yinling.people.intake.actions import settle_row
from yinling.people.intake.models import Candidate, RosterRow
from yinling.people.registry.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(desk, unit):
    return make.viewer_for(make.officer(make.CHENGGUAN, at=desk.at), at=desk.at)


@pytest.fixture
def roster(taken):
    return taken(sample())


@pytest.fixture
def row(roster):
    return RosterRow.objects.get(roster=roster, status="held")


@pytest.fixture
def person(row):
    return Person.objects.get(id=Candidate.objects.get(row=row).person_id)


@pytest.fixture
def taken(unit, by, desk):
    """Call it with a workbook: it stands in the registry."""
    return lambda content, **more: taken_in(unit, content, by=by, at=desk.at, **more)


@pytest.fixture
def to_settle(row, sides, desk):
    """What the job does a moment after a decision."""

    def settle():
        sides.work(make.SYSTEM)
        return settle_row(row=row.public_id, by=make.SYSTEM, at=desk.at)

    return settle


def at(row) -> str:
    return reverse("desk:duplicate", args=[row.public_id])


def test_the_queue_leads_to_the_first(officer, row, application):
    application()
    page = officer.get("/desk/duplicates/")
    text = text_of(page)
    assert ("李淑芬" in text, "退休干部 第 6 行" in text, at(row) in page.content.decode()) == (True, True, True)
    assert "没有待判定的行" in text_of(officer.get("/desk/duplicates/", {"after": "9" * 18}))
    for hostile in ("x", "\x00", "-1"):
        assert officer.get("/desk/duplicates/", {"after": hostile, "roster": hostile}).status_code == 200


def test_both_sides_stand_beside_each_other_masked_and_written_down(officer, row, person, application, sides):
    application()
    page = officer.get(at(row))
    text = text_of(page)
    told = ("姓名 李淑芬 一致 李淑芬", "出生日期 1940-03", "一致", "不同", "S", "D", "键盘：S 同一人", "打开档案")
    assert [word for word in told if word not in text] == []
    assert [secret for secret in ("13809319999", "13909310002") if secret in text] == []
    assert "138****9999" in text
    assert "健康" not in text.partition("怎么判定")[0].partition("名册这一行")[2]  # no purpose for it
    sides.owner()
    assert list(Look.objects.values_list("person_id", "part")) == [(person.id, "dossier")]


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_decision_is_taken_and_the_row_settles(officer, row, to_settle, application, verdict):
    whom = str(Person.objects.get(id=Candidate.objects.get(row=row).person_id).public_id)
    application()
    answer = officer.post(at(row), {"verdict": verdict, "person": whom})
    assert answer.headers["Location"] == f"/desk/duplicates/?roster={row.roster.public_id}"
    page = officer.get(answer.headers["Location"])
    assert (reverse("desk:separate", args=[row.public_id]) in page.content.decode()) is (verdict == "same")
    assert to_settle() == {"same": "merged", "different": "new"}[verdict]
    application()
    again = officer.post(at(row), {"verdict": "same", "person": whom}, follow=True)
    assert "已经判定" in text_of(again)
    assert "没有待判定的行" in text_of(officer.get("/desk/duplicates/"))


def test_a_decision_leads_to_the_next_row(officer, application, taken):
    more = (5, "张国华", "男", "汉", "1938-05-01", "", "13809310000", "城关区卫生局", "", "")
    two = taken(sheets({"退休干部": [TITLE, HEAD, ZHANG, LI, LI_AGAIN, more]}))
    first, second = RosterRow.objects.filter(roster=two, status="held").order_by("id")
    application()
    page = officer.get(at(first)).content.decode()
    assert f'data-key="j" href="{at(second)}"' in page
    assert f'data-key="k" href="{at(first)}"' in officer.get(at(second)).content.decode()
    whom = Person.objects.get(id=Candidate.objects.get(row=first).person_id).public_id
    assert officer.post(at(first), {"verdict": "same", "person": str(whom)}).headers["Location"] == at(second)


@pytest.mark.parametrize(
    "typed",
    [{}, {"verdict": "same"}, {"verdict": "maybe"}, {"verdict": "same", "person": "x"},
     {"verdict": "\x00", "person": "\x00"}, {"verdict": "same", "person": "made-up"}],
)  # fmt: skip
def test_half_an_answer_changes_nothing(officer, row, person, application, typed):
    application()
    if typed.get("person") == "made-up":
        typed = {**typed, "person": str(uuid.uuid4())}
    answer = officer.post(at(row), typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, at(row))
    assert Candidate.objects.get().verdict == ""


def test_a_record_of_another_body_shows_nothing_but_the_sentence(officer, row, elsewhere, application):
    hidden = make.person(unit=elsewhere, at=row.roster.received_at, name="邻县秘密")
    Candidate.objects.filter(row=row).update(person=hidden, is_elsewhere=True)
    application()
    page = officer.get(at(row))
    text = text_of(page)
    assert ("可能已由其他单位管理" in text, "请联系上级老干部部门" in text) == (True, True)
    secrets = ("邻县秘密", "七里河区教育局", str(hidden.public_id), "甘南路", 'name="verdict"')
    assert [secret for secret in secrets if secret in page.content.decode()] == []
    answer = officer.post(at(row), {"verdict": "same", "person": str(hidden.public_id)}, follow=True)
    assert "上级老干部部门" in text_of(answer)
    assert Candidate.objects.get().verdict == ""


def send(officer, roster, text):
    return officer.post(reverse("desk:roster_decisions", args=[roster.public_id]), {"file": upload(text, "判定.csv")})


def test_a_file_of_decisions_is_taken_line_by_line(officer, roster, person, to_settle, application):
    application()
    lines = f"sheet,row,verdict,person\n退休干部,6,same,{person.public_id}\n退休干部,3,same,\n退休干部,99,same,\n"
    text = text_of(send(officer, roster, lines.encode()))
    assert [
        word for word in ("收到 1 个判定，1 行以前已经判定过", "第 4 行：文件里没有这一行") if word not in text
    ] == []
    again = text_of(send(officer, roster, lines.encode()))
    assert "收到 0 个判定，2 行以前已经判定过" in again
    assert to_settle() == "merged"


def test_rows_can_be_named_by_their_place(officer, roster, row, application):
    application()
    assert "收到 1 个判定" in text_of(
        send(officer, roster, "sheet,row,verdict,person\n退休干部,6,同一人,退休干部!4\n".encode())
    )


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"PK\x03\x04", b"a,b\n1,2\n", "sheet,row,verdict,person\n甲,0,same,\n".encode(),
                "sheet,row,verdict,person\n甲,1,maybe,\n".encode()],
)  # fmt: skip
def test_files_that_are_no_decisions_come_back(officer, roster, application, content):
    application()
    answer = send(officer, roster, content)
    assert (answer.status_code, Candidate.objects.get().verdict) == (422, "")


def test_a_file_names_only_candidates(officer, roster, row, elsewhere, application):
    stranger = make.person(unit=elsewhere, at=row.roster.received_at, name="邻县秘密")
    application()
    lines = f"sheet,row,verdict,person\n退休干部,6,same,{stranger.public_id}\n"
    text = text_of(send(officer, roster, lines.encode()))
    assert ("收到 0 个判定" in text, "不是这一行的候选人" in text) == (True, True)

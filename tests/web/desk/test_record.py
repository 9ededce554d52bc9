"""Correcting a record from its page: forms, doubts, reports, relatives, undo, and whatever else is typed into them."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from tests import factories as make
from tests.web.desk.conftest import Desk, queries, text_of
from yinling.base.access.models import Look
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.intake.models import Roster
from yinling.people.registry import actions as registry
from yinling.people.registry.models import Fact, Merge, Person, PersonNow, Question, Relative

pytestmark = pytest.mark.django_db
INLINE = {"HX-Request": "true"}


@pytest.fixture
def person(desk, unit):
    return desk.person(unit, id_number="620102193503080020")


@pytest.fixture
def page(person):
    return f"/desk/people/{person.public_id}"


@pytest.fixture
def clerk(desk):
    return Viewer(
        account=str(uuid.uuid4()), role=Role.OFFICER, area=make.CHENGGUAN, purposes=frozenset(Purpose), name="王敏"
    )


class Record(NamedTuple):
    """A person's record, its page, somebody who may change all of it, and the desk it stands on."""

    person: Person
    page: str
    clerk: Viewer
    desk: Desk


@pytest.fixture
def record(person, page, clerk, desk):
    return Record(person, page, clerk, desk)


@pytest.fixture
def medical(desk, unit):
    """The browser of an officer who holds every purpose."""
    holder = make.officer(make.CHENGGUAN, at=desk.at)
    make.give_grant(
        grant=(key := uuid.uuid4()), account=holder.public_id, role=Role.OFFICER, area_code=make.CHENGGUAN, units=(),
        purposes=frozenset(Purpose), valid_from=date(desk.at.year, 1, 1), valid_to=None, by=make.SYSTEM, at=desk.at,
    )  # fmt: skip
    browser = make.signed_in(holder)
    session = browser.session
    session["seat"] = str(key)
    session.save()
    return browser


def seen(person, term):
    found = Fact.objects.filter(person=person, term=term, superseded_at__isnull=True).first()
    return str(found.public_id) if found else ""


def doubt(person, clerk, desk, *, term="self_care", held="partly", written="unable"):
    return registry.ask(
        person=person.public_id, term=term, code="conflict", held=held, written=written, by=clerk, at=desk.at
    )


def undo_of(answer, browser):
    """The address of the undo button on the next page."""
    shown = browser.get(answer.headers["Location"].partition("#")[0]).content.decode()
    slips = shown[shown.index('id="slips"') :]
    return re.search(r'action="([^"]+)"', slips)[1]


def test_a_term_is_corrected_and_taken_back(officer, person, page, application):
    before = seen(person, "living_arrangement")
    application()
    form = officer.get(f"{page}/facts/living_arrangement")
    assert ("现在登记的是： 独居" in text_of(form), before in form.content.decode()) == (True, True)
    fragment = officer.get(f"{page}/facts/living_arrangement", headers=INLINE).content.decode()
    assert ("<html" in fragment, before in fragment) == (False, True)
    typed = {"value": "with_children", "seen": before, "valid_from": "2026-10-01", "reason": "电话核实"}
    answer = officer.post(f"{page}/facts/living_arrangement", typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{page}#fact-living_arrangement")
    undo = undo_of(answer, officer)
    shown = text_of(officer.get(page))
    for part in ("与子女同住", "2026-10-01 起", "依据：电话核实", "原来登记的： 独居", "撤销这次改正", "改正 居住方式"):
        assert part in shown, part
    assert officer.post(undo).headers["Location"] == f"{page}#fact-living_arrangement"
    assert PersonNow.objects.get(person=person).living_arrangement == "alone"
    officer.post(undo)
    assert "不能撤销" in text_of(officer.get(page))


def test_a_stale_form_shows_what_is_believed_now_and_what_was_typed(officer, record, application):
    person, page, clerk, desk = record
    old = seen(person, "living_arrangement")
    registry.correct(
        person=person.public_id, term="living_arrangement", value="with_carer", valid_from=None, reason="", seen=uuid.UUID(old),
        by=clerk, at=desk.at + timedelta(minutes=5),
    )  # fmt: skip
    application()
    answer = officer.post(f"{page}/facts/living_arrangement", {"value": "with_children", "seen": old})
    shown = text_of(answer)
    assert ("刚才已有人改过这一项" in shown, "与保姆同住" in shown, "您填的是：与子女同住" in shown) == (True,) * 3
    assert seen(person, "living_arrangement") in answer.content.decode()
    assert PersonNow.objects.get(person=person).living_arrangement == "with_carer"


def test_an_unknown_value_is_said_to_be_unknown_and_nothing_is_lost_by_a_slip(officer, person, page, application):
    empty = {"value": "", "seen": seen(person, "phone")}
    application()
    assert "勾选“改为不详”" in text_of(officer.post(f"{page}/facts/phone", empty))
    assert officer.post(f"{page}/facts/phone", {**empty, "is_unknown": "on"}).status_code == 302
    assert PersonNow.objects.get(person=person).phone is None
    assert "（不详）" in text_of(officer.get(page))
    assert "请填写" in text_of(officer.post(f"{page}/facts/name", {"value": "", "is_unknown": "on", "reason": "x" * 9}))


def test_the_form_of_a_secret_shows_nothing_of_it(officer, person, page, application):
    application()
    for term, secret in (("phone", "13900001234"), ("id_number", "620102193503080020")):
        shown = officer.get(f"{page}/facts/{term}").content.decode()
        assert secret not in shown
    wrong = officer.post(f"{page}/facts/phone", {"value": "1", "seen": seen(person, "phone")})
    assert ("不像电话号码" in text_of(wrong), "13900001234" in wrong.content.decode()) == (True, False)


@pytest.mark.parametrize(
    "case",
    [
        ("id_number", {"value": "620102193503080021", "reason": "户口簿第 1 页"}, "校验位不符"),
        ("id_number", {"value": "620102193501010029", "reason": ""}, "要写明依据"),
        ("name", {"value": "<b>李</b>", "reason": "户口簿第 1 页"}, "不是文字的符号"),
        ("housing", {"value": "castle"}, "没有这个选项"),
        ("housing", {"value": "own", "valid_from": "2126-01-01"}, "起始日期应在今天或以前"),
        ("housing", {"value": "own", "valid_from": "x"}, "不是日期"),
        ("residence", {"value": "110101"}, "没有这个选项"),
        ("died_on", {"value": "去年"}, "看不懂这个日期"),
        ("address", {"value": "a\x00b"}, "请先改正"),
        ("address", {"value": "址" * 1001}, "请先改正"),
        ("housing", {"value": "own", "seen": "x"}, ""),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(officer, record, application, case):
    term, typed, said = case
    person, page, _clerk, _desk = record
    facts, typed = Fact.objects.count(), {"seen": seen(person, term), **typed}
    application()
    answer = officer.post(f"{page}/facts/{term}", typed)
    assert (answer.status_code, said in text_of(answer)) == (200, True)
    assert "<b>李</b>" not in answer.content.decode()
    assert Fact.objects.count() == facts


@pytest.mark.parametrize("term", ["health", "political_status", "pinyin", "no-such", "__class__", "id_number_index"])
def test_terms_that_are_none_or_of_another_purpose_are_absent(officer, page, application, term):
    application()
    assert officer.get(f"{page}/facts/{term}").status_code == 404
    assert officer.post(f"{page}/facts/{term}", {"value": "good"}).status_code == 404


def test_health_and_political_terms_are_for_those_who_hold_the_purpose(officer, record, medical, application):
    person, page, clerk, desk = record
    for term, value in (("health", "poor"), ("political_status", "01"), ("health_note", "心梗后遗症")):
        registry.correct(
            person=person.public_id, term=term, value=value, valid_from=None, reason="", seen=None, by=clerk, at=desk.at
        )
    doubt(person, clerk, desk, term="health", held="poor", written="good")
    application()
    plain, full = text_of(officer.get(page)), text_of(medical.get(page))
    assert [word for word in ("较差", "中共党员", "健康状况", "健康说明", "慢性病") if word in plain] == []
    assert ("不在您的查看范围内" in plain, "不在您的查看范围内" in full) == (True, False)
    assert [word for word in ("较差", "中共党员", "健康状况") if word not in full] == []
    assert "心梗" not in full
    typed = {"term": "health_note", "reason": "核对病情"}
    assert officer.post(f"{page}/reveal", typed).status_code == 404
    assert "心梗后遗症" in text_of(medical.post(f"{page}/reveal", typed))


def test_a_doubt_stands_at_its_field_with_both_values_and_is_decided_there(officer, record, application):
    person, page, clerk, desk = record
    question = doubt(person, clerk, desk)
    application()
    shown = text_of(officer.get(page))
    for part in (
        "另一份名册或档案里的写法不一样",
        "登记的 部分自理",
        "另一处写的 不能自理",
        "改为 不能自理",
        "1 项待核实",
    ):
        assert part in shown, part
    answer = officer.post(f"/desk/questions/{question}", {"outcome": "changed"})
    assert answer.headers["Location"] == f"{page}#fact-self_care"
    assert PersonNow.objects.get(person=person).self_care == "unable"
    undo = undo_of(answer, officer)
    assert undo == f"/desk/questions/{question}/reopen"
    assert "已处理的疑问" in text_of(officer.get(page))
    officer.post(undo)
    assert (PersonNow.objects.get(person=person).self_care, Question.objects.get().state) == ("partly", "open")
    assert officer.post(f"/desk/questions/{question}", {"outcome": "kept"}).status_code == 302
    officer.post(f"/desk/questions/{question}", {"outcome": "dropped"})
    assert Question.objects.get().state == "kept"


@pytest.mark.parametrize("typed", [{}, {"outcome": "open"}, {"outcome": "x"}, {"outcome": "changed", "value": "\x00"},
                                   {"outcome": "changed", "value": "castle"}, {"outcome": "kept", "reason": "理" * 501}])  # fmt: skip
def test_a_decision_that_is_none_leaves_the_doubt_open(officer, record, application, typed):
    person, _page, clerk, desk = record
    question = doubt(person, clerk, desk)
    application()
    answer = officer.post(f"/desk/questions/{question}", typed)
    assert (answer.status_code, "请先改正" in text_of(answer)) == (200, True)
    assert Question.objects.get().state == "open"


def test_a_protected_doubt_leads_to_a_form_that_wants_evidence(officer, record, application):
    person, page, clerk, desk = record
    question = doubt(person, clerk, desk, term="name", held="李淑芬", written="李淑芳")
    application()
    assert "改为 李淑芳" not in text_of(officer.get(page))
    assert "要写明依据" in text_of(officer.post(f"/desk/questions/{question}", {"outcome": "changed"}))
    answer = officer.post(f"/desk/questions/{question}", {"outcome": "changed", "reason": "户口簿第 1 页"})
    assert answer.status_code == 302
    assert PersonNow.objects.get(person=person).name == "李淑芳"


def test_both_values_of_a_secret_doubt_are_masked_until_a_reason_is_given(officer, record, application):
    person, page, clerk, desk = record
    question = doubt(person, clerk, desk, term="phone", held="13900001234", written="13911112222")
    application()
    for address in (page, f"/desk/questions/{question}"):
        shown = officer.get(address).content.decode()
        assert ("139****2222" in shown, "13911112222" in shown, "13900001234" in shown) == (True, False, False)
    read = f"/desk/questions/{question}/reveal"
    assert "13911112222" not in officer.post(read, {"reason": ""}).content.decode()
    for headers in (INLINE, {}):
        assert "13911112222" in officer.post(read, {"reason": "核对电话"}, headers=headers).content.decode()
    assert list(Look.objects.exclude(part="dossier").values_list("part", "reason")) == [("phone", "核对电话")] * 2


def test_an_error_is_reported_and_waits_at_its_field(officer, page, application):
    application()
    answer = officer.post(f"{page}/report", {"term": "phone", "text": "号码 <b>停机</b>"})
    assert answer.headers["Location"] == f"{page}#fact-phone"
    officer.post(f"{page}/report", {"term": "", "text": "不是本人的照片"})
    shown = officer.get(page)
    assert ("有人报告这一项有误" in text_of(shown), "<b>停机" in shown.content.decode()) == (True, False)
    for typed in ({"text": ""}, {"text": "x"}, {"text": "有误", "term": "health"}, {"text": "\x00\x00"}):
        assert "请先改正" in text_of(officer.post(f"{page}/report", typed))
    assert Question.objects.count() == 2


def test_a_death_is_marked_and_taken_back(officer, person, page, application):
    application()
    assert "看不懂这个日期" in text_of(officer.post(f"{page}/standing", {"value": "died", "day": "昨天"}))
    answer = officer.post(f"{page}/standing", {"value": "died", "day": "2026-10", "reason": "家属来电"})
    undo = undo_of(answer, officer)
    shown = text_of(officer.get(page))
    assert ("已故" in shown, "2026-10 （到月）" in shown, " 岁" in shown) == (True, True, False)
    officer.post(undo)
    assert PersonNow.objects.get(person=person).standing == "on_roll"


def test_relatives_are_written_down_offered_their_record_linked_and_moved_out(officer, record, unit, application):
    person, page, clerk, desk = record
    husband = _husband(desk, unit)
    for who, term, value in ((person, "spouse_name", "张国华"), (husband, "spouse_name", "李淑芬")):
        registry.correct(
            person=who.public_id, term=term, value=value, valid_from=None, reason="", seen=None, by=clerk, at=desk.at
        )
    application()
    shown = officer.get(page)
    assert ("来自登记信息" in text_of(shown), "可能是这份档案" in text_of(shown)) == (True, True)
    assert "对方档案里的配偶也是本人" in text_of(shown)
    form = re.search(r'<form method="post" action="[^"]+relatives/new">(.*?)</form>', shown.content.decode(), re.S)[1]
    typed = dict(re.findall(r'name="(relative|other|name|kin)" value="([^"]+)"', form))
    assert typed["other"] == str(husband.public_id)
    for _twice in range(2):
        assert officer.post(f"{page}/relatives/new", typed).headers["Location"] == f"{page}#relatives"
    row = Relative.objects.get()
    assert row.other == husband
    assert "在其档案里，本人是：配偶" in text_of(officer.get(f"/desk/people/{husband.public_id}"))
    assert officer.post(f"/desk/relatives/{row.public_id}/link", {"other": "x"}).status_code == 404
    officer.post(f"/desk/relatives/{row.public_id}/link", {})
    officer.post(f"/desk/relatives/{row.public_id}/end")
    assert "已移出的 张国华" in text_of(officer.get(page))
    officer.post(f"/desk/relatives/{row.public_id}/restore")
    assert list(Relative.objects.values_list("other", "ended_at")) == [(None, None)]


def _husband(desk, unit):
    found = desk.person(unit, "张国华")
    Fact.objects.filter(person=found, term="sex").update(value="1")
    registry.rebuild_now([found.id], at=desk.at)
    return found


@pytest.mark.parametrize(
    "typed", [{}, {"name": "<b>"}, {"name": "张", "kin": "x"}, {"name": "张", "kin": "1", "phone": "1"},
              {"name": "张", "kin": "1", "relative": "x"}, {"name": "张", "kin": "1", "other": "x"}],
)  # fmt: skip
def test_a_relative_that_cannot_be_is_refused(officer, page, application, typed):
    application()
    answer = officer.post(f"{page}/relatives/new", {"relative": str(uuid.uuid4()), **typed})
    assert (answer.status_code, "请先改正" in text_of(answer), Relative.objects.count()) == (200, True, 0)


def test_namesakes_of_another_county_are_not_offered(officer, record, elsewhere, application):
    person, page, clerk, desk = record
    stranger = desk.person(elsewhere, "张国华")
    Fact.objects.filter(person=stranger, term="sex").update(value="1")
    registry.correct(
        person=person.public_id, term="spouse_name", value="张国华", valid_from=None, reason="", seen=None, by=clerk,
        at=desk.at,
    )  # fmt: skip
    application()
    assert "可能是这份档案" not in text_of(officer.get(page))
    typed = {"relative": str(uuid.uuid4()), "name": "张国华", "kin": "1", "other": str(stranger.public_id)}
    assert officer.post(f"{page}/relatives/new", typed).status_code == 404


def test_the_address_of_a_merged_record_leads_to_the_one_that_stands(officer, record, unit, application):
    person, page, _clerk, desk = record
    twin = desk.person(unit, "李淑芬")
    Person.objects.filter(id=twin.id).update(merged_into=person)
    Merge.objects.create(**person.scope(), other=twin, reason="证号相同", merged_at=desk.at, merged_by="x")
    registry.rebuild_now([twin.id], at=desk.at)
    application()
    assert officer.get(f"/desk/people/{twin.public_id}").headers["Location"] == page
    assert "并入的档案" in text_of(officer.get(page))


def test_one_doubt_and_three_cost_the_same(officer, record, application):
    person, page, clerk, desk = record

    def more(term):
        desk.sides.owner()
        doubt(person, clerk, desk, term=term)
        _relative(person, clerk, desk)
        application()

    more("self_care")
    officer.get(page)
    one = queries(officer, page)
    more("housing")
    more("education")
    assert queries(officer, page) == one


def _relative(person, clerk, desk):
    registry.add_relative(
        relative=uuid.uuid4(), person=person.public_id, name="张国华", kin="2", phone="", is_deceased_cadre=False,
        other=None, by=clerk, at=desk.at,
    )  # fmt: skip


def test_two_records_stand_apart_again(officer, desk, unit, record, application):
    person, page, clerk, _desk = record
    twin = desk.person(unit, "李淑芳")
    merge = registry.merge_persons(
        person=person.public_id, other=twin.public_id, reason="证号相同", by=clerk, at=desk.at + timedelta(minutes=1)
    )
    application()
    assert "并入的档案" in text_of(officer.get(page))
    for said in ("已恢复为两份档案", "状态已经改变"):
        assert officer.post(f"/desk/merges/{merge}/undo").headers["Location"] == page
        assert said in text_of(officer.get(page))
    assert officer.get(f"/desk/people/{twin.public_id}").status_code == 200


def test_a_fact_names_the_roster_that_brought_it(officer, unit, record, application):
    person, page, _clerk, desk = record
    roster = Roster.objects.create(
        area_code=make.CHENGGUAN, unit=unit, file_name="名册 2017.xlsx", digest=uuid.uuid4().hex, size=1,
        received_at=desk.at, received_by="x",
    )  # fmt: skip
    Fact.objects.filter(person=person, term="self_care").update(
        origin=roster.public_id, source="roster", evidence="退休干部!17", valid_from=date(2017, 12, 31)
    )
    application()
    assert "名册截至 2017-12-31 名册导入" in text_of(officer.get(page))
    assert "名册 2017.xlsx 退休干部!17" in text_of(officer.get(page))

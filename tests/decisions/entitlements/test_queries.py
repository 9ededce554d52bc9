"""Who is perhaps entitled to what, why, and what is missing; and who may know it."""

from __future__ import annotations

import json
import uuid
from base64 import urlsafe_b64encode
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.decisions.entitlements.scene import AID, CARE, EVERYTHING, OPINION, PROOF, REQUEST, viewer
from tests.decisions.portrait.people import change
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.entitlements.queries import (
    SORTS,
    CandidateFilter,
    CandidateSort,
    EntitlementLine,
    MissingFact,
    Possible,
    candidate,
    candidates,
    count_candidates,
    entitlements,
    of_person,
)
from yinling.decisions.entitlements.terms import Gathering
from yinling.decisions.portrait.models import Tag
from yinling.kernel.viewer import Purpose, Role
from yinling.people.registry.queries import Count, Filter

pytestmark = pytest.mark.slow  # each judges a county

CITY = "6201"
PLAIN = frozenset({Purpose.GENERAL})


def names(scene, by, code=CARE, sort="name", **chosen) -> list[str]:
    people = chosen.pop("people", Filter())
    asked = CandidateFilter(people=people, **chosen)
    order = CandidateSort(sort.removeprefix("-"), descending=sort.startswith("-"))
    return [line.name for line in candidates(by=by, code=code, on=scene.on, chosen=asked, sort=order).lines]


@pytest.fixture
def people(scene):
    """Three candidates in 城关区, one in 七里河区, one of whom a fact is missing, one who is none."""
    found = {
        "安一": scene.carer("安一", pinyin="anyi", birth_date=date(1925, 5, 1)),
        "安二": scene.carer("安二", pinyin="aner", birth_date=date(1935, 5, 1)),
        "安三": scene.carer("安三", pinyin="ansan", birth_date=None),
        "白一": scene.carer("白一", of=scene.away, pinyin="baiyi"),
        "陈一": scene.carer("陈一", pinyin="chenyi", bedridden=None),
        "丁一": scene.carer("丁一", pinyin="dingyi", bedridden="no"),
        "方一": scene.drawn("方一", pinyin="fangyi", person_type="survivor", fixed_income="no"),
    }
    scene.seen(found["安一"])
    scene.seen(found["安一"], OPINION)
    scene.seen(found["安二"])
    return found


def test_entitlements_are_listed_with_their_candidates(scene, people, sides):
    sides.app(clerk := viewer(CITY))
    care = EntitlementLine(
        code=CARE, title="护理费", need="可以申请护理费", source="测试，一", confidence="有文件出处", papers=2,
        candidates=Count(4, is_exact=True), complete=1, begun=2, undecided=Count(1, is_exact=True),
    )  # fmt: skip
    aid = EntitlementLine(
        code=AID, title="遗属生活补助", need="可以申请生活补助", source="测试，一", confidence="有文件出处", papers=2,
        candidates=Count(1, is_exact=True), complete=0, begun=0, undecided=Count(0, is_exact=True),
    )  # fmt: skip
    assert entitlements(by=clerk, on=scene.on) == [care, aid]
    (part, _aid) = entitlements(by=clerk, on=scene.on, area=make.QILIHE)
    assert (part.candidates.number, part.complete, part.begun, part.undecided.number) == (1, 0, 0, 0)
    assert entitlements(by=clerk, on=date(2019, 1, 1)) == []


def test_each_sees_his_own(scene, people, sides):
    for by, numbers in (
        (viewer(make.QILIHE), [1, 0]), (viewer(None, units=(scene.home.id,)), [3, 1]),
        (viewer(make.QILIHE, units=(scene.home.id,)), [4, 1]), (viewer("5301"), [0, 0]),
    ):  # fmt: skip
        sides.app(by)
        assert [line.candidates.number for line in entitlements(by=by, on=scene.on)] == numbers
        assert len(names(scene, by)) == numbers[0]
    with pytest.raises(Forbidden):
        entitlements(by=viewer(make.QILIHE), on=scene.on, area=CITY)
    with pytest.raises(Forbidden):
        entitlements(by=viewer(None, units=(scene.home.id,)), on=scene.on, area=make.CHENGGUAN)


def test_what_reads_health_is_absent_without_that_purpose(scene, people, sides):
    sides.app(plain := viewer(purposes=PLAIN))
    assert [line.code for line in entitlements(by=plain, on=scene.on)] == [AID]
    person = people["安一"].public_id
    for ask in (
        lambda: candidates(by=plain, code=CARE, on=scene.on),
        lambda: candidate(person, CARE, by=plain, on=scene.on),
        lambda: count_candidates(by=plain, code=CARE, chosen=CandidateFilter(), on=scene.on),
        lambda: names(scene, plain, AID, people=Filter(chosen=(("bedridden", ("yes",)),))),
    ):
        with pytest.raises(Forbidden):
            ask()
    assert of_person(person, by=plain, on=scene.on) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_nobody_but_officers_asks(scene, people, role):
    by = viewer(role=role)
    person = people["安一"].public_id
    for ask in (
        lambda: entitlements(by=by, on=scene.on),
        lambda: candidates(by=by, code=CARE, on=scene.on),
        lambda: candidate(person, CARE, by=by, on=scene.on),
        lambda: of_person(person, by=by, on=scene.on),
    ):
        with pytest.raises(Forbidden):
            ask()


@pytest.mark.parametrize("code", ["aged", "nothing", "", "x' OR 1=1 --", "a\x00b"])
def test_what_is_no_entitlement_in_force_is_absent(scene, people, sides, code):
    sides.app(clerk := viewer())
    with pytest.raises(Forbidden):
        candidates(by=clerk, code=code, on=scene.on)
    with pytest.raises(Forbidden):
        candidate(people["安一"].public_id, code, by=clerk, on=scene.on)


def test_a_line_says_why_and_what_is_missing(scene, people, sides):
    sides.app(clerk := viewer())
    line = candidates(by=clerk, code=CARE, on=scene.on).lines[0]
    assert (line.name, line.age, line.person_type, line.area, line.unit) == (
        "安二", "91", "离休干部", "兰州市 城关区", "城关区教育局"
    )  # fmt: skip
    assert (line.person, line.since, line.is_settled) == (people["安二"].public_id, scene.on, True)
    assert line.reasons == (
        "人员类别为“离休干部”，符合“人员类别为‘离休干部’”。", "是否长期卧床为“是”，符合“是否长期卧床为‘是’”。",
    )  # fmt: skip
    assert (line.in_hand, line.to_come, line.missing_facts) == ((PROOF,), (OPINION,), ())
    assert line.confidence == "有文件出处"


def test_who_cannot_be_judged_stands_apart_with_the_fact_that_is_missing(scene, people, sides):
    sides.app(clerk := viewer())
    (line,) = candidates(by=clerk, code=CARE, on=scene.on, chosen=CandidateFilter(undecided=True)).lines
    assert (line.name, line.since, line.missing_facts, line.is_settled) == (
        "陈一", None, (MissingFact("bedridden", "是否长期卧床"),), True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        (Gathering.ALL, ["安二", "安三", "安一", "白一"]),
        (Gathering.MISSING, ["安二", "安三", "白一"]),
        (Gathering.NOTHING, ["安三", "白一"]),
        (Gathering.COMPLETE, ["安一"]),
    ],
)
def test_papers_filter_the_list(scene, people, sides, evidence, found):
    sides.app(clerk := viewer(CITY))
    assert names(scene, clerk, evidence=evidence) == found
    chosen = CandidateFilter(evidence=evidence)
    assert count_candidates(by=clerk, code=CARE, chosen=chosen, on=scene.on) == Count(len(found), is_exact=True)


def test_a_paper_that_is_asked_for_elsewhere_alone_is_not_missing(scene, sides):
    here = scene.drawn("方一", pinyin="fangyi", person_type="survivor", fixed_income="no")
    there = scene.drawn("方二", of=scene.away, pinyin="fanger", person_type="survivor", fixed_income="no")
    for person in (here, there):
        scene.seen(person, REQUEST, code=AID)
    sides.app(clerk := viewer(CITY))
    assert names(scene, clerk, AID, evidence=Gathering.COMPLETE) == ["方一"]
    assert names(scene, clerk, AID, evidence=Gathering.MISSING) == ["方二"]
    (line,) = [line for line in entitlements(by=clerk, on=scene.on) if line.code == AID]
    assert (line.complete, line.begun) == (1, 2)


def test_area_unit_and_search_narrow_the_list(scene, people, sides):
    sides.app(clerk := viewer(CITY))
    assert names(scene, clerk, people=Filter(area=make.QILIHE)) == ["白一"]
    assert names(scene, clerk, people=Filter(units=(scene.away.public_id,))) == ["白一"]
    assert names(scene, clerk, people=Filter(search="安")) == ["安二", "安三", "安一"]
    assert names(scene, clerk, people=Filter(search="anyi")) == ["安一"]
    assert names(scene, clerk, people=Filter(search="%")) == []


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("name", ["安二", "安三", "安一", "白一"]),
        ("-name", ["白一", "安一", "安三", "安二"]),
        ("age", ["安二", "白一", "安一", "安三"]),
        ("-age", ["安一", "白一", "安二", "安三"]),
        ("area", ["安二", "安三", "安一", "白一"]),
        ("-unit", ["白一", "安一", "安三", "安二"]),
    ],
)
@pytest.mark.usefixtures("people")
def test_lists_have_an_order_and_pages_follow_it(scene, sides, monkeypatch, sort, found):
    monkeypatch.setattr("yinling.decisions.entitlements.queries.lists.PAGE", 3)
    sides.app(clerk := viewer(CITY))
    order = CandidateSort(sort.removeprefix("-"), descending=sort.startswith("-"))
    first = candidates(by=clerk, code=CARE, on=scene.on, sort=order)
    assert first.after
    second = candidates(by=clerk, code=CARE, on=scene.on, sort=order, after=first.after)
    assert ([line.name for line in (*first.lines, *second.lines)], second.after) == (found, None)
    other = CandidateSort("since")
    again = candidates(by=clerk, code=CARE, on=scene.on, sort=other, after=first.after)
    assert len(again.lines) == 3


def test_since_orders_the_list_both_ways(scene, people, sides):
    Tag.objects.filter(person=people["白一"]).update(since=scene.on - timedelta(days=9))
    sides.app(clerk := viewer(CITY))
    assert names(scene, clerk, sort="since")[0] == "白一"
    assert names(scene, clerk, sort="-since")[-1] == "白一"


def test_what_is_no_place_is_the_beginning(scene, people, sides):
    sides.app(clerk := viewer())
    places = ["x", "W10", "WyJuYW1lIiwxLDIsM10", "\x00", "é" * 3_000, "bnVsbA", "W1tbW1tbW1tb", "[" * 1_999]
    for sort in SORTS:
        made_up = [json.dumps([sort, *rest]) for rest in (["a", "a", -1], ["a", 1, 1], [None, "", 1], ["\0", "", 1])]
        made_up += [json.dumps([sort, "9999-99-99", "", 1]), json.dumps([sort, 2**70, "", 1])]
        for after in (*places, *(urlsafe_b64encode(text.encode()).decode() for text in made_up)):
            page = candidates(by=clerk, code=CARE, on=scene.on, sort=CandidateSort(sort), after=after)
            assert (len(page.lines), sort, after) in {(3, sort, after), (0, sort, after)}


def test_who_was_set_aside_or_left_the_roll_is_no_candidate(scene, people, sides):
    Tag.objects.filter(person=people["安一"]).update(set_aside=True)
    change(people["安二"], standing="died")
    sides.app(clerk := viewer())
    assert names(scene, clerk) == ["安三"]
    assert entitlements(by=clerk, on=scene.on)[0].complete == 0


def test_a_portrait_that_is_behind_the_facts_says_so(scene, people, sides):
    change(people["安二"], bedridden="no")
    sides.app(clerk := viewer())
    line = candidates(by=clerk, code=CARE, on=scene.on).lines[0]
    assert (line.name, line.is_settled, line.reasons[0]) == (
        "安二", False, "是否长期卧床为“否”，不符合“是否长期卧床为‘是’”。",
    )  # fmt: skip


def test_more_lines_cost_no_more_queries(scene, people, sides):
    sides.app(clerk := viewer(CITY))

    def asked(**chosen) -> int:
        with CaptureQueriesContext(connection) as captured:
            candidates(by=clerk, code=CARE, on=scene.on, chosen=CandidateFilter(**chosen))
        return len(captured)

    asked()
    assert asked() == asked(people=Filter(search="anyi"))


def test_one_person_beside_an_entitlement(scene, people, sides):
    sides.app(clerk := viewer())
    found = candidate(people["安二"].public_id, CARE, by=clerk, on=scene.on)
    assert (found.name, found.title, found.holds, found.since, found.set_aside, found.to_come) == (
        "安二", "护理费", True, scene.on, False, 1,
    )  # fmt: skip
    assert found.sources == ("规则“护理费”第1版：测试，一（有文件出处）。",)
    proof, opinion = found.papers
    assert (proof.name, proof.source, proof.confidence) == (PROOF, "护理费文件，第二条", "† 通行做法，尚未与原文核对")
    assert proof.seen
    assert (proof.seen.issued_on, proof.seen.has_document, proof.seen.seen_by) == (date(2026, 10, 1), True, "王敏")
    assert (opinion.name, opinion.seen, found.others) == (OPINION, None, ())


def test_who_is_no_candidate_is_told_why_not(scene, people, sides):
    sides.app(clerk := viewer())
    found = candidate(people["丁一"].public_id, CARE, by=clerk, on=scene.on)
    assert (found.holds, found.since, found.reasons) == (
        False, None, ("是否长期卧床为“否”，不符合“是否长期卧床为‘是’”。",),
    )  # fmt: skip
    assert found.change
    unknown = candidate(people["陈一"].public_id, CARE, by=clerk, on=scene.on)
    assert (unknown.holds, unknown.missing_facts) == (None, (MissingFact("bedridden", "是否长期卧床"),))


def test_what_a_person_may_have_is_told_in_short(scene, people, sides):
    sides.app(clerk := viewer())
    assert {name: of_person(people[name].public_id, by=clerk, on=scene.on) for name in ("安二", "陈一", "丁一", "方一")} == {
        "安二": [Possible(CARE, "护理费", True, 1, 2)], "陈一": [Possible(CARE, "护理费", None, 0, 2)], "丁一": [],
        "方一": [Possible(AID, "遗属生活补助", True, 0, 1)],
    }  # fmt: skip


def test_a_hidden_person_is_as_absent_as_a_made_up_one(scene, people, sides):
    sides.app(clerk := viewer(make.QILIHE, purposes=EVERYTHING))
    for person in (people["安一"].public_id, uuid.uuid4()):
        with pytest.raises(Forbidden):
            candidate(person, CARE, by=clerk, on=scene.on)
        with pytest.raises(Forbidden):
            of_person(person, by=clerk, on=scene.on)

"""Papers are noted once, withdrawn, read for a reason; lists leave the house written down."""

from __future__ import annotations

import io
import json
import uuid
from datetime import date, timedelta

import openpyxl
import pytest

from tests import factories as make
from tests.decisions.entitlements.scene import CARE, OPINION, PROOF, viewer
from yinling.base.access.models import Look
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.entitlements.actions import (
    AlreadySeen,
    AlreadyWithdrawn,
    NotAskedFor,
    NotCandidate,
    TooManyCandidates,
    export_candidates,
    note_evidence,
    read_document,
    withdraw_evidence,
)
from yinling.decisions.entitlements.models import Evidence
from yinling.decisions.entitlements.queries import CandidateFilter, candidate, evidence_of
from yinling.decisions.entitlements.terms import Gathering
from yinling.kernel.viewer import Purpose, Role
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import Filter

CLERK = viewer()


@pytest.fixture
def person(scene):
    return scene.carer("安一", pinyin="anyi")


def bodies(kind) -> list[dict[str, object]]:
    rows = Entry.objects.filter(kind=f"entitlements.{kind}").order_by("pk")
    return [json.loads(Body.objects.get(pk=entry.pk).body) for entry in rows]


def note(scene, person, by=CLERK, **changed):
    given = {
        "evidence": uuid.uuid4(), "person": person.public_id, "rule_code": CARE, "name": PROOF,
        "document": "省院〔2026〕12号", "issued_on": date(2026, 10, 1), "by": by, "at": scene.at,
    }  # fmt: skip
    note_evidence(**(given | changed))


def test_a_paper_is_noted_sealed_and_told_without_its_content(scene, person, sides):
    key = uuid.uuid4()
    sides.app(CLERK)
    note(scene, person, evidence=key)
    note(scene, person, evidence=key)
    row = Evidence.objects.get()
    assert (row.public_id, row.document, row.seen_by_name, row.area_code, row.unit_id) == (
        key, "省院〔2026〕12号", "王敏", make.CHENGGUAN, scene.home.id,
    )  # fmt: skip
    sides.owner()
    assert bodies("evidence_noted") == [
        {"subject": str(person.public_id), "evidence": str(key), "rule": CARE, "name": PROOF}
    ]
    raw = Evidence.objects.extra(select={"sealed": "document"}).values_list("sealed", flat=True).get()
    assert "12号".encode() not in bytes(raw)


def test_the_same_paper_is_not_noted_twice_and_can_be_after_withdrawal(scene, person, sides):
    sides.app(CLERK)
    note(scene, person)
    with pytest.raises(AlreadySeen):
        note(scene, person)
    (row,) = Evidence.objects.all()
    withdraw_evidence(evidence=row.public_id, by=CLERK, at=scene.at)
    withdraw_evidence(evidence=row.public_id, by=CLERK, at=scene.at)
    with pytest.raises(AlreadyWithdrawn):
        withdraw_evidence(evidence=row.public_id, by=viewer(), at=scene.at)
    note(scene, person, document="", issued_on=None)
    assert list(Evidence.objects.order_by("id").values_list("document", "issued_on", "withdrawn_by")) == [
        ("省院〔2026〕12号", date(2026, 10, 1), CLERK.account), (None, None, ""),
    ]  # fmt: skip
    sides.owner()
    assert [body["evidence"] for body in bodies("evidence_withdrawn")] == [str(row.public_id)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"document": "长" * 201}, "document"),
        ({"document": "省\x00院"}, "document"),
        ({"document": "省\n院"}, "document"),
        ({"issued_on": date(2026, 11, 23)}, "issued_on"),
        ({"issued_on": date(9999, 12, 31)}, "issued_on"),
        ({"issued_on": date(1899, 12, 31)}, "issued_on"),
    ],
)
def test_what_is_typed_wrongly_is_refused_at_its_field(scene, person, sides, changed, field):
    sides.app(CLERK)
    with pytest.raises(Unacceptable) as refused:
        note(scene, person, **changed)
    assert list(refused.value.errors) == [field]
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("name", ["", "别的材料", "医院诊断证明 ", "补助申请", "' OR 1=1 --"])
def test_only_papers_that_are_asked_for_are_noted(scene, person, sides, name):
    sides.app(CLERK)
    with pytest.raises(NotAskedFor):
        note(scene, person, name=name)


def test_papers_are_gathered_of_candidates_and_of_whom_a_fact_is_missing(scene, person, sides):
    able, unknown = scene.carer("丁一", bedridden="no"), scene.carer("陈一", bedridden=None)
    sides.app(CLERK)
    with pytest.raises(NotCandidate):
        note(scene, able)
    note(scene, unknown)
    assert Evidence.objects.get().person_id == unknown.id


def test_outside_scope_role_and_purpose_nothing_is_noted_read_or_withdrawn(scene, person, sides):
    key = scene.seen(person)
    strangers = [
        viewer(make.QILIHE), viewer(None), viewer(purposes=frozenset({Purpose.GENERAL})),
        *(viewer(role=role) for role in Role if role is not Role.OFFICER),
    ]  # fmt: skip
    for by in strangers:
        sides.app(by)
        for act in (
            lambda by=by: note(scene, person, by=by, name=OPINION),
            lambda by=by: withdraw_evidence(evidence=key, by=by, at=scene.at),
            lambda by=by: read_document(evidence=key, reason="核对", by=by, at=scene.at),
            lambda by=by: evidence_of(key, by=by),
        ):
            with pytest.raises(Forbidden):
                act()
    sides.owner()
    assert list(Evidence.objects.values_list("public_id", "withdrawn_at")) == [(key, None)]


def test_a_list_leaves_the_house_by_officers_with_the_purpose_and_holds_their_scope(scene, person, sides):
    sides.app(away := viewer(make.QILIHE))
    assert export_candidates(code=CARE, by=away, at=scene.at).persons == 0
    for by in (viewer(purposes=frozenset({Purpose.GENERAL})), viewer(role=Role.WORKER), viewer(role=Role.SYSTEM)):
        sides.app(by)
        with pytest.raises(Forbidden):
            export_candidates(code=CARE, by=by, at=scene.at)


def test_someone_elses_key_is_not_taken_over(scene, person, sides):
    key = scene.seen(person)
    other = scene.carer("白一", of=scene.away)
    sides.app(by := viewer(make.QILIHE))
    with pytest.raises(AlreadySeen):
        note(scene, other, by=by, evidence=key)
    assert Evidence.objects.count() == 0


def test_what_stands_in_a_paper_is_read_for_a_reason_that_is_written_down(scene, person, sides):
    key = scene.seen(person)
    sides.app(CLERK)
    with pytest.raises(Unacceptable):
        read_document(evidence=key, reason=" ", by=CLERK, at=scene.at)
    assert read_document(evidence=key, reason="核对文号", by=CLERK, at=scene.at) == "省院〔2026〕12号"
    sides.owner()
    assert list(Look.objects.values_list("person_id", "part", "reason")) == [(person.id, "evidence", "核对文号")]


def test_a_paper_no_longer_asked_for_is_still_told(scene, person, sides):
    scene.seen(person)
    Evidence.objects.create(
        **person.scope(), rule_code=CARE, evidence="旧表", seen_at=scene.at, seen_by="x", seen_by_name="李雪梅"
    )
    sides.app(CLERK)
    found = candidate(person.public_id, CARE, by=CLERK, on=scene.on)
    assert [(one.name, one.has_document) for one in found.others] == [("旧表", False)]


def test_a_workbook_holds_reasons_and_papers_and_is_one_fact(scene, person, sides):
    scene.carer("安二", pinyin="=cmd|calc", birth_date=None)
    scene.seen(person)
    scene.carer("白一", of=scene.away)
    sides.app(CLERK)
    made = export_candidates(code=CARE, by=CLERK, at=scene.at)
    sheet = openpyxl.load_workbook(io.BytesIO(made.content))["待遇候选人"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head == [
        "姓名",
        "年龄",
        "人员类别",
        "地区",
        "单位",
        "自何日起符合",
        "理由",
        "缺哪些资料",
        "已见材料",
        "还缺材料",
        "核对程度",
    ]
    reasons = "人员类别为“离休干部”，符合“人员类别为‘离休干部’”。\n是否长期卧床为“是”，符合“是否长期卧床为‘是’”。"
    day, place = scene.on.isoformat(), "兰州市 城关区"
    assert rows == [
        ["安二", None, "离休干部", place, "城关区教育局", day, reasons, None, None, f"{PROOF}、{OPINION}", "有文件出处"],
        ["安一", 96, "离休干部", place, "城关区教育局", day, reasons, None, PROOF, OPINION, "有文件出处"],
    ]  # fmt: skip
    assert b"12\xe5\x8f\xb7" not in made.content
    chosen = CandidateFilter(people=Filter(search="安"), evidence=Gathering.NOTHING)
    assert export_candidates(code=CARE, chosen=chosen, by=CLERK, at=scene.at).persons == 1
    sides.owner()
    whole, part = bodies("candidates_exported")
    assert (whole["rule"], whole["persons"], whole["sort"], whole["digest"]) == (CARE, 2, "name", made.digest)
    assert json.loads(str(whole["chosen"])) == {"chosen": [["standing", ["on_roll"]]]}
    assert json.loads(str(part["chosen"])) == {
        "chosen": [["standing", ["on_roll"]]], "search": "安", "evidence": "nothing",
    }  # fmt: skip


def test_more_than_a_file_may_hold_is_refused(scene, person, sides, monkeypatch):
    scene.carer("安二")
    monkeypatch.setattr("yinling.decisions.entitlements.queries.finding.COUNT_LIMIT", 1)
    sides.app(CLERK)
    with pytest.raises(TooManyCandidates):
        export_candidates(code=CARE, by=CLERK, at=scene.at)
    assert bodies("candidates_exported") == []


def test_a_later_day_keeps_what_was_seen(scene, person, sides):
    scene.seen(person)
    sides.app(CLERK)
    found = candidate(person.public_id, CARE, by=CLERK, on=scene.on + timedelta(days=400))
    assert [paper.name for paper in found.papers if paper.seen] == [PROOF]

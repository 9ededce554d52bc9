"""The dossier, as an officer of one county."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.people.registry.people import COUNTY, HIDDEN
from tests.people.registry.queries.conftest import CLERK
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Purpose
from yinling.people.registry.actions import ask, correct, rebuild_now, settle
from yinling.people.registry.models import Card, Fact, Merge, Person
from yinling.people.registry.queries import (
    card_holder,
    dossier,
    fact_of,
    names_of,
    page,
    person_of,
    question_of,
    survivor_of,
)
from yinling.people.registry.terms import CATALOGUE, QuestionState


def test_the_dossier_masks_what_is_secret(people):
    who = page(by=CLERK, search="单国英").lines[0].person
    shown = dossier(who, by=CLERK)
    secrets = {fact.term: fact.value for fact in shown.facts if fact.is_secret}
    assert set(secrets) == {"phone", "address"}
    assert "13900001234" not in str(shown)
    assert "翠湖南路 1 号" not in str(shown)
    assert (shown.name, shown.area_path, shown.unit) == ("单国英", "云南省 昆明市 五华区", "五华区教育局")
    assert [fact.term for fact in shown.facts] == [
        "name", "sex", "birth_date", "person_type", "phone", "address", "living_arrangement", "self_care",
    ]  # fmt: skip


def test_hidden_and_absent_are_alike(people, sides, now):
    sides.owner()
    hidden = Person.objects.get(area_code=HIDDEN)
    code = Card.objects.get(person=hidden).code
    sides.app(CLERK)
    for read in (person_of, lambda key: dossier(key, by=CLERK)):
        with pytest.raises(Forbidden):
            read(hidden.public_id)
    assert (names_of([hidden.pk]), card_holder(code)) == ({}, None)


def test_each_fact_tells_its_history_and_secrets_stay_masked(people, now):
    who = page(by=CLERK, search="单国英").lines[0].person
    later = now + timedelta(hours=1)
    for term, value in (("phone", "13911112222、0871-65161234"), ("began_work", "1949-05"), ("floor_area", "59.5")):
        held = dossier(who, by=CLERK).fact(term)
        correct(
            person=who, term=term, value=value, valid_from=None, reason="干部档案第 2 页", by=CLERK, at=later,
            seen=held.fact if held else None,
        )  # fmt: skip
    shown = dossier(who, by=CLERK)
    phone, work, area = (shown.fact(term) for term in ("phone", "began_work", "floor_area"))
    assert (phone.value, phone.plain, phone.can_take_back) == ("139****2222、0871-****1234", "", True)
    assert [(past.value, past.superseded_at) for past in phone.history] == [("139****1234", later)]
    assert (work.value, work.precision, work.evidence, work.history) == ("1949-05", "到月", "干部档案第 2 页", ())
    assert (area.value, area.plain) == ("59.5 平方米", "59.5")
    assert shown.fact("name").can_take_back is False
    assert [(entry.is_correction, entry.labels) for entry in shown.entries if entry.at == later] == [
        (False, ("参加革命工作时间", "住房面积")), (True, ("联系电话",)),
    ]  # fmt: skip
    assert "13900001234" not in str(shown)


def test_sections_hold_what_is_known_doubted_and_missing(people, now):
    who = page(by=CLERK, search="单国英").lines[0].person
    asked = ask(person=who, term="education", code="roster.differs", held="", written="60", by=CLERK, at=now)
    ask(person=who, term="phone", code="roster.differs", held="13900001234", written="13911112222", by=CLERK, at=now)
    shown = dossier(who, by=CLERK)
    basic = shown.sections[0]
    assert (basic.section, basic.label, basic.has_doubts, shown.open_doubts) == ("basic", "基本信息", True, 2)
    doubts = {line.term: line.doubts for line in basic.lines if line.doubts}
    assert [(d.question, d.held, d.written) for d in doubts["education"]] == [(asked, "", "高中")]
    assert [(d.held, d.written) for d in doubts["phone"]] == [("139****1234", "139****2222")]
    assert "former_name" in {line.term for line in basic.missing}
    settle(question=asked, outcome=QuestionState.DROPPED, value="", note="", by=CLERK, at=now)
    after = dossier(who, by=CLERK)
    assert [(d.question, d.outcome) for d in after.settled] == [(asked, "不再追问")]


def test_terms_of_another_purpose_are_left_out_of_everything(people, now, sides):
    who = page(by=CLERK, search="单国英").lines[0].person
    correct(person=who, term="health", value="poor", valid_from=None, reason="", seen=None, by=CLERK, at=now)
    question = ask(person=who, term="political_status", code="x", held="", written="01", by=CLERK, at=now)
    general = replace(CLERK, purposes=frozenset({Purpose.GENERAL}))
    sides.app(general)
    shown = dossier(who, by=general)
    purposes = {spec.purpose for term, spec in CATALOGUE.items() if shown.fact(term)}
    terms = {line.term for section in shown.sections for line in (*section.lines, *section.missing)}
    assert (purposes, {CATALOGUE[term].purpose for term in terms}) == ({Purpose.GENERAL}, {Purpose.GENERAL})
    assert (shown.open_doubts, shown.hidden) == (0, len(CATALOGUE) - len(terms))
    assert "健康状况" not in str(shown)
    fact = Fact.objects.get(term="health").public_id
    for call in (lambda: question_of(question, by=general), lambda: fact_of(fact, by=general)):
        with pytest.raises(Forbidden):
            call()
    assert dossier(who, by=CLERK).hidden == 0


def test_a_merged_record_leads_to_the_one_that_stands(people, sides, now):
    sides.owner()
    one, other = Person.objects.filter(area_code=COUNTY).order_by("id")[:2]
    Person.objects.filter(id=other.id).update(merged_into=one)
    Merge.objects.create(**one.scope(), other=other, reason="证号相同", merged_at=now, merged_by="x")
    rebuild_now([other.id], at=now)
    sides.app(CLERK)
    assert (survivor_of(other.public_id), survivor_of(one.public_id)) == (one.public_id, one.public_id)
    assert [(twin.person, twin.reason) for twin in dossier(one.public_id, by=CLERK).twins] == [
        (other.public_id, "证号相同")
    ]
    with pytest.raises(Forbidden):
        dossier(other.public_id, by=CLERK)

"""What rules read of a person: the words of the vocabulary, and the same answer from Python and from the table."""

from __future__ import annotations

import json
from datetime import date
from random import Random

import pytest
from django.db import connection
from django.db.models import Model
from django.utils.translation import override

from tests.conftest import ROUNDS
from tests.people.registry.people import HIDDEN, become_owner, places, unit
from tests.people.registry.queries.conftest import CLERK
from tests.people.registry.rows import known
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.expression import Kind, Term, compiled, evaluate, parse
from yinling.kernel.viewer import Purpose
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.queries import facts_for_rules, facts_from_stored, facts_of_many, rule_columns
from yinling.people.registry.terms import (
    CATALOGUE,
    RULE_TERMS,
    SECRET_TERMS,
    TermKind,
    codes_of,
    purposes_of,
    term_of,
    vocabulary,
)

ON = date(2026, 11, 22)
DAYS = (ON, date(2024, 2, 29), date(2027, 3, 1))
WORDS = ("高血压", "糖尿病", "恶性肿瘤", "助浴", "读书看报", "无", "")


def test_the_vocabulary_is_every_term_that_a_rule_may_read():
    names = [term.name for term in vocabulary()]
    assert names[:6] == ["年龄", "性别", "民族", "出生日期", "人员类别", "在册状态"]
    assert [term_of(name) for name in names] == ["birth_date", *RULE_TERMS]
    left_out = {term for term in CATALOGUE if term not in RULE_TERMS}
    assert left_out == SECRET_TERMS | {
        "name", "former_name", "spouse_name", "contact_name", "deceased_cadre", "residence", "floor_area",
    }  # fmt: skip
    assert all(term.source for term in vocabulary())


def test_words_of_choices_are_told_apart_and_none_says_nothing():
    for term in vocabulary():
        assert (term.kind is Kind.CHOICE) is bool(term.words)
        assert not any("、" in word or '"' in word for word in term.words)
    assert codes_of("sex") == {"男": "1", "女": "2", "未说明": "9"}
    assert codes_of("birth_date") == {}


def test_the_vocabulary_speaks_chinese_whatever_the_reader_reads():
    for cached in (vocabulary, codes_of):
        cached.cache_clear()
    with override("en"):
        assert [term.name for term in vocabulary()][:2] == ["年龄", "性别"]
        assert next(iter(codes_of("living_arrangement"))) == "独居"


def test_purposes_follow_from_the_words():
    assert purposes_of(["年龄", "居住方式", "自理能力"]) == frozenset()
    assert purposes_of(["年龄", "慢性病", "近一年住院次数"]) == {Purpose.HEALTH}
    assert purposes_of(["是否长期卧床", "入党时间"]) == {Purpose.HEALTH, Purpose.POLITICAL}
    for wrong in ("姓名", "身份证号", "birth_date", ""):
        with pytest.raises(KeyError):
            purposes_of([wrong])


def test_stored_values_become_words():
    stored = {
        "birth_date": "1940-02-29", "sex": "0", "living_arrangement": "alone", "children_count": 0,
        "chronic_diseases": "无", "former_unit": "", "elevator": "gone", "joined_party": date(1966, 7, 1), "name": "甲",
    }  # fmt: skip
    facts = facts_from_stored(stored, on=date(2026, 2, 28))
    assert set(facts) == {term.name for term in vocabulary()}
    assert {name: fact for name, fact in facts.items() if fact is not None} == {
        "年龄": 85, "出生日期": date(1940, 2, 29), "居住方式": "独居", "子女数": 0, "慢性病": "无", "原工作单位": "",
        "有无电梯": "gone", "入党时间": date(1966, 7, 1),
    }  # fmt: skip
    assert facts_from_stored(json.loads(json.dumps(stored, default=str)), on=date(2026, 2, 28)) == facts
    assert set(facts_from_stored({}, on=ON).values()) == {None}
    with pytest.raises(ValueError, match="Invalid isoformat"):
        facts_from_stored({"birth_date": "1940"}, on=ON)


def test_many_persons_are_read_in_one_query_and_only_those_in_sight(people, sides, django_assert_num_queries):
    sides.owner()
    hidden = Person.objects.get(area_code=HIDDEN)
    sides.app(CLERK)
    seen = {row.pk: row for row in Person.objects.all()}
    with django_assert_num_queries(1):
        many = facts_of_many([*seen, hidden.pk], on=ON)
    assert many == {key: facts_for_rules(row, on=ON) for key, row in seen.items()}
    assert len(many) == 5
    with pytest.raises(Forbidden):
        facts_for_rules(hidden, on=ON)


def test_an_alias_is_a_plain_name():
    assert rule_columns("p")["居住方式"].sql == "p.living_arrangement"
    for wrong in ("n; DROP TABLE person", "n.x", "", "人", 'n"'):
        with pytest.raises(ValueError, match="no alias"):
            rule_columns(wrong)


# Every term, every operator that its kind allows, on the real table.


def _words(term: Term, dice: Random) -> list[str]:
    return list(term.words) if term.kind is Kind.CHOICE else dice.sample(["甲", "五华区教育局", *WORDS[:5]], 2)


def _leaf(term: Term, dice: Random) -> str:
    name = term.name
    match term.kind:
        case Kind.NUMBER:
            options = [
                f"{name} {dice.choice(['==', '!=', '<', '<=', '>', '>='])} {dice.choice([0, 1, 2, 60, 80, 85, 90])}"
            ]
            options.append(f"{name} not in [0, {dice.randint(55, 95)}]")
        case Kind.DATE:
            day = date(dice.choice([1940, 1946, 1996]), dice.choice([2, 11]), dice.randint(21, 28))
            options = [f"{name} {dice.choice(['==', '!=', '<', '>='])} {day}"]
            options.append(f"距今年数({name}) {dice.choice(['>=', '<', '=='])} {dice.choice([30, 60, 80, 86])}")
            options.append(f"距今天数({name}) {dice.choice(['>=', '<', '!='])} {dice.randint(20_000, 33_000)}")
            options.append(f"距今年数({name}) <= 年龄")
        case Kind.LIST:
            options = [f'{name} 包含 "{dice.choice(WORDS[:5])}"', f"个数({name}) >= {dice.randint(0, 3)}"]
            options.append(f'{name} 不包含 ["{dice.choice(WORDS[:5])}", {{词}}]')
        case _:
            word = dice.choice(_words(term, dice))
            options = [f'{name} == "{word}"', f'{name} != "{word}"', f'{name} in [{{词}}, "{word}"]']
    return dice.choice([*options, f"{dice.choice(['已知', '未知'])}({name})"])


def _conditions(dice: Random, number: int) -> list[str]:
    terms = list(vocabulary())
    leaves = [_leaf(term, dice) for term in terms for _ in range(2)]
    joined = [dice.choice([" and ", " or "]).join(dice.sample(leaves, 3)) for _ in range(number)]
    return [*leaves, *(f"{dice.choice(['', 'not '])}({text})" for text in joined)]


def _value(term: str, dice: Random) -> object:
    spec = CATALOGUE[term]
    match spec.kind:
        case TermKind.CHOICE:
            assert spec.choices is not None
            return dice.choice(spec.choices.values)
        case TermKind.DATE:
            return date(dice.choice([1940, 1946, 1966, 1996]), dice.choice([2, 11]), dice.randint(20, 28))
        case TermKind.NUMBER:
            return dice.randint(0, 3)
        case TermKind.LIST:
            return "、".join(dice.sample(WORDS, dice.randint(0, 3)))
        case _:
            return dice.choice(["甲", "五华区教育局", "", "高血压", "独居"])


def _people(dice: Random, number: int) -> list[Person]:
    become_owner()
    places()
    home = unit()
    optional = [term for term in RULE_TERMS if PersonNow._meta.get_field(term).null]
    needed = {"sex", "person_type", "standing"}
    made = []
    for _ in range(number):
        chosen = {term: _value(term, dice) for term in [*needed, *optional] if term in needed or dice.random() < 0.7}
        made.append(known(home, "单国英", **({"birth_date": None} | chosen)))
    return made


def _disagreements(dice: Random, people: list[Person], on: date) -> list[str]:
    given = {"词": dice.choice([None, "高血压", "独居", "alone", "五华区教育局", "、"])}
    expressions = [parse(text, vocabulary()) for text in _conditions(dice, 60)]
    parts = [compiled(one, rule_columns("n"), given, on=on) for one in expressions]
    table: type[Model] = PersonNow
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT n.person_id, {', '.join(part.text for part in parts)} FROM {table._meta.db_table} n ORDER BY 1",
            [value for part in parts for value in part.values],
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    return [
        f"{one.text} of {person.pk}: {said} but SQL says {found[person.pk][n]}"
        for person in people
        for facts in [facts_for_rules(person, on=on)]
        for n, one in enumerate(expressions)
        if (said := evaluate(one, facts, given, on=on).value) is not found[person.pk][n]
    ]


def test_the_table_says_what_the_evaluator_says(db):
    dice = Random(4)
    people = _people(dice, 12)
    assert _disagreements(dice, people, ON) == []


# slow: all rounds over a hundred persons
@pytest.mark.slow
@pytest.mark.parametrize("on", DAYS)
def test_the_table_says_so_for_many(db, on):
    dice = Random(on.toordinal())
    people = _people(dice, 100)
    for _ in range(max(1, ROUNDS // 20)):
        assert _disagreements(dice, people, on) == []

"""The compiler and the evaluator say the same: thousands of random conditions and persons, on a real PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cluster import cluster
from tests.conftest import ROUNDS
from tests.kernel.expression.chance import DAYS, Dice
from tests.kernel.expression.roster import ABILITY, LIVING, ON, VOCABULARY, WISHED, conditions, days, facts, parameters
from yinling.kernel.expression import (
    Column,
    Expression,
    FactError,
    SqlCondition,
    Value,
    compiled,
    evaluate,
    parse,
)
from yinling.kernel.expression.compiling import last_day_before
from yinling.kernel.expression.evaluating import elapsed
from yinling.kernel.expression.syntax import written

# 居住方式 and 自理能力 are stored as codes; 愿意的居住方式 is stored in words. 年龄 stands in the table as a date.
LIVING_CODES = dict(zip(LIVING, ("on_own", "2", "3"), strict=True))
ABILITY_CODES = dict(zip(ABILITY, ("1", "2", "3"), strict=True))
WISHED_CODES = dict(zip(WISHED, ("3", "2", "on_own"), strict=True))
COLUMNS = {
    "年龄": Column("p.birth", is_birth=True),
    "子女数": Column("p.children"),
    "居住方式": Column("p.living", LIVING_CODES),
    "自理能力": Column("p.ability", ABILITY_CODES),
    "愿意的居住方式": Column("p.wished", WISHED_CODES),
    "单位": Column("p.unit"),
    "上次探访日期": Column("p.visited"),
    "入党日期": Column("p.joined"),
    "党员": Column("p.party"),
    "慢性病": Column("p.diseases"),
    "爱好": Column("p.hobbies"),
}
TABLE = """jsonb_to_recordset(%s) AS p(n integer, birth date, children integer, living text, ability text, wished text,
  unit text, visited date, joined date, party boolean, diseases text, hobbies text)"""


@pytest.fixture(scope="module")
def database() -> Iterator[psycopg.Connection]:
    with cluster().connect() as connection:
        connection.cursor_factory = psycopg.ClientCursor  # as Django binds
        yield connection


def stored(person: Mapping[str, Value | None], birth: date | None, number: int) -> dict[str, object]:
    """A person as the table keeps it."""
    plain: dict[str, object] = {"n": number}
    for name, column in COLUMNS.items():
        fact = birth if name == "年龄" else person.get(name)
        key = column.sql.removeprefix("p.")
        plain[key] = column.codes.get(str(fact), fact) if column.codes else fact
    return {key: fact.isoformat() if isinstance(fact, date) else fact for key, fact in plain.items()}


def answers(
    database: psycopg.Connection, table: Sequence[Mapping[str, object]], parts: Sequence[SqlCondition]
) -> list[tuple[bool | None, ...]]:
    """Every condition for every person, in one statement."""
    columns = ", ".join(part.text for part in parts)
    values = [value for part in parts for value in part.values]
    return database.execute(f"SELECT {columns} FROM {TABLE} ORDER BY p.n", [*values, json.dumps(table)]).fetchall()


def said(
    expressions: Sequence[Expression],
    people: Sequence[tuple[Mapping[str, Value | None], date | None]],
    given: Mapping[str, Value | None],
    on: date,
) -> list[tuple[bool | None, ...]]:
    aged = [{**person, "年龄": None if birth is None else elapsed("距今年数", birth, on)} for person, birth in people]
    return [tuple(evaluate(one, person, given, on=on).value for one in expressions) for person in aged]


def disagreements(database, conditions, people, given, on) -> list[str]:
    """Where the two differ, shortest condition first."""
    expressions = [parse(written(condition), VOCABULARY) for condition in conditions]
    meant = said(expressions, people, given, on)
    parts = [compiled(one, COLUMNS, given, on=on) for one in expressions]
    found = answers(database, [stored(*person, n) for n, person in enumerate(people)], parts)
    differ = [
        f"{one.text}\n{part.text} {part.values}\n{people[row]} {given} {on}: {meant[row][n]} but SQL says {found[row][n]}"
        for n, (one, part) in enumerate(zip(expressions, parts, strict=True))
        for row in range(len(people))
        if meant[row][n] is not found[row][n]
    ]
    return sorted(differ, key=len)[:3]


days_of_judgement = days | st.sampled_from([ON, date(2024, 2, 29), date(2028, 2, 29), date(2023, 2, 28), date(1, 1, 1)])
births = st.none() | days | st.sampled_from([date(1940, 2, 29), date(1, 1, 1), date(9999, 12, 31), date(2100, 3, 1)])
people = st.lists(st.tuples(facts, births), min_size=1, max_size=8)


@settings(max_examples=max(1, ROUNDS // 2))
@given(st.lists(conditions, min_size=1, max_size=4), people, parameters, days_of_judgement)
def test_sql_says_what_the_evaluator_says(database, conditions, people, given, on):
    assert disagreements(database, conditions, people, given, on) == []


def by_chance(database, seed: int, on: date, *, conditions: int, people: int) -> list[str]:
    dice = Dice(seed, on)
    persons = [dice.person() for _ in range(people)]
    return disagreements(database, [dice.condition() for _ in range(conditions)], persons, dice.parameters(), on)


@pytest.mark.parametrize("on", DAYS)
def test_three_hundred_conditions_for_ten_persons(database, on):
    for seed in range(12):
        assert by_chance(database, seed, on, conditions=25, people=10) == []


# slow: five thousand conditions and a quarter of a million answers at the usual number of rounds
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(max(1, ROUNDS // 4)))
def test_as_many_rounds_as_wanted(database, seed):
    for number, on in enumerate([*DAYS, *(Dice(seed, ON).day() for _ in range(4))]):
        assert by_chance(database, seed * 100 + number, on, conditions=20, people=50) == []


@pytest.mark.parametrize(
    ("text", "sql", "values"),
    [
        ("年龄 >= {高龄起点}", "(p.birth <= %s::date)", (date(1946, 11, 22),)),
        ("80 > 年龄", "(p.birth > %s::date)", (date(1946, 11, 22),)),
        ("年龄 > 3000", "(p.birth IS NULL AND NULL)", ()),
        ("距今天数(上次探访日期) > 30", "(p.visited <= %s::date)", (date(2026, 10, 22),)),
        ("距今天数(上次探访日期) < 999999999999999", "(p.visited IS NOT NULL OR NULL)", ()),
        ("子女数 != 2", "(p.children <> %s::bigint)", (2,)),
        ('居住方式 == "独居"', '(p.living = %s::text COLLATE "C")', ("on_own",)),
        ("居住方式 == {重点单位}", "(p.living IS NULL AND NULL)", ()),
        ("单位 == {重点单位}", '(p.unit = %s::text COLLATE "C")', ("on_own",)),
        (
            '慢性病 包含 ["高血压", {重点单位}]',
            "((strpos('、' || p.diseases || '、', %s::text) > 0) OR (strpos('、' || p.diseases || '、', %s::text) > 0))",
            ("、高血压、", "、on_own、"),
        ),
        ("个数(慢性病) >= 2", "(cardinality(array_remove(array_remove(string_to_array(p.diseases, '、'), ''), '无')) >= %s::bigint)", (2,)),
        ("党员 and not {启用}", "(p.party AND (NOT NULL::boolean))", ()),
        ("入党日期 < {探访日}", "NULL::boolean", ()),
        ("{高龄起点} > 79", "TRUE", ()),
        ("未知(年龄) or 已知(单位)", "((p.birth IS NULL) OR (p.unit IS NOT NULL))", ()),
    ],
)  # fmt: skip
def test_the_statement_itself(text, sql, values):
    given = {"高龄起点": 80, "重点单位": "on_own"}
    assert compiled(parse(text, VOCABULARY), COLUMNS, given, on=ON) == SqlCondition(sql, values)


@pytest.mark.parametrize("text", ["'; DROP TABLE person; --", "%s%(a)s%%", '""', "\\", "x' OR 1=1"])
def test_what_an_author_writes_is_bound_and_never_text_of_the_statement(database, text):
    given = {"重点单位": text}
    one = parse(f'单位 == "{text}" or 慢性病 包含 ["{text}", {{重点单位}}]', VOCABULARY)
    found = compiled(one, COLUMNS, given, on=ON)
    assert (found.text.count("%s"), found.text.count("%"), "DROP" in found.text) == (3, 3, False)
    assert answers(database, [stored({"单位": text.replace('""', '"')}, None, 0)], [found]) == [(True,)]


def test_what_cannot_be_kept_is_known_to_be_nowhere(database):
    for text in ("\0", "\ud800", "、"):
        condition = parse("单位 == {重点单位} or 慢性病 不包含 {重点单位} or 单位 in [{重点单位}]", VOCABULARY)
        assert disagreements(database, [condition.root], [({"单位": "甲"}, None)], {"重点单位": text}, ON) == []


def test_a_wrong_kind_and_a_term_without_column_are_refused():
    one = parse("年龄 >= {高龄起点}", VOCABULARY)
    with pytest.raises(FactError) as refused:
        compiled(one, COLUMNS, {"高龄起点": "80"}, on=ON)
    assert refused.value.message == "“高龄起点”的值不是整数"
    with pytest.raises(KeyError):
        compiled(one, {}, {"高龄起点": 80}, on=ON)


@settings(max_examples=ROUNDS)
@given(days, st.integers(-130, 130), st.sampled_from(["距今年数", "距今天数"]))
def test_the_last_day_is_the_last(on, value, function):
    last = last_day_before(function, value, on)
    assert isinstance(last, date)
    assert elapsed(function, last, on) >= value > elapsed(function, date.fromordinal(last.toordinal() + 1), on)

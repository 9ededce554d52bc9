"""A made-up province: persons, what is known of them, units and orders, made by set-based SQL from one seed.

Nobody in it exists. Names are drawn from common surnames and characters; ciphertexts are real ones, a thousand
for each encrypted column, so that pages decrypt as they do in life.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import psycopg

from yinling.base.rows.fields import EncryptedTextField
from yinling.kernel.names import search_keys

PERSONS_PER_UNIT = 100
_NAMES = 40_000
_SEALED = 1_000
_SURNAMES = (
    "王李张刘陈杨黄赵吴周" * 8
    + "徐孙马朱胡郭何林高罗" * 4
    + "郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    + "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤和普木刀岩"
)
_GIVEN = (
    "国建华文明志英秀兰玉珍桂芳淑云春丽红梅军平金荣福德成林海波正元光永庆祥生义忠信安"
    "宁清贵凤霞琴素美惠群仙菊莲香芝翠月琼芬蓉茂开学家世宗绍维新民"
)

_UNITS = """
INSERT INTO units_unit (public_id, name, short_name, pinyin, initials, nature, area_code, source)
SELECT gen_random_uuid(), '单位' || n, '单位' || n, 'danwei', 'dw', 'government',
       (SELECT code FROM bench_county WHERE place = n %% %(counties)s), 'bench'
FROM generate_series(1, %(units)s) n
"""
_PERSONS = """
INSERT INTO registry_person (public_id, area_code, unit_id, created_at)
SELECT gen_random_uuid(),
       coalesce(towns.codes[1 + floor(random() * array_length(towns.codes, 1))::int], unit.area_code),
       unit.id, timestamptz '2026-01-01' + random() * interval '300 days'
FROM generate_series(1, %(persons)s) n
JOIN bench_unit unit ON unit.place = floor(n * 0.6180339887498949 %% 1 * %(units)s)::int
LEFT JOIN bench_towns towns ON towns.county = unit.area_code
"""
_NOW = """
INSERT INTO registry_personnow (
    public_id, person_id, area_code, unit_id, name, given_name, pinyin, initials, sex, birth_date, id_number,
    id_number_index, id_number_tail, person_type, living_arrangement, self_care, phone, phone_tail, address,
    standing, hardship, marital_status, post_level, treatment_level, period, fixed_income, residence,
    living_elsewhere, known_on, birth_date_precision, died_on_precision, began_work_precision,
    retired_on_precision, joined_party_precision, version, updated_at)
SELECT gen_random_uuid(), p.id, p.area_code, p.unit_id, d.name, d.given_name, d.pinyin, d.initials,
       (ARRAY['1', '2'])[1 + p.die1 % 2], date '1925-01-01' + p.die2 % 15000, s.id_number,
       sha256(p.id::text::bytea), lpad((p.die3 % 10000)::text, 4, '0'),
       (ARRAY['retired', 'retired', 'retired', 'retired_with_honours'])[1 + p.die1 % 4],
       (ARRAY['alone', 'with_spouse', 'with_children', 'other'])[1 + p.die2 % 4],
       (ARRAY['able', 'able', 'partly', 'unable'])[1 + p.die3 % 4],
       s.phone, lpad((p.die2 % 10000)::text, 4, '0'), s.address,
       (ARRAY['died', 'moved'] || array_fill('on_roll'::text, ARRAY[38]))[1 + p.die3 % 40],
       (ARRAY['special', 'some', 'some'] || array_fill('none'::text, ARRAY[57]))[1 + p.die1 % 60],
       (ARRAY['20', '20', '30', '10'])[1 + p.die3 % 4],
       (ARRAY['111', '121', '122', '131', '132', '132', '141', '141', '142', '150', NULL])[1 + p.die2 % 11],
       (ARRAY['122', '131', '141', NULL, NULL])[1 + p.die1 % 5],
       CASE WHEN p.die1 % 4 = 3 THEN (ARRAY['red_army', 'against_japan', 'liberation'])[1 + p.die3 % 3] END,
       CASE WHEN p.die3 % 20 = 0 THEN 'no' END, p.area_code,
       CASE WHEN p.die2 % 50 = 0 THEN '海口市' END, date '2024-01-01' + p.die3 % 1000,
       'day', 'day', 'day', 'day', 'day', 1, p.created_at
FROM (SELECT *, floor(random() * 1e9)::int AS die1, floor(random() * 1e9)::int AS die2,
             floor(random() * 1e9)::int AS die3 FROM registry_person) p
JOIN bench_name d ON d.place = p.die1 % (SELECT count(*) FROM bench_name)
JOIN bench_sealed s ON s.place = p.die2 % (SELECT count(*) FROM bench_sealed)
"""
_ORDERS = """
INSERT INTO orders_order (
    public_id, proposal, person_id, area_code, unit_id, item, because, due_date, state, round, placed_at,
    changed_at, returned_because)
SELECT gen_random_uuid(), gen_random_uuid(), o.id, o.area_code, o.unit_id, '上门探访', '高龄独居', o.at::date + 30,
       o.state, 1, o.at, o.at + random() * interval '20 days',
       CASE o.state WHEN 'returned' THEN '到时限无人接单' ELSE '' END
FROM (SELECT p.*, timestamptz '2024-11-01' + random() * interval '730 days' AS at,
             (ARRAY['placed', 'in_hand', 'returned', 'cancelled'] || array_fill('fulfilled'::text, ARRAY[26]))
                 [1 + floor(random() * 30)::int] AS state
      FROM registry_person p CROSS JOIN generate_series(1, 2)) o
"""


def make(connection: psycopg.Connection, *, persons: int) -> Iterator[str]:
    """Fill a migrated database, as superuser; yields what it does next."""
    dice = random.Random(20261122)
    connection.execute("SET session_replication_role = replica")  # the generated keys are right by construction
    connection.execute("SELECT setseed(0.5)")
    yield "names, units"
    _names(connection, dice)
    _sealed(connection, dice)
    _places(connection)
    sizes = {"persons": persons, "units": max(1, persons // PERSONS_PER_UNIT)}
    (counties,) = connection.execute("SELECT count(*) FROM bench_county").fetchone() or (0,)
    connection.execute(_UNITS, sizes | {"counties": counties})
    connection.execute(
        "CREATE TABLE bench_unit AS SELECT row_number() OVER (ORDER BY random())::int - 1 AS place, id, area_code"
        " FROM units_unit"
    )
    yield f"{persons:,} persons"
    connection.execute(_PERSONS, sizes)
    yield "what is known of them"
    connection.execute(_NOW)
    yield f"{2 * persons:,} orders"
    connection.execute(_ORDERS)
    yield "statistics"
    for name in ("name", "sealed", "county", "towns", "unit"):
        connection.execute(f"DROP TABLE bench_{name}")
    connection.execute("VACUUM (ANALYZE)")


def _names(connection: psycopg.Connection, dice: random.Random) -> None:
    connection.execute(
        'CREATE TABLE bench_name (place bigint PRIMARY KEY, name text COLLATE "C", given_name text, pinyin text,'
        " initials text)"
    )
    with connection.cursor().copy("COPY bench_name FROM STDIN") as copy:
        for place in range(_NAMES):
            given = "".join(dice.choices(_GIVEN, k=1 if dice.random() < 0.15 else 2))
            keys = search_keys(dice.choice(_SURNAMES) + given)
            copy.write_row((place, keys.name, keys.given_name, keys.pinyin, keys.initials))


def _sealed(connection: psycopg.Connection, dice: random.Random) -> None:
    """Ciphertexts of telephone numbers, identity numbers and addresses, each sealed for its own column."""
    from yinling.people.registry.models import PersonNow

    columns = [PersonNow._meta.get_field(name) for name in ("id_number", "phone", "address")]
    connection.execute(
        "CREATE TABLE bench_sealed (place bigint PRIMARY KEY, id_number bytea, phone bytea, address bytea)"
    )
    with connection.cursor().copy("COPY bench_sealed FROM STDIN") as copy:
        for place in range(_SEALED):
            clear = (f"530102{dice.randrange(10**12):012}", f"139{dice.randrange(10**8):08}", f"翠湖南路 {place} 号")
            copy.write_row((place, *(_seal(c, text) for c, text in zip(columns, clear, strict=True))))


def _seal(column: object, text: str) -> bytes:
    from django.db import connection

    assert isinstance(column, EncryptedTextField)
    return bytes(column.get_db_prep_value(text, connection, prepared=True).obj)


def _places(connection: psycopg.Connection) -> None:
    """Yunnan's counties, and the townships in each."""
    connection.execute(
        "CREATE TABLE bench_county AS SELECT row_number() OVER (ORDER BY code)::int - 1 AS place, code"
        " FROM regions_area WHERE level = 'county' AND code ^@ '53'"
    )
    connection.execute(
        "CREATE TABLE bench_towns AS SELECT left(code, 6) AS county, array_agg(code) AS codes FROM regions_area"
        " WHERE level = 'township' AND code ^@ '53' GROUP BY 1"
    )


def areas_file() -> Path:
    """The areas that ship."""
    from yinling.base.regions.outside import SHIPPED

    return SHIPPED

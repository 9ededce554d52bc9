"""What rules read of the made-up province, in the shares of the roster that ships, a tenth of each missing.

Drawn from the person's number alone, so that it is the same each time. Nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import psycopg
from psycopg import sql

_MISSING = 100  # of 1,000
Share = tuple[str | None, int]

# By column the values and their shares of 1,000; what is left over to 1,000 is missing, too.
_SHARES: dict[str, Sequence[Share]] = {
    "person_type": [("retired", 955), ("retired_with_honours", 30), ("survivor", 15)],
    "living_arrangement": [
        ("with_spouse", 495), ("with_children", 268), ("alone", 98), ("in_institution", 20), ("with_carer", 17),
    ],
    "self_care": [("able", 803), ("partly", 92), ("unable", 5)],
    "hardship": [("none", 830), ("some", 64), ("special", 6)],
    "marital_status": [("20", 694), ("30", 175), ("40", 22), ("10", 9)],
    "children_nearby": [("yes", 650), ("no", 250)],
    "children_count": [("0", 35), ("1", 370), ("2", 320), ("3", 120), ("4", 55)],
    "daily_carer": [("children", 72), ("nurse", 71), ("nanny", 70), ("spouse", 53), ("nobody", 18)],
    "health": [("fair", 312), ("good", 270), ("very_good", 230), ("poor", 81), ("very_poor", 7)],
    "chronic_diseases": [
        ("高血压", 240), ("糖尿病", 80), ("高血压、糖尿病", 60), ("高血压、冠心病", 50), ("高血压、糖尿病、冠心病", 30),
        ("关节炎", 40), ("慢性支气管炎", 40),
    ],
    "serious_diseases": [("恶性肿瘤", 47), ("脑卒中", 37), ("心肌梗死", 28), ("尿毒症", 7), ("恶性肿瘤、脑卒中", 2)],
    "hospital_stays": [("0", 690), ("1", 140), ("2", 58), ("3", 10), ("4", 2)],
    "bedridden": [("no", 897), ("yes", 3)],
    "senses": [("normal", 670), ("poor_sight", 111), ("poor_hearing", 99), ("both_poor", 20)],
    "family_doctor": [("yes", 540), ("no", 360)],
    "smartphone": [("somewhat", 363), ("cannot", 270), ("well", 267)],
    "elder_university": [("no", 810), ("yes", 90)],
    "political_status": [("13", 379), ("01", 494), ("05", 12), ("09", 5), ("10", 10)],
    "party_life": [("yes", 340), ("no", 200)],
    "ethnic_group": [("01", 700), ("07", 70), ("14", 50), ("18", 40), ("16", 20), ("03", 20)],
    "unit_nature": [("institution", 518), ("government", 237), ("enterprise", 145)],
    "education": [("20", 250), ("30", 300), ("40", 200), ("60", 150)],
    "skills": [
        ("水利工程", 32), ("语文教学", 30), ("针灸推拿", 29), ("临床内科", 28), ("农业技术、书法", 27),
        ("政策宣讲", 19),
    ],
    "service_wishes": [
        ("陪诊", 50), ("助浴", 20), ("上门护理", 20), ("家政保洁、陪聊", 40), ("紧急呼叫设备", 20), ("适老化改造", 20),
        ("增加书法课", 30), ("就医绿色通道、陪诊", 20),
    ],
}  # fmt: skip
_NUMBERS = {"children_count", "hospital_stays"}
_ALWAYS = {"person_type"}

# Dates that follow from the birth; a tenth missing.
_DATES = """
retired_on = CASE WHEN h.d91 >= 100 THEN least(birth_date + 21900 + h.d91, date '2026-06-30') END,
began_work = CASE WHEN h.d92 >= 100 THEN birth_date + 7000 + h.d92 END,
joined_party = CASE WHEN h.d93 >= 550 THEN birth_date + 9000 + 3 * h.d93 END
"""


def fill(connection: psycopg.Connection) -> Iterator[str]:
    """Write what rules read into every row of today, as superuser; yields what it does next."""
    connection.execute("SET session_replication_role = replica")  # no trigger has anything to say here
    yield "indexes put aside"
    kept = connection.execute(_INDEXES).fetchall()
    for name, _definition in kept:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield "what rules read"
    connection.execute(_filling())
    connection.execute(
        "UPDATE registry_personnow SET period = CASE WHEN person_type = 'retired_with_honours'"
        " THEN coalesce(period, 'liberation') END, fixed_income = CASE WHEN person_type = 'survivor'"
        " THEN CASE WHEN person_id % 3 = 0 THEN 'no' ELSE 'yes' END END"
        " WHERE person_type <> 'retired' OR period IS NOT NULL OR fixed_income IS NOT NULL"
    )
    yield "rows packed, indexes again"
    connection.execute("VACUUM (FULL) registry_personnow")
    for _name, definition in kept:
        connection.execute(definition)
    yield "statistics"
    connection.execute("VACUUM (ANALYZE)")


_INDEXES = """
SELECT i.indexname, i.indexdef FROM pg_indexes i
WHERE i.tablename = 'registry_personnow' AND i.indexdef NOT LIKE 'CREATE UNIQUE%'
ORDER BY 1
"""


def _filling() -> sql.Composed:
    """One UPDATE of every row; each column throws its own dice."""
    dice = [_dice(number) for number in [*range(len(_SHARES)), 91, 92, 93]]
    columns = [_column(name, shares, number) for number, (name, shares) in enumerate(_SHARES.items())]
    return sql.SQL(
        "UPDATE registry_personnow n SET {columns}, {dates}"
        " FROM (SELECT person_id AS id, {dice} FROM registry_personnow OFFSET 0) h WHERE h.id = n.person_id"
    ).format(columns=sql.SQL(", ").join(columns), dates=sql.SQL(_DATES), dice=sql.SQL(", ").join(dice))


def _dice(number: int) -> sql.Composed:
    """0 to 999, from the person's number and the column's."""
    return sql.SQL("((hashint8extended(person_id, {}) & 1073741823) % 1000)::int AS {}").format(
        sql.Literal(20261122 + number), sql.Identifier(f"d{number}")
    )


def _column(name: str, shares: Sequence[Share], number: int) -> sql.Composed:
    """The value in whose share the dice fell; the first tenth of them, and what is left over, is missing."""
    bounds, reached = [], 0 if name in _ALWAYS else _MISSING
    for _value, share in shares:
        bounds.append(reached)
        reached += share
    cast = sql.SQL("::int" if name in _NUMBERS else "")
    return sql.SQL("{} = (({}::text[])[width_bucket({}, {}::int[])]){}").format(
        sql.Identifier(name), sql.Literal([value for value, _share in shares] + [None]),
        sql.Identifier("h", f"d{number}"), sql.Literal([*bounds, reached]), cast,
    )  # fmt: skip

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from yinling.base.units.domain import COLUMNS, UnitFileRefused, UnitLine, differing, digest_of, parse_units

ONE, TWO, THREE = (UUID(f"00000000-0000-4000-8000-00000000000{n}") for n in (1, 2, 3))
UNIT = UnitLine(
    public_id=ONE, name="示范档案馆", short_name="档案馆", pinyin="shifandanganguan", initials="sfdag",
    nature="institution", area_code="6201", parent=None, credit_code=None, valid_from=None, valid_to=None,
    source="demo",
)  # fmt: skip
AREAS = ("62", "6201")


def file_of(*rows, columns=COLUMNS):
    return "".join(",".join(row) + "\n" for row in (columns, *rows)).encode()


def row(**changes):
    fields = dict.fromkeys(COLUMNS, "") | {
        "public_id": str(ONE), "name": "示范档案馆", "short_name": "档案馆", "nature": "institution",
        "area_code": "6201", "source": "demo",
    }  # fmt: skip
    return tuple((fields | changes).values())


def test_a_line_becomes_a_unit():
    assert parse_units(file_of(row()), areas=AREAS, stored={}) == (UNIT,)


def test_everything_filled_in():
    found = parse_units(
        file_of(row(parent=str(TWO), credit_code="91110000600037341l", valid_from="2000-01-01", valid_to="2020-01-01")),
        areas=AREAS,
        stored={TWO: replace(UNIT, public_id=TWO)},
    )
    assert found == (
        replace(
            UNIT, parent=TWO, credit_code="91110000600037341L", valid_from=date(2000, 1, 1),
            valid_to=date(2020, 1, 1),
        ),
    )  # fmt: skip


def test_a_parent_may_come_later_in_the_file():
    found = parse_units(file_of(row(parent=str(TWO)), row(public_id=str(TWO))), areas=AREAS, stored={})
    assert [unit.parent for unit in found] == [TWO, None]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([row(), row()], "第3行：public_id 重复"),
        ([row(public_id="1")], "第2行：public_id 列应为 UUID"),
        ([row(parent="1")], "parent 列应为 UUID"),
        ([row(parent=str(THREE))], f"上级单位 {THREE} 不存在"),
        ([row(parent=str(ONE))], "绕成了圈"),
        ([row(parent=str(TWO)), row(public_id=str(TWO), parent=str(ONE))], "绕成了圈"),
        ([row(name="")], "name 列应为1至100个字"),
        ([row(short_name="档\u202e案")], "short_name 列"),
        ([row(source="")], "source 列"),
        ([row(nature="club")], "nature 列应为 government、institution、enterprise 之一"),
        ([row(area_code="4403")], "地区 4403 不存在"),
        ([row(area_code="")], "地区  不存在"),
        ([row(credit_code="91110000600037341M")], "校验位不符"),
        (
            [row(credit_code="91110000600037341L"), row(public_id=str(TWO), credit_code="91110000600037341L")],
            "第3行：统一社会信用代码已属于另一个单位",
        ),
        ([row(valid_from="soon")], "valid_from 列应为日期"),
        ([row(valid_from="2021-01-01", valid_to="2020-01-01")], "应晚于开始日期"),
    ],
)
def test_a_bad_line_is_named(rows, says):
    with pytest.raises(UnitFileRefused, match=says) as caught:
        parse_units(file_of(*rows), areas=AREAS, stored={})
    assert "请" in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "文件是空的"),
        (file_of(), "没有数据"),
        (file_of(row())[:-1], "没有传完"),
        (file_of(row())[:-6] + b"\n", "文件可能不完整"),
        ("public_id,name\n1,城关\n".encode("gb18030"), "UTF-8"),
        (file_of(row()[:-1], columns=COLUMNS[:-1]), "缺少这些列：source"),
    ],
)
def test_a_broken_file_is_refused(raw, says):
    with pytest.raises(UnitFileRefused, match=says):
        parse_units(raw, areas=AREAS, stored={})


def test_a_credit_code_of_a_stored_unit_is_taken():
    stored = {TWO: replace(UNIT, public_id=TWO, credit_code="91110000600037341L")}
    with pytest.raises(UnitFileRefused, match="第2行：统一社会信用代码已属于另一个单位"):
        parse_units(file_of(row(credit_code="91110000600037341L")), areas=AREAS, stored=stored)


def test_a_circle_through_a_stored_unit_is_found():
    stored = {TWO: replace(UNIT, public_id=TWO, parent=ONE), ONE: UNIT}
    with pytest.raises(UnitFileRefused, match="绕成了圈"):
        parse_units(file_of(row(parent=str(TWO))), areas=AREAS, stored=stored)


def test_differing_and_digest():
    renamed = replace(UNIT, name="示范图书馆")
    assert differing([UNIT], {ONE: UNIT}) == []
    assert differing([renamed], {ONE: UNIT}) == [renamed]
    other = replace(UNIT, public_id=TWO, valid_from=date(2021, 1, 1))
    assert digest_of([UNIT, other]) == digest_of([other, UNIT]) != digest_of([renamed, other])

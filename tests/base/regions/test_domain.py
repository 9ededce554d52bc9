from dataclasses import replace
from datetime import date

import pytest

from yinling.base.regions.domain import (
    COLUMNS,
    AreaFileRefused,
    AreaLine,
    differing,
    digest_of,
    great_circle_km,
    parse_areas,
)

PANLONG = AreaLine(
    code="530103", name="盘龙区", short_name="盘龙", pinyin="panlong", initials="pl", longitude=102.72,
    latitude=25.03, valid_from=None, valid_to=None, statutory=True, confidence="", source="areacity",
)  # fmt: skip
KNOWN = ("0", "53", "5301")


def file_of(*rows, columns=COLUMNS):
    return "".join(",".join(row) + "\n" for row in (columns, *rows)).encode()


def row(**changes):
    fields = dict.fromkeys(COLUMNS, "") | {
        "code": "530103", "name": "盘龙区", "short_name": "盘龙", "pinyin": "panlong", "initials": "pl",
        "longitude": "102.72", "latitude": "25.03", "statutory": "true", "source": "areacity",
    }  # fmt: skip
    return tuple((fields | changes).values())


def test_a_line_becomes_an_area():
    assert parse_areas(file_of(row()), known=KNOWN) == (PANLONG,)


def test_a_dated_area_without_place_and_number():
    found = parse_areas(
        file_of(
            row(
                code="6201A1", statutory="false", confidence="†", longitude="", latitude="",
                valid_from="2012-08-20", valid_to="2030-01-01",
            )
        ),
        known=["6201"],
    )  # fmt: skip
    assert found == (
        replace(
            PANLONG, code="6201A1", statutory=False, confidence="†", longitude=None, latitude=None,
            valid_from=date(2012, 8, 20), valid_to=date(2030, 1, 1),
        ),
    )  # fmt: skip


def test_a_parent_may_come_later_in_the_file():
    found = parse_areas(file_of(row(), row(code="5301")), known=["53"])
    assert [area.code for area in found] == ["530103", "5301"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([row(), row()], "第3行：代码 530103 重复"),
        ([row(code="")], "第2行：“”不是行政区划代码"),
        ([row(code="530103x")], "不是行政区划代码"),
        ([row(code="530103000")], "应写作 530103"),
        ([row(code="440305")], "上级 4403 不存在"),
        ([row(name="")], "name 列应为1至60个字"),
        ([row(name="盘" * 61)], "name 列"),
        ([row(name="盘\u202e龙")], "name 列"),
        ([row(source="")], "source 列"),
        ([row(pinyin="Pán")], "pinyin 列应为小写拼音字母"),
        ([row(initials="")], "initials 列"),
        ([row(longitude="")], "应同时填写"),
        ([row(longitude="east")], "longitude 列应为正负180以内"),
        ([row(longitude="180.5")], "longitude 列"),
        ([row(latitude="nan")], "latitude 列"),
        ([row(latitude="1e1")], "latitude 列"),
        ([row(latitude="-90.1")], "latitude 列应为正负90以内"),
        ([row(valid_from="2021/01/01")], "valid_from 列应为日期"),
        ([row(valid_to="2021-02-30")], "valid_to 列应为日期"),
        ([row(valid_from="2021-01-01", valid_to="2021-01-01")], "应晚于开始日期"),
        ([row(statutory="yes")], "statutory 列"),
        ([row(statutory="false")], "statutory 列"),
        ([row(code="6201A1", statutory="true")], "statutory 列"),
        ([row(confidence="?")], "confidence 列应为空、† 或 ‡"),
    ],
)
def test_a_bad_line_is_named(rows, says):
    with pytest.raises(AreaFileRefused, match=says) as caught:
        parse_areas(file_of(*rows), known=KNOWN)
    assert "请" in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "文件是空的"),
        (file_of(), "没有数据"),
        (file_of(row())[:-1], "没有传完"),
        (file_of(row())[:-20] + b"\n", "文件可能不完整"),
        (file_of(row()).decode().encode("utf-16"), "UTF-8"),
        (file_of(row()[:-1], columns=COLUMNS[:-1]), "缺少这些列：source"),
    ],
)
def test_a_broken_file_is_refused(raw, says):
    with pytest.raises(AreaFileRefused, match=says):
        parse_areas(raw, known=KNOWN)


def test_differing_and_digest():
    renamed = replace(PANLONG, name="盘龍区")
    assert differing([PANLONG], {"530103": PANLONG}) == []
    assert differing([renamed], {"530103": PANLONG}) == [renamed]
    assert differing([PANLONG], {}) == [PANLONG]
    other = replace(PANLONG, code="530102", valid_from=date(2021, 1, 1))
    assert digest_of([PANLONG, other]) == digest_of([other, PANLONG]) != digest_of([renamed, other])


@pytest.mark.parametrize(
    ("start", "end", "kilometres"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (180, 0), 20015.115),
        ((0, 0), (0, 90), 10007.557),
        ((0, 90), (123, 90), 0),
        ((179.5, 0), (-179.5, 0), 111.195),
    ],
)
def test_great_circle(start, end, kilometres):
    assert great_circle_km(start, end) == pytest.approx(kilometres, abs=0.001)
    assert great_circle_km(end, start) == pytest.approx(kilometres, abs=0.001)

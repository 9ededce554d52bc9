import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.people.intake.domain.cleaning.test_places import AREAS, LANZHOU, TEXTS
from tests.shared import shared
from yinling.people.intake.domain.cleaning.places import Places
from yinling.people.intake.domain.cleaning.units import UnitKey, best_unit, canonical_units, full_name, unit_key


@pytest.mark.parametrize(
    ("full", "others"),
    [
        ("兰州市化工厂", "市化工厂 兰州化工厂 甘肃省兰州市化工厂 兰州 市 化 工厂 “兰州市化工厂”"),
        ("兰州市七里河区农业局", "七里河区农业局 市七里河区农业局 兰州七里河区农业局 七里河农业局"),
        ("兰州市兰州新区中医医院", "兰州新区中医医院 新区中医医院 兰州市新区中医医院"),
        ("兰州市组织部", "中共兰州市委组织部 市委组织部 中国共产党兰州市委员会组织部 兰州市委组织部"),
        ("兰州市城关区宣传部", "城关区委宣传部 中共兰州市城关区委宣传部 城关区宣传部"),
        ("兰州市老干部局", "中共兰州市委老干部局 市委老干局 兰州市老干局 示范兰州市老干部局"),
        ("兰州市委", "中共兰州市委 中共兰州市委员会 市委"),
        ("兰州市委办公室", "中共兰州市委办公室 市委办"),
        ("兰州市政府办公室", "兰州市人民政府办公室 市政府办 兰州政府办公室"),
        ("兰州市人大办公室", "兰州市人大常委会办公室 市人大办"),
        ("兰州市政协办公室", "政协兰州市委员会办公室 市政协办"),
        ("兰州市团委", "共青团兰州市委 共青团兰州市委员会 团市委 兰州团市委"),
        ("兰州市第一中学", "市一中 兰州第1中学 兰州市第１中学"),
        ("兰州市市政工程公司", "兰州市政工程公司 市市政工程公司"),
        ("兰州市市场监督管理局", "市市场监督管理局 兰州市场监督管理局"),
        ("兰州市水务局", "兰州市水务局（原水利局） 兰州市水务局(原兰州市水利局)"),
        ("兰州市三毛集团公司", "兰州三毛（集团）公司"),
        ("兰州市大学", "兰州大学 兰州市兰州大学"),
        ("甘肃省农业厅", "省农业厅 甘肃农业厅"),
        ("兰州市七里河区秀川街道办事处", "七里河区秀川街道办"),
        (
            "兰州市化工厂离退休干部第一党支部",
            "市化工厂离退休第1党支部 兰州化工厂离退休干部第一支部委员会 市化工厂离退休干部党支部（一）",
        ),
    ],
)
def test_ways_of_writing_one_body(full, others):
    written = others.replace("兰州 市 化 工厂", "").split()
    assert {unit_key(name, LANZHOU) for name in written} == {unit_key(full, LANZHOU)}
    assert full_name(unit_key(full, LANZHOU), LANZHOU) == full


def test_spaces_and_widths_make_no_difference():
    assert unit_key("兰州 市　化 工厂 ", LANZHOU) == unit_key("兰州市化工厂", LANZHOU) == UnitKey("6201", "化工厂")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("兰州市第一中学", "兰州市第二中学"),
        ("兰州市农业局", "兰州市城关区农业局"),
        ("兰州市农业局", "兰州新区农业局"),
        ("兰州市农业局", "甘肃省农业局"),
        ("兰州市委办公室", "兰州市办公室"),
        ("兰州市化工厂", "兰州市化工厂委员会"),
        ("兰州市化工厂第一党支部", "兰州市化工厂第二党支部"),
        ("兰州市化工厂离休干部党支部", "兰州市化工厂退休干部党支部"),
        ("兰州市化工厂离退休干部党支部", "兰州市化工厂离退休干部第一党支部"),
        ("市农业局", "区农业局"),
        ("上海市徐汇区教育局", "徐汇区教育局"),
    ],
)
def test_different_bodies(one, other):
    assert unit_key(one, LANZHOU) != unit_key(other, LANZHOU)


def test_what_names_no_known_place_is_kept_as_it_is():
    names = ("上海市徐汇区教育局", "区农业局", "县委", "化工厂", "市场监督管理局", "皋兰路小学", "中国银行兰州分行", "")
    assert [unit_key(name, LANZHOU) for name in names] == [UnitKey("", name) for name in names]


def test_city_and_county_are_those_of_the_roster():
    county = Places.build(AREAS, "620103")
    dali = Places.build(AREAS, "5329")
    assert unit_key("区农业局", county) == unit_key("七里河区农业局", LANZHOU) == UnitKey("620103", "农业局")
    assert unit_key("市农业局", county) == UnitKey("6201", "农业局")
    assert [unit_key(name, dali) for name in ("州农业局", "大理州农业局", "大理白族自治州农业局")] == [
        UnitKey("5329", "农业局")
    ] * 3


def test_every_form_gets_one_full_name():
    names = ["市化工厂", "兰州化工厂", "七里河区农业局", "七里河区农业局", "兰州市七里河区农业局", "兰州大学", "市委组织部",
             "中共兰州市委组织部", "兰州市妇联", "", " "]  # fmt: skip
    assert canonical_units(iter(names), LANZHOU) == {
        "市化工厂": "兰州市化工厂", "兰州化工厂": "兰州市化工厂", "七里河区农业局": "兰州市七里河区农业局",
        "兰州市七里河区农业局": "兰州市七里河区农业局", "兰州大学": "兰州大学", "市委组织部": "中共兰州市委组织部",
        "中共兰州市委组织部": "中共兰州市委组织部", "兰州市妇联": "兰州市妇联",
    }  # fmt: skip


UNITS = [
    ("a", "示范兰州市老干部局", "兰州市老干局", "6201"),
    ("b", "示范城关区老干部局", "城关区老干局", "620102"),
    ("c", "老干部局", "老干局", "620103"),
    ("d", "示范兰州市第一测绘院", "兰州市测绘院", "6201"),
    ("e", "兰州市测绘院", "测绘院", "6201"),
]


def test_the_registered_unit_only_when_it_is_certain():
    wanted = (
        "中共兰州市委老干部局",
        "兰州市城关区委老干局",
        "七里河区老干局",
        "兰州第一测绘院",
        "兰州市测绘院",
        "老干部局",
        "",
        "西固区老干局",
    )
    assert [best_unit(name, iter(UNITS), LANZHOU) for name in wanted] == ["a", "b", "c", "d", None, None, None, None]


FRAGMENTS = re.findall(
    r"\S+",
    "中共 兰州 市 委 员会 组织部 城关区 区 政 工程 场 政协 团 第一 第1 中学 党支部 支部 离退休 干部 （原 ） 新区 办 省 大理 州 街道 "
    "广武门街道 一 中 人民政府 示范",
)
NAMES = st.lists(st.sampled_from([*FRAGMENTS, " "]), max_size=7).map("".join)


@given(st.one_of(NAMES, TEXTS))
@settings(max_examples=500)
def test_the_key_of_a_full_name_is_the_key(name):
    key = unit_key(name, LANZHOU)
    assert unit_key(full_name(key, LANZHOU), LANZHOU) == key


@pytest.mark.slow  # reads 39,000 rows
def test_units_and_branches_of_a_real_roster():
    book = CalamineWorkbook.from_path(shared("roster/lanzhou-2017.xlsx"))
    written = {"原工作单位": set(), "所在党支部": set()}
    for sheet in ("离休干部", "退休干部"):
        rows = book.get_sheet_by_name(sheet).to_python()[3:]
        for heading, found in written.items():
            column = rows[0].index(heading)
            found.update({str(row[column]) for row in rows[1:]} - {"", "同上", heading})
    units, branches = (canonical_units(found, LANZHOU) for found in written.values())
    assert (len(written["原工作单位"]), len(set(units.values())), len(set(branches.values()))) == (862, 439, 231)
    assert all(name.startswith("兰州市") for name in units.values())
    assert set(units.values()) <= written["原工作单位"]

"""Who answers for a file: said, registered, or named by the file and entered."""

import pytest

from tests.config.importing.conftest import book
from yinling.base.units.models import Unit
from yinling.people.intake.models import Roster

NONE = ("",)


def keeper():
    unit = Roster.objects.get().unit
    return unit.name, unit.area_id


@pytest.mark.parametrize(
    ("title", "reported", "found"),
    [
        (("花名册",), "填报单位：中共昆明市委老干部局", ("昆明市老干部局", "5301")),
        (("兰州市退休干部名册",), "填报单位：市委老干部局", ("示范兰州市老干部局", "6201")),
        (("昆明市退休干部名册",), "填报单位：中共兰州市委老干部局", ("示范兰州市老干部局", "6201")),
    ],
)
def test_a_registered_unit_is_found_however_the_file_writes_it(typed, file, title, reported, found):
    before = Unit.objects.count()
    assert typed(file(book(title=title, reported=(reported,))))[0] == 0
    assert (keeper(), Unit.objects.filter(source="tests").count()) == (found, before)


@pytest.mark.parametrize(
    ("title", "reported", "found"),
    [
        (("花名册",), "填报单位：中共玉溪市委老干部局", ("中共玉溪市委老干部局", "5304")),
        (("2017年玉溪市退休干部名册",), "填报单位：市委老干部局", ("市委老干部局", "5304")),
        (("退休干部名册",), "填报单位：盘龙区委老干部局", ("盘龙区委老干部局", "530103")),
    ],
)
def test_a_unit_that_nobody_registered_is_entered_where_the_file_says(typed, file, title, reported, found):
    status, said, _ = typed(file(book(title=title, reported=(reported,))))
    assert (status, keeper()) == (0, found)
    assert said.splitlines()[1].startswith(f"单位“{found[0]}”没有登记过，已登记在")
    assert Unit.objects.get(name=found[0]).source == f"roster:{Roster.objects.get().public_id}"
    assert (
        typed(file(book(title=title, reported=(reported,))))[1].splitlines()[0].startswith("“名册.xlsx”以前已经导入过")
    )


def test_a_file_that_names_no_unit_belongs_to_the_bureau_of_its_area(typed, file):
    said = typed(file(book(reported=NONE)))[1]
    assert keeper() == ("示范兰州市老干部局", "6201")
    assert said.splitlines()[1] == "文件没有写填报单位，按地区由“示范兰州市老干部局”管理，如不对可用 --unit 说明。"


def test_the_files_name_may_tell_the_area(typed, file):
    assert typed(file(book(title=("名册",), reported=NONE), "2017昆明市退休.xlsx"))[0] == 0
    assert keeper() == ("昆明市老干部局", "5301")


def test_most_addresses_may_tell_the_area(typed, file):
    head = ("序号", "姓名", "性别", "出生年月", "家庭住址", "联系电话")
    people = [(n, name, "男", "1938-05-01", place, f"1390931000{n}") for n, (name, place) in enumerate(
        [("张国华", "兰州市城关区庆阳路1号"), ("王建国", "甘肃省兰州市七里河区西津路2号"), ("赵明", "昆明市盘龙区3号")]
    )]  # fmt: skip
    assert typed(file(book(*people, head=head, title=("名册",), reported=NONE)))[0] == 0
    assert keeper() == ("示范兰州市老干部局", "6201")


def test_a_file_that_tells_nothing_is_refused_and_leaves_nothing(typed, file):
    before = Unit.objects.count()
    content = book(title=("名册",), reported=("填报单位：老干部局",))
    assert typed(file(content)) == (1, "", "看不出这份名册由哪个单位管理：请用 --unit 写明单位名称或编号。\n")
    assert (Roster.objects.count(), Unit.objects.count()) == (0, before)


def test_a_unit_may_be_said_by_name_or_public_id(typed, file, bureau):
    said = typed(file(), "--unit", "昆明市委老干部局")[1]
    assert keeper() == ("昆明市老干部局", "5301")
    assert "由“昆明市老干部局”管理" in said
    assert typed(file(), "--unit", bureau.public_id)[0] == 0
    assert set(Roster.objects.values_list("unit__name", flat=True)) == {"昆明市老干部局", bureau.name}


def test_a_unit_that_nobody_registered_cannot_be_said(typed, file):
    sentence = "没有登记“月球老干部局”这个单位：请核对名称，或先用 ./yinling load 载入单位。\n"
    assert typed(file(), "--unit", "月球老干部局") == (2, "", sentence)
    assert Roster.objects.count() == 0

"""Entering a person: what the form offers, what it says when something is wrong, and that nothing typed is lost."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from tests import factories as make
from tests.web.desk.conftest import text_of
from yinling.base.journal.models import Entry
from yinling.base.regions.models import Area
from yinling.base.units.models import Unit
from yinling.people.registry.actions import HELD_PER_DAY
from yinling.people.registry.models import Person, PersonNow

pytestmark = pytest.mark.django_db
NEW = "/desk/people/new"
ID_NUMBER = "620102193503080020"


@pytest.fixture
def typed(unit):
    """A form that can become a record."""
    return {
        "person": str(uuid.uuid4()), "name": "李淑芬", "id_number": ID_NUMBER, "sex": "", "birth_date": "",
        "person_type": "retired", "unit": str(unit.public_id), "area_code": make.CHENGGUAN,
        "living_arrangement": "alone", "self_care": "partly", "phone": "139 0000 1234", "address": "甘南路 12 号",
    }  # fmt: skip


def options(page, name):
    select = re.search(rf'<select name="{name}".*?</select>', page.content.decode(), re.S)[0]
    return re.findall(r'<option value="([^"]*)"', select)


def errors(page):
    found = re.search(r'class="form-errors".*?</ul>', page.content.decode(), re.S)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", found[0][19:])) if found else ""


def test_units_and_areas_are_those_of_the_scope(officer, unit, elsewhere, application):
    application()
    page = officer.get(NEW)
    assert (options(page, "unit"), options(page, "area_code")) == ([str(unit.public_id)], [make.CHENGGUAN])


def test_townships_stand_under_their_county(desk, application):
    make.areas("530102", "530126001", "530126202")
    browser = make.signed_in(make.officer("5301", at=desk.at))
    application()
    page = browser.get(NEW).content.decode()
    select = re.search(r'<select name="area_code".*?</select>', page, re.S)[0]
    assert re.findall(r'(?:label|value)="([^"]*)"', select) == [
        "",
        "530102",
        "石林彝族自治县",
        "530126",
        "530126001",
        "530126202",
    ]


def test_an_officer_of_units_enters_where_they_stand(desk, unit, elsewhere, application):
    browser = make.signed_in(make.account(make.Role.OFFICER, "", at=desk.at, units=(unit,)))
    application()
    page = browser.get(NEW)
    assert (options(page, "unit"), options(page, "area_code")) == ([str(unit.public_id)], [make.CHENGGUAN])


def test_the_new_person_is_opened_and_the_identity_number_fills_in(officer, typed, application):
    application()
    page = officer.post(NEW, typed, follow=True)
    assert page.redirect_chain == [(f"/desk/people/{typed['person']}", 302)]
    assert "已录入：李淑芬" in text_of(page)
    now = PersonNow.objects.get(person__public_id=typed["person"])
    kept = (now.sex, str(now.birth_date), now.phone, now.id_number, now.address, now.pinyin)
    assert kept == ("2", "1935-03-08", "13900001234", ID_NUMBER, "甘南路 12 号", "lishufen")


def test_the_same_form_sent_twice_is_one_person(officer, typed, application):
    application()
    assert [officer.post(NEW, typed).headers["Location"] for _ in range(2)] == [f"/desk/people/{typed['person']}"] * 2
    assert Person.objects.count() == 1


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_lost(officer, typed, application):
    application()
    wrong = typed | {"name": "", "id_number": "123", "phone": "12", "person_type": "", "address": "甘" * 150}
    page = officer.post(NEW, wrong)
    said = errors(page)
    for part in ("姓名：请填写", "身份证号：", "人员类别：请选择一项", "联系电话：不像电话号码"):
        assert part in said
    content = page.content.decode()
    assert all(f'value="{value}"' in content for value in ("123", "12", "甘" * 150, typed["person"]))
    assert content.count("field--wrong") == 4
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id_number": "", "birth_date": ""}, "没有身份证号时，请填写出生日期"),
        ({"birth_date": "1935-03-09"}, "与身份证号不一致"),
        ({"birth_date": "八十年前"}, "不是日期"),
        ({"sex": "1"}, "与身份证号不一致：证号上是女"),
        ({"id_number": ID_NUMBER[:-1] + "8"}, "身份证号"),
        ({"name": "李\x00"}, "姓名"),
        ({"name": "李<script>"}, "不是文字的符号"),
        ({"unit": str(uuid.uuid4())}, "没有这个选项"),
        ({"unit": "x"}, "没有这个选项"),
        ({"area_code": "620103"}, "没有这个选项"),
        ({"area_code": "53"}, "没有这个选项"),
        ({"living_arrangement": "x"}, "居住方式"),
        ({"phone": "1" * 41}, "联系电话"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(officer, typed, application, change, said):
    application()
    page = officer.post(NEW, typed | change)
    assert page.status_code == 200
    assert said in errors(page)
    assert Person.objects.count() == 0


@pytest.fixture
def province(desk, unit, monkeypatch):
    """The browser of an officer of a whole province that has more units and areas than one can choose from."""
    monkeypatch.setattr("yinling.web.desk.forms.registration.MANY", 2)
    make.areas("530102", "530126001", "530126202")
    named = (("530102", "五华区教育局"), ("530102", "老干部局"), ("530126", "老干部局"), ("530126", "石林县教育体育局"))
    units = {(code, name): make.unit(code, name=name) for code, name in named}
    Unit.objects.filter(name="五华区教育局").update(
        pinyin="wuhuaqujiaoyuju", initials="whqjyj", short_name="五华教育局"
    )
    browser = make.signed_in(make.officer("53", at=desk.at))
    desk.sides.app()
    return browser, units


def test_a_province_types_unit_and_area_instead_of_choosing_among_thousands(province):
    browser, _units = province
    page = browser.get(NEW).content.decode()
    for name, hints in (("unit", "units"), ("area_code", "areas")):
        field = re.search(rf'<input type="text" name="{name}"[^>]*>', page)[0]
        assert f'list="{name}_hints"' in field
        assert f'hx-get="/desk/people/new/{hints}"' in field
        assert f'<datalist id="{name}_hints"></datalist>' in page
    assert "石林" not in page


@pytest.mark.parametrize(
    ("written", "area", "expected"),
    [
        ("五华区教育局", "五华区", ("530102", "五华区教育局", "530102")),
        ("五华教育局", "昆明市五华区", ("530102", "五华区教育局", "530102")),
        (" 五华区教", "云南省 昆明市 五华区", ("530102", "五华区教育局", "530102")),
        ("whqjyj", "wuhua", ("530102", "五华区教育局", "530102")),
        ("石林县教育体育局", "530126001", ("530126", "石林县教育体育局", "530126001")),
        ("老干部局（昆明市 五华区）", "530126", ("530102", "老干部局", "530126")),
        ("老干部局 (昆明市 五华区)", "530126202", ("530102", "老干部局", "530126202")),
        ("老干部局（云南省 昆明市 石林彝族自治县）", "五华", ("530126", "老干部局", "530102")),
    ],
)
def test_a_typed_name_is_the_one_that_is_called_so(province, typed, written, area, expected):
    browser, units = province
    answer = browser.post(NEW, typed | {"unit": written, "area_code": area})
    assert answer.status_code == 302, errors(answer)
    now = PersonNow.objects.get(person__public_id=typed["person"])
    assert (now.unit_id, now.area_code) == (units[expected[0], expected[1]].id, expected[2])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unit": ""}, "管理单位：请填写"),
        ({"unit": "城关区教育局"}, "没有找到这个单位，请写单位名称的开头"),  # of another province
        ({"unit": "没有的局"}, "没有找到这个单位，请写单位名称的开头"),
        ({"unit": "\x00"}, "管理单位："),
        ({"unit": "（）"}, "没有找到这个单位"),
        ({"unit": "老干部局（城关区）"}, "没有找到这个单位"),
        (
            {"unit": "老干部局"},
            "有几个单位都叫这个名称：老干部局（云南省昆明市五华区）、老干部局（云南省昆明市石林彝族自治县）。请照这样连地区一起写。",
        ),
        ({"unit": "ceshi"}, "有几个单位都是这个开头："),
        ({"area_code": ""}, "居住地区：请填写"),
        ({"area_code": "城关区"}, "没有找到这个地区，请写县区或乡镇街道的名称"),
        ({"area_code": "620102"}, "没有找到这个地区"),
        ({"area_code": "五华区街道"}, "没有找到这个地区"),
        ({"area_code": "昆明市"}, "没有找到这个地区"),
        ({"area_code": "%"}, "没有找到这个地区"),
        ({"unit": "局" * 101}, "管理单位："),
    ],
)
def test_a_typed_name_that_is_unknown_or_that_of_several_is_refused_with_what_to_do(province, typed, change, said):
    browser, _units = province
    page = browser.post(NEW, typed | {"unit": "五华区教育局", "area_code": "五华区"} | change)
    assert page.status_code == 200
    assert said in errors(page)
    assert Person.objects.count() == 0
    kept = [value for value in change.values() if value and value.isprintable()]
    assert [value for value in kept if f'value="{value}"' not in page.content.decode()] == []


def test_of_areas_of_one_name_those_above_are_asked_for(province, typed, desk):
    browser, _units = province
    desk.sides.owner()
    Area.objects.filter(code__in=("530126001", "530126202")).update(name="太平镇", short_name="太平")
    Area.objects.filter(code="530102").update(name="太平区")
    desk.sides.app()
    wanted = typed | {"unit": "五华区教育局"}
    page = browser.post(NEW, wanted | {"area_code": "太平镇"})
    both = "云南省昆明市石林彝族自治县太平镇、云南省昆明市石林彝族自治县太平镇"
    assert f"有几个地区都可能是：{both}。请照这样连上级一起写。" in errors(page)
    assert browser.post(NEW, wanted | {"area_code": "太平区"}).status_code == 302


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("units?unit=五华", ["五华区教育局"]),
        ("units?unit=WHQ", ["五华区教育局"]),
        ("units?unit=老干", ["老干部局（云南省 昆明市 五华区）", "老干部局（云南省 昆明市 石林彝族自治县）"]),
        ("units?unit=城关", []),
        ("units?unit=", []),
        ("units", []),
        ("areas?area_code=五华", ["云南省 昆明市 五华区"]),
        ("areas?area_code=shilin", ["云南省 昆明市 石林彝族自治县"]),
        ("areas?area_code=城关", []),
        ("areas?area_code=%00", []),
    ],
)
def test_while_typing_only_units_and_areas_of_the_scope_are_offered(province, asked, expected):
    browser, _units = province
    page = browser.get(f"{NEW}/{asked}").content.decode()
    assert re.findall(r'<option value="([^"]*)"', page) == expected
    letters = asked.partition("=")[2]
    labels = [f"{name} {letters}" for name in expected] if letters.isascii() else []
    assert re.findall(r'label="([^"]*)"', page) == labels


@pytest.mark.parametrize("key", ["", "x", "\x00", "1" * 400])
def test_a_lost_key_is_a_new_form(officer, typed, application, key):
    application()
    assert officer.post(NEW, typed | {"person": key}).status_code == 302
    assert Person.objects.count() == 1


def test_a_number_kept_elsewhere_is_told_in_one_plain_sentence(officer, desk, elsewhere, typed, application):
    desk.person(elsewhere, "张国华", id_number=ID_NUMBER)
    application()
    page = officer.post(NEW, typed)
    assert "该身份证号已经建档，可能在其他单位" in errors(page)
    assert "张国华" not in page.content.decode()
    assert Entry.objects.filter(kind="registry.registration_held").count() == 1


# slow: sends twenty-one forms
@pytest.mark.slow
def test_asking_too_often_ends(officer, desk, elsewhere, typed, application):
    desk.person(elsewhere, "张国华", id_number=ID_NUMBER)
    application()
    for _ in range(HELD_PER_DAY):
        assert "已经建档" in errors(officer.post(NEW, typed))
    assert f"今天已有{HELD_PER_DAY}次" in errors(officer.post(NEW, typed))
    assert Entry.objects.filter(kind="registry.registration_held").count() == HELD_PER_DAY


@pytest.mark.parametrize("body", [{}, {"name": "x" * 900_000}, {"name": ["a", "b"], "unit": ["c", "d"]}])
def test_hostile_forms_are_answered_calmly(officer, application, body):
    application()
    assert officer.post(NEW, body).status_code == 200
    assert Person.objects.count() == 0


def test_more_than_a_megabyte_is_refused(officer, typed, application):
    application()
    assert officer.post(NEW, typed | {"address": "x" * 1_100_000}).status_code == 400


def test_the_form_wants_its_token(desk, unit, typed, application):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = make.signed_in(make.officer(make.CHENGGUAN, at=desk.at)).cookies
    application()
    assert browser.post(NEW, typed).status_code == 403
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (ID_NUMBER, "女，1935-03-08 出生"),
        ("", ""),
        (ID_NUMBER[:-1] + "8", "note--attention"),
        ("\x00", ""),
        ("x" * 9999, "note--attention"),
    ],
)
def test_an_identity_number_is_read_while_typing_and_kept_nowhere(officer, application, number, said):
    application()
    answer = officer.post(NEW + "/id-number", {"id_number": number})
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert Person.objects.count() == 0

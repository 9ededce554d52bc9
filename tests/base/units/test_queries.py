from collections import Counter
from datetime import date
from uuid import UUID, uuid4

import pytest

from yinling.base.units import queries
from yinling.base.units.models import Unit
from yinling.base.units.queries import UnitUnknown
from yinling.kernel.areas import AreaCodeInvalid

TODAY = date(2026, 11, 22)
LANZHOU = UUID("583412ae-43c4-596b-bf6e-3e5c6a2d3704")

pytestmark = pytest.mark.usefixtures("units")


def names(found):
    return [unit.name for unit in found]


def test_unit():
    found = queries.unit(LANZHOU)
    assert (found.name, found.area_id, found.nature, found.parent) == ("示范兰州市老干部局", "6201", "government", None)
    with pytest.raises(UnitUnknown):
        queries.unit(uuid4())


def test_units_in():
    assert names(queries.units_in("620102", on=TODAY)) == [
        "示范城关区实验中学", "示范城关区水务局", "示范城关区老干部局",
    ]  # fmt: skip
    counts = {code: queries.units_in(code, on=TODAY).count() for code in ("0", "53", "5301", "6201", "6201A1", "11")}
    assert counts == {"0": 18, "53": 9, "5301": 9, "6201": 9, "6201A1": 0, "11": 0}
    with pytest.raises(AreaCodeInvalid):
        queries.units_in("兰州", on=TODAY)


def test_an_ended_unit_is_found_by_its_id_alone(sides):
    sides.work()
    Unit.objects.filter(public_id=LANZHOU).update(valid_from=date(2000, 1, 1), valid_to=TODAY)
    sides.app()
    days = (date(1999, 12, 31), date(2000, 1, 1), date(2026, 11, 21), TODAY)
    assert [queries.units_in("6201", on=day).count() for day in days] == [8, 9, 9, 8]
    assert queries.search("兰州市老干局", on=TODAY) == []
    assert queries.unit(LANZHOU).valid_to == TODAY


def test_search():
    expected = {
        "示范盘龙区": ["示范盘龙区中心医院", "示范盘龙区教育体育局", "示范盘龙区老干部局"],
        "盘龙区教体局": ["示范盘龙区教育体育局"],
        "shifanwuhuaquyin": ["示范五华区印刷厂"],
        "SFWHQYSC": ["示范五华区印刷厂"],
        "": [], " ": [], "%": [], "医院": [],
    }  # fmt: skip
    assert {text: names(queries.search(text, on=TODAY)) for text in expected} == expected
    assert len(queries.search("示范", on=TODAY)) == 18
    assert len(queries.search("示范", on=TODAY, limit=5)) == 5
    assert len(queries.search("示范", on=TODAY, within="5301")) == 9


def test_each_bureau_has_two_units_under_it():
    parents = Counter(Unit.objects.filter(parent__isnull=False).values_list("parent__name", "parent__area"))
    assert set(parents.values()) == {2, 4}
    bureaus = Unit.objects.filter(name__begins="示范", short_name__in=[
        "兰州市老干局", "城关区老干局", "七里河区老干局", "昆明市老干局", "盘龙区老干局", "五华区老干局",
    ])  # fmt: skip
    assert {unit.area_id for unit in bureaus} == {"6201", "620102", "620103", "5301", "530103", "530102"}

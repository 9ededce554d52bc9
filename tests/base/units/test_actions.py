import json
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from tests.base.units.test_domain import ONE, TWO, file_of, row
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.base.units.actions import Loaded, load_units
from yinling.base.units.domain import UnitFileRefused
from yinling.base.units.events import UNITS
from yinling.base.units.models import Unit
from yinling.base.units.outside import DEMO
from yinling.kernel.viewer import NOBODY, Role, Viewer, system

SYSTEM = system("tests")
LANZHOU = UUID("583412ae-43c4-596b-bf6e-3e5c6a2d3704")


def snapshot():
    return list(Unit.objects.order_by("id").values())


def test_load_is_whole_and_safe_to_repeat(sides, now, areas):
    sides.work()
    assert load_units(path=DEMO, by=SYSTEM, at=now) == Loaded(added=18, changed=0, unchanged=0)
    first = snapshot()
    assert load_units(path=DEMO, by=SYSTEM, at=now) == Loaded(added=0, changed=0, unchanged=18)
    assert snapshot() == first


def test_a_load_that_changes_something_is_one_fact(sides, now, areas):
    sides.work()
    facts = Entry.objects.filter(kind="units.units_loaded", subject=UNITS, role="system", at=now)
    before = facts.count()
    load_units(path=DEMO, by=SYSTEM, at=now)
    load_units(path=DEMO, by=SYSTEM, at=now)
    written = facts.order_by("-id")[: facts.count() - before]
    assert len(written) == 1
    body = json.loads(written[0].body.body)
    assert (body["added"], body["changed"], len(body["digest"])) == (18, 0, 64)


def test_without_its_fact_there_is_no_change(sides, now, areas, monkeypatch):
    """The journal is broken on purpose: what the database holds must be as before."""

    def broken(*_args, **_kwargs):
        raise OSError("the journal is broken")

    monkeypatch.setattr("yinling.base.units.actions.record", broken)
    sides.work()
    with pytest.raises(OSError, match="broken"), transaction.atomic():
        load_units(path=DEMO, by=SYSTEM, at=now)
    assert snapshot() == []


def test_a_second_file_adds_and_changes_and_keeps_ids(sides, now, units, tmp_path):
    sides.work()
    before = Unit.objects.get(public_id=LANZHOU)
    file = tmp_path / "more.csv"
    file.write_bytes(
        file_of(row(parent=str(TWO)), row(public_id=str(TWO)), row(public_id=str(LANZHOU), parent=str(ONE)))
    )
    assert load_units(path=file, by=SYSTEM, at=now) == Loaded(added=2, changed=1, unchanged=0)
    after = Unit.objects.get(public_id=LANZHOU)
    assert (after.id, after.name, after.parent.public_id) == (before.id, "示范档案馆", ONE)
    assert after.parent.parent.public_id == TWO
    assert Unit.objects.count() == 20


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "文件是空的"),
        (file_of(row())[:-1], "没有传完"),
        (file_of(row(), row()), "重复"),
        (file_of(row(), row(public_id=str(TWO), area_code="4403")), "地区 4403 不存在"),
        (file_of(row(parent=str(TWO))), "上级单位"),
        (file_of(row()).decode().encode("utf-16"), "UTF-8"),
    ],
)
@pytest.mark.usefixtures("units")
def test_a_refused_file_changes_nothing(sides, now, tmp_path, raw, says):
    sides.work()
    before = snapshot()
    file = tmp_path / "bad.csv"
    file.write_bytes(raw)
    with pytest.raises(UnitFileRefused, match=says):
        load_units(path=file, by=SYSTEM, at=now)
    assert snapshot() == before


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_file_that_cannot_be_read(sides, now, tmp_path, name):
    sides.work()
    with pytest.raises(UnitFileRefused, match="无法读取文件"):
        load_units(path=tmp_path / name, by=SYSTEM, at=now)


@pytest.mark.parametrize("by", [NOBODY, *(Viewer(account="a", role=r, area="0") for r in Role if r != "system")])
def test_nobody_else_loads(sides, now, areas, by):
    sides.work()
    with pytest.raises(Forbidden):
        load_units(path=DEMO, by=by, at=now)
    assert snapshot() == []


def test_the_application_reads_and_never_writes(units):
    assert Unit.objects.count() == 18
    leaf = Unit.objects.filter(children__isnull=True)
    for change in (
        lambda: Unit.objects.update(name="x"),
        lambda: leaf.first().delete(),
        lambda: Unit.objects.create(
            name="x", short_name="x", pinyin="x", initials="x", nature="enterprise", area_id="62", source="x"
        ),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"name": ""}, "unit_has_names"),
        ({"nature": "club"}, "unit_nature_known"),
        ({"credit_code": "9111000060003734"}, "unit_credit_code_shaped"),
        ({"credit_code": "I1110000600037341L"}, "unit_credit_code_shaped"),
        ({"valid_from": "2021-01-01", "valid_to": "2021-01-01"}, "unit_period_forward"),
    ],
)
def test_the_database_holds_the_invariants(sides, units, changes, constraint):
    sides.owner()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Unit.objects.filter(public_id=LANZHOU).update(**changes)


def test_no_unit_is_above_itself_and_no_two_share_a_credit_code(sides, units):
    sides.owner()
    one, two = Unit.objects.order_by("id")[:2]
    with pytest.raises(IntegrityError, match="unit_not_above_itself"), transaction.atomic():
        Unit.objects.filter(id=one.id).update(parent_id=one.id)
    Unit.objects.filter(id=one.id).update(credit_code="91110000600037341L")
    with pytest.raises(IntegrityError, match="credit_code"), transaction.atomic():
        Unit.objects.filter(id=two.id).update(credit_code="91110000600037341L")

import json

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from tests.base.regions.test_domain import file_of, row
from yinling.base.journal.models import Entry
from yinling.base.regions.actions import Loaded, load_areas
from yinling.base.regions.domain import AreaFileRefused
from yinling.base.regions.events import AREAS
from yinling.base.regions.models import Area
from yinling.base.regions.outside import SHIPPED
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Role, Viewer, system

SYSTEM = system("tests")


def snapshot():
    return list(Area.objects.order_by("code").values())


def test_load_is_whole_and_safe_to_repeat(sides, now):
    sides.work()
    assert load_areas(path=SHIPPED, by=SYSTEM, at=now) == Loaded(added=1726, changed=0, unchanged=0)
    first = snapshot()
    assert load_areas(path=SHIPPED, by=SYSTEM, at=now) == Loaded(added=0, changed=0, unchanged=1726)
    assert snapshot() == first
    assert {(a["level"], a["parent_id"]) for a in first if a["code"] in {"0", "53", "6201A1", "530103001"}} == {
        ("nation", None), ("province", "0"), ("county", "6201"), ("township", "530103"),
    }  # fmt: skip


def test_a_load_that_changes_something_is_one_fact(sides, now):
    sides.work()
    facts = Entry.objects.filter(kind="regions.areas_loaded", subject=AREAS, role="system", at=now)
    before = facts.count()
    load_areas(path=SHIPPED, by=SYSTEM, at=now)
    load_areas(path=SHIPPED, by=SYSTEM, at=now)
    written = facts.order_by("-id")[: facts.count() - before]
    assert len(written) == 1
    body = json.loads(written[0].body.body)
    assert (body["added"], body["changed"], len(body["digest"])) == (1726, 0, 64)


def test_without_its_fact_there_is_no_change(sides, now, monkeypatch):
    """The journal is broken on purpose: what the database holds must be as before."""

    def broken(*_args, **_kwargs):
        raise OSError("the journal is broken")

    monkeypatch.setattr("yinling.base.regions.actions.record", broken)
    sides.work()
    with pytest.raises(OSError, match="broken"), transaction.atomic():
        load_areas(path=SHIPPED, by=SYSTEM, at=now)
    assert snapshot() == []


def test_a_second_file_adds_and_changes(sides, now, few, tmp_path):
    sides.work()
    file = tmp_path / "more.csv"
    file.write_bytes(file_of(row(name="盘龙新区"), row(code="5301A1", statutory="false"), row(code="530112")))
    assert load_areas(path=file, by=SYSTEM, at=now) == Loaded(added=2, changed=1, unchanged=0)
    assert Area.objects.get(code="530103").name == "盘龙新区"
    assert Area.objects.count() == 7


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "文件是空的"),
        (file_of(row(name="改"))[:-1], "没有传完"),
        (file_of(row(name="改"), row(name="改")), "重复"),
        (file_of(row(name="改"), row(code="440305")), "上级 4403 不存在"),
        (file_of(row(name="改")[1:], columns=("name",)), "缺少这些列"),
        (file_of(row(name="改")).decode().encode("utf-16"), "UTF-8"),
    ],
)
@pytest.mark.usefixtures("few")
def test_a_refused_file_changes_nothing(sides, now, tmp_path, raw, says):
    sides.work()
    before = snapshot()
    file = tmp_path / "bad.csv"
    file.write_bytes(raw)
    with pytest.raises(AreaFileRefused, match=says):
        load_areas(path=file, by=SYSTEM, at=now)
    assert snapshot() == before


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_file_that_cannot_be_read(sides, now, tmp_path, name):
    sides.work()
    with pytest.raises(AreaFileRefused, match="无法读取文件"):
        load_areas(path=tmp_path / name, by=SYSTEM, at=now)


@pytest.mark.parametrize("by", [NOBODY, *(Viewer(account="a", role=r, area="0") for r in Role if r != "system")])
def test_nobody_else_loads(sides, now, by):
    sides.work()
    with pytest.raises(Forbidden):
        load_areas(path=SHIPPED, by=by, at=now)
    assert snapshot() == []


def test_the_application_reads_and_never_writes(sides, few):
    assert Area.objects.count() == 5
    for change in (
        lambda: Area.objects.filter(code="53").update(name="x"),
        lambda: Area.objects.filter(code="530103001").delete(),
        lambda: Area(code="11", parent_id="0", level="province", name="x", short_name="x", pinyin="x",
                     initials="x", statutory=True, source="x").save(force_insert=True),
    ):  # fmt: skip
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("code", "changes", "constraint"),
    [
        ("530103", {"level": "prefecture"}, "area_code_fits_level_and_parent"),
        ("530103", {"parent_id": "53"}, "area_code_fits_level_and_parent"),
        ("530103", {"parent_id": None}, "area_code_fits_level_and_parent"),
        ("530103", {"statutory": False}, "area_statutory_fits_code"),
        ("530103", {"longitude": None}, "area_coordinates_paired"),
        ("530103", {"latitude": 91}, "area_coordinates_paired"),
        ("530103", {"valid_from": "2021-01-01", "valid_to": "2021-01-01"}, "area_period_forward"),
        ("530103", {"name": ""}, "area_has_names"),
        ("530103", {"pinyin": "PAN"}, "area_has_search_keys"),
        ("530103", {"confidence": "?"}, "area_confidence_known"),
    ],
)
def test_the_database_holds_the_invariants(sides, few, code, changes, constraint):
    sides.owner()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Area.objects.filter(code=code).update(**changes)

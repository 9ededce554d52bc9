"""Places, units, officers and forms for tests: few and plain. Factories act as owner."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from yinling.base.regions.models import Area
from yinling.base.units.models import Unit
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.registry.actions import register
from yinling.people.registry.domain import Registration

PROVINCE, CITY, COUNTY, OTHER_COUNTY, OTHER_CITY, HIDDEN = "53", "5301", "530102", "530103", "5303", "530302"
ALL_PURPOSES = frozenset(Purpose)
_AREAS = (
    ("0", None, "nation", "中国"), ("53", "0", "province", "云南省"), ("5301", "53", "prefecture", "昆明市"),
    ("530102", "5301", "county", "五华区"), ("530103", "5301", "county", "盘龙区"),
    ("530102001", "530102", "township", "华山街道"), ("5303", "53", "prefecture", "曲靖市"),
    ("530302", "5303", "county", "麒麟区"),
)  # fmt: skip


def places() -> None:
    """Eight areas of Yunnan, as owner."""
    Area.objects.bulk_create(
        [
            Area(
                code=code, parent_id=parent, level=level, name=name, short_name=name, pinyin="x", initials="x",
                statutory=True, source="tests",
            )
            for code, parent, level, name in _AREAS
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def unit(area: str = COUNTY, name: str = "五华区教育局") -> Unit:
    """A unit in an area, as owner."""
    return Unit.objects.create(
        name=name, short_name=name, pinyin="x", initials="x", nature="government", area_id=area, source="tests"
    )


def officer(area: str | None = COUNTY, *, units: tuple[int, ...] = (), account: UUID | None = None) -> Viewer:
    """An officer over an area or units, for all purposes."""
    return Viewer(
        account=str(account or uuid.uuid4()),
        role=Role.OFFICER,
        area=area,
        units=units,
        purposes=ALL_PURPOSES,
        name="王敏",
    )


def form(of: Unit, **changed: object) -> Registration:
    """A form that can become a record: a woman of 91 who lives alone, without identity number."""
    plain: dict[str, object] = {
        "name": "单国英", "id_number": "", "sex": "2", "birth_date": date(1935, 3, 1), "person_type": "retired",
        "unit": of.public_id, "area_code": of.area_id, "living_arrangement": "alone", "self_care": "partly",
        "phone": "13900001234", "address": "翠湖南路 1 号",
    }  # fmt: skip
    return Registration(**(plain | changed))  # type: ignore[arg-type]  # a test's form is as wrong as it wants to be


def id_number(serial: int = 2, region: str = "530102", born: str = "19350301") -> str:
    """A number with the right check character (GB 11643-1999); an even serial is a woman's."""
    body = f"{region}{born}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


def enter(of: Unit, at: datetime, *, by: Viewer | None = None, key: UUID | None = None, **changed: object) -> UUID:
    """A person entered by an officer of the unit's area, on whatever side of the wall the test stands."""
    key = key or uuid.uuid4()
    return register(person=key, registration=form(of, **changed), by=by or officer(of.area_id), at=at)


def become_owner() -> None:
    """Stand on the owner's side."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")

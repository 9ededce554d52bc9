"""Rows of `person_now` as a test wants them, written as owner without the detour through facts."""

from __future__ import annotations

from datetime import UTC, date, datetime

from yinling.base.units.models import Unit
from yinling.kernel.names import search_keys
from yinling.people.registry.models import Person, PersonNow

AT = datetime(2026, 11, 1, tzinfo=UTC)


def known(of: Unit, name: str, **values: object) -> Person:
    """A retired person of the unit's area with these values; everything else is not known."""
    area = str(values.pop("area_code", of.area_id))
    row = Person.objects.create(area_code=area, unit=of, created_at=AT)
    keys = search_keys(name)
    plain: dict[str, object] = {
        "name": name, "given_name": keys.given_name, "pinyin": keys.pinyin, "initials": keys.initials, "sex": "1",
        "person_type": "retired", "birth_date": date(1940, 5, 1), "known_on": date(2026, 1, 1),
    }  # fmt: skip
    PersonNow(**row.scope(), **(plain | values), updated_at=AT).save(force_insert=True)
    return row

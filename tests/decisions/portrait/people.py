"""Persons with chosen facts for the tests of portraits: rows of today, written without the acts behind them."""

from __future__ import annotations

import itertools
import uuid
from datetime import date, datetime

from tests.factories import areas
from yinling.base.units.models import Unit
from yinling.decisions.rulebook.models import Parameter, Rule
from yinling.people.registry.models import Person, PersonNow

_counter = itertools.count(1)
_SOURCE = {"source_document": "测试", "clause": "一", "confidence": "plain"}


def citizen(of: Unit, at: datetime, *, area_code: str = "", **facts: object) -> Person:
    """A retired cadre on the roll with these facts and no others, as owner."""
    code = area_code or of.area_id
    areas(code)
    row = Person.objects.create(area_code=code, unit=of, created_at=at)
    name = f"测试{next(_counter)}"
    PersonNow.objects.create(
        **row.scope(), **{"name": name, "given_name": name, "pinyin": "ceshi", "initials": "cs", "person_type": "retired"}
        | facts, updated_at=at,
    )  # fmt: skip
    return row


def change(row: Person, **facts: object) -> None:
    """Change what is known of somebody, as an act of the registry would: the version rises."""
    now = PersonNow.objects.get(person=row)
    for name, value in facts.items():
        setattr(now, name, value)
    now.version += 1
    now.save()


def rule(code: str, text: str, *, area: str = "0", version: int = 1, **more: object) -> Rule:
    """An approved rule in force since 2020, as owner."""
    given: dict[str, object] = {
        "kind": "tag", "need_type": "none", "title": code, "need": "需要", "valid_from": date(2020, 1, 1), **more,
    }  # fmt: skip
    return Rule.objects.create(
        code=code, text=text, area_code=area, version=version, state="approved", author=str(uuid.uuid4()),
        approver="system", approved_at=datetime.fromisoformat("2020-01-01T00:00:00+00:00"), **_SOURCE, **given,
    )  # fmt: skip


def parameter(code: str, value: int, *, area: str = "0", **more: object) -> Parameter:
    """A number in force since 2020, as owner."""
    given: dict[str, object] = {"valid_from": date(2020, 1, 1), "unit": "岁", **more}
    return Parameter.objects.create(code=code, kind="number", value=str(value), area_code=area, **_SOURCE, **given)

"""The set-based run and the evaluator for one person say the same of everybody, under the rules that ship."""

import random
from datetime import date, timedelta

from django.db import models

from tests.decisions.portrait.people import citizen
from tests.factories import CHENGGUAN, QILIHE, SYSTEM, rules, unit
from yinling.decisions.portrait.actions import recalculate
from yinling.decisions.portrait.models import Portrait, Tag
from yinling.decisions.portrait.queries import decisions_on, standing_book
from yinling.kernel.calendars import local_day
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries import facts_of_many
from yinling.people.registry.terms import CATALOGUE, CHOICES, SECRET_TERMS, TermKind

PERSONS = 120
_WORDS = {
    TermKind.LIST: ("糖尿病", "高血压", "癌症", "冠心病、糖尿病", "书法、摄影", "帕金森病"),
    TermKind.TEXT: ("兰州市", "退休金", "无", "外地"),
}


def _some(term: str, chance: random.Random) -> object:
    """A value that a term may have, often none."""
    spec = CATALOGUE[term]
    if chance.random() < 0.3:
        return None
    if term in CHOICES:
        return chance.choice(CHOICES[term].values)
    if spec.kind is TermKind.DATE:
        return date(1926, 1, 1) + timedelta(days=chance.randrange(36_000))
    if spec.kind is TermKind.NUMBER:
        return chance.randrange(6)
    return chance.choice(_WORDS[spec.kind]) if spec.kind in _WORDS else None


def _facts(chance: random.Random) -> dict[str, object]:
    columns = {f.name: f for f in PersonNow._meta.concrete_fields}
    drawn = {term: _some(term, chance) for term in CATALOGUE if term not in SECRET_TERMS and term != "name"}
    return {
        term: value
        for term, value in drawn.items()
        if value is not None and (term != "standing" or chance.random() < 0.2) and not _too_long(columns[term], value)
    }


def _too_long(field: models.Field, value: object) -> bool:
    return field.name in {"residence"} or (field.get_internal_type() == "IntegerField" and not isinstance(value, int))


def test_the_run_says_of_everybody_what_the_evaluator_says(sides, now):
    chance = random.Random("portraits")
    sides.owner()
    rules(now)
    home = unit()
    rows = [
        citizen(home, now, area_code=chance.choice((CHENGGUAN, QILIHE)), **_facts(chance)) for _number in range(PERSONS)
    ]
    sides.work(SYSTEM)
    recalculate(area_code="0", reason="试", by=SYSTEM, at=now)
    on, seen = local_day(now), 0
    known = facts_of_many([row.id for row in rows], on=on)
    for row in rows:
        said = [] if row.now.standing != "on_roll" else decisions_on(known[row.id], row.area_code, on)
        verdicts = [
            one.rule.inner if one.matched else -one.rule.inner for one in said if one.outcome.value is not False
        ]
        assert Portrait.objects.get(person=row).verdicts == verdicts
        tags = Tag.objects.filter(person=row).values_list("rule_id", flat=True)
        assert sorted(tags) == sorted(verdict for verdict in verdicts if verdict > 0)
        seen += len(tags)
    assert seen > PERSONS, "the rules that ship say something"
    assert len({rule.code for rule in standing_book().rules}) > 5

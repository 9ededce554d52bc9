"""Every tag on twenty dossiers explains itself: facts drawn with a fixed seed, judged by the rules that ship."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from tests import factories as make
from tests.decisions.portrait.people import citizen
from tests.people.registry.people import officer
from yinling.decisions.portrait.actions import judge
from yinling.decisions.portrait.models import Tag
from yinling.decisions.rulebook.actions import load_rules
from yinling.kernel.calendars import local_day
from yinling.people.registry.queries import dossier
from yinling.people.registry.terms import CATALOGUE, CHOICES, RULE_TERMS, TermKind, vocabulary
from yinling.web.desk.portraits import PortraitSaid, portrait_said, told_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # some seconds
DOSSIERS = 20
_KNOWN = 0.7  # of all facts; the others are missing
_FIXED = {"standing", "birth_date"}


def drawn(random_: random.Random) -> Mapping[str, object]:
    """Facts of somebody of 60 to 105 years, a third of them missing."""
    facts: dict[str, object] = {"birth_date": date(1921, 1, 1) + timedelta(days=random_.randrange(16_000))}
    for term in RULE_TERMS:
        if term in _FIXED or (random_.random() > _KNOWN and term != "person_type"):
            continue
        if term in CHOICES:
            facts[term] = random_.choice(CHOICES[term].values)
        elif CATALOGUE[term].kind is TermKind.NUMBER:
            facts[term] = random_.randrange(4)
        elif CATALOGUE[term].kind is TermKind.DATE:
            facts[term] = date(1940, 1, 1) + timedelta(days=random_.randrange(28_000))
    return facts


def unexplained(said: PortraitSaid) -> list[str]:
    """The tags of a portrait without a sentence that names a fact, without a source, or without what would turn it."""
    names = [term.name for term in vocabulary()]
    told = [one for group in said.groups for one in group.told]
    return [
        one.code
        for one in told
        if not any(name in reason for reason in one.reasons for name in names)
        or not any(one.rule.source.document in source for source in one.sources)
        or not one.facts
        or not one.origin.sure.words
    ]


def test_every_tag_on_twenty_dossiers_explains_itself(desk, unit):
    path = Path(str(files("yinling.decisions.rulebook"))) / "data" / "rules.toml"
    load_rules(path=path, vocabulary=vocabulary(), by=make.SYSTEM, at=desk.at)
    random_ = random.Random(20_261_122)
    people = [citizen(unit, desk.at, **drawn(random_)) for _number in range(DOSSIERS)]
    for person in people:
        judge(person=person.public_id, by=make.SYSTEM, at=desk.at)
    held = Tag.objects.filter(until__isnull=True).count()
    by = officer(make.CHENGGUAN)
    desk.sides.app(by)
    on = local_day(desk.at)
    dossiers = [dossier(person.public_id, by=by) for person in people]
    portraits = [portrait_said(found, by=by, on=on) for found in dossiers]
    assert [unexplained(said) for said in portraits] == [[]] * DOSSIERS
    shown = [one for said in portraits for group in said.groups for one in group.told]
    assert len(shown) == held > DOSSIERS
    assert {one.status for one in shown} == {""}
    others = [one for said in portraits for one in (*said.undecided, *said.failing)]
    assert [one.code for one in others if not one.headline] == []
    whole = [told_of(one.code, dossiers[0], by=by, on=on) for one in (*portraits[0].undecided, *portraits[0].failing)]
    assert all(one is not None and one.reasons and one.sources for one in whole)
    assert [one.code for said in portraits for one in said.undecided if not one.missing] == []

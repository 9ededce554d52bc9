"""The dossier, as an officer of one county."""

from __future__ import annotations

import pytest

from tests.people.registry.people import HIDDEN
from tests.people.registry.queries.conftest import CLERK
from yinling.base.rows.refusals import Forbidden
from yinling.people.registry.models import Card, Person
from yinling.people.registry.queries import card_holder, dossier, names_of, page, person_of


def test_the_dossier_masks_what_is_secret(people):
    who = page(by=CLERK, search="单国英").lines[0].person
    shown = dossier(who, by=CLERK)
    secrets = {fact.term: fact.value for fact in shown.facts if fact.is_secret}
    assert set(secrets) == {"phone", "address"}
    assert "13900001234" not in str(shown)
    assert "翠湖南路 1 号" not in str(shown)
    assert (shown.name, shown.area_path, shown.unit) == ("单国英", "云南省 昆明市 五华区", "五华区教育局")
    assert [fact.term for fact in shown.facts] == [
        "name", "sex", "birth_date", "person_type", "phone", "address", "living_arrangement", "self_care",
    ]  # fmt: skip


def test_hidden_and_absent_are_alike(people, sides, now):
    sides.owner()
    hidden = Person.objects.get(area_code=HIDDEN)
    code = Card.objects.get(person=hidden).code
    sides.app(CLERK)
    for ask in (person_of, lambda key: dossier(key, by=CLERK)):
        with pytest.raises(Forbidden):
            ask(hidden.public_id)
    assert (names_of([hidden.pk]), card_holder(code)) == ({}, None)

"""Each filter finds the right people, refuses what cannot be asked, and never reaches beyond scope and purposes."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.registry.people import COUNTY, HIDDEN, OTHER_COUNTY, officer, unit
from tests.people.registry.rows import AT, known
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import age_on
from yinling.kernel.viewer import Purpose, Viewer
from yinling.people.registry.models import Person, Question
from yinling.people.registry.queries import NOT_KNOWN, Filter, FilterUnknown, count, page
from yinling.people.registry.queries.filters import _years_before
from yinling.people.registry.terms import CATALOGUE, CHOICES

CLERK = officer("5301")
ON = date(2026, 11, 22)
ALL = (("standing", ("on_roll",)),)


@pytest.fixture
def people(sides, home):
    """Six people of one city, and one of another with everything."""
    sides.owner()
    other, far = unit(OTHER_COUNTY, "盘龙区民政局"), unit(HIDDEN, "麒麟区教育局")
    everything = {
        "person_type": "survivor", "fixed_income": "no", "living_arrangement": "alone", "self_care": "unable",
        "health": "poor", "political_status": "01", "post_level": "121", "treatment_level": "112",
        "living_elsewhere": "海口市", "residence": "530103", "birth_date": date(1930, 1, 1), "period": "liberation",
    }  # fmt: skip
    known(far, "单国强", **everything)
    one = known(home, "甲一", **everything)
    known(home, "乙二", sex="2", birth_date=date(1946, 11, 22), living_arrangement="with_spouse", post_level="131")
    known(home, "丙三", birth_date=date(1946, 11, 23), self_care="partly", post_level="141", area_code="530102001")
    known(home, "丁四", birth_date=None, standing="died")
    known(other, "戊五", health="good", political_status="02", marital_status="30", hardship="some")
    known(other, "己六", daily_carer="nobody", affiliation="municipal", unit_nature="government", standing="moved")
    Question.objects.create(**one.scope(), term="phone", code="spoilt", asked_at=AT, asked_by="system")
    sides.app(CLERK)
    return {"home": home.public_id, "other": other.public_id, "far": far.public_id}


def names(chosen: Filter, by: Viewer = CLERK) -> set[str]:
    return {line.name for line in page(by=by, chosen=chosen).lines}


def one_of(term: str, *values: str) -> Filter:
    return Filter(chosen=(*ALL, (term, values)))


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), "甲一 乙二 丙三 戊五"),
        (Filter(chosen=()), "甲一 乙二 丙三 丁四 戊五 己六"),
        (Filter(chosen=(("standing", ("died", "moved")),)), "丁四 己六"),
        (one_of("sex", "2"), "乙二"),
        (one_of("person_type", "survivor"), "甲一"),
        (Filter(chosen=(*ALL, ("person_type", ("survivor",)), ("fixed_income", ("no",)))), "甲一"),
        (Filter(chosen=(*ALL, ("person_type", ("survivor",)), ("fixed_income", ("yes",)))), ""),
        (one_of("living_arrangement", "alone", "with_spouse"), "甲一 乙二"),
        (one_of("living_arrangement", NOT_KNOWN), "丙三 戊五"),
        (one_of("living_arrangement", "alone", NOT_KNOWN), "甲一 丙三 戊五"),
        (one_of("self_care", "partly"), "丙三"),
        (one_of("health", "good", "poor"), "甲一 戊五"),
        (one_of("political_status", "01", "02"), "甲一 戊五"),
        (one_of("marital_status", "30"), "戊五"),
        (one_of("hardship", "some"), "戊五"),
        (one_of("period", "liberation"), "甲一"),
        (Filter(chosen=(("daily_carer", ("nobody",)),)), "己六"),
        (Filter(chosen=(("affiliation", ("municipal",)), ("unit_nature", ("government",)))), "己六"),
        (one_of("post_level", "131"), "乙二"),
        (Filter(at_least=(("post_level", "131"),)), "甲一 乙二"),
        (Filter(at_least=(("treatment_level", "112"),)), "甲一"),
        (Filter(on=ON, age_from=80), "甲一 乙二 戊五"),
        (Filter(on=ON, age_from=79, age_to=79), "丙三"),
        (Filter(on=ON, age_to=80), "乙二 丙三"),
        (Filter(on=ON, age_from=0, age_to=150), "甲一 乙二 丙三 戊五"),
        (Filter(area=COUNTY), "甲一 乙二 丙三"),
        (Filter(area="530102001"), "丙三"),
        (Filter(area=HIDDEN), ""),
        (Filter(area="53"), "甲一 乙二 丙三 戊五"),
        (Filter(residence="5301"), "甲一"),
        (Filter(lives_elsewhere=True), "甲一"),
        (Filter(lives_elsewhere=False), "乙二 丙三 戊五"),
        (Filter(has_questions=True), "甲一"),
        (Filter(has_questions=False), "乙二 丙三 戊五"),
        (Filter(search="戊"), "戊五"),
        (Filter(search="jia"), "甲一"),
        (Filter(search="丁"), ""),
        (Filter(search="单"), ""),
        (Filter(units=(uuid.UUID(int=1),)), ""),
    ],
)
def test_each_filter_finds_who_is_meant(people, chosen, expected):
    assert names(chosen) == set(expected.split())
    assert count(by=CLERK, chosen=chosen) == (len(expected.split()), True, None)


def test_a_unit_is_meant_by_its_public_id_and_never_reaches_out(people):
    assert names(Filter(units=(people["other"],))) == {"戊五"}
    assert names(Filter(units=(people["home"], people["other"]))) == {"甲一", "乙二", "丙三", "戊五"}
    assert names(Filter(units=(people["far"],))) == set()


@pytest.mark.parametrize(
    "asked",
    [
        {"age_from": -1, "on": ON}, {"age_to": 151, "on": ON}, {"age_from": 80}, {"area": "x"}, {"area": "530102000"},
        {"residence": "' OR 1=1"}, {"chosen": (("phone", ("139",)),)}, {"chosen": (("sex", ("3",)),)},
        {"chosen": (("sex", ()),)}, {"chosen": (("nothing", ("1",)),)}, {"at_least": (("sex", "1"),)},
        {"at_least": (("post_level", "199"),)}, {"at_least": (("post_level", "1"),)},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(asked):
    with pytest.raises(FilterUnknown):
        Filter(**asked)


@pytest.mark.parametrize(("purpose", "term"), [(spec.purpose, t) for t, spec in CATALOGUE.items() if t in CHOICES])
def test_a_term_of_a_purpose_not_held_is_forbidden(sides, home, purpose, term):
    chosen = one_of(term, CHOICES[term].values[0])
    for held in (frozenset({Purpose.GENERAL}), frozenset(Purpose) - {purpose}):
        by = replace(CLERK, purposes=held)
        if purpose is Purpose.GENERAL:
            page(by=by, chosen=chosen)
            continue
        for ask in (page, count):
            with pytest.raises(Forbidden):
                ask(by=by, chosen=chosen)


def test_units_and_named_persons_widen_the_scope_and_filters_narrow_it(people, sides):
    everybody = {"甲一", "乙二", "丙三", "戊五"}
    by = replace(CLERK, area=COUNTY, account=str(uuid.uuid4()))
    sides.app(by)
    assert names(Filter(), by) == everybody - {"戊五"}
    sides.owner()
    far = Person.objects.get(area_code=HIDDEN)
    wider = replace(by, persons=(far.pk,), units=(far.unit_id,))
    sides.app(wider)
    assert names(Filter(), wider) == everybody - {"戊五"} | {"单国强"}
    assert names(Filter(area=COUNTY), wider) == everybody - {"戊五"}


@given(born=st.dates(date(1880, 1, 1), ON), on=st.dates(ON, date(2030, 1, 1)), years=st.integers(0, 140))
def test_an_age_is_a_range_of_birth_dates(born, on, years):
    assert (age_on(born, on) >= years) == (born <= _years_before(on, years))

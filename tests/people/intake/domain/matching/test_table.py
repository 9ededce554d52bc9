"""Kinds of pairs that rosters hold, and what the table of weights makes of them."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.intake.domain.matching.people import LI, NAMESAKE, SON, STRANGER, TWIN, WIFE, number
from yinling.people.intake.domain.matching.evidence import Agreement, Outcome
from yinling.people.intake.domain.matching.likeness import Likeness
from yinling.people.intake.domain.matching.names import Names
from yinling.people.intake.domain.matching.table import EXPLANATIONS, compare, matcher, rules

SAME, ASK, DIFFERENT = Outcome.SAME, Outcome.ASK, Outcome.DIFFERENT

# What a second unit wrote differently.
MOVED = {"address_key": "620103:吴家园12号2单元301室"}
OTHER_CONTACT = {"contact_name": "李明军", "contact_phone": ("13600030001",)}
OTHER_PHONE = {"phones": ("13600030002",)}
NO_NUMBER = {"id_number": ""}
NO_WORK = {"began_work": "", "retired_on": "", "former_unit": ""}


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        pytest.param({}, SAME, id="the same again"),
        pytest.param({"name": "李建中"}, SAME, id="a character of the name"),
        pytest.param({"name": "李健国"}, SAME, id="a homophone"),
        pytest.param({"name": "李爱军", "former_names": ("李建国",)}, SAME, id="a former name"),
        pytest.param({**MOVED, **OTHER_CONTACT, **OTHER_PHONE}, SAME, id="moved, everything of the household new"),
        pytest.param({"birth": "1934-07"}, SAME, id="year of birth mistyped"),
        pytest.param({"birth": "1950-11-30"}, SAME, id="birth date quite wrong"),
        pytest.param({**NO_NUMBER}, SAME, id="no identity number"),
        pytest.param({**NO_NUMBER, **MOVED, **OTHER_PHONE}, SAME, id="no identity number, moved"),
        pytest.param({**NO_NUMBER, "birth": "1941-07"}, SAME, id="no identity number, year of birth wrong"),
        pytest.param({**NO_NUMBER, "id_hint": LI.id_number[:15], "birth": "1943"}, SAME, id="last digits lost"),
        pytest.param({**NO_NUMBER, "id_hint": LI.id_number[:16] + "00"}, SAME, id="digits typed wrongly"),
        pytest.param({**NO_NUMBER, "id_hint": "6201021943071" + LI.id_number[14:]}, SAME, id="a digit left out"),
        pytest.param({"former_unit": "", "began_work": "", "person_type": "survivor"}, SAME, id="also a survivor"),
        pytest.param({**NO_NUMBER, "name": "李建中"}, ASK, id="no number, a character, even with his spouse"),
        pytest.param({**NO_NUMBER, "name": "李建中", "spouse_name": "", **NO_WORK}, ASK, id="perhaps his twin"),
        pytest.param(
            {
                **NO_NUMBER,
                **MOVED,
                **OTHER_PHONE,
                **OTHER_CONTACT,
                "spouse_name": "",
                "former_unit": "",
                "birth": "1943",
            },
            ASK,
            id="name, year of birth, beginning of work",
        ),
        pytest.param({"id_number": number("620102", "19430712", "335")}, ASK, id="another number, all else the same"),
        pytest.param({"id_number": STRANGER.id_number, **MOVED, **OTHER_CONTACT}, ASK, id="another number, moved"),
    ],
)
def test_written_again(written: dict[str, object], outcome: Outcome) -> None:
    assert compare(LI, replace(LI, key="again", **written)).outcome is outcome


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        pytest.param(LI, STRANGER, DIFFERENT, id="strangers"),
        pytest.param(LI, NAMESAKE, DIFFERENT, id="namesakes of one unit"),
        pytest.param(
            replace(LI, id_number=""),
            replace(NAMESAKE, birth=LI.birth, spouse_name=""),
            ASK,
            id="born the same day, too",
        ),
        pytest.param(LI, replace(NAMESAKE, birth=LI.birth), DIFFERENT, id="born the same day, other numbers"),
        pytest.param(LI, WIFE, DIFFERENT, id="husband and wife"),
        pytest.param(replace(LI, id_number=""), replace(WIFE, id_number="", sex=""), DIFFERENT, id="without numbers"),
        pytest.param(LI, SON, DIFFERENT, id="father and son"),
        pytest.param(replace(LI, id_number=""), replace(SON, id_number=""), DIFFERENT, id="they, without numbers"),
        pytest.param(LI, TWIN, DIFFERENT, id="twins"),
        pytest.param(replace(LI, name="李国强"), replace(TWIN, phones=LI.phones), DIFFERENT, id="twins with one phone"),
        pytest.param(LI, replace(TWIN, id_number=""), ASK, id="twins, one without number"),
        pytest.param(LI, replace(TWIN, id_number="", id_hint=TWIN.id_number[:15]), ASK, id="twins, digits lost"),
        pytest.param(LI, replace(WIFE, id_number=LI.id_number), ASK, id="his number copied into her row"),
        pytest.param(LI, replace(STRANGER, id_number=LI.id_number), ASK, id="a stranger with his number"),
    ],
)
def test_people_who_look_alike(one: Likeness, other: Likeness, outcome: Outcome) -> None:
    assert compare(one, other).outcome is outcome


def test_residents_of_one_home_share_address_and_contact() -> None:
    home = {"address_key": "620102:南滨河路1号", "contact_phone": ("0931-8440000",), "contact_name": "值班室"}
    one, other = replace(LI, id_number="", **home), replace(STRANGER, id_number="", **home)
    assert compare(one, other).outcome is DIFFERENT


def test_a_survivor_is_not_the_deceased_cadre() -> None:
    widow = replace(WIFE, id_number="", person_type="survivor", deceased_cadre="李建国", spouse_name="")
    assert compare(replace(LI, id_number=""), widow).outcome is DIFFERENT


def test_two_survivors_of_one_cadre_are_two() -> None:
    widow = Likeness(
        "widow", "周玉兰", sex="2", birth="1931-05", deceased_cadre="李建国", address_key="620102:庆阳路7号1室"
    )
    daughter = replace(widow, key="daughter", name="李玉兰", birth="1958-02")
    assert compare(widow, daughter).outcome is DIFFERENT


def test_the_page_is_told_what_agrees_and_what_does_not() -> None:
    verdict = compare(LI, replace(LI, key="again", name="李建中", phones=(), birth="1943-07", **MOVED))
    assert {e.field: (e.agreement, e.grade) for e in verdict.evidence} == {
        "id_number": (Agreement.AGREE, "same"),
        "name": (Agreement.NEARLY, "character"),
        "sex": (Agreement.AGREE, "same"),
        "birth_date": (Agreement.AGREE, "month"),
        "kin": (Agreement.UNKNOWN, ""),
        "phone": (Agreement.UNKNOWN, ""),
        "address": (Agreement.DIFFER, "other"),
        "contact_phone": (Agreement.AGREE, "same"),
        "contact_name": (Agreement.AGREE, "same"),
        "spouse_name": (Agreement.AGREE, "same"),
        "deceased_cadre": (Agreement.UNKNOWN, ""),
        "former_unit": (Agreement.AGREE, "same"),
        "began_work": (Agreement.AGREE, "month"),
        "retired_on": (Agreement.AGREE, "month"),
        "person_type": (Agreement.AGREE, "same"),
    }
    prior = {explanation.name: explanation.prior for explanation in EXPLANATIONS}[verdict.against]
    assert verdict.score == pytest.approx(prior + sum(e.weight for e in verdict.evidence))


def test_a_common_name_says_less() -> None:
    names = Names.counted(["王秀英"] * 40 + [f"张{chr(0x4E00 + n)}" for n in range(4000)])
    scores = []
    for name in ("王秀英", "万俟杼菏"):
        bare = Likeness(1, name, birth="1950-03")
        scores.append(matcher(names).compare(bare, replace(bare, key=2)).score)
    assert scores[0] + 8 < scores[1]


def test_every_grade_has_chances() -> None:
    for rule in rules(Names()):
        assert rule.why
        for grade in rule.grades:
            assert 0 < grade.same <= 1
            assert all(0 < chance <= 1 for chance in grade.others) or grade.by_share


# --- what holds for all pairs

_HALVES = [LI, STRANGER, WIFE, TWIN, SON, NAMESAKE, replace(LI, birth="1943", id_number="", id_hint=LI.id_number[:15])]
_FIELDS = [field.name for field in fields(Likeness) if field.name not in {"key", "name"}]


@st.composite
def likenesses(draw: st.DrawFn) -> Likeness:
    """Any mixture of the people above, with fields left out."""
    found = {name: getattr(draw(st.sampled_from(_HALVES)), name) for name in [*_FIELDS, "name"]}
    for name in draw(st.lists(st.sampled_from(_FIELDS), max_size=6, unique=True)):
        found[name] = () if isinstance(found[name], tuple) else ""
    return Likeness(key=draw(st.integers()), **found)


@given(likenesses(), likenesses())
def test_comparing_is_symmetric(one: Likeness, other: Likeness) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there.outcome, there.evidence) == (back.outcome, back.evidence)


@given(likenesses())
def test_the_same_record_is_the_same_person_where_it_says_enough(one: Likeness) -> None:
    verdict = compare(one, replace(one, key="again"))
    assert verdict.outcome is not DIFFERENT or not (one.birth and (one.sex or one.former_unit))
    if one.id_number or (len(one.birth) >= 7 and (one.address_key or one.phones or one.contact_phone)):
        assert verdict.outcome is SAME


@pytest.mark.parametrize("name", ["王秀英", "李建国", "万俟杼菏", "买买提艾山"])
def test_a_bare_name_is_never_the_same(name: str) -> None:
    bare = Likeness(1, name, sex="1")
    assert compare(bare, replace(bare, key=2)).outcome is not SAME


@given(likenesses(), likenesses(), st.sampled_from(_FIELDS))
def test_less_agreement_never_makes_records_the_same(one: Likeness, other: Likeness, name: str) -> None:
    """Taking away what agrees does not raise the outcome. (What differs may: without it there is nothing against.)"""
    poorer = replace(one, **{name: () if isinstance(getattr(one, name), tuple) else ""})
    before, after = compare(one, other), compare(poorer, other)
    lost = {a.field for a, b in zip(before.evidence, after.evidence, strict=True) if a.grade and a.grade != b.grade}
    differed = {e.field for e in before.evidence if e.field in lost and e.agreement is not Agreement.AGREE}
    if not differed:
        assert after.outcome is not SAME or before.outcome is SAME


@given(likenesses(), likenesses())
def test_the_quick_way_says_the_same(one: Likeness, other: Likeness) -> None:
    verdict, quick = compare(one, other), matcher(Names()).consider(one, other)
    assert quick == (None if verdict.outcome is DIFFERENT else verdict)


@given(st.text(max_size=4), st.text(max_size=8), st.text(max_size=12), st.text(max_size=20))
def test_any_text_is_compared(name: str, birth: str, address: str, hint: str) -> None:
    odd = Likeness(1, name, birth=birth, address_key=address, id_hint=hint, phones=(address,), spouse_name=name)
    for other in (LI, replace(odd, key=2, birth=hint), Likeness(3, "")):
        assert compare(odd, other).outcome in Outcome


def test_a_name_and_a_month_that_agree_are_asked_about_when_nothing_rarer_does():
    """One digit apart is no telephone that agrees: two officers of one age may share the rest."""
    one = Likeness(key=1, name="赵国华", sex="1", birth="1938-05", phones=("13909310001",), former_unit="城关区教育局")
    other = Likeness(
        key=2, name="赵国华", sex="1", birth="1938-05", phones=("13609310001",), former_unit="七里河区审计局"
    )
    assert compare(one, other).outcome is Outcome.ASK

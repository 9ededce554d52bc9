"""The table of weights for people on rosters: which fields are compared, and how much each grade says.

The figures of a grade are its chances for one person and, in brackets, for strangers, for two of one household, and
for twins. They are judgements, given with their reasons, on the side of asking: nowhere were they fitted to a file.
Where a grade tells how exactly a field is known (`day`, `month`, `year`), its chances are those among records known
as exactly.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from yinling.people.intake.domain.matching.comparing import any_typed, dates, exact
from yinling.people.intake.domain.matching.evidence import (
    Agreement,
    Decisive,
    Explanation,
    Grade,
    Matcher,
    Rule,
    Thresholds,
    Verdict,
)
from yinling.people.intake.domain.matching.likeness import Likeness
from yinling.people.intake.domain.matching.names import Names
from yinling.people.intake.domain.matching.roster import (
    grade_addresses,
    grade_identities,
    grade_kin,
    judge_names,
    judge_word,
    share_of_name,
    share_of_word,
)

_AGREE, _NEARLY, _DIFFER = Agreement.AGREE, Agreement.NEARLY, Agreement.DIFFER

# A candidate is one of a million strangers, or one of perhaps four of a household who stand on the roster. Twins are
# far rarer than duplicates, but a machine that merges them does harm that nobody sees: they start level with
# relatives, and only make a human be asked.
EXPLANATIONS: Final = (
    Explanation("stranger", -20.0),
    Explanation("relative", -2.0),
    Explanation("twin", -2.0, only_doubts=True),
)
# 8 bits: 250 to 1 for one person, at the edge; nearly all stand far above it. -4: what is 16 to 1 against is not asked.
THRESHOLDS: Final = Thresholds(same=8.0, ask=-4.0)
# Without one of these two strangers of a large city may agree in all that is written down.
ANCHORS: Final = frozenset({"id_number", "phone", "address", "contact_phone", "spouse_name"})
DECISIVE: Final = Decisive(
    "id_number", proves="same", excludes="other", beside=frozenset({"name", "sex", "birth_date", "kin"})
)

_ID_NUMBER: Final[Rule[Likeness]] = Rule(
    "id_number",
    grade_identities,
    (
        Grade("same", _AGREE, 0.80, (2.0**-25, 2.0**-11, 2.0**-19)),
        Grade("check", _NEARLY, 0.80, (2.0**-24, 2.0**-11, 2.0**-17)),
        Grade("typo", _NEARLY, 0.50, (2.0**-19, 0.004, 0.05)),
        Grade("start", _NEARLY, 0.93, (2.0**-18, 0.01, 0.85)),
        Grade("unlike", _DIFFER, 0.03, (1.0, 0.99, 0.99)),
        Grade("other", _DIFFER, 0.01, (1.0, 0.99, 0.99)),
    ),
    why="Given to one person only; a stranger's is met where somebody mistyped, a relative's where a clerk "
    "copied the wrong row. Its first fifteen digits are the county, the day of birth and a tenth of those "
    "born there that day: twins share them, but not the first seventeen.",
)


def _name(names: Names) -> Rule[Likeness]:
    return Rule(
        "name",
        judge_names,
        (
            Grade("same", _AGREE, 0.88, (1.0, 0.0005, 0.00005), by_share=True),
            Grade("sound", _NEARLY, 0.04, (4.0, 0.01, 0.01), by_share=True),
            Grade("character", _NEARLY, 0.05, (100.0, 0.15, 0.50), by_share=True),
            Grade("half", _NEARLY, 0.03, (60.0, 0.40, 0.40), by_share=True),
            Grade("surname", _DIFFER, 0.003, (0.05, 0.40, 0.48)),
            Grade("other", _DIFFER, 0.01, (0.94, 0.50, 0.01)),
        ),
        why="Strangers agree as often as the name is borne. Brothers and sisters share the surname and often one "
        "character, so a name mistyped by one looks like a sibling's; two of a household never have one name.",
        share=share_of_name(names),
    )


_SEX: Final[Rule[Likeness]] = Rule(
    "sex",
    exact("sex"),
    (
        Grade("same", _AGREE, 0.985, (0.5, 0.35, 0.70)),
        Grade("other", _DIFFER, 0.015, (0.5, 0.65, 0.30)),
    ),
    why="Two of a household are most often husband and wife.",
    within=frozenset({"id_number"}),
)
_BIRTH_DATE: Final[Rule[Likeness]] = Rule(
    "birth_date",
    dates("birth"),
    (
        Grade("day", _AGREE, 0.93, (1 / 9000, 0.012, 0.97)),
        Grade("month", _AGREE, 0.95, (1 / 360, 0.015, 0.98)),
        Grade("year", _AGREE, 0.96, (1 / 30, 0.06, 0.99)),
        Grade("slip", _NEARLY, 0.04, (0.05, 0.05, 0.02)),
        Grade("other", _DIFFER, 0.006, (0.94, 0.90, 0.004)),
    ),
    why="The retired are spread over some forty years, thicker where most are. Written from memory, by the "
    "lunar calendar, or to the month only: one part is often off, rarely all. Twins share the day.",
    within=frozenset({"id_number"}),
)
_KIN: Final[Rule[Likeness]] = Rule(
    "kin",
    grade_kin,
    (Grade("named", _DIFFER, 0.002, (0.02, 0.60, 0.10)),),
    why="Who is named in the other record as spouse, contact or deceased cadre is another person.",
)
_PHONE: Final[Rule[Likeness]] = Rule(
    "phone",
    any_typed("phones"),
    (
        Grade("same", _AGREE, 0.55, (2.0**-15, 0.25, 0.25)),
        Grade("typo", _NEARLY, 0.02, (2.0**-12, 0.01, 0.01)),
        Grade("other", _DIFFER, 0.43, (1.0, 0.74, 0.74)),
    ),
    why="People have several and change them; households share a landline or a child's mobile.",
)
_ADDRESS: Final[Rule[Likeness]] = Rule(
    "address",
    grade_addresses,
    (
        Grade("same", _AGREE, 0.82, (2.0**-12, 0.85, 0.70)),
        Grade("close", _NEARLY, 0.08, (0.004, 0.05, 0.05)),
        Grade("other", _DIFFER, 0.10, (1.0, 0.10, 0.25)),
    ),
    why="One door is one household, but whole compounds and care homes share one address too; people move.",
)
_CONTACT_PHONE: Final[Rule[Likeness]] = Rule(
    "contact_phone",
    any_typed("contact_phone"),
    (
        Grade("same", _AGREE, 0.70, (2.0**-15, 0.50, 0.50)),
        Grade("typo", _NEARLY, 0.02, (2.0**-12, 0.01, 0.01)),
        Grade("other", _DIFFER, 0.28, (1.0, 0.49, 0.49)),
    ),
    why="Mostly a child's: parents have it in common.",
)


def _contact_name(names: Names) -> Rule[Likeness]:
    return Rule(
        "contact_name",
        judge_word("contact_name"),
        (
            Grade("same", _AGREE, 0.75, (1.0, 0.50, 0.50), by_share=True),
            Grade("near", _NEARLY, 0.05, (100.0, 0.05, 0.05), by_share=True),
            Grade("other", _DIFFER, 0.20, (1.0, 0.45, 0.45)),
        ),
        why="As common as the name; parents have it in common, and another child may be named next time.",
        share=share_of_word(names, "contact_name"),
    )


def _spouse_name(names: Names) -> Rule[Likeness]:
    return Rule(
        "spouse_name",
        judge_word("spouse_name"),
        (
            Grade("same", _AGREE, 0.90, (1.0, 0.02, 0.02), by_share=True),
            Grade("near", _NEARLY, 0.04, (100.0, 0.02, 0.02), by_share=True),
            Grade("other", _DIFFER, 0.06, (1.0, 0.96, 0.96)),
        ),
        why="As common as the name; no relative shares it, so it tells twins and parents from children.",
        share=share_of_word(names, "spouse_name"),
    )


def _deceased_cadre(names: Names) -> Rule[Likeness]:
    return Rule(
        "deceased_cadre",
        judge_word("deceased_cadre"),
        (
            Grade("same", _AGREE, 0.95, (1.0, 0.90, 0.90), by_share=True),
            Grade("near", _NEARLY, 0.02, (100.0, 0.02, 0.02), by_share=True),
            Grade("other", _DIFFER, 0.03, (1.0, 0.08, 0.08)),
        ),
        why="Survivors of one cadre are of one household.",
        share=share_of_word(names, "deceased_cadre"),
    )


_FORMER_UNIT: Final[Rule[Likeness]] = Rule(
    "former_unit",
    exact("former_unit"),
    (
        Grade("same", _AGREE, 0.65, (0.02, 0.15, 0.40)),
        Grade("other", _DIFFER, 0.35, (0.98, 0.85, 0.60)),
    ),
    why="A city's large units have hundreds of retired; whoever is reported twice is often reported by two.",
)
_BEGAN_WORK: Final[Rule[Likeness]] = Rule(
    "began_work",
    dates("began_work"),
    (
        Grade("day", _AGREE, 0.85, (1 / 1000, 0.02, 0.40)),
        Grade("month", _AGREE, 0.86, (1 / 120, 0.03, 0.40)),
        Grade("year", _AGREE, 0.90, (1 / 25, 0.08, 0.60)),
        Grade("slip", _NEARLY, 0.06, (0.06, 0.08, 0.10)),
        Grade("other", _DIFFER, 0.06, (0.94, 0.88, 0.50)),
    ),
    why="From the personal file and mostly right, to the month; whole classes began together, in few months.",
)
_RETIRED_ON: Final[Rule[Likeness]] = Rule(
    "retired_on",
    dates("retired_on"),
    (
        Grade("day", _AGREE, 0.85, (0.03, 0.10, 0.60)),
        Grade("month", _AGREE, 0.86, (0.05, 0.10, 0.70)),
        Grade("year", _AGREE, 0.90, (0.15, 0.20, 0.75)),
        Grade("slip", _NEARLY, 0.06, (0.08, 0.10, 0.05)),
        Grade("other", _DIFFER, 0.08, (0.90, 0.80, 0.25)),
    ),
    why="Follows from birth and sex for most, so it adds little to them.",
    within=frozenset({"id_number", "birth_date"}),
)
_PERSON_TYPE: Final[Rule[Likeness]] = Rule(
    "person_type",
    exact("person_type"),
    (
        Grade("same", _AGREE, 0.96, (0.90, 0.70, 0.90)),
        Grade("other", _DIFFER, 0.04, (0.10, 0.30, 0.10)),
    ),
    why="Some are retired and a survivor at once, or are told apart late; most are on one list.",
)


def rules(names: Names) -> tuple[Rule[Likeness], ...]:
    """The table in the order of the page, with names as common as `names` counted them."""
    return (
        _ID_NUMBER,
        _name(names),
        _SEX,
        _BIRTH_DATE,
        _KIN,
        _PHONE,
        _ADDRESS,
        _CONTACT_PHONE,
        _contact_name(names),
        _spouse_name(names),
        _deceased_cadre(names),
        _FORMER_UNIT,
        _BEGAN_WORK,
        _RETIRED_ON,
        _PERSON_TYPE,
    )


def matcher(names: Names) -> Matcher[Likeness]:
    """The matcher for rosters, with names as common as `names` counted them."""
    return Matcher(
        rules=rules(names),
        explanations=EXPLANATIONS,
        thresholds=THRESHOLDS,
        decisive=DECISIVE,
        anchors=ANCHORS,
    )


@lru_cache(maxsize=1)
def _plain() -> Matcher[Likeness]:
    return matcher(Names())


def compare(a: Likeness, b: Likeness) -> Verdict:
    """What two records say about being of one person, where no names were counted."""
    return _plain().compare(a, b)

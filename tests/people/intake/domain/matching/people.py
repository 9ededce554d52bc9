"""Made-up people who look alike, each for the kind of trouble that rosters have. Nobody here exists."""

from dataclasses import replace

from yinling.people.intake.domain.matching.likeness import Likeness

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(county: str, born: str, order: str) -> str:
    """A valid identity number."""
    digits = county + born + order
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11]


LI = Likeness(
    key="li",
    name="李建国",
    sex="1",
    birth="1943-07-12",
    id_number=number("620102", "19430712", "311"),
    phones=("13900010001",),
    address_key="620102:庆阳路77号3幢2单元501室",
    contact_name="李明霞",
    contact_phone=("13900010002",),
    spouse_name="周玉兰",
    former_unit="兰州市水文站",
    began_work="1962-08",
    retired_on="2003-07",
    person_type="retired",
)
# Somebody else of a common kind, who agrees with him in nothing but his sex.
STRANGER = Likeness(
    key="stranger",
    name="王成",
    sex="1",
    birth="1951-02-03",
    id_number=number("620103", "19510203", "117"),
    phones=("13700020001",),
    address_key="620103:西津路9号1单元202室",
    contact_name="王芳",
    contact_phone=("13700020002",),
    spouse_name="赵敏",
    former_unit="兰州市第六中学",
    began_work="1970-12",
    retired_on="2011-02",
    person_type="retired",
)
WIFE = replace(
    LI,
    key="wife",
    name="周玉兰",
    sex="2",
    birth="1945-01-30",
    id_number=number("620102", "19450130", "324"),
    phones=("13900010003",),
    spouse_name="李建国",
    former_unit="兰州市第六中学",
    began_work="1964-09",
    retired_on="2000-01",
)
TWIN = replace(
    LI,
    key="twin",
    name="李建民",
    id_number=number("620102", "19430712", "313"),
    phones=("13900010004",),
    spouse_name="",
)
SON = replace(
    LI,
    key="son",
    name="李建",
    birth="1968-03-02",
    id_number=number("620102", "19680302", "311"),
    began_work="1986-08",
    retired_on="2013-05",
    spouse_name="何静",
)
# Of the same unit, of the same name, as many are in large units.
NAMESAKE = replace(
    STRANGER,
    key="namesake",
    name="李建国",
    former_unit="兰州市水文站",
)

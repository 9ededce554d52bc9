from dataclasses import replace

import pytest

from tests.people.intake.domain.matching.people import LI, STRANGER, TWIN, WIFE, number
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

VALID = LI.id_number


def _with(number: str) -> Likeness:
    """A record with that number: a usable one, or what an unusable one tells."""
    return Likeness(1, "某", id_number=number) if number == VALID else Likeness(1, "某", id_hint=number)


@pytest.mark.parametrize(
    ("other", "grade"),
    [
        (VALID, "same"),
        (VALID[:15], "start"),
        (VALID[:17] + "7", "check"),
        (VALID[:9] + "7" + VALID[10:], "typo"),
        (VALID[:9] + VALID[10] + VALID[9] + VALID[11:], "typo"),
        (VALID[:8] + "77" + VALID[10:], "unlike"),
        (STRANGER.id_number[:15], "unlike"),
        ("", ""),
        ("6201", ""),
    ],
)
def test_identities(other: str, grade: str) -> None:
    assert grade_identities(_with(VALID), _with(other)) == grade
    assert grade_identities(_with(other), _with(VALID)) == grade


def test_two_valid_numbers() -> None:
    """Fifteen digits mistyped turn into eighteen that are valid; neighbours in the order part are two people."""
    mistyped = replace(LI, id_number=number("620102", "19480712", "311"))
    assert grade_identities(LI, mistyped) == "typo"
    assert grade_identities(LI, TWIN) == "other"
    assert grade_identities(LI, STRANGER) == "other"


def test_a_former_name_is_a_name() -> None:
    renamed = replace(LI, name="李爱军", former_names=("李卫东",))
    assert judge_names(replace(LI, name="李卫东"), renamed) == "same"
    assert judge_names(renamed, replace(LI, name="李胜利", former_names=("李卫东",))) == "same"
    assert judge_names(renamed, LI) == "surname"
    assert judge_names(replace(LI, name=""), LI) == ""


def test_words_are_names_of_others() -> None:
    judge = judge_word("spouse_name")
    spouses = ("周玉兰", "周玉蓝", "周玉珍", "王芬", "")
    assert [judge(LI, replace(LI, spouse_name=name)) for name in spouses] == ["same", "near", "near", "other", ""]


def test_the_commoner_name_counts() -> None:
    names = Names.counted(["张伟"] * 500 + ["李四"] * 2_000)
    one, other = replace(LI, name="张伟", spouse_name="张伟"), replace(LI, name="万俟杼菏", spouse_name="万俟杼菏")
    assert share_of_name(names)(one, other) == names.share("张伟")
    assert share_of_word(names, "spouse_name")(one, other) == names.share("张伟")
    assert share_of_word(names, "spouse_name")(one, one) == names.share("张伟")


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("620102:庆阳路77号3幢501室", "620102:庆阳路77号3幢501室", "same"),
        ("620102:庆阳路77号3幢501室", "6201:庆阳路77号3幢501室", "same"),
        ("620102:庆阳路77号3幢501室", ":庆阳路77号3幢501室", "same"),
        ("620102:庆阳路77号3幢501室", "620103:庆阳路77号3幢501室", "close"),
        ("620102:庆阳路77号3幢501室", "620102:庆阳路77号3幢", "close"),
        ("620102:庆阳路77号3幢501室", "620102:庆阳路77号3幢502室", "other"),
        ("620102:庆阳路77号", "620102:人民新村家属院三区77号", "other"),
        ("620102:庆阳路", "620102:庆阳路77号", "other"),
        ("", "620102:庆阳路77号", ""),
        ("620102:", "620102:庆阳路77号", "other"),
    ],
)
def test_addresses(one: str, other: str, grade: str) -> None:
    mine, yours = replace(LI, address_key=one), replace(LI, address_key=other)
    assert grade_addresses(mine, yours) == grade
    assert grade_addresses(yours, mine) == grade


def test_kin() -> None:
    widow = Likeness("widow", "周玉兰", deceased_cadre="李建国")
    daughter = Likeness("daughter", "李明霞")
    assert [grade_kin(LI, other) for other in (WIFE, widow, daughter, STRANGER, LI)] == ["named"] * 3 + ["", ""]
    assert grade_kin(daughter, LI) == "named"
    assert grade_kin(Likeness(1, ""), Likeness(2, "", spouse_name="")) == ""

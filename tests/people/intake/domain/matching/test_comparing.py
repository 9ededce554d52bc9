from types import SimpleNamespace

import pytest

from yinling.people.intake.domain.matching.comparing import (
    any_typed,
    close,
    dates,
    exact,
    grade_names,
    is_slip,
    is_typo,
    sound,
    typed,
)


def _pair(one: object, other: object) -> tuple[SimpleNamespace, SimpleNamespace]:
    return SimpleNamespace(x=one), SimpleNamespace(x=other)


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [("甲", "甲", "same"), ("甲", "乙", "other"), ("", "乙", ""), ("甲", "", ""), ("", "", "")],
)
def test_exact(one: str, other: str, grade: str) -> None:
    assert exact("x")(*_pair(one, other)) == grade


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("7364009", "7364009", "same"),
        ("7364009", "7364019", "typo"),
        ("7364009", "7360409", "typo"),
        ("7364009", "736009", "typo"),
        ("7364009", "7361109", "other"),
        ("12", "13", "other"),
        ("", "1234", ""),
    ],
)
def test_typed(one: str, other: str, grade: str) -> None:
    assert typed("x")(*_pair(one, other)) == grade


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        (("13900010001", "0931-8432828"), ("0931-8432828",), "same"),
        (("13900010001",), ("13900010011", "13700000000"), "typo"),
        (("13900010001",), ("13700000000",), "other"),
        ((), ("13700000000",), ""),
    ],
)
def test_any_typed(one: tuple[str, ...], other: tuple[str, ...], grade: str) -> None:
    assert any_typed("x")(*_pair(one, other)) == grade


def test_close() -> None:
    judge = close("x", least=75.0)
    words = [("bittern", "bittern"), ("mountcolah", "mountolah"), ("bittern", "vermont"), ("", "vermont")]
    assert [judge(*_pair(one, other)) for one, other in words] == ["same", "close", "other", ""]


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("1943-07-12", "1943-07-12", "day"),
        ("1943-07-12", "1943-07", "month"),
        ("1943-07-12", "1943", "year"),
        ("1943-07-12", "1943-07-21", "slip"),
        ("1943-07-12", "1943-12-07", "slip"),
        ("1943-07-12", "1943-09-12", "slip"),
        ("1943-07", "1945-07", "slip"),
        ("1943-07", "1963-07", "slip"),
        ("1943-07", "1958-07", "other"),
        ("1943", "1944", "slip"),
        ("1943", "1953", "other"),
        ("1943-07-12", "1944-08-12", "other"),
        ("1943-07-12", "1951-02-03", "other"),
        ("", "1943", ""),
        ("不详", "1943", "other"),
        ("²", "1943", "other"),
        ("194²", "1943", "other"),
    ],
)
def test_dates(one: str, other: str, grade: str) -> None:
    assert dates("x")(*_pair(one, other)) == grade
    assert dates("x")(*_pair(other, one)) == grade


def test_odd_dates_are_no_slip() -> None:
    assert not is_slip("abcd-01", "1943-01")
    assert not is_typo("abc", "abd", slips=1, least=4)


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("李建国", "李建国", "same"),
        ("李建国", "李健国", "sound"),
        ("张英", "章英", "sound"),
        ("李建国", "李建中", "character"),
        ("李建国", "李国建", "character"),
        ("李建国", "李国", "character"),
        ("李建国", "王建国", "character"),
        ("张芳", "张兰", "half"),
        ("张芳", "王芳", "other"),
        ("李建国", "李爱军", "surname"),
        ("欧阳建国", "欧阳爱军", "surname"),
        ("欧阳建国", "欧爱军", "other"),
        ("李建国", "王成", "other"),
        ("阿依古丽", "阿依古丽买买提", "character"),
        ("买买提艾山", "艾山买买提", "other"),
        ("李", "李建国", "other"),
        ("𠮷田", "𠮷山", "half"),
        ("", "李", "other"),
    ],
)
def test_names(one: str, other: str, grade: str) -> None:
    assert grade_names(one, other) == grade
    assert grade_names(other, one) == grade


def test_sound_reads_each_character_alike() -> None:
    assert sound("重庆") == sound("重") + sound("庆")
    assert sound("\ue000") == "\ue000"

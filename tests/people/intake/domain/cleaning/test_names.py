"""Names are kept as written; for comparing, variants fold together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yinling.people.intake.domain.cleaning.names import fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甯静", "宁静"), ("寧靜", "宁静"), ("张國榮", "张国荣"), ("李昇", "李升"), ("王陞", "王升"), ("王喆", "王哲"),
        ("陳峯", "陈峰"), ("買買提•艾山", "买买提·艾山"), ("买买提艾山", "买买提·艾山"), ("张 三", "张三"),
        ("Ｊｏｈｎ Smith", "john smith"), ("葛\U000e0100", "葛"), ("吳", "吴"), ("髙", "高"),
    ],
)  # fmt: skip
def test_variants_fold_together(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("李英", "李瑛"), ("王乾", "王干"), ("肖兰", "萧兰"), ("付军", "傅军"), ("李兰", "李蓝"), ("𠮷田", "吉田"), ("张淼", "张渺"), ("王\ue123民", "王民"), ("ཉི་མ", "ཉམ"), ("王〇", "王")],
)  # fmt: skip
def test_other_names_stay_apart(one, other):
    assert fold_name(one) != fold_name(other)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=12), st.text(max_size=12))
def test_folding_is_sign_by_sign_and_final(one, other):
    assert fold_name(one + other) == fold_name(one) + fold_name(other)
    assert fold_name(fold_name(one)) == fold_name(one)

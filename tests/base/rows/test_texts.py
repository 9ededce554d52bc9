"""Texts as they are kept."""

from __future__ import annotations

import pytest

from yinling.base.rows.texts import plain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" 肯\x00定 \n", "肯定"), ("\x00 ", ""), ("", ""), ("　两 个字　", "两 个字"), ("行一\n行二", "行一\n行二")],
)
def test_a_text_loses_nul_and_the_spaces_around(typed, kept):
    assert plain(typed) == kept

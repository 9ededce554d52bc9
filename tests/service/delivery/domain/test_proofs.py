"""Six digits, as people type them."""

from __future__ import annotations

import pytest

from yinling.service.delivery.domain import six_digits


@pytest.mark.parametrize("typed", ["042817", " 042 817 ", "042-817", "０４２８１７", "0 4 2 8 1 7"])
def test_a_code_is_forgiven_its_blanks(typed):
    assert six_digits(typed) == "042817"


@pytest.mark.parametrize("typed", ["", "42817", "0428177", "04281x", "٠٤٢٨١٧", "042817\x00", "¹23456", "x" * 10_000])
def test_anything_else_is_no_code(typed):
    assert six_digits(typed) is None

"""Why a field is doubted: every code that can be raised has a sentence of its own."""

from __future__ import annotations

import re

import pytest

from yinling.people.intake.domain.cleaning.rules import DOUBTS
from yinling.people.registry.terms import doubts
from yinling.web.desk.doubts import say_doubt


@pytest.mark.parametrize(
    "code",
    sorted(
        {
            *DOUBTS,
            *doubts.DOUBTS,
            "conflict",
            "standing.missing",
            "roster.withdrawn",
            "id_number.taken",
            "level.unknown_word",
        }
    ),
)
def test_a_code_is_told_in_chinese_and_not_shown(code):
    said = say_doubt(code)
    assert re.search("[\u4e00-\u9fff]", said)
    assert (code in said, said == say_doubt("nobody.registered_this")) == (False, False)


def test_a_code_that_nobody_registered_is_told_too():
    assert say_doubt("nobody.registered_this") == "需要核实"

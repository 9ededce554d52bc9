"""Checklists: every line answered, and one that was not done says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.service.delivery.domain import (
    ChecklistLine,
    LineWrong,
    answered,
    blank_checklist,
    read_checklist,
    written_checklist,
)

ASKED = blank_checklist(["量血压", "换床单"])


def test_each_line_is_done_or_says_why_not():
    said = answered(ASKED, [(True, "不要紧"), (False, " 本人不愿意 ")])
    assert said == (ChecklistLine("量血压", True), ChecklistLine("换床单", False, "本人不愿意"))


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ([], None),
        ([(True, "")], None),
        ([(True, ""), (True, ""), (True, "")], None),
        ([(False, ""), (True, "")], 0),
        ([(True, ""), (False, "没")], 1),
        ([(True, ""), (False, "\x00\x00\x00")], 1),
        ([(True, ""), (False, "长" * 101)], 1),
    ],
)
def test_a_line_left_open_is_named(said, line):
    with pytest.raises(LineWrong) as wrong:
        answered(ASKED, said)
    assert wrong.value.line == line


@given(st.lists(st.builds(ChecklistLine, st.text(), st.sampled_from([None, True, False]), st.text())))
def test_what_is_written_is_read_back(lines):
    assert read_checklist(written_checklist(lines)) == tuple(lines)


@pytest.mark.parametrize("kept", [None, {}, "x", [1], [{}], [{"text": "x"}], [{"text": 1, "is_done": True, "why": ""}]])
def test_a_row_that_holds_something_else_is_refused(kept):
    with pytest.raises(ValueError, match="checklist"):
        read_checklist(kept)

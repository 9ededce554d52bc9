"""Rosters on the desk of 城关区."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people.intake.imported import LI, LI_AGAIN, NAMELESS, ZHANG, handed_in, taken_in, workbook

# Every address of the intake: test_door knows them by these, test_roster_results and test_duplicates try them.
LISTS = ("rosters", "roster_new", "roster_example", "duplicates")
OF_ROSTER = ("roster", "roster_progress", "roster_questions", "roster_rows", "roster_withdraw", "roster_decisions")
ACTS = ("roster_headings", "roster_discard", "roster_workbook")
OF_ROW = ("duplicate", "separate")
ADDRESSES = {*LISTS, *OF_ROSTER, *ACTS, *OF_ROW}


def upload(content: bytes, name: str = "名册.xlsx") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def sample() -> bytes:
    """Two new persons, one row without a name, one that may be the second person."""
    return workbook(ZHANG, LI, NAMELESS, LI_AGAIN)


__all__ = [
    "ACTS", "ADDRESSES", "LI", "LISTS", "LI_AGAIN", "NAMELESS", "OF_ROSTER", "OF_ROW", "ZHANG", "handed_in", "sample",
    "taken_in", "upload", "workbook",
]  # fmt: skip

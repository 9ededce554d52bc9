"""Rosters on the desk of 城关区."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people.intake.imported import LI, LI_AGAIN, NAMELESS, ZHANG, handed_in, taken_in, workbook


def upload(content: bytes, name: str = "名册.xlsx") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def sample() -> bytes:
    """Two new persons, one row without a name, one that may be the second person."""
    return workbook(ZHANG, LI, NAMELESS, LI_AGAIN)


__all__ = ["LI", "LI_AGAIN", "NAMELESS", "ZHANG", "handed_in", "sample", "taken_in", "upload", "workbook"]

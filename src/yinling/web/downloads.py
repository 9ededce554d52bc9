"""Answers that a browser keeps as a file, under a name in any script."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from yinling.people.registry.outside import FileKind


def file_answer(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep, under its whole name."""
    attached = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": attached})


def workbook(content: bytes, title: str, on: date) -> HttpResponse:
    """A workbook as of a day, which stands behind the title in the file's name."""
    return file_answer(content, FileKind.XLSX.media_type, f"{title}-{on.isoformat()}.xlsx")

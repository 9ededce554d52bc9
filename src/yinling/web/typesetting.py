"""Papers that are set, not printed from a page: typst makes PDF files, tagged and fit for archives where it can.

Needs a Chinese font of the system's own; none is shipped. Without Django, so that `./yinling doctor` can ask too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typst

if TYPE_CHECKING:
    from typst import PDFStandard

#: Chinese families with many characters, the preferred first; Debian and Ubuntu bring the first as fonts-noto-cjk.
FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Noto Serif CJK SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
_STANDARDS: Final[list[PDFStandard]] = [
    "ua-1",
    "a-2a",
]  # for readers of the screen (ISO 14289-1), for archives (ISO 19005-2)
_found: list[typst.Fonts] = []


class NoChineseFont(LookupError):
    """The system has none of the families; the operator installs fonts-noto-cjk."""


def chinese_family() -> str | None:
    """The family that papers are set in; None when the system has none."""
    known = set(_fonts().families())
    return next((family for family in FAMILIES if family in known), None)


def as_pdf(source: Path, paper: Mapping[str, object], *, at: datetime) -> bytes:
    """The PDF that a typst file makes of `paper`, which it finds as JSON in `sys.inputs.paper`.

    PDF/UA-1 and PDF/A-2a, or plain but tagged when a rare character has no glyph, which the standards forbid. `at` is
    written into it as the moment of its making. Raises NoChineseFont.
    """
    try:
        return _compiled(source, paper, at, _STANDARDS)
    except typst.TypstError:
        return _compiled(source, paper, at, [])


def as_png(source: Path, paper: Mapping[str, object], *, dots_per_inch: int = 110) -> bytes:
    """A picture of the same paper's first page. Raises NoChineseFont."""
    made = _compiler(source, paper).compile(format="png", ppi=dots_per_inch)
    return made[0] if isinstance(made, list) else bytes(made or b"")


def _compiled(source: Path, paper: Mapping[str, object], at: datetime, standards: list[PDFStandard]) -> bytes:
    made = _compiler(source, paper).compile(format="pdf", pdf_standards=standards, timestamp=int(at.timestamp()))
    assert isinstance(made, bytes)
    return made


def _compiler(source: Path, paper: Mapping[str, object]) -> typst.Compiler:
    family = chinese_family()
    if family is None:
        raise NoChineseFont
    text = json.dumps({**paper, "font": family}, ensure_ascii=False)
    return typst.Compiler(source, root=source.parent, font_paths=_fonts(), sys_inputs={"paper": text})


def _fonts() -> typst.Fonts:
    """The system's fonts, looked for once (a third of a second), and again as long as no Chinese one was among them."""
    if not _found:
        fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
        if not set(FAMILIES) & set(fonts.families()):
            return fonts
        _found.append(fonts)
    return _found[0]

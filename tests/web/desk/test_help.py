"""Every page of the desk says in Chinese how it is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[3] / "src" / "yinling" / "web" / "templates" / "desk"
WHOLE = sorted(page for page in PAGES.glob("*.html") if '{% extends "desk.html" %}' in page.read_text(encoding="utf-8"))
HELP = re.compile(r"{% block help %}(?P<text>.*?){% endblock %}", re.DOTALL)


def test_there_are_pages():
    assert len(WHOLE) > 40


@pytest.mark.parametrize("page", WHOLE, ids=lambda page: page.stem)
def test_a_page_says_how_it_is_used(page):
    found = HELP.search(page.read_text(encoding="utf-8"))
    assert found is not None
    assert len(re.findall(r"[\u4e00-\u9fff]", found["text"])) >= 20

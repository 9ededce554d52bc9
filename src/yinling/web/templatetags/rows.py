"""The cells of long tables, drawn at once: looped over in a template, they take a third of a page of fifty lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_SHAPE = '<td{} data-label="{}">{}</td>'
_AT_THE_END = SafeString(' class="row-end"')


class Column(Protocol):
    """What a cell takes from its column: the name, which a phone shows beside it, and whether it holds numbers."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def is_number(self) -> bool:
        """Whether its texts are numbers, which stand at the end."""


@register.filter
def cells_under(texts: Iterable[str], columns: Iterable[Column]) -> SafeString:
    """The cells of one line, each under its column; a dash where there is no text."""
    pairs = zip(texts, columns, strict=True)
    return format_html_join(
        "", _SHAPE, ((_AT_THE_END if c.is_number else "", c.label, text or "—") for text, c in pairs)
    )

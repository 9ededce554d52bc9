"""Numbered pages of lists: read from the address, and the address of another one."""

from __future__ import annotations

from django.http import HttpRequest

LAST = 1_000_000  # nobody turns further, and PostgreSQL counts no further than 2^63 lines


def page_number(request: HttpRequest) -> int:
    """The page asked for, from 1; the first for what is no number."""
    typed = request.GET.get("page", "")
    return min(max(int(typed), 1), LAST) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 1


def other_page(request: HttpRequest, number: int) -> str:
    """The query of the same list on another page."""
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"

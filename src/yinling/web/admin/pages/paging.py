"""The addresses of the other pages of a list."""

from __future__ import annotations

from django.http import HttpRequest


def other_page(request: HttpRequest, number: int) -> str:
    """The query of the same list on another page."""
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"

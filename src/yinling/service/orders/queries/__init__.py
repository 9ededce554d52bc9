"""Reads of orders: one, one person's, and the list."""

from yinling.service.orders.queries.lists import (
    COUNT_LIMIT,
    PAGE,
    OrderFilter,
    OrderPage,
    count,
    count_returned,
    explain_newest,
    lines_for_file,
    newest,
    page,
)
from yinling.service.orders.queries.reading import OrderLine, line_of, of_person, order_of, orderable

__all__ = [
    "COUNT_LIMIT", "PAGE", "OrderFilter", "OrderLine", "OrderPage", "count", "count_returned", "explain_newest",
    "line_of", "lines_for_file", "newest", "of_person", "order_of", "orderable", "page",
]  # fmt: skip

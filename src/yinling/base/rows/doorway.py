"""One request, one transaction, one viewer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse

from yinling.base.rows.readings import reading
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.viewing import state
from yinling.kernel.viewer import NOBODY

View = Callable[..., HttpResponse]


class SeveralStatements(RuntimeError):
    """SQL with a semicolon inside reached the database in a request: ours never has one, so it was injected."""


def one_statement(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Let only single statements through: stacked ones could move the viewer under an open cursor.

    Values are bound and not part of the text. Raises SeveralStatements before anything is sent.
    """
    if ";" in str(sql).rstrip().removesuffix(";"):  # procrastinate ends its own with one
        raise SeveralStatements
    return execute(sql, params, many, context)


class Doorway:
    """The last middleware: opens the transaction, states the viewer, runs and renders the view, commits.

    Views marked `own_transaction` (streams, async, uploads) open their own. A refusal answers like an absent
    page; an answer of 500 and above rolls back. The commit is done before the answer leaves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on: the work is done in `process_view`."""
        with connection.execute_wrapper(one_statement):  # around views with a transaction of their own, too
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Run the view here, inside its transaction, rendering included."""
        if getattr(view, "own_transaction", False):
            return None
        try:
            reads = request.method in {"GET", "HEAD"}
            with reading() if reads else nullcontext(), transaction.atomic(durable=True):
                state(getattr(request, "viewer", None) or NOBODY)  # always stated, also when there is none
                return _answer(request, view, args, kwargs)
        except Forbidden as refusal:
            raise Http404 from refusal


def _answer(request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponse:
    response = view(request, *args, **kwargs)
    render = getattr(response, "render", None)
    if callable(render):
        response = render()  # lazy querysets in templates see rows only here
    if response.status_code >= 500:
        transaction.set_rollback(True)
    return response

"""Whether this process serves: answered before sessions, hosts and walls, for the launcher and a balancer."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


class Health:
    """Middleware: `/health` says `ok` when the database answers, 503 when it does not. It tells nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for the one address, pass on for all others."""
        if request.path != "/health":
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("database\n", status=503, content_type="text/plain")
        finally:
            connection.close()  # back to the pool: no request is under way that would do it
        return HttpResponse("ok\n", content_type="text/plain")

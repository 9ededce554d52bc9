"""Many requests of many viewers at once over few pooled connections: each sees its own rows and no others."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory

from tests.people.registry.people import CITY, COUNTY, HIDDEN, OTHER_CITY, officer
from yinling.base.rows.doorway import Doorway
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Viewer
from yinling.people.registry.models import Person

REQUESTS, CLIENTS, BACKENDS = 600, 8, 4
SEES: list[tuple[Viewer | None, list[str]]] = [
    (officer(COUNTY), [COUNTY] * 3),
    (officer(CITY), [COUNTY] * 3),
    (officer(OTHER_CITY), [HIDDEN] * 4),
    (officer("53"), [COUNTY] * 3 + [HIDDEN] * 4),
    (officer("62"), []),
    (NOBODY, []),
    (None, []),
]
LINES = "{% for p in persons %}{{ p.area_code }} {% endfor %}"


@pytest.fixture
def pooled(web: None) -> Iterator[None]:
    """The web login's connection, from a pool as in production."""
    entry = connections["default"].settings_dict
    entry["OPTIONS"] = entry["OPTIONS"] | {"pool": {"min_size": 2, "max_size": BACKENDS, "timeout": 20}}
    yield
    connection.close()
    connections["default"].close_pool()


def lazy(request: HttpRequest) -> TemplateResponse:
    """A queryset that is read while the template is rendered."""
    template = engines["django"].from_string(LINES)
    return TemplateResponse(request, template, {"persons": Person.objects.order_by("area_code")})


def eager(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(" ".join(Person.objects.order_by("area_code").values_list("area_code", flat=True)))


def failing(_request: HttpRequest) -> HttpResponse:
    Person.objects.count()
    raise ZeroDivisionError


def refusing(_request: HttpRequest) -> HttpResponse:
    Person.objects.count()
    raise Forbidden


def broken(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Person.objects.count()), status=500)


def ask(seed: int) -> tuple[int, list[str], list[str]]:
    """One request on this thread's connection: the backend it met, what it saw and what it should have seen."""
    dice = random.Random(seed)
    viewer, expected = dice.choice(SEES)
    view = dice.choice([lazy, lazy, eager, eager, eager, failing, refusing, broken])
    request = RequestFactory().get("/")
    request.viewer = viewer
    try:
        answer = Doorway(lambda _request: HttpResponse()).process_view(request, view, (), {})
        saw = answer.content.decode().split() if view in {lazy, eager} else expected
    except (ZeroDivisionError, Http404):
        saw = expected
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    left = eager(request).content.decode().split()  # after the request nobody's rows are left behind
    connection.close()
    return backend, saw + left, expected


@pytest.mark.slow  # six hundred requests on eight threads
def test_mixed_requests_on_few_backends_never_show_a_wrong_row(pooled):
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(ask, range(REQUESTS)))
    assert [(saw, expected) for _backend, saw, expected in answers if saw != expected] == []
    assert len({backend for backend, _saw, _expected in answers}) <= BACKENDS
    assert sum(len(expected) for _backend, _saw, expected in answers) > REQUESTS

"""Every address with every kind of stranger: nothing outside the scope is returned, changed or countable."""

from __future__ import annotations

import io
import itertools
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests.web.everything import NAME, SECRETS, STRANGERS, Everything, digests, empty_for, everything, reference

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # hundreds of requests each

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Codes in addresses are those of rules or of services: both are tried wherever a code stands.
_CODES = ["0216", "aged", "nursing_allowance"]
# What changes between two openings of the same page: tokens, drawn ids, the time of day, file names of versions.
_RESTLESS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9]{64}|\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?|\d+ 秒|\d+(?:\.\d+)? (?:GB|MB|ms)"
)
# Who looked at one's own record grows with each reading of it.
_NOT_COMPARED = {"elder/record/looks"}
# A worker of the county is offered the order and knows that there is one; administrators count rows and accounts.
_MAY_COUNT = {"worker of the county", "system administrator", "security administrator"}


def patterns(found: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Every address of the house as it is written down."""
    for one in get_resolver().url_patterns if found is None else found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern)


def addresses(pattern: str, made: Everything) -> list[str]:
    """The address with each key that the person's things have."""
    names = _PARAMETER.findall(pattern)
    values = [_CODES if name == "code" else made.keys[name] for name in names]
    return [
        "/" + "".join(itertools.chain.from_iterable(itertools.zip_longest(parts, map(str, chosen), fillvalue="")))
        for parts in [re.split(r"<[^>]+>", pattern)]
        for chosen in itertools.product(*values)
    ]


@pytest.fixture
def at():
    return timezone.now() - timedelta(hours=2)


@pytest.fixture
def places(sides, at):
    sides.owner()
    reference(at)
    return make.unit(make.CHENGGUAN, name="城关区教育局"), make.unit(make.QILIHE, name="七里河区教育局")


def world(places, at) -> Everything:
    home, _away = places
    return everything(home, make.worker(at=at, name="周海"), make.officer(at=at), at=at)


def said(answer: HttpResponse) -> str:
    """What an answer says: a page as it is, a workbook by its cells, which its packing hides."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] != b"PK":
        return content.decode("utf-8", "replace")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return repr([book.get_sheet_by_index(place).to_python() for place in range(len(book.sheet_names))])


def test_the_world_holds_a_row_of_every_table_about_persons_and_a_key_for_every_address(places, at):
    made = world(places, at)
    assert empty_for(made) == []
    wanted = {name for pattern in patterns() for name in _PARAMETER.findall(pattern)} - {"code"}
    assert wanted - set(made.keys) == set()


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_gets_nothing_and_changes_nothing(places, at, sides, who):
    made = world(places, at)
    browser: Client = STRANGERS[who](*places, at)
    before = digests()
    sides.app()
    for pattern in patterns():
        for address in addresses(pattern, made):
            for method in ("get", "post"):
                answer = getattr(browser, method)(address)
                page = said(answer)
                assert answer.status_code < 500, (method, address)
                assert [secret for secret in SECRETS if secret in page] == [], (who, method, address)
    sides.owner()
    after = digests()
    assert [table for table in before if before[table] != after[table]] == []


@pytest.mark.parametrize("who", [name for name in STRANGERS if name not in _MAY_COUNT])
def test_a_stranger_cannot_tell_whether_there_is_anybody(places, at, sides, who):
    """Each page without a key in its address reads the same before and after there is somebody next door."""
    browser: Client = STRANGERS[who](*places, at)
    plain = [p for p in patterns() if not _PARAMETER.search(p) and p not in _NOT_COMPARED and "sign-out" not in p]

    def read() -> dict[str, str]:
        sides.app()
        pages = {pattern: browser.get(f"/{pattern}") for pattern in plain}
        return {p: _RESTLESS.sub("·", f"{a.status_code} {said(a)}") for p, a in pages.items()}

    before = read()
    sides.owner()
    world(places, at)
    after = read()
    assert [pattern for pattern in plain if before[pattern] != after[pattern]] == []


def test_the_walk_would_notice(places, at, sides):
    """The officer of the county does read the name on the way: the test can fail."""
    made = world(places, at)
    browser = make.signed_in(make.officer(at=at))
    sides.app()
    found = [
        address
        for pattern in patterns()
        for address in addresses(pattern, made)
        if pattern.startswith("desk/people") and NAME in said(browser.get(address))
    ]
    assert len(found) > 5
    assert uuid.UUID(str(made.keys["person"][0]))

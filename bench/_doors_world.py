"""What the pages are opened with: accounts for every door, one of everything, and things of the province itself."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID

import psycopg
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from psycopg import sql
from tests import factories
from tests.web.everything import everything

from yinling.base.access.actions import give_grant
from yinling.base.accounts.models import Account
from yinling.base.rows.fields import EncryptedTextField
from yinling.base.rows.viewing import state
from yinling.base.units.models import Unit
from yinling.config.seeding import load_reference
from yinling.kernel.viewer import Purpose, Role, system
from yinling.people.registry.actions import recount
from yinling.quality.feedback.models import Concern, Rating
from yinling.service.delivery.models import Receipt, Task
from yinling.supply.workforce.models import Worker

Things = Mapping[str, Sequence[str]]
STAFF = {
    "province": (Role.OFFICER, "53"),
    "city": (Role.OFFICER, "5301"),
    "county": (Role.OFFICER, ""),
    "security": (Role.SECURITY_ADMIN, ""),
    "audit": (Role.AUDIT_ADMIN, "0"),
    "system": (Role.SYSTEM_ADMIN, ""),
}
OFFICERS = ("province", "city", "county")
_SINCE = date(2026, 1, 1)
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Of pages that show something else when asked for it: with what.
_ASKED = {
    "desk/": ["tier=1", "focus=1"],
    "desk/people/": ["q=王", "q=zhang", "living_arrangement=alone", "tag=living_alone", "sort=age"],
    "desk/people/count": ["living_arrangement=alone"],
    "desk/orders/": ["state=returned", "state=placed&overdue=1", "q=王"],
    "desk/cohorts/": ["rows=tag&columns=level", "rows=area&columns="],
    "desk/rules/rule": ["code=aged"],
    "desk/rules/compare": ["code=aged"],
    "desk/rules/parameter": ["code=高龄起点"],
    "desk/feedback/": ["stars=1"],
    "desk/concerns/": ["state=answered"],
}
# A code is that of a rule, of an entitlement or of a service, by what stands before it.
_CODES = {"catalogue/": "0216", "menu/": "0216", "services/": "0216", "entitlements/": "nursing_allowance"}
_RULE = "aged"
_SAMPLES = 8  # of persons, orders and the like: a page is opened with another one each time


# --- making, as the owner


def load_shipped() -> dict[str, bytes]:
    """The areas, services and rules that ship today; ciphertexts for what visits, receipts and feedback say."""
    load_reference(units=None)
    columns = {
        "notes": (Task, "notes", "聊天，量血压，一切正常"),
        "body": (Receipt, "body", "{}"),
        "remark": (Rating, "remark", "来得准时，很耐心"),
        "text": (Concern, "text", "来晚了半小时，没有事先说"),
        "answer": (Concern, "answer", "已电话致歉，下次提前联系"),
    }
    return {name: _seal(model._meta.get_field(column), text) for name, (model, column, text) in columns.items()}


def count_people() -> None:
    """The tallies of the hour, which an installation always has: without them a large list counts its rows."""
    by = system("bench")
    with transaction.atomic():
        state(by)
        recount(by=by, at=timezone.now())


def _seal(column: object, text: str) -> bytes:
    if not isinstance(column, EncryptedTextField):
        raise TypeError(column)
    return bytes(column.get_db_prep_value(text, connection, prepared=True).obj)


def make_accounts(county: str) -> dict[str, list[str]]:
    """Staff for every door, called as in `STAFF`; one of everything of a new person of the county, by words."""
    at, by = timezone.now(), system("bench")
    with transaction.atomic():
        state(by)
        for name, (role, area) in STAFF.items():
            _account(name, role, area or (county if role is Role.OFFICER else ""))
        unit = Unit.objects.filter(area_id=county).order_by("id")[0]
        others = Worker.objects.filter(area_code=county)
        others.update(away_from=_SINCE)  # so that the orders of the one person are offered to the one worker
        officer = Account.objects.get(username="bench-county")
        made = everything(unit, factories.worker(county, at=at), officer, at=at)
        others.update(away_from=None)
        return {key: [str(value) for value in values] for key, values in made.keys.items()}


def _account(name: str, role: Role, area: str) -> None:
    at, purposes = timezone.now(), frozenset(Purpose) if role is Role.OFFICER else frozenset({Purpose.GENERAL})
    holder = Account.objects.create(username=f"bench-{name}", display_name=name, created_at=at)
    holder.set_unusable_password()
    holder.save(update_fields=["password"])
    give_grant(
        grant=uuid.uuid4(), account=UUID(str(holder.public_id)), role=role, area_code=area, units=(),
        purposes=purposes, valid_from=_SINCE, valid_to=None, by=system("bench"), at=at,
    )  # fmt: skip


# --- what to open pages with, as superuser

_THINGS = {
    "person": "SELECT public_id FROM registry_person WHERE area_code >= %(low)s AND area_code < %(high)s LIMIT %(n)s",
    "order": "SELECT public_id FROM orders_order WHERE area_code >= %(low)s AND area_code < %(high)s"
    " ORDER BY changed_at DESC LIMIT %(n)s",
    "task": "SELECT public_id FROM delivery_task WHERE area_code >= %(low)s AND area_code < %(high)s"
    " AND state = 'confirmed' LIMIT %(n)s",
    "concern": "SELECT public_id FROM feedback_concern WHERE area_code >= %(low)s AND area_code < %(high)s"
    " AND state = 'open' LIMIT %(n)s",
    "account": "SELECT account FROM workforce_worker WHERE area_code >= %(low)s AND area_code < %(high)s LIMIT %(n)s",
}
_OF_WORKER = {"task": "SELECT public_id FROM dispatch_offer WHERE worker = %(who)s AND state IN ('taken', 'offered')"}
_OF_PERSON = {
    "order": "SELECT public_id FROM orders_order WHERE person_id = %(who)s",
    "task": "SELECT public_id FROM delivery_task WHERE person_id = %(who)s",
    "right": "SELECT public_id FROM proxies_proxyright WHERE person_id = %(who)s",
}


def things(superuser: psycopg.Connection, made: Things, area: str) -> dict[str, list[str]]:
    """What an officer of an area opens pages with, by the words of the addresses; else what was made alone."""
    asked = {"low": area, "high": area + "\x7f", "n": _SAMPLES}
    return _found(superuser, made, _THINGS, asked)


def of_worker(superuser: psycopg.Connection, made: Things, account: str) -> dict[str, list[str]]:
    """What a worker opens pages with: what is offered to him and what he took."""
    return _found(superuser, made, _OF_WORKER, {"who": account})


def of_person(superuser: psycopg.Connection, made: Things, person: int) -> dict[str, list[str]]:
    """What a person opens pages with: the own orders and visits."""
    return _found(superuser, made, _OF_PERSON, {"who": person})


def _found(
    superuser: psycopg.Connection, made: Things, queries: Mapping[str, str], asked: Mapping[str, object]
) -> dict[str, list[str]]:
    own = {
        word: [str(row[0]) for row in superuser.execute(sql.SQL(query), asked)]  # ours, written above
        for word, query in queries.items()
    }
    return {word: list(values) for word, values in made.items()} | {word: found for word, found in own.items() if found}


# --- addresses


def patterns(found: Sequence[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Every address of the house as it is written down."""
    for one in get_resolver().url_patterns if found is None else found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern)


def asked_of(pattern: str) -> list[str]:
    """The queries of a page: none, and those that make it show something else."""
    return ["", *_ASKED.get(pattern, ())]


def addresses(pattern: str, asked: str, known: Things) -> list[str]:
    """The page of each known thing, the n-th of each word together; empty where a word names nothing."""
    known = {**known, "code": [_code(pattern)]}
    words = _PARAMETER.findall(pattern)
    if any(not known.get(word) for word in words):
        return []
    number = max((len(known[word]) for word in words), default=1)
    query = f"?{quote(asked, safe='=&')}" if asked else ""
    return [
        "/" + _filled(pattern, {word: known[word][n % len(known[word])] for word in words}) + query
        for n in range(number)
    ]


def _code(pattern: str) -> str:
    return next(
        (code for before, code in _CODES.items() if before + "<" in pattern or f"{before}items/" in pattern), _RULE
    )


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    return _PARAMETER.sub(lambda word: values[word[1]], pattern)


class Seat(NamedTuple):
    """Who opens the pages of a door: the beginning of its addresses, the account, and with what."""

    door: str
    name: str
    username: str
    known: Things


def seats(superuser: psycopg.Connection) -> list[Seat]:
    """Everybody who opens pages."""
    county, made = superuser.execute("SELECT county, keys FROM bench_made").fetchone() or ("", {})
    made = made | {"worker": made["account"][1:], "page": ["people"]}
    areas = {"province": "53", "city": "5301", "county": county}
    found = [Seat("desk/", who, f"bench-{who}", things(superuser, made, area)) for who, area in areas.items()]
    found += [Seat("admin/", who, f"bench-{who}", made) for who in STAFF if who not in areas]
    (worker,) = superuser.execute(
        "SELECT public_id FROM accounts_account WHERE username = %s", [f"bw-{county}-1"]
    ).fetchone() or ("",)
    found.append(Seat("field/", "worker", f"bw-{county}-1", of_worker(superuser, made, str(worker))))
    (person,) = superuser.execute(_PERSON_WITH_VISITS, [county]).fetchone() or (0,)
    found.append(Seat("elder/", "person", f"bk-{person}", of_person(superuser, made, person)))
    return [
        *found,
        *(Seat(door, "nobody", "", made) for door in ("sign-in", "verify", "trust-policy", "elder/sign-in")),
    ]


_PERSON_WITH_VISITS = """
SELECT k.person_id FROM proxies_key k JOIN delivery_task t ON t.person_id = k.person_id
WHERE k.area_code ^@ %s AND k.issued_by = 'bench' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""

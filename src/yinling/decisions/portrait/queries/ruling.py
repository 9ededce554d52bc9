"""The rulebook as portraits need it: read once, kept until it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.db import connection

from yinling.base.rows.readings import once
from yinling.decisions.rulebook.domain import Book, Branch, branches
from yinling.decisions.rulebook.models import Rule
from yinling.decisions.rulebook.queries import rule_entry, whole_book
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.areas import covers
from yinling.kernel.expression import ExpressionError, parse
from yinling.kernel.periods import Period
from yinling.kernel.viewer import Purpose, Viewer
from yinling.people.registry.policy import has_purposes
from yinling.people.registry.terms import purposes_of, vocabulary

_BOOKS = 4  # the book of today, and those of transactions that began before it changed


def standing_book() -> Book:
    """The whole rulebook as this transaction sees it."""
    return _book(book_stamp())


def ruling(on: date) -> Mapping[str, tuple[Branch, ...]]:
    """By code, what decides where on a day, the smallest areas first."""
    return _ruling(book_stamp(), on)


def deciding_at(area_code: str, on: date) -> tuple[Branch, ...]:
    """For each code the branch that decides about persons kept in an area, in the order of the codes.

    Raises AreaCodeInvalid.
    """
    return _deciding_at(book_stamp(), area_code, on)


def branches_of(versions: Iterable[tuple[int, str, date]]) -> list[Branch | None]:
    """Versions of rules, perhaps some that are retired, as each decides in an area with the parameters of a day.

    Asked for as (inner id of the rule, area, day); None for a version that is not there. Raises AreaCodeInvalid.
    """
    stamp = book_stamp()
    return [_branch_of(stamp, rule_id, area_code, on) for rule_id, area_code, on in versions]


def secret_codes(*, by: Viewer) -> frozenset[str]:
    """The codes of rules that read what the viewer has no purpose for: their tags are not shown, counted or exported.

    A code is secret as soon as one of its versions, past or present, reads such a term.
    """
    return frozenset(code for code, purposes in _purposes(book_stamp()).items() if not has_purposes(by, purposes))


def reads_kind(kind: RuleKind, *, by: Viewer) -> bool:
    """Whether the viewer may know what the rules of a kind make of people together: a tier, the focus.

    Not as soon as one of them is secret, for it would show through the others.
    """
    secret = secret_codes(by=by)
    return not any(rule.kind == kind and rule.code in secret for rule in standing_book().rules)


@once
def book_stamp() -> str:
    """What changes with the rulebook: readings of it are kept by this. A page asks once, an act each time."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return str(cursor.fetchone()[0])


@lru_cache(maxsize=_BOOKS)
def _book(stamp: str) -> Book:
    return whole_book()


@lru_cache(maxsize=_BOOKS)
def _ruling(stamp: str, on: date) -> Mapping[str, tuple[Branch, ...]]:
    return branches(_book(stamp), vocabulary(), on=on)


@lru_cache(maxsize=512)
def _deciding_at(stamp: str, area_code: str, on: date) -> tuple[Branch, ...]:
    found = (_first_over(area_code, held) for held in _ruling(stamp, on).values())
    return tuple(branch for branch in found if branch is not None)


@lru_cache(maxsize=4_096)
def _branch_of(stamp: str, rule_id: int, area_code: str, on: date) -> Branch | None:
    row = Rule.objects.filter(id=rule_id).first()
    if row is None:
        return None
    alone = replace(rule_entry(row), area_code=area_code, period=Period(on))
    held = branches(Book((alone,), _book(stamp).parameters), vocabulary(), on=on)[row.code]
    return _first_over(area_code, held)


@lru_cache(maxsize=_BOOKS)
def _purposes(stamp: str) -> Mapping[str, frozenset[Purpose]]:
    """By code, the purposes of every version that ever decided, those retired among them."""
    held: dict[str, frozenset[Purpose]] = {}
    for code, text in Rule.objects.values_list("code", "text"):
        held[code] = held.get(code, frozenset()) | _purposes_of(text)
    return held


def _purposes_of(text: str) -> frozenset[Purpose]:
    """What a text reads; all of them for one that the vocabulary of today cannot read any more."""
    try:
        return purposes_of(term.name for term in parse(text, vocabulary()).terms)
    except ExpressionError:
        return frozenset(Purpose)


def _first_over(area_code: str, held: tuple[Branch, ...]) -> Branch | None:
    return next((branch for branch in held if covers(branch.area_code, area_code)), None)


# Entries are never edited: what can change is that one comes, gets another last day, or is retired.
_STAMP = """
SELECT md5(string_agg(said, ',' ORDER BY said)) FROM (
    SELECT 'r' || id || '/' || state || '/' || coalesce(valid_to::text, '') FROM rulebook_rule
    UNION ALL SELECT 'p' || id || '/' || retired || '/' || coalesce(valid_to::text, '') FROM rulebook_parameter
    UNION ALL SELECT 'm' || id || '/' || retired || '/' || coalesce(valid_to::text, '') FROM rulebook_measure
) AS entries (said)
"""

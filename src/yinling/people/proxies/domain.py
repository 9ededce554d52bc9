"""Whether a right holds, and whether a new one can be recorded, purely."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.people.proxies.terms import ActingScope, ProxyBasis, ProxyKind

LONGEST_RELATION = 20
LONGEST_REASON = 200
LATEST_START = timedelta(days=366)  # a right is recorded when it is near, not for some far year
_LAST_YEAR = 2199
_TAIL = 4  # digits of a phone


@dataclass(frozen=True)
class Standing:
    """What decides whether a right holds on a day: its half-open period, its scopes, and whether it was revoked."""

    scopes: Collection[str]
    valid_from: date
    valid_to: date | None
    is_revoked: bool

    def holds(self, scope: ActingScope, *, on: date) -> bool:
        """Whether somebody may act for this on that day."""
        return self.in_force(on=on) and scope.value in set(self.scopes)

    def in_force(self, *, on: date) -> bool:
        """Whether the right holds at all on that day."""
        in_time = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return in_time and not self.is_revoked


@dataclass(frozen=True)
class Mandate:
    """What is written of a new right, as it was typed: who, on what basis, for what, from when until before when."""

    kind: str
    basis: str
    name: str
    relation: str
    scopes: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    account: UUID | None


def refusals(mandate: Mandate, *, on: date) -> Mapping[str, str]:
    """What stands against recording it on a day, by field; nothing when it can be recorded."""
    told = {
        "kind": _wrong_kind(mandate),
        "basis": _wrong_basis(mandate),
        "relation": _wrong_relation(mandate),
        "scopes": _wrong_scopes(mandate),
        "valid_from": _wrong_start(mandate, on),
        "valid_to": _wrong_end(mandate, on),
    }
    return {field: sentence for field, sentence in told.items() if sentence}


def _wrong_kind(mandate: Mandate) -> str:
    if mandate.kind not in ProxyKind.values:
        return _("请选择一项")
    is_staff = mandate.kind == ProxyKind.STAFF
    return _("工作人员代办要选定是哪一位；其他代办人不选") if is_staff != (mandate.account is not None) else ""


def _wrong_basis(mandate: Mandate) -> str:
    if mandate.basis not in ProxyBasis.values:
        return _("请选择一项")
    is_guardian = mandate.kind == ProxyKind.GUARDIAN
    return _("法定监护只适用于监护人") if mandate.basis == ProxyBasis.LEGAL and not is_guardian else ""


def _wrong_relation(mandate: Mandate) -> str:
    fits = 1 <= len(mandate.relation) <= LONGEST_RELATION
    return "" if fits else _("请写明与本人的关系，例如：女儿")


def _wrong_scopes(mandate: Mandate) -> str:
    known = set(mandate.scopes) <= set(ActingScope.values)
    return "" if mandate.scopes and known else _("请至少选一项可以代办的事")


def _wrong_start(mandate: Mandate, on: date) -> str:
    return _("开始的日子最晚在一年之内") if mandate.valid_from > on + LATEST_START else ""


def _wrong_end(mandate: Mandate, on: date) -> str:
    end = mandate.valid_to
    if end is None:
        return ""
    if end <= max(mandate.valid_from, on):
        return _("截止日要晚于今天和开始的日子；不填则到撤销为止")
    return _("截止日太远，不填则到撤销为止") if end.year > _LAST_YEAR else ""


def phone_tail(phone: str) -> str:
    """The last four digits of a phone, by which a proxy is told from the others at one card; empty without them."""
    digits = "".join(c for c in phone if c.isdecimal() and c.isascii())
    return digits[-_TAIL:] if len(digits) >= _TAIL else ""


def key_name(code: str, tail: str, *, key: bytes) -> str:
    """The sign-in name behind a card's code, and behind the tail of a proxy's phone: a keyed digest, so that the list
    of accounts tells neither.
    """
    return "card-" + hmac.digest(key, f"proxies.key|{code}|{tail}".encode(), sha256).hex()[:32]

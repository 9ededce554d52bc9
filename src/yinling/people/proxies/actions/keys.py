"""Keys to the elder door: given by an officer, opened by background work, named after the card, taken back.

The officer's own request draws the PIN and hashes it into the account, so that it is never stored and no job sees it.
The account sees nobody until background work has tied the person to it.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.access.actions import give_grant, name_person
from yinling.base.accounts import actions as accounts
from yinling.base.accounts.actions import NameTaken
from yinling.base.accounts.terms import AccountKind
from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.proxies import policy
from yinling.people.proxies.domain import key_name, phone_tail
from yinling.people.proxies.events import KeyIssued, KeyOpened, KeyRenewed, KeyRevoked, KeysFollowedCard
from yinling.people.proxies.models import Key, ProxyRight
from yinling.people.proxies.queries import standing
from yinling.people.proxies.terms import KeyKind
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Card, Person, PersonNow
from yinling.people.registry.queries import person_of

OPEN_KEY, FOLLOW_CARD, CLOSE_KEYS = "proxies.open_key", "proxies.follow_card", "proxies.close_keys"
_OWN = frozenset(Purpose)  # all of one's own record (PIPL article 45); a proxy reads what is general
_LONGEST_REASON = 200


class KeyExists(Refused):
    """The person, or the proxy, has a key already: give it a new PIN."""


class CannotIssue(Refused):
    """Something is missing without which nobody could sign in; `said` says what, for the officer."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@transaction.atomic
def issue_key(*, key: UUID, person: UUID, right: UUID | None, pin: str, by: Viewer, at: datetime) -> None:
    """Give the person (no `right`) or the proxy of a right a key to the elder door, opened with the card and this PIN.

    Background work ties the person to it a moment later. Raises Forbidden, KeyExists (also for the same `key` sent
    again: its PIN was shown once), CannotIssue, and base.accounts' PinTooSimple.
    """
    owner = person_of(person)
    policy.may_keep_keys(by, owner)
    granted = _right(owner, right, local_day(at)) if right else None
    if Key.objects.filter(person=owner, right=granted).exists():
        raise KeyExists
    account, kind = uuid.uuid4(), KeyKind.PROXY if granted else KeyKind.PERSON
    name = granted.name if granted else PersonNow.objects.get(person=owner).name
    try:
        accounts.create_keyholder(
            account=account, kind=AccountKind(kind.value), username=_name(owner, granted), display_name=name,
            pin=pin, by=by, at=at,
        )  # fmt: skip
    except NameTaken as taken:
        raise CannotIssue(_("另一位代办人的手机号后四位相同，请换一个号码登记后再开通。")) from taken
    Key.objects.create(
        public_id=key, **owner.scope(), account=account, kind=kind, right=granted, issued_by=by.account, issued_at=at
    )
    record(KeyIssued(person, key, account, kind.value, str(right or "")), by=by, at=at)
    defer(task=OPEN_KEY, by=by, at=at, key=key)


@transaction.atomic
def reissue_key(*, key: UUID, pin: str, by: Viewer, at: datetime) -> None:
    """Give a key a new PIN, for a forgotten one; a key that was taken back opens again.

    Raises Forbidden when the key is absent, hidden or its right is over; PinTooSimple.
    """
    row = _key(key)
    policy.may_keep_keys(by, row.person)
    if row.right is not None and not standing(row.right).in_force(on=local_day(at)):
        raise Forbidden
    accounts.set_pin(account=row.account, pin=pin, by=by, at=at)
    Key.objects.filter(pk=row.pk).update(revoked_at=None, revoked_by="", revoked_because="")
    record(KeyRenewed(row.person.public_id, key), by=by, at=at)
    defer(task=OPEN_KEY, by=by, at=at, key=key)
    defer(task=FOLLOW_CARD, by=by, at=at, person=row.person.public_id)


@transaction.atomic
def revoke_key(*, key: UUID, because: str, by: Viewer, at: datetime) -> None:
    """Take a key back: its sessions end and it opens nothing. Safe to repeat. Raises Forbidden, Unacceptable."""
    row = _key(key)
    policy.may_keep_keys(by, row.person)
    because = plain(because)
    if not 2 <= len(because) <= _LONGEST_REASON:
        raise Unacceptable({"because": _("请写明停用的原因，2 到 200 个字")})
    _revoke(row, because, by, at)


@transaction.atomic
def open_key(*, key: UUID, by: Viewer, at: datetime) -> None:
    """Let the account of a key see its person: himself for himself, a proxy until the right ends. Safe to repeat.

    Raises Forbidden when `by` is not background work.
    """
    policy.may_open(by)
    row, today = _key(key), local_day(at)
    right = row.right
    if row.revoked_at is not None or (right is not None and not standing(right).in_force(on=today)):
        return
    give_grant(
        grant=uuid.uuid5(key, "grant"), account=row.account, role=Role.PROXY if right else Role.PERSON, area_code="",
        units=(), purposes=frozenset({Purpose.GENERAL}) if right else _OWN, valid_from=today,
        valid_to=right.valid_to if right else None, by=by, at=at,
    )  # fmt: skip
    because = "proxy" if right else "self"
    name_person(account=row.account, person_id=row.person_id, because=because, subject=key, by=by, at=at)
    record(KeyOpened(row.person.public_id, key), by=by, at=at)


@transaction.atomic
def follow_card(*, person: UUID, by: Viewer, at: datetime) -> int:
    """Let the keys of a person be tried with the card that is valid now; without one they open nothing new.

    Returns how many changed. Raises Forbidden when `by` is not background work.
    """
    policy.may_open(by)
    rows = Key.objects.select_related("person", "right").filter(person__public_id=person).order_by("id")
    changed = sum(_follow(row, by, at) for row in rows)
    record(KeysFollowedCard(person, changed), by=by, at=at)
    return changed


@transaction.atomic
def close_keys(*, right: UUID, by: Viewer, at: datetime) -> None:
    """Take back the key of a right that was revoked. Safe to repeat; a right that holds (again) keeps it.

    Raises Forbidden when `by` is not background work.
    """
    policy.may_open(by)
    with override("zh-hans"):  # kept with the key, whatever the page's language
        because = _("代办授权已撤销")
    for row in Key.objects.select_related("person", "right").filter(right__public_id=right, revoked_at__isnull=True):
        if row.right is not None and row.right.revoked_at is not None:
            _revoke(row, because, by, at)


def _revoke(row: Key, because: str, by: Viewer, at: datetime) -> None:
    standing = Key.objects.filter(pk=row.pk, revoked_at__isnull=True)
    if standing.update(revoked_at=at, revoked_by=by.account or by.name, revoked_because=because):
        accounts.close_keyholder(account=row.account, reason=because, by=by, at=at)
        record(KeyRevoked(row.person.public_id, row.public_id, because), by=by, at=at)


def _key(key: UUID) -> Key:
    found = Key.objects.select_related("person", "right").filter(public_id=key).first()
    if found is None:
        raise Forbidden
    return found


def _right(owner: Person, right: UUID, on: date) -> ProxyRight:
    found = ProxyRight.objects.filter(public_id=right, person=owner).first()
    if found is None or not standing(found).in_force(on=on):
        raise Forbidden
    if not phone_tail(found.phone or ""):
        raise CannotIssue(_("这位代办人没有登记手机号，登录时要用它的后四位。请先补登手机号。"))
    return found


def _name(owner: Person, right: ProxyRight | None) -> str:
    code = _code(owner)
    if not code:
        raise CannotIssue(_("这个人现在没有有效的服务卡，登录时要用卡号。请先补发服务卡。"))
    return name_at_card(code, phone_tail(right.phone or "") if right else "")


def _code(owner: Person) -> str:
    return Card.objects.filter(person=owner, revoked_at__isnull=True).values_list("code", flat=True).first() or ""


def name_at_card(code: str, tail: str) -> str:
    """The sign-in name behind a card code; with the last four digits of a phone, that of a proxy."""
    return key_name(code, tail, key=settings.YINLING_INDEX_KEY)


def _follow(row: Key, by: Viewer, at: datetime) -> bool:
    code = _code(row.person)
    tail = phone_tail(row.right.phone or "") if row.right else ""
    name = name_at_card(code, tail) if code else f"key-{row.public_id.hex}"
    try:
        with transaction.atomic():
            accounts.rename_keyholder(account=row.account, username=name, by=by, at=at)
    except NameTaken:  # two records became one and both had a key: the older one keeps the card
        return False
    return True

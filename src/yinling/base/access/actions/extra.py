"""Extra power: an officer sees one person outside his scope, for a stated reason and a short time; all is written down.

He asks, background work looks for the person and opens the record, a deadline or he himself ends it, and the audit
administrator goes through all of it afterwards. What was found is no answer to rely on: asking is counted and limited.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from yinling.base.access import policy
from yinling.base.access.actions.rights import name_person, note_look, unname_persons
from yinling.base.access.events import (
    BooksRead,
    BreakGlassAsked,
    BreakGlassEnded,
    BreakGlassNotFound,
    BreakGlassOpened,
    BreakGlassReviewed,
)
from yinling.base.access.models import BreakGlass
from yinling.base.access.terms import BREAK_GLASS, BreakGlassState, Sought
from yinling.base.accounts.models import Account
from yinling.base.deadlines.actions import close, set_deadline
from yinling.base.journal.actions import record
from yinling.base.journal.queries import count_by
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.rows.texts import plain
from yinling.kernel.viewer import Role, Viewer

ASKS_PER_DAY = 5  # ours: more than an emergency needs, too few to go through a list of numbers
OPEN_FOR = timedelta(minutes=30)  # ours: long enough for a call to a hospital, too short to browse
SHORTEST, LONGEST = 10, 300  # of a reason, in characters: a word is no reason
NOTE_SHORTEST, NOTE_LONGEST = 2, 500
OVER = "access.break_glass_over"  # the deadline that ends it


class TooManyAsks(Refused):
    """This account asked for extra power too often within a day; it could be searching for people."""


class ReasonTooShort(Refused):
    """The reason is not 10 to 300 characters long."""


class NoteMissing(Refused):
    """A review says what was found, in 2 to 500 characters."""


class GlassMoved(Refused):
    """It was opened, ended or reviewed meanwhile."""


@transaction.atomic
def ask_break_glass(*, ask: UUID, sought: str, sought_by: Sought, reason: str, by: Viewer, at: datetime) -> None:
    """Ask to see one person outside the scope. `ask` is the form's own key: sent twice, it is asked once.

    `sought` is an identity number or a card code in its kept form. Whether anybody has it is not looked at here.
    Raises Forbidden, ReasonTooShort, TooManyAsks.
    """
    policy.may_break_glass(by)
    reason = plain(reason)
    if not SHORTEST <= len(reason) <= LONGEST:
        raise ReasonTooShort
    holder = Account.objects.select_for_update(of=("self",), no_key=True).get(public_id=by.account)  # asks wait in line
    if BreakGlass.objects.filter(public_id=ask, account=holder).exists():
        return
    if count_by(BreakGlassAsked.kind, by=by, since=at - timedelta(days=1)) >= ASKS_PER_DAY:
        raise TooManyAsks
    BreakGlass.objects.create(
        public_id=ask, account=holder, account_name=by.name or holder.display_name, seat_area=by.area or "",
        sought=sought, sought_by=sought_by, reason=reason, asked_at=at,
    )  # fmt: skip
    record(BreakGlassAsked(ask, holder.public_id, sought_by.value, reason), by=by, at=at)


@transaction.atomic
def open_break_glass(
    *, ask: UUID, person: UUID, person_id: int, area_code: str, unit_id: int, by: Viewer, at: datetime
) -> None:
    """Let who asked see the person who was found, for 30 minutes from now; the person's record says so. Safe to repeat.

    Raises Forbidden for anyone but background work.
    """
    policy.may_name(by)
    row = _row(ask)
    until = at + OPEN_FOR
    asked = BreakGlass.objects.filter(pk=row.pk, state=BreakGlassState.ASKED)
    if not asked.update(state=BreakGlassState.OPEN, person_id=person_id, opened_at=at, until=until):
        return
    account = row.account
    name_person(
        account=account.public_id, person_id=person_id, because=BREAK_GLASS, subject=ask, until=until, by=by, at=at
    )
    asker = Viewer(account=str(account.public_id), role=Role.OFFICER, name=row.account_name)
    note_look(
        person_id=person_id, area_code=area_code, unit_id=unit_id, part=BREAK_GLASS, reason=row.reason, by=asker, at=at
    )
    set_deadline(kind=OVER, subject=ask, due_at=until, by=by, at=at)
    record(BreakGlassOpened(ask, account.public_id, person, until.isoformat()), by=by, at=at)


@transaction.atomic
def miss_break_glass(*, ask: UUID, by: Viewer, at: datetime) -> None:
    """Nobody was found. Safe to repeat. Raises Forbidden for anyone but background work."""
    policy.may_name(by)
    row = _row(ask)
    asked = BreakGlass.objects.filter(pk=row.pk, state=BreakGlassState.ASKED)
    if asked.update(state=BreakGlassState.NOT_FOUND):
        record(BreakGlassNotFound(ask, row.account.public_id), by=by, at=at)


@transaction.atomic
def end_break_glass(*, ask: UUID, by: Viewer, at: datetime) -> None:
    """End it: early by who asked, in time by its deadline. Safe to repeat. Raises Forbidden, also for another's."""
    policy.may_end_glass(by)
    row = _row(ask)
    is_early = by.role is not Role.SYSTEM
    if is_early and by.account != str(row.account.public_id):
        raise Forbidden
    if is_early:
        close(kind=OVER, subject=ask, by=by, at=at)  # first: the engine holds it while it ends the same row
    open_one = BreakGlass.objects.filter(pk=row.pk, state=BreakGlassState.OPEN)
    if not open_one.update(state=BreakGlassState.ENDED, ended_at=at):
        return
    unname_persons(subject=ask, keep=None, by=by, at=at)
    record(BreakGlassEnded(ask, row.account.public_id, is_early), by=by, at=at)


@transaction.atomic
def review_break_glass(*, ask: UUID, note: str, by: Viewer, at: datetime) -> None:
    """The audit administrator went through one and says what he found. Raises Forbidden, NoteMissing, GlassMoved."""
    policy.may_audit(by)
    note = plain(note)
    if not NOTE_SHORTEST <= len(note) <= NOTE_LONGEST:
        raise NoteMissing
    row = _row(ask)
    waiting = BreakGlass.objects.filter(pk=row.pk, reviewed_at__isnull=True)
    if not waiting.update(reviewed_at=at, reviewed_by=by.name or by.account, review_note=note):
        raise GlassMoved
    record(BreakGlassReviewed(ask, note), by=by, at=at)


@transaction.atomic
def note_audit(*, page: str, about: str, by: Viewer, at: datetime) -> None:
    """Write down that the audit administrator read the books: which page, about whom or which day. Raises Forbidden."""
    policy.may_audit(by)
    record(BooksRead(UUID(by.account), page, about), by=by, at=at)


def _row(ask: UUID) -> BreakGlass:
    row = BreakGlass.objects.select_related("account").defer("sought").filter(public_id=ask).first()
    if row is None:
        raise Forbidden
    return row

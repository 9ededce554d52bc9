"""Asking for an approval, deciding about it, withdrawing it. What follows is up to the app that asked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yinling.base.approvals import policy
from yinling.base.approvals.events import ApprovalAsked, ApprovalGiven, ApprovalRefused, ApprovalWithdrawn
from yinling.base.approvals.models import Approval
from yinling.base.approvals.terms import ApprovalState
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.viewer import Viewer

SHORTEST, LONGEST = 2, 500
LONGEST_TITLE = 200
_SPACES = "\n\r\t\u3000\u00a0"  # what Chinese text is typed with, though Python calls it unprintable


class AlreadyAsked(Refused):
    """The same matter waits for an approval already."""


class AlreadyDecided(Refused):
    """Somebody decided about it before, or whoever asked withdrew it."""


class ReasonUnfit(Refused):
    """A reason or a note is too short, too long, or holds what is no text. Its message is for people."""

    def __init__(self) -> None:
        bounds = {"least": SHORTEST, "most": LONGEST}
        super().__init__(_("请写明理由，%(least)s到%(most)s个字") % bounds)


@transaction.atomic
def ask(
    *, approval: UUID, kind: str, subject: UUID, area_code: str, title: str, reason: str, by: Viewer, at: datetime
) -> None:
    """Ask that somebody else approve `subject`, which lies in an area. Safe to repeat with the same `approval` id.

    `kind` names what is approved, `title` what people call it (at most 200 characters are kept). Raises Forbidden,
    ReasonUnfit, AlreadyAsked while the same subject waits.
    """
    policy.may_ask(by, area_code)
    said = _sentence(reason)
    if Approval.objects.filter(public_id=approval, asked_by=by.account, subject=subject).exists():
        return
    row = Approval(
        public_id=approval, kind=kind, subject=subject, area_code=area_code, title=title[:LONGEST_TITLE], reason=said,
        asked_by=by.account, asked_by_name=by.name, asked_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # the table holds it: approval_asked_once, or the id of another
        raise AlreadyAsked from error
    record(ApprovalAsked(subject=approval, of=kind, about=subject, area_code=area_code), by=by, at=at)


@transaction.atomic
def approve(*, approval: UUID, note: str, by: Viewer, at: datetime) -> None:
    """Approve what somebody else asked for; a note is not required. Approving again changes nothing.

    Raises Forbidden, SameEyes, ReasonUnfit, AlreadyDecided.
    """
    row = _found(approval)
    policy.may_decide(by, row.area_code, row.asked_by)
    said = _sentence(note) if note.strip() else ""
    if _decide(row, ApprovalState.APPROVED, said, by, at):
        record(ApprovalGiven(subject=approval, of=row.kind, about=row.subject), by=by, at=at)


@transaction.atomic
def refuse(*, approval: UUID, note: str, by: Viewer, at: datetime) -> None:
    """Refuse what somebody else asked for, saying why. Refusing again changes nothing.

    Raises Forbidden, SameEyes, ReasonUnfit, AlreadyDecided.
    """
    row = _found(approval)
    policy.may_decide(by, row.area_code, row.asked_by)
    if _decide(row, ApprovalState.REFUSED, _sentence(note), by, at):
        record(ApprovalRefused(subject=approval, of=row.kind, about=row.subject), by=by, at=at)


@transaction.atomic
def withdraw(*, approval: UUID, by: Viewer, at: datetime) -> None:
    """Ask no longer. Withdrawing again changes nothing. Raises Forbidden, AlreadyDecided."""
    row = _found(approval)
    policy.may_own(by, row.asked_by)
    if _decide(row, ApprovalState.WITHDRAWN, "", by, at):
        record(ApprovalWithdrawn(subject=approval, of=row.kind, about=row.subject), by=by, at=at)


def _found(approval: UUID) -> Approval:
    row = Approval.objects.filter(public_id=approval).first()
    if row is None:
        raise Forbidden
    return row


def _decide(row: Approval, state: ApprovalState, note: str, by: Viewer, at: datetime) -> bool:
    """Whether it was this decision that ended the waiting; False when this viewer decided the same before."""
    waits = Approval.objects.filter(pk=row.pk, state=ApprovalState.OPEN)
    decided = {"decided_by": by.account, "decided_by_name": by.name, "decided_at": at}
    if waits.update(state=state, note=note, **decided):
        return True
    row.refresh_from_db()
    if (row.state, row.decided_by) == (state, by.account):
        return False
    raise AlreadyDecided


def _sentence(text: str) -> str:
    said = text.strip()
    is_text = all(character.isprintable() or character in _SPACES for character in said)
    if not (SHORTEST <= len(said) <= LONGEST and is_text):
        raise ReasonUnfit
    return said

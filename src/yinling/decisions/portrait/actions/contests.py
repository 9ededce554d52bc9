"""Contests: somebody says that a rule judges wrongly, at his own page or to an officer; a human decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.rows.texts import plain
from yinling.decisions.portrait import policy
from yinling.decisions.portrait.actions.drawing import draw
from yinling.decisions.portrait.events import ContestDecided, TagContested
from yinling.decisions.portrait.models import Contest, Tag
from yinling.decisions.portrait.queries.judging import judging
from yinling.decisions.portrait.queries.ruling import deciding_at, secret_codes
from yinling.decisions.portrait.terms import Claim, ContestState, Voice
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies.queries import acting
from yinling.people.proxies.terms import ActingKind, ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Person

OUTCOMES = (ContestState.KEPT, ContestState.SET_ASIDE, ContestState.FACTS_WRONG)
_LONGEST = 500


class AlreadyContested(Refused):
    """This rule is contested for this person already, and nobody has decided yet."""


class ContestClosed(Refused):
    """Somebody decided about this contest before, or it was withdrawn."""


class NothingToSetAside(Refused):
    """The tag does not hold (any more): there is nothing to set aside."""


@transaction.atomic
def contest(
    *, contest: UUID, person: UUID, rule_code: str, claim: Claim, voice: Voice, reason: str, by: Viewer, at: datetime
) -> None:
    """Write down that a rule judges somebody wrongly, and who says so. The same contest sent again changes nothing.

    An officer writes whose `voice` it is; the person and a proxy speak for themselves. Raises Forbidden when the person
    or the rule is absent or hidden or `by` may not speak for the person, AlreadyContested, Unacceptable for a reason
    that is empty or too long.
    """
    policy.may_voice(by)
    row = _person(person)
    voice, said_by = _voice(person, voice, by, at)
    words = _words(reason, _("请写明为什么这个判断不对，例如：女儿已搬来同住"))
    version = _version(row, rule_code, by, at)
    if Contest.objects.filter(public_id=contest, person=row).exists():
        return
    open_ones = Contest.objects.filter(person=row, rule_code=rule_code, state=ContestState.OPEN)
    if open_ones.exists():
        raise AlreadyContested
    Contest.objects.create(
        public_id=contest, **row.scope(), rule_code=rule_code, rule_version=version, claim=Claim(claim),
        voice=Voice(voice), reason=words, contested_at=at, contested_by=by.account, contested_by_name=said_by,
    )  # fmt: skip
    event = TagContested(
        subject=person, contest=contest, rule=rule_code, rule_version=version, claim=Claim(claim).value,
        voice=Voice(voice).value,
    )  # fmt: skip
    record(event, by=by, at=at)


@transaction.atomic
def decide_contest(*, contest: UUID, outcome: ContestState, note: str, by: Viewer, at: datetime) -> None:
    """Decide: the judgement stays, the tag is set aside while its facts stay, or the facts are wrong.

    Raises Forbidden, ContestClosed, NothingToSetAside, Unacceptable without a reason. Repeating one's own decision
    changes nothing.
    """
    policy.may_contest(by)
    if outcome not in OUTCOMES:
        raise Forbidden
    words = _words(note, _("请写明复核的理由，本人会看到"))
    row = _claim(contest, outcome, words, by, at)
    if row is None:
        return
    if outcome == ContestState.SET_ASIDE:
        _set_aside(row, at, aside=True)
    _told(row, outcome.value, by, at)


@transaction.atomic
def withdraw_contest(*, contest: UUID, by: Viewer, at: datetime) -> None:
    """Take a contest back before anybody decided; an officer any, whoever else spoke his own.

    Raises Forbidden, ContestClosed.
    """
    policy.may_voice(by)
    own = Contest.objects.filter(public_id=contest, contested_by=by.account)
    if by.role is not Role.OFFICER and not own.exists():
        raise Forbidden
    row = _claim(contest, ContestState.WITHDRAWN, None, by, at)
    if row is not None:
        _told(row, ContestState.WITHDRAWN.value, by, at)


@transaction.atomic
def reopen_contest(*, contest: UUID, by: Viewer, at: datetime) -> None:
    """Take a decision back: the contest waits again, a tag that was set aside holds again.

    Raises Forbidden, ContestClosed when it waits already or was withdrawn, AlreadyContested when another waits.
    """
    policy.may_contest(by)
    row = _found(contest, by)
    others = Contest.objects.filter(person=row.person, rule_code=row.rule_code).exclude(id=row.id)
    if others.filter(state=ContestState.OPEN).exists():
        raise AlreadyContested
    decided = Contest.objects.filter(id=row.id, state__in=OUTCOMES)
    was_aside = row.state == ContestState.SET_ASIDE
    if not decided.update(state=ContestState.OPEN, decided_at=None, decided_by="", decided_by_name="", note=None):
        raise ContestClosed
    if was_aside:
        _set_aside(row, at, aside=False)
    _told(row, ContestState.OPEN.value, by, at)


def _voice(person: UUID, voice: Voice, by: Viewer, at: datetime) -> tuple[Voice, str]:
    """Whose word it is, and who said it in words."""
    if by.role is Role.OFFICER:
        return Voice(voice), by.name
    actor = acting(person=person, scope=ActingScope.RECORD, by=by, on=local_day(at))
    return Voice.PERSON if actor.kind is ActingKind.PERSON else Voice.FAMILY, actor.said


def _person(public_id: UUID) -> Person:
    row = Person.objects.filter(public_id=public_id).first()
    if row is None:
        raise Forbidden
    return row


def _version(row: Person, rule_code: str, by: Viewer, at: datetime) -> int:
    """The version of a rule that decides about somebody. Raises Forbidden for one that is absent or secret."""
    held = {branch.rule.code: branch.rule.version for branch in deciding_at(row.area_code, local_day(at))}
    if rule_code not in held or rule_code in secret_codes(by=by):
        raise Forbidden
    return held[rule_code]


def _words(text: str, wanted: str) -> str:
    text = plain(text)
    if not 2 <= len(text) <= _LONGEST:
        raise Unacceptable({"reason": wanted})
    return text


def _found(contest: UUID, by: Viewer) -> Contest:
    row = Contest.objects.select_related("person").filter(public_id=contest).first()
    if row is None or row.rule_code in secret_codes(by=by):
        raise Forbidden
    return row


def _claim(contest: UUID, state: ContestState, note: str | None, by: Viewer, at: datetime) -> Contest | None:
    """The contest, now decided; None when this viewer decided the same before (an answer that got lost)."""
    row = _found(contest, by)
    waiting = Contest.objects.filter(id=row.id, state=ContestState.OPEN)
    if waiting.update(state=state, decided_at=at, decided_by=by.account, decided_by_name=by.name, note=note):
        return row
    row.refresh_from_db()
    if row.state == state and row.decided_by == by.account:
        return None
    raise ContestClosed


def _set_aside(row: Contest, at: datetime, *, aside: bool) -> None:
    """Mark the tag and draw the portrait anew, since tier and focus leave out what is set aside."""
    tags = Tag.objects.filter(person=row.person, rule_code=row.rule_code, until__isnull=True, set_aside=not aside)
    if not tags.update(set_aside=aside) and aside:
        raise NothingToSetAside
    draw([row.person_id], judging(row.area_code, local_day(at)), at=at)


def _told(row: Contest, outcome: str, by: Viewer, at: datetime) -> None:
    event = ContestDecided(subject=row.person.public_id, contest=row.public_id, rule=row.rule_code, outcome=outcome)
    record(event, by=by, at=at)

"""Papers of a candidate: seen by an officer, withdrawn again, and read for a reason."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused, Stale
from yinling.decisions.entitlements import policy
from yinling.decisions.entitlements.domain import asked_for
from yinling.decisions.entitlements.events import EvidenceNoted, EvidenceWithdrawn
from yinling.decisions.entitlements.models import Evidence
from yinling.decisions.entitlements.queries.finding import branches_of
from yinling.decisions.entitlements.queries.requirements import requirements_of
from yinling.decisions.portrait.queries import holders, secret_codes, undecided
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.actions.persons import note_secret_look
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Person
from yinling.people.registry.queries import person_of

DOCUMENT_LENGTH = 200
_EARLIEST = date(1900, 1, 1)


class NotCandidate(Refused):
    """The rule does not hold for this person, and nothing is missing to say so: there are no papers to gather."""


class NotAskedFor(Refused):
    """This paper is not asked for where the person is kept."""


class AlreadySeen(Stale):
    """This paper is noted already. Nothing was written."""


class AlreadyWithdrawn(Stale):
    """Somebody else withdrew this paper before. Nothing was written."""


@transaction.atomic
def note_evidence(
    *,
    evidence: UUID,
    person: UUID,
    rule_code: str,
    name: str,
    document: str,
    issued_on: date | None,
    by: Viewer,
    at: datetime,
) -> None:
    """Note that a paper of a candidate was seen; `document` says which (its number and the like) and is sealed.

    `evidence` is the form's own key: sent twice, it is written once. Raises Forbidden, NotCandidate, NotAskedFor,
    AlreadySeen, Unacceptable (at `document`, `issued_on`).
    """
    policy.may_gather(by)
    today = local_day(at)
    branches_of(rule_code, by=by, on=today)
    row = person_of(person)
    document = _accepted(document, issued_on, today)
    if name not in {
        one.evidence for one in asked_for(requirements_of([rule_code], on=today)[rule_code], row.area_code)
    }:
        raise NotAskedFor
    if _is_written(evidence, row, rule_code, name):
        return
    if not _is_candidate(row, rule_code, by):
        raise NotCandidate
    try:
        with transaction.atomic():
            Evidence.objects.create(
                **row.scope(), public_id=evidence, rule_code=rule_code, evidence=name, document=document or None,
                issued_on=issued_on, seen_at=at, seen_by=by.account, seen_by_name=by.name,
            )  # fmt: skip
    except IntegrityError as clash:  # the same form twice at once, or two officers with the same paper
        if _is_written(evidence, row, rule_code, name):
            return
        raise AlreadySeen from clash
    record(EvidenceNoted(subject=person, evidence=evidence, rule=rule_code, name=name), by=by, at=at)


@transaction.atomic
def withdraw_evidence(*, evidence: UUID, by: Viewer, at: datetime) -> None:
    """Count a paper no longer as seen. Withdrawing one's own withdrawal again changes nothing.

    Raises Forbidden, AlreadyWithdrawn.
    """
    policy.may_gather(by)
    row = _evidence(evidence, by)
    standing = Evidence.objects.filter(pk=row.pk, withdrawn_at__isnull=True)
    if standing.update(withdrawn_at=at, withdrawn_by=by.account):
        event = EvidenceWithdrawn(
            subject=row.person.public_id, evidence=evidence, rule=row.rule_code, name=row.evidence
        )  # fmt: skip
        record(event, by=by, at=at)
    elif not Evidence.objects.filter(pk=row.pk, withdrawn_by=by.account).exists():
        raise AlreadyWithdrawn


@transaction.atomic
def read_document(*, evidence: UUID, reason: str, by: Viewer, at: datetime) -> str:
    """What was noted of a paper, in clear, for a stated reason, written into the log of looks.

    Raises Forbidden, and Unacceptable when no reason is given.
    """
    policy.may_gather(by)
    row = _evidence(evidence, by)
    note_secret_look(row.person, "evidence", reason, by, at)
    return row.document or ""


def _evidence(evidence: UUID, by: Viewer) -> Evidence:
    row = Evidence.objects.select_related("person").filter(public_id=evidence).first()
    if row is None or row.rule_code in secret_codes(by=by):
        raise Forbidden
    return row


def _is_written(evidence: UUID, person: Person, rule_code: str, name: str) -> bool:
    same = Evidence.objects.filter(public_id=evidence, person=person, rule_code=rule_code, evidence=name)
    return same.exists()


def _is_candidate(person: Person, rule_code: str, by: Viewer) -> bool:
    return any(found(rule_code, by=by).filter(person=person).exists() for found in (holders, undecided))


def _accepted(document: str, issued_on: date | None, today: date) -> str:
    errors: dict[str, str] = {}
    document = document.strip()
    if len(document) > DOCUMENT_LENGTH or not document.isprintable():
        errors["document"] = _("请写成一行，最多 200 个字")
    if issued_on is not None and issued_on > today:
        errors["issued_on"] = _("出具日期不能晚于今天")
    if issued_on is not None and issued_on < _EARLIEST:
        errors["issued_on"] = _("出具日期太早，请核对")
    if errors:
        raise Unacceptable(errors)
    return document

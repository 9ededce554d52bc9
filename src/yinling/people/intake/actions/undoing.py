"""What an import did is undone: one row separated from its person, or a whole roster taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.actions.deciding import origin_of, recount, stand_alone, survivor_of
from yinling.people.intake.actions.keepers import places_of
from yinling.people.intake.actions.matching import fingerprint
from yinling.people.intake.actions.receiving import NotNow
from yinling.people.intake.actions.renewing import renew_persons
from yinling.people.intake.actions.stored import entry_of, likeness_in
from yinling.people.intake.domain.combining import GATHERED, Alike, leave_out
from yinling.people.intake.domain.entries import Entry
from yinling.people.intake.events import RosterTakenBack, RosterWithdrawn, RowSeparated, RowSettled
from yinling.people.intake.models import MatchedVersion, MatchKey, Roster, RosterRow
from yinling.people.intake.models import Verdict as Said
from yinling.people.intake.terms import RosterState, RowStatus, VerdictChoice
from yinling.people.registry.actions.now import rebuild_now
from yinling.people.registry.actions.retracting import brought_by, leave_lists, retract_facts
from yinling.people.registry.actions.rosters import Asked, Statement, ask_questions, state_facts
from yinling.people.registry.models import Fact, Person
from yinling.people.registry.queries.hanging import built_on

SEPARATE = "intake.separate"
TAKE_BACK = "intake.take_back"
WITHDRAWAL_DAYS = 30


def separate(*, row: UUID, by: Viewer, at: datetime) -> None:
    """Say that a joined row is somebody else after all; a job lets it stand alone. Raises Forbidden, NotNow."""
    policy.may_take_in(by)
    with transaction.atomic():
        joined = RosterRow.objects.select_related("person", "roster").filter(public_id=row).first()
        if joined is None:
            raise Forbidden
        policy.may_take_in_for(by, joined.area_code, joined.unit_id)
        stands = joined.roster.state == RosterState.DONE
        if not stands or joined.status != RowStatus.MERGED or joined.person is None:
            raise NotNow
        record(RowSeparated(subject=row, person=joined.person.public_id), by=by, at=at)
        defer(task=SEPARATE, by=by, at=at, row=row)


@transaction.atomic
def stand_apart(*, row: UUID, by: Viewer, at: datetime) -> str:
    """Take what a joined row said back from its person and enter it as a person of its own. Safe to run twice.

    Its person keeps what the other rows say. That the two are different is remembered. Raises Forbidden for everyone
    but the system.
    """
    policy.may_write(by)
    joined = RosterRow.objects.select_related("roster", "sheet").select_for_update(of=("self",)).get(public_id=row)
    if joined.status != RowStatus.MERGED or joined.person_id is None or joined.roster.state != RosterState.DONE:
        return str(joined.status)
    person, entry = survivor_of(joined.person_id), entry_of(joined)
    retract_facts(origin=joined.roster.public_id, evidence=entry.evidence, spare=(), gone=withdrawn(), by=by, at=at)
    _say_the_rest(joined, entry, person, by, at)
    Said.objects.update_or_create(
        fingerprint=fingerprint(likeness_in(joined, entry)),
        person_id=person,
        defaults={"verdict": VerdictChoice.DIFFERENT, "said_by": by.account or by.name, "said_at": at},
    )
    alone = stand_alone(joined, entry, by=by, at=at)
    RosterRow.objects.filter(id=joined.id).update(status=RowStatus.NEW, reason="separated", person_id=alone)
    recount(joined.roster, RowStatus.MERGED, RowStatus.NEW)
    record(RowSettled(subject=row, person=_public(alone), status=RowStatus.NEW.value), by=by, at=at)
    return RowStatus.NEW.value


def withdraw(*, roster: UUID, by: Viewer, at: datetime) -> None:
    """Take a roster back as a whole, within 30 days of its import; a job undoes what it wrote.

    Raises Forbidden, NotNow when it is not imported or too old.
    """
    policy.may_take_in(by)
    with transaction.atomic():
        row = Roster.objects.filter(public_id=roster).first()
        if row is None:
            raise Forbidden
        policy.may_take_in_for(by, row.area_code, row.unit_id)
        young = Roster.objects.filter(
            id=row.id, state=RosterState.DONE, finished_at__gt=at - timedelta(days=WITHDRAWAL_DAYS)
        )
        if not young.update(state=RosterState.WITHDRAWN, withdrawn_at=at, withdrawn_by=by.account or by.name):
            raise NotNow
        record(RosterWithdrawn(subject=roster), by=by, at=at)
        defer(task=TAKE_BACK, by=by, at=at, roster=roster)


@transaction.atomic
def take_back_roster(*, roster: UUID, by: Viewer, at: datetime) -> tuple[int, int]:
    """Undo what a withdrawn roster wrote; returns how many persons left the lists and how many stay with a mark.

    Persons on whom something was built since stay, with a question as their mark. Safe to run twice. Raises Forbidden
    for everyone but the system.
    """
    policy.may_write(by)
    row = Roster.objects.get(public_id=roster)
    if row.state != RosterState.WITHDRAWN:
        return 0, 0
    brought = brought_by(origin=roster, by=by)
    theirs = Person.objects.filter(origin=roster, now__isnull=False)
    stay = brought & (set(built_on(theirs)) | _named_elsewhere(row, theirs))
    changed = retract_facts(origin=roster, evidence="", spare=stay, gone=withdrawn(), by=by, at=at)
    leaving = brought - stay
    leave_lists(persons=leaving, by=by, at=at)
    MatchKey.objects.filter(person_id__in=leaving).delete()
    MatchedVersion.objects.filter(person_id__in=leaving).delete()
    rebuild_now(changed - leaving, at=at)
    marks = [Asked(person, "standing", "roster.withdrawn", "", "", row.file_name) for person in sorted(stay)]
    ask_questions(questions=marks, origin=origin_of(row, at), by=by)
    if leaving or changed or marks:
        record(RosterTakenBack(subject=roster, removed=len(leaving), kept=len(stay)), by=by, at=at)
    return len(leaving), len(stay)


def withdrawn() -> list[UUID]:
    """All rosters that were taken back: their facts are never believed again."""
    return list(Roster.objects.filter(state=RosterState.WITHDRAWN).values_list("public_id", flat=True))


def _named_elsewhere(row: Roster, brought: QuerySet[Person]) -> set[int]:
    """Persons whom another roster in force names as well."""
    others = RosterRow.objects.filter(person__in=brought, roster__state=RosterState.DONE).exclude(roster=row)
    return {person for person in others.values_list("person_id", flat=True) if person is not None}


def _say_the_rest(joined: RosterRow, entry: Entry, person: int, by: Viewer, at: datetime) -> None:
    """Let the person hear the other rows of this roster again, since the separated one had covered what they say."""
    rows = RosterRow.objects.select_related("roster", "sheet").filter(roster=joined.roster, person_id=person)
    rest = [entry_of(row) for row in rows.exclude(id=joined.id).order_by("sheet__place", "number")]
    origin = origin_of(joined.roster, at)
    left = [_ungathered(term, joined, entry, rest, person) for term in sorted(GATHERED)]
    state_facts(people=[(person, [one for one in left if one])], origin=origin, by=by)
    rebuild_now([person], at=at)
    alike = Alike(places_of(joined.roster.area_code))
    made = renew_persons({person: range(len(rest))}, rest, alike=alike, origin=origin, by=by)
    ask_questions(questions=made.asked, origin=origin, by=by)


def _ungathered(term: str, joined: RosterRow, entry: Entry, rest: Sequence[Entry], person: int) -> Statement | None:
    """What is left of a gathered value without what the separated row alone had said; None when nothing changes."""
    facts = Fact.objects.filter(person_id=person, term=term)
    held = facts.filter(superseded_at__isnull=True, origin=joined.roster.public_id).first()
    if held is None:
        return None
    others = [fact.secret or fact.value or "" for fact in facts.exclude(origin=joined.roster.public_id)]
    others += [one.clean.values.get(term, "") for one in rest]
    value = leave_out(held.secret or held.value or "", entry.clean.values.get(term, ""), others)
    return Statement(term, value, held.evidence) if value != (held.secret or held.value) else None


def _public(person: int) -> UUID:
    return Person.objects.values_list("public_id", flat=True).get(id=person)

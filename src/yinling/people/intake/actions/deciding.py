"""A human says who held rows are, one by one or by a file; the system then writes what follows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.actions.keepers import Keepers, places_of
from yinling.people.intake.actions.matching import fingerprint, write_keys
from yinling.people.intake.actions.numbers import give_up_taken
from yinling.people.intake.actions.receiving import NotNow
from yinling.people.intake.actions.renewing import renew_persons
from yinling.people.intake.actions.stored import entry_of, likeness_in
from yinling.people.intake.actions.waiting import followers
from yinling.people.intake.domain.combining import Alike
from yinling.people.intake.domain.entries import Entry
from yinling.people.intake.domain.matching.likeness import likeness_of
from yinling.people.intake.domain.planning import new_draft
from yinling.people.intake.events import RowsDecided, RowSettled
from yinling.people.intake.models import Candidate, Roster, RosterRow
from yinling.people.intake.models import Verdict as Said
from yinling.people.intake.terms import RosterState, RowStatus, VerdictChoice
from yinling.people.registry.actions.rosters import Asked, Newcomer, Origin, ask_questions, enter_persons, seen_again
from yinling.people.registry.models import Person

SETTLE = "intake.settle"


class KeptElsewhere(Refused):
    """Another body keeps the record; only whoever sees both may say that they are one."""

    def __init__(self) -> None:
        super().__init__(_("这个人可能已由其他单位管理：请上级老干部部门判定。"))


def decide(*, row: UUID, person: UUID, verdict: str, by: Viewer, at: datetime) -> None:
    """Say whether a held row is the person of a record; what follows is written by a job.

    Raises Forbidden, NotNow for a candidate that was decided before, KeptElsewhere for a record that `by` does not
    see.
    """
    policy.may_take_in(by)
    with transaction.atomic():
        held = RosterRow.objects.select_related("roster").filter(public_id=row).first()
        if held is None or verdict not in VerdictChoice.values:
            raise Forbidden
        policy.may_take_in_for(by, held.area_code, held.unit_id)
        if held.roster.state != RosterState.DONE:
            raise NotNow
        record_ = Person.objects.filter(public_id=person).first()
        if record_ is None:
            raise KeptElsewhere
        open_ = Candidate.objects.filter(row=held, person=record_, verdict="", row__status=RowStatus.HELD)
        if not open_.update(verdict=verdict, decided_by=by.account or by.name, decided_at=at):
            raise NotNow
        same = int(verdict == VerdictChoice.SAME)
        event = RowsDecided(subject=held.public_id, same=same, different=1 - same, digest=str(person))
        record(event, by=by, at=at)
        defer(task=SETTLE, by=by, at=at, row=row)


@transaction.atomic
def settle_row(*, row: UUID, by: Viewer, at: datetime) -> str:
    """Write what a held row has become by what was said; returns its status now. Safe to run twice.

    The same: it joins the person. Different from all candidates: it becomes a person of its own. Else it waits on.
    Rows that waited for this one follow it. Raises Forbidden for everyone but the system.
    """
    policy.may_write(by)
    held = RosterRow.objects.select_related("roster", "sheet").select_for_update(of=("self",)).get(public_id=row)
    if held.status != RowStatus.HELD or held.roster.state != RosterState.DONE:
        return str(held.status)
    said = list(Candidate.objects.filter(row=held).order_by("-score", "id"))
    same = next((one for one in said if one.verdict == VerdictChoice.SAME), None)
    if same is None and any(not one.verdict for one in said):
        return str(held.status)
    entry = entry_of(held)
    _remember(held, entry, said)
    person = join(held, entry, same.person_id, by=by, at=at) if same else stand_alone(held, entry, by=by, at=at)
    status = RowStatus.MERGED if same else RowStatus.NEW
    RosterRow.objects.filter(id=held.id).update(status=status, reason="", person_id=person)
    recount(held.roster, RowStatus.HELD, status)
    who = Person.objects.values_list("public_id", flat=True).get(id=person)
    record(RowSettled(subject=held.public_id, person=who, status=status.value), by=by, at=at)
    for follower in followers(held, entry, person, by=by, at=at):
        settle_row(row=follower, by=by, at=at)
    return status.value


def origin_of(roster: Roster, at: datetime) -> Origin:
    """Where the facts of a roster's rows come from, recorded now."""
    return Origin(roster.public_id, roster.as_of or local_day(roster.received_at), roster.received_by, at)


def join(row: RosterRow, entry: Entry, person: int, *, by: Viewer, at: datetime) -> int:
    """Let a person on record hear what the row says; the record's survivor, if it was merged since."""
    person = survivor_of(person)
    alike = Alike(places_of(row.roster.area_code))
    origin = origin_of(row.roster, at)
    made = renew_persons({person: [0]}, [entry], alike=alike, origin=origin, by=by)
    ask_questions(questions=made.asked, origin=origin, by=by)
    seen_again(persons=[person], origins=[row.roster.public_id], by=by, at=at)
    return person


def stand_alone(row: RosterRow, entry: Entry, *, by: Viewer, at: datetime) -> int:
    """Enter the row as a person of its own.

    An identity number that somebody else has on record cannot stand twice: it becomes a question.
    """
    places = places_of(row.roster.area_code)
    draft = new_draft(row.roster.public_id, 0, entry, Alike(places))
    draft.assume_type()
    give_up_taken([draft])
    values = draft.values
    keepers = Keepers(row.roster, places)
    keepers.enter_unknown([values], by=by, at=at)
    unit = keepers.unit_for(values)
    area = keepers.area_for(values, unit)
    newcomer = Newcomer(_free_id(draft.public_id), area, unit.id, values, draft.evidence)
    origin = origin_of(row.roster, at)
    (person,) = enter_persons(people=[newcomer], origin=origin, by=by)
    ask_questions(questions=[Asked(person, *query) for query in draft.queries], origin=origin, by=by)
    write_keys([(person, likeness_of(person, newcomer.values, "", places))], {person: 1})
    return person


def survivor_of(person: int) -> int:
    """The record that a record became part of, itself when it stands."""
    seen = set()
    while person not in seen:
        seen.add(person)
        into = Person.objects.values_list("merged_into_id", flat=True).get(id=person)
        person = into or person
    return person


def recount(roster: Roster, was: str, becomes: str) -> None:
    """Keep the roster's counts by status in step with its rows; the sum does not change."""
    row = Roster.objects.select_for_update().get(id=roster.id)
    counts = dict(row.counts)
    counts[was] -= 1
    counts[becomes] += 1
    row.counts = counts
    row.save(update_fields=["counts"])


def _remember(row: RosterRow, entry: Entry, said: list[Candidate]) -> None:
    """Keep what was said of this writing and these records: it is never asked again."""
    mark = fingerprint(likeness_in(row, entry))
    for one in said:
        if one.verdict and one.decided_at:
            Said.objects.update_or_create(
                fingerprint=mark,
                person_id=one.person_id,
                defaults={"verdict": one.verdict, "said_by": one.decided_by, "said_at": one.decided_at},
            )


def _free_id(wanted: UUID) -> UUID:
    """The id that follows from the row, unless the row was a person once before: then it follows from that."""
    while Person.objects.filter(public_id=wanted).exists():
        wanted = uuid5(wanted, "again")
    return wanted

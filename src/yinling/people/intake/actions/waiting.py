"""Held rows that wait for another one: when it has become somebody, they follow it or may be that person too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from yinling.kernel.viewer import Viewer
from yinling.people.intake.actions.candidates import kept_elsewhere
from yinling.people.intake.actions.matching import fingerprint
from yinling.people.intake.actions.stored import entry_of, likeness_in
from yinling.people.intake.domain.entries import Entry
from yinling.people.intake.domain.matching.evidence import Outcome, Verdict
from yinling.people.intake.domain.matching.table import compare
from yinling.people.intake.models import Candidate, RosterRow
from yinling.people.intake.models import Verdict as Said
from yinling.people.intake.terms import RowStatus, VerdictChoice


def followers(settled: RosterRow, entry: Entry, person: int, *, by: Viewer, at: datetime) -> list[UUID]:
    """Name a settled row's person to the held rows of its roster that may be the same; returns those that surely are.

    A group of rows that are one person waits as a whole, so it goes on as a whole. What a human said stands.
    """
    found = []
    for row, verdict in _alike(settled, entry, person):
        is_same = verdict.outcome is Outcome.SAME
        candidate, _made = Candidate.objects.get_or_create(
            row=row, person_id=person, defaults=_columns(row, person, verdict)
        )
        if is_same and not candidate.verdict:
            Candidate.objects.filter(id=candidate.id).update(
                verdict=VerdictChoice.SAME, decided_by=by.account or by.name, decided_at=at
            )
            found.append(row.public_id)
    return found


def _alike(settled: RosterRow, entry: Entry, person: int) -> Iterator[tuple[RosterRow, Verdict]]:
    """The held rows of the same roster that are or may be the person of this one, unless somebody said no."""
    mine = likeness_in(settled, entry)
    held = RosterRow.objects.filter(roster=settled.roster_id, status=RowStatus.HELD).exclude(id=settled.id)
    for row in held.select_related("roster", "sheet").order_by("id"):
        theirs = likeness_in(row, entry_of(row))
        verdict = compare(mine, theirs)
        if verdict.outcome is not Outcome.DIFFERENT and not _was_denied(fingerprint(theirs), person):
            yield row, verdict


def _was_denied(mark: bytes, person: int) -> bool:
    return Said.objects.filter(fingerprint=mark, person_id=person, verdict=VerdictChoice.DIFFERENT).exists()


def _columns(row: RosterRow, person: int, verdict: Verdict) -> dict[str, object]:
    return {
        "area_code": row.area_code, "unit_id": row.unit_id, "score": round(verdict.score, 2),
        "evidence": [[e.field, e.agreement.value] for e in verdict.evidence],
        "is_elsewhere": bool(kept_elsewhere({person}, row.roster)),
    }  # fmt: skip

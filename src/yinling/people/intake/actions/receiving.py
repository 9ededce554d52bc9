"""A roster is handed in, its headings are explained, or it is thrown away before anything came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.units.models import Unit
from yinling.kernel.ciphers import open_sealed, seal
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.domain.headings import fold_heading
from yinling.people.intake.events import FILES, FilesSwept, HeadingsExplained, RosterDiscarded, RosterReceived
from yinling.people.intake.models import RememberedHeading, Roster, RosterFile, RosterSheet
from yinling.people.intake.outside import refuse_size
from yinling.people.intake.terms import IGNORED, SERIAL, RosterState
from yinling.people.registry.terms import CATALOGUE

_CONTEXT = b"intake_rosterfile.content"
TAKE = "intake.take"


class AlreadyTaken(Refused):
    """The same file was handed in for the same body before. `roster` is the public id of the first time."""

    def __init__(self, roster: UUID) -> None:
        super().__init__(_("这个文件已经导入过：同一个文件不会导入两次，请查看上次的结果。"))
        self.roster = roster


class NotNow(Refused):
    """The roster is not in a state in which this can be done; the page that offered it is out of date."""

    def __init__(self) -> None:
        super().__init__(_("这份名册的状态已经改变，请刷新页面后再操作。"))


class HeadingsRefused(Refused):
    """The explanation of headings does not hold; the message says which and why."""


def receive(
    *, roster: UUID, file_name: str, content: bytes, unit: UUID, by: Viewer, at: datetime, later: bool = True
) -> UUID:
    """Keep a file, sealed, and have it taken in by a job (`later`), or leave that to the caller.

    `roster` is the form's own key: sent twice, the file is kept once. Returns the roster's public id. Raises Forbidden
    outside the officer's scope, FileRefused for a size that cannot be, AlreadyTaken for a file that was taken before.
    """
    policy.may_take_in(by)
    refuse_size(len(content))
    keeper = Unit.objects.filter(public_id=unit).first()
    if keeper is None:
        raise Forbidden
    policy.may_take_in_for(by, keeper.area_id, keeper.id)
    digest = hashlib.sha256(content).hexdigest()
    if Roster.objects.filter(public_id=roster).exists():
        return roster
    with transaction.atomic():
        _lock(digest)
        _refuse_twice(digest, keeper)
        row = Roster.objects.create(
            public_id=roster, area_code=keeper.area_id, unit=keeper, file_name=file_name[-200:], digest=digest,
            size=len(content), received_by=by.account or by.name, received_at=at,
        )  # fmt: skip
        _keep(row, content)
        record(RosterReceived(subject=roster, digest=digest, size=len(content)), by=by, at=at)
        if later:
            defer(task=TAKE, by=by, at=at, roster=roster)
    return roster


def explain_headings(
    *, roster: UUID, meanings: Mapping[tuple[int, int], str], by: Viewer, at: datetime, later: bool = True
) -> None:
    """Say what columns mean, by (sheet's place, column's index): a term, SERIAL or IGNORED. It is remembered.

    Every column that waits must be explained, and no term twice in one sheet. Raises Forbidden, NotNow,
    HeadingsRefused.
    """
    policy.may_take_in(by)
    with transaction.atomic():
        row = _claim(roster, RosterState.ASKING, RosterState.READY, by)
        for sheet in RosterSheet.objects.filter(roster=row).order_by("place"):
            chosen = {index: term for (place, index), term in meanings.items() if place == sheet.place}
            sheet.columns = _explained(sheet, chosen)
            sheet.save(update_fields=["columns"])
            _remember(row, sheet, chosen, by, at)
        record(HeadingsExplained(subject=roster, number=len(meanings)), by=by, at=at)
        if later:
            defer(task=TAKE, by=by, at=at, roster=roster)


def discard(*, roster: UUID, by: Viewer, at: datetime) -> None:
    """Throw a file away that waits for an explanation. Raises Forbidden, NotNow."""
    policy.may_take_in(by)
    with transaction.atomic():
        _claim(roster, RosterState.ASKING, RosterState.REFUSED, by)
        record(RosterDiscarded(subject=roster), by=by, at=at)


@transaction.atomic
def sweep_files(*, by: Viewer, at: datetime) -> int:
    """Throw away the sealed files of rosters that wait for nothing any more; returns how many.

    A door that discards a file may not delete it, since no door may look into that table. Raises Forbidden for
    everyone but the system.
    """
    policy.may_write(by)
    ended = [RosterState.DONE, RosterState.REFUSED, RosterState.WITHDRAWN]
    number, _by_table = RosterFile.objects.filter(roster__state__in=ended).delete()
    if number:
        record(FilesSwept(subject=FILES, number=number), by=by, at=at)
    return number


def content_of(row: Roster) -> bytes:
    """The file's bytes; only the system reads them."""
    kept = RosterFile.objects.get(roster=row)
    return open_sealed(bytes(kept.content), keys=settings.YINLING_KEY_RING, context=_CONTEXT)


def _keep(row: Roster, content: bytes) -> None:
    """Without RETURNING: whoever hands a file in may write it, and nobody at a door may read it back."""
    sealed = seal(content, keys=settings.YINLING_KEY_RING, context=_CONTEXT)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [row.id, sealed])


_KEEP = "INSERT INTO intake_rosterfile (public_id, roster_id, content) VALUES (gen_random_uuid(), %s, %s)"


def _lock(digest: str) -> None:
    """One file at a time: two who hand in the same file at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7259))", [digest])


def _refuse_twice(digest: str, keeper: Unit) -> None:
    before = Roster.objects.filter(digest=digest, unit=keeper)
    done = before.exclude(state__in=[RosterState.REFUSED, RosterState.WITHDRAWN]).first()
    if done is not None:
        raise AlreadyTaken(done.public_id)


def _claim(roster: UUID, state: RosterState, becomes: RosterState, by: Viewer) -> Roster:
    row = Roster.objects.filter(public_id=roster).first()
    if row is None:
        raise Forbidden
    policy.may_take_in_for(by, row.area_code, row.unit_id)
    if not Roster.objects.filter(id=row.id, state=state).update(state=becomes):
        raise NotNow
    return row


def _explained(sheet: RosterSheet, chosen: Mapping[int, str]) -> list[dict[str, object]]:
    columns = [
        {**column, "term": chosen[column["index"]], "sure": True, "why": "said"}
        if column["index"] in chosen
        else column
        for column in sheet.columns
    ]
    for column in columns:
        if column["term"] is None:
            raise HeadingsRefused(_("工作表“{sheet}”还有没有说明的列，请逐列选择。").format(sheet=sheet.name))
        if column["term"] not in {SERIAL, IGNORED, *CATALOGUE}:
            raise HeadingsRefused(_("没有这个项目，请重新选择。"))
    _refuse_doubles(sheet, [str(column["term"]) for column in columns])
    return columns


def _refuse_doubles(sheet: RosterSheet, terms: list[str]) -> None:
    for term in CATALOGUE:
        if terms.count(term) > 1:
            label = CATALOGUE[term].label
            raise HeadingsRefused(
                _("工作表“{sheet}”里有两列都选了“{term}”，只能留一列，另一列请选“不导入”。").format(
                    sheet=sheet.name, term=label
                )
            )


def _remember(row: Roster, sheet: RosterSheet, chosen: Mapping[int, str], by: Viewer, at: datetime) -> None:
    for column in sheet.columns:
        if column["index"] not in chosen or not column["label"]:
            continue
        RememberedHeading.objects.update_or_create(
            unit_id=row.unit_id,
            heading=fold_heading(column["group"], column["label"]),
            defaults={
                "area_code": row.area_code,
                "term": chosen[column["index"]],
                "said_by": by.account,
                "said_at": at,
            },
        )

"""`yinling import FILE`: a roster is taken in at once, in one transaction, without background work."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yinling.base.rows.refusals import Refused
from yinling.base.rows.viewing import state
from yinling.config.importing.headings import explained
from yinling.config.importing.keepers import Keeper, keeper_of, named_keeper
from yinling.config.importing.results import Targets, write_results
from yinling.config.importing.telling import SpokenProgress, account
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import system
from yinling.people.intake.actions import OpenedSheet, discard, open_sheets, receive, remember_headings, take_in
from yinling.people.intake.outside import FileRefused, refuse_size
from yinling.people.intake.queries import Taken, taken_before
from yinling.people.intake.queries import roster as roster_of
from yinling.people.intake.terms import RosterState
from yinling.people.registry.actions import recount

BY = system("import by command line")


@dataclass(frozen=True)
class _Done:
    """What an import came to: the roster, its state, whether the file was there before, what to say about it."""

    roster: UUID
    state: str
    again: bool = False
    notes: tuple[str, ...] = ()


def take(file: str, *, unit: str, on: str, meanings: Sequence[str], ask: bool, out: Targets) -> int:
    """Take a file in, say what came of it, and write the results that were asked for; 0 done, 1 when it waits.

    Raises Refusal: 1 for a file that cannot be taken, 2 for a unit, day or heading that was wrongly said.
    """
    at = timezone.now()
    day = _day(on, at)
    path, content = read(file)
    try:
        with SpokenProgress() as progress, transaction.atomic():
            state(BY)
            done = _Import(path.name, content, at, progress, ask=ask).run(unit=unit, on=day, meanings=meanings)
    except FileRefused as refusal:
        raise Refusal(refusal.sentence) from None
    except Refused as refusal:
        raise Refusal(str(refusal)) from None
    return _tell(path, done, out)


def read(file: str) -> tuple[Path, bytes]:
    """A file's path and bytes. Raises Refusal when there is none, or it is too large."""
    path = Path(file).absolute()
    if not path.is_file():
        raise Refusal(_("没有 %(path)s 这个文件：请核对文件名。") % {"path": path})
    try:
        refuse_size(path.stat().st_size)
    except FileRefused as refusal:
        raise Refusal(refusal.sentence) from None
    return path, path.read_bytes()


class _Import:
    """One file on its way into the registry, in the caller's transaction."""

    def __init__(self, name: str, content: bytes, at: datetime, progress: SpokenProgress, *, ask: bool) -> None:
        self._name, self._content, self._at, self._progress, self._ask = name, content, at, progress, ask

    def run(self, *, unit: str, on: date | None, meanings: Sequence[str]) -> _Done:
        keeper = named_keeper(unit, at=self._at) if unit else None
        before = taken_before(self._content, by=BY, unit=keeper.unit if keeper else None)
        if before is not None and not self._thrown_away(before):
            return self._again(before)
        opened = _as_of(open_sheets(self._content, self._name), on)
        explanations = explained(meanings, opened)
        key = uuid.uuid4()
        keeper = keeper or keeper_of(opened, file_name=self._name, roster=key, by=BY, at=self._at)
        return self._first_time(key, keeper, opened, explanations)

    def _thrown_away(self, before: Taken) -> bool:
        """Whether the file only waited for somebody to explain its headings, and is now taken on assumption."""
        if before.state != RosterState.ASKING or self._ask:
            return False
        discard(roster=before.roster, by=BY, at=self._at)
        return True

    def _again(self, before: Taken) -> _Done:
        """The same file: nothing changes. One that waits for background work is taken in here and now."""
        if before.state in {RosterState.DONE, RosterState.ASKING}:
            return _Done(before.roster, before.state, again=True)
        return _Done(before.roster, self._take_in(before.roster, None))

    def _first_time(
        self, key: UUID, keeper: Keeper, opened: Sequence[OpenedSheet], explanations: Mapping[str, str]
    ) -> _Done:
        receive(
            roster=key, file_name=self._name, content=self._content, unit=keeper.unit, by=BY, at=self._at, later=False
        )
        if explanations:
            remember_headings(roster=key, headings=explanations, by=BY, at=self._at)
        reached = self._take_in(key, opened)
        notes = [keeper.note] if keeper.note else []
        if not any(one.layout and one.layout.as_of for one in opened):
            notes.append(_("文件没有写明截至哪一天，按今天计，可用 --on 说明。"))
        return _Done(key, reached, notes=tuple(notes))

    def _take_in(self, key: UUID, opened: Sequence[OpenedSheet] | None) -> str:
        reached = take_in(roster=key, by=BY, at=self._at, say=self._progress, opened=opened, assume=not self._ask)
        if reached == RosterState.DONE:
            recount(by=BY, at=self._at)
        return reached


def _as_of(opened: Sequence[OpenedSheet], on: date | None) -> Sequence[OpenedSheet]:
    """The sheets as of the day that was said, whatever the file says."""
    if on is None:
        return opened
    return [replace(one, layout=replace(one.layout, as_of=on)) if one.layout else one for one in opened]


def _tell(path: Path, done: _Done, out: Targets) -> int:
    with transaction.atomic():
        state(BY)
        view = roster_of(done.roster, by=BY)
        lines = [*done.notes, account(view, by=BY)] if done.state == RosterState.DONE else []
    if done.state == RosterState.REFUSED:
        raise Refusal(view.refusal)
    if done.state != RosterState.DONE:
        said = _("“%(file)s”的表头需要核对：请在网页的名册里逐列说明，或用 --map 说明后不带 --ask 再导入一次。")
        raise Refusal(said % {"file": path.name})
    opening = _("“%(file)s”以前已经导入过，这次没有改变任何东西。") if done.again else _("已导入“%(file)s”。")
    say("\n".join([opening % {"file": path.name}, *lines]))
    write_results(done.roster, out, by=BY)
    return 0


def _day(text: str, at: datetime) -> date | None:
    """A day as ISO 8601 writes it, YYYY-MM-DD; None when nothing is said."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise Refusal(_("看不懂日期“%(text)s”：请写作 2017-12-31。") % {"text": text[:20]}, 2)
    if day > local_day(at):
        raise Refusal(_("%(day)s 还没有到：请写今天或以前的日期。") % {"day": text}, 2)
    return day

"""`yinling import decide`, `list` and `withdraw`: rosters that are there, from the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yinling.base.rows.refusals import Refused
from yinling.base.rows.viewing import state
from yinling.config.importing.results import Targets, write_results
from yinling.config.importing.taking import BY, read
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.tables import table
from yinling.config.launcher.words import _
from yinling.people.intake.actions import DecisionsDone, settle_file, take_back_roster
from yinling.people.intake.actions import withdraw as withdraw_roster
from yinling.people.intake.domain.decisions import DecisionsInvalid, read_decisions
from yinling.people.intake.queries import RosterLine, hanging, held_count, rosters
from yinling.people.intake.queries import roster as roster_of
from yinling.people.intake.terms import RosterState, RowStatus
from yinling.people.registry.actions import recount

_AGREED = {"是", "yes"}


def decide(file: str, *, roster: str, out: Targets) -> int:
    """Settle held rows of a roster (the newest that is in the registry) by a file; 1 when a line was refused."""
    _path, content = read(file)
    try:
        decisions = read_decisions(content)
    except DecisionsInvalid as invalid:
        raise Refusal(str(invalid)) from None
    at = timezone.now()
    with transaction.atomic():
        state(BY)
        line = _the(roster) if roster else _newest()
        done = settle_file(roster=line.roster, decisions=decisions, by=BY, at=at)
        if done.merged or done.new:
            recount(by=BY, at=at)
        waiting = roster_of(line.roster, by=BY).line.counts.get(RowStatus.HELD, 0)
    say(_told(line, done, waiting))
    write_results(line.roster, out, by=BY)
    return 1 if done.refused else 0


def overview() -> int:
    """All rosters, newest first."""
    with transaction.atomic():
        state(BY)
        lines = list(_all())
        waiting = held_count(by=BY)
    heads = [_("名册编号"), _("文件"), _("单位"), _("截至"), _("状态"), *(str(status.label) for status in RowStatus)]
    if not lines:
        say(_("还没有名册：用 ./yinling import 文件 导入。"))
        return 0
    say(table(heads, [_row(line) for line in lines]))
    if waiting:
        say(_("共有 %(number)s 行待判定。") % {"number": waiting})
    return 0


def withdraw(roster: str, *, agreed: bool) -> int:
    """Take a roster back after saying what hangs on it; a person agrees at the terminal unless --yes did."""
    at = timezone.now()
    with transaction.atomic():
        state(BY)
        line = _the(roster)
        if line.state != RosterState.DONE:
            raise Refusal(
                _("名册“%(file)s”%(state)s，不能撤回。") % {"file": line.file_name, "state": line.state_label}
            )
        say(_hanging(line))
    if not agreed:
        _ask()
    try:
        with transaction.atomic():
            state(BY)
            withdraw_roster(roster=line.roster, by=BY, at=at)
            removed, kept = take_back_roster(roster=line.roster, by=BY, at=at)
            recount(by=BY, at=at)
    except Refused:
        raise Refusal(_("名册“%(file)s”不能撤回：只能撤回三十天内导入的名册。") % {"file": line.file_name}) from None
    said = {"file": line.file_name, "removed": removed, "kept": kept}
    say(_("已撤回“%(file)s”：%(removed)s 人移出名单，%(kept)s 人留下并作了标记。") % said)
    return 0


def _told(line: RosterLine, done: DecisionsDone, waiting: int) -> str:
    said = {"merged": done.merged, "new": done.new, "already": done.already, "refused": len(done.refused)}
    lines = [
        _("名册 %(roster)s（%(file)s）：") % {"roster": line.roster, "file": line.file_name},
        _("合并 %(merged)s 行，新增 %(new)s 行，以前已判定 %(already)s 行，未采用 %(refused)s 行。") % said,
        *(_("第 %(line)s 行未采用：%(why)s。") % {"line": one.line, "why": one.sentence} for one in done.refused),
        _("还有 %(number)s 行待判定。") % {"number": waiting} if waiting else _("没有待判定的行了。"),
    ]
    return "\n".join(lines)


def _hanging(line: RosterLine) -> str:
    """What was built on the roster's persons since."""
    found = hanging(line.roster, by=BY)
    if not found:
        return _("“%(file)s”带来的人员还没有别的记录。") % {"file": line.file_name}
    heads = [_("记录"), _("条数"), _("人数")]
    rows = [[one.kind, str(one.number), str(one.persons)] for one in found]
    return (
        _("下列记录用到了“%(file)s”带来的人员，这些人会留下并作标记：") % {"file": line.file_name}
        + "\n"
        + table(heads, rows)
    )


def _ask() -> None:
    if not sys.stdin.isatty():
        raise Refusal(_("没有撤回：请在终端里运行并确认，或加上 --yes。"))
    if input(_("确定撤回吗？输入“是”或 yes 继续：")).strip().lower() not in _AGREED:
        raise Refusal(_("没有撤回。"))


def _row(line: RosterLine) -> list[str]:
    counts = [str(line.counts.get(status, 0)) for status in RowStatus]
    return [str(line.roster), line.file_name, line.unit, str(line.as_of or ""), line.state_label, *counts]


def _all() -> Iterator[RosterLine]:
    page = rosters(by=BY)
    yield from page.lines
    while page.after:
        page = rosters(by=BY, after=page.after)
        yield from page.lines


def _newest() -> RosterLine:
    found = next((line for line in _all() if line.state == RosterState.DONE), None)
    if found is None:
        raise Refusal(_("还没有导入过名册：请先运行 ./yinling import 文件。"))
    return found


def _the(text: str) -> RosterLine:
    """The roster of a public id."""
    try:
        return roster_of(UUID(text), by=BY).line
    except ValueError:
        raise Refusal(_("“%(text)s”不是完整的编号：请整段复制。") % {"text": text[:40]}, 2) from None
    except Refused:
        raise Refusal(_("没有名册 %(text)s：见 ./yinling import list。") % {"text": text}, 2) from None

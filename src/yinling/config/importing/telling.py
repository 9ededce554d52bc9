"""What the person at the terminal is told while a roster is taken in, and afterwards."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from types import TracebackType

from django.utils.translation import override

from yinling.config.importing.headings import assumptions
from yinling.config.launcher import words
from yinling.config.launcher.progress import complain
from yinling.config.launcher.words import _
from yinling.kernel.viewer import Viewer
from yinling.people.intake.actions import Progress
from yinling.people.intake.queries import RosterView, held, pair
from yinling.people.intake.terms import Phase, RowStatus

_EVERY = 1.0
_NAMED = 20  # held rows that are named one by one


class SpokenProgress(Progress):
    """Progress that a thread tells on the error output once a second, until the block ends."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._tell, name="import progress", daemon=True)

    def __enter__(self) -> SpokenProgress:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _tell(self) -> None:
        with override(words.language()):  # the language of a thread is its own
            while not self._stop.wait(_EVERY):
                self._line()

    def _line(self) -> None:
        """On a terminal the line is written over; elsewhere each is a line of its own."""
        amount = f" {min(self.done, self.total)}/{self.total}" if self.total else ""
        line = f"· {self.phase.label} ……{amount}"
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        else:
            complain(line)


def account(view: RosterView, *, by: Viewer) -> str:
    """What a roster came to: the sum over all rows, what was written, how long it took, what waits for a human."""
    line = view.line
    parts = " + ".join(f"{status.label} {line.counts.get(status, 0)}" for status in RowStatus)
    told = [
        _("名册 %(roster)s，由“%(unit)s”管理，截至 %(day)s。")
        % {"roster": line.roster, "unit": line.unit, "day": line.as_of},
        _("共 %(rows)s 行 = %(parts)s") % {"rows": line.rows_total, "parts": parts},
        _("写入 %(facts)s 条事实，提出 %(questions)s 个疑问，新登记 %(units)s 个单位，更新 %(changed)s 人。")
        % {name: line.counts.get(name, 0) for name in ("facts", "questions", "units", "changed")},
        _("用时 %(seconds).1f 秒：%(phases)s。") % {"seconds": sum(view.seconds.values()), "phases": _phases(view)},
    ]
    return "\n".join([*told, *assumptions(view), *_held(view, by)])


def _phases(view: RosterView) -> str:
    return _("，").join(f"{phase.label} {view.seconds.get(phase.value, 0.0):.1f}" for phase in Phase)


def _held(view: RosterView, by: Viewer) -> Iterator[str]:
    """The rows that wait, the first of them with the persons they may be, and what to do."""
    number = view.line.counts.get(RowStatus.HELD, 0)
    if not number:
        return
    yield _("有 %(number)s 行待判定：") % {"number": number}
    for row in held(by=by, roster=view.line.roster).lines[:_NAMED]:
        persons = [str(one.person) for one in pair(row.row, by=by).candidates if one.person]
        yield _("  %(sheet)s 第 %(row)s 行，可能是 %(persons)s") % {
            "sheet": row.sheet, "row": row.number, "persons": _("，").join(persons),
        }  # fmt: skip
    yield _(
        "请在网页上逐行判定，或写一个列为 sheet,row,verdict,person 的 CSV 文件（verdict 写 same 或 different），"
        "再运行 ./yinling import decide 文件.csv。"
    )

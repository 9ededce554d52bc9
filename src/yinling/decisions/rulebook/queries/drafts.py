"""Reads of drafts: what is being written, what it says, and the book as it would be with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.base.approvals.queries import (
    PAGE,
    ApprovalLine,
    DraftLine,
    DraftRefused,
    approval_of,
    draft_line,
    drafts_in_scope,
    found_draft,
)
from yinling.base.approvals.terms import DraftState
from yinling.decisions.rulebook import policy
from yinling.decisions.rulebook.domain import (
    AnyEntry,
    Book,
    Change,
    Content,
    Difference,
    PurposesOf,
    after,
    compare,
    day_in,
    fields_of,
    is_stop,
    kind_of,
    place_in,
    problems_of,
    superseding,
    title_in,
    touched,
)
from yinling.decisions.rulebook.models import Draft, Rule
from yinling.decisions.rulebook.outside import RuleFileRefused, read_entry
from yinling.decisions.rulebook.queries.books import next_version, whole_book
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.areas import AreaCodeInvalid, upwards
from yinling.kernel.expression import Vocabulary
from yinling.kernel.periods import Period
from yinling.kernel.viewer import Viewer

_CHECKED = frozenset({DraftState.WRITING, DraftState.SUBMITTED, DraftState.REFUSED})


@dataclass(frozen=True)
class DraftView:
    """One draft whole: what was written, the entry it stands for, and what holds there until then.

    `entry` is None and `problems` says why as long as the content is no entry. `before` is what decides in the area on
    the first day without the draft, be it of an area above; `differences` lead from there to the entry.
    """

    line: DraftLine[DraftKind]
    content: Content
    entry: AnyEntry | None
    before: AnyEntry | None
    differences: tuple[Difference, ...]
    problems: tuple[str, ...]
    approval: ApprovalLine | None


def drafts(
    *, by: Viewer, vocabulary: Vocabulary, purposes_of: PurposesOf, states: Iterable[DraftState] = ()
) -> list[DraftLine[DraftKind]]:
    """The drafts of the viewer's area in these states (all, when none is named), the latest first; at most 200.

    A draft that touches a word kept for a purpose that the viewer does not hold is left out.
    """
    words = touched(whole_book(), vocabulary)
    return [
        _line(row, by)
        for row in drafts_in_scope(Draft, by=by, states=states)[:PAGE]
        if policy.reads(by, purposes_of(words.by(DraftKind(row.kind), row.content)))
    ]


def draft_of(public_id: UUID, *, by: Viewer, vocabulary: Vocabulary, purposes_of: PurposesOf) -> DraftView | None:
    """One draft of the viewer's area with all that hangs on it; None when he may not see it or there is none."""
    row = drafts_in_scope(Draft, by=by).filter(public_id=public_id).first()
    if row is None:
        return None
    book = whole_book()
    if not policy.reads(by, purposes_of(touched(book, vocabulary).by(DraftKind(row.kind), row.content))):
        return None
    entry, problems = _judged(row, book, vocabulary)
    before = _deciding(row, book, entry.period.start) if entry else None
    return DraftView(
        line=_line(row, by),
        content=dict(row.content),
        entry=entry,
        before=before,
        differences=tuple(compare(before, entry)) if before and entry and not is_stop(row.content) else (),
        problems=problems,
        approval=approval_of(row.approval, by=by) if row.approval else None,
    )


def draft_entry(draft: UUID) -> AnyEntry:
    """The entry that a draft stands for; of one that stops something, what it stops, from the day on which it ends.

    Raises Forbidden when the viewer sees no such draft, DraftRefused when its content is no entry yet.
    """
    row = found_draft(Draft, draft)
    return read_draft(row, whole_book())


def draft_book(draft: UUID) -> Book:
    """The whole book as it would be after the draft's publication. Raises Forbidden, DraftRefused."""
    return draft_change(draft)[1]


def draft_change(draft: UUID) -> tuple[Book, Book]:
    """The whole book as it is, and as it would be after the draft's publication. Raises Forbidden, DraftRefused."""
    row, book = found_draft(Draft, draft), whole_book()
    if row.published_at is not None:
        return book, book
    return book, after(book, planned(row, book)[1])


def planned(row: Draft, book: Book) -> tuple[AnyEntry, Change]:
    """What the draft stands for and what it would change in the book. Raises DraftRefused."""
    entry = read_draft(row, book)
    return entry, superseding(entry, book, stops=is_stop(row.content))


def read_draft(row: Draft, book: Book) -> AnyEntry:
    """The entry of a draft, which need not be stored yet. Raises DraftRefused with every problem of its form."""
    kind = DraftKind(row.kind)
    if is_stop(row.content):
        return _stopped(row, book)
    fields = fields_of(kind, row.content, area_code=row.area_code, version=_version(row), author=row.author)
    try:
        return read_entry(kind, fields)
    except RuleFileRefused as refused:
        raise DraftRefused(refused.problems) from None


def _stopped(row: Draft, book: Book) -> AnyEntry:
    """What ends on the draft's first day, or would begin later, dated from that day."""
    day = day_in(row.content)
    if day is None:
        raise DraftRefused((_("“valid_from”和“valid_to”应是日期"),))
    going_on = [one for one in _alike(row, book) if one.area_code == row.area_code]
    meant = [one for one in going_on if one.period.end is None or one.period.end > day]
    if not meant:
        raise DraftRefused((_("本地区在这一天没有可以停用的内容"),))
    first = min(meant, key=lambda one: one.period.start)
    return replace(first, period=Period(day))


def _version(row: Draft) -> int:
    """The number the version gets, or got when it was published."""
    day = day_in(row.content)
    if row.published_at is not None and day is not None:
        known = Rule.objects.filter(code=row.code, area_code=row.area_code, author=row.author)
        found = known.filter(valid_from=day).order_by("-version").first()
        if found:
            return found.version
    return next_version(row.code, row.area_code)


def _alike(row: Draft, book: Book) -> list[AnyEntry]:
    kind = DraftKind(row.kind)
    place = place_in(kind, row.content)
    return [one for one in book.entries() if kind_of(one) is kind and one.code == place]


def _deciding(row: Draft, book: Book, day: date) -> AnyEntry | None:
    """What decides in the draft's area on a day, of the smallest area that it lies in."""
    above = upwards(row.area_code)
    known = [one for one in _alike(row, book) if one.area_code in above and one.period.contains(day)]
    return max(known, key=lambda one: len(one.area_code), default=None)


def _judged(row: Draft, book: Book, vocabulary: Vocabulary) -> tuple[AnyEntry | None, tuple[str, ...]]:
    try:
        entry, change = planned(row, book)
    except (DraftRefused, AreaCodeInvalid) as refused:
        return None, getattr(refused, "problems", (str(refused),))
    if row.state not in _CHECKED:
        return entry, ()
    return entry, tuple(dict.fromkeys(problems_of(after(book, change), vocabulary)))


def _line(row: Draft, by: Viewer) -> DraftLine[DraftKind]:
    kind = DraftKind(row.kind)
    return draft_line(
        row, kind, title=title_in(kind, row.content), stops=is_stop(row.content), valid_from=day_in(row.content), by=by
    )

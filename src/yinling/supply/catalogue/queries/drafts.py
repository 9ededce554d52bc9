"""Reads of drafts: what is being written, what it says, and what it would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from yinling.base.approvals.queries import (
    PAGE,
    ApprovalLine,
    DraftLine,
    DraftRefused,
    approval_of,
    draft_line,
    drafts_in_scope,
)
from yinling.base.approvals.terms import DraftState
from yinling.base.rows.refusals import Refused
from yinling.kernel.areas import covers, upwards
from yinling.kernel.periods import Period
from yinling.kernel.viewer import Viewer
from yinling.people.registry.terms import vocabulary
from yinling.supply.catalogue import policy
from yinling.supply.catalogue.domain import (
    AnyEntry,
    Change,
    Content,
    ItemEntry,
    PackageEntry,
    after,
    day_in,
    is_stop,
    kind_of,
    problems_of,
    superseding,
    title_in,
)
from yinling.supply.catalogue.domain.drafting import STOPS
from yinling.supply.catalogue.models import Draft, Item, Package
from yinling.supply.catalogue.outside import CatalogueRefused, read_entry
from yinling.supply.catalogue.queries.entries import MODELS, entry_of, next_version, whole_catalogue
from yinling.supply.catalogue.queries.showing import Difference, differences
from yinling.supply.catalogue.terms import Category, EntryKind

OWN_FROM = 51  # items that offices add are numbered from here, so that those that ship later do not take their codes
_CHECKED = frozenset({DraftState.WRITING, DraftState.SUBMITTED, DraftState.REFUSED})


class NoCodeLeft(Refused):
    """A category has no number left for another item."""

    def __init__(self) -> None:
        super().__init__(_("这个类别的代码已经用完，请先修改已有的项目"))


@dataclass(frozen=True)
class DraftView:
    """One draft whole: what was written, the entry it stands for, and what holds there until then.

    `entry` is None and `problems` says why as long as the content is no entry. `before` is what decides in the area on
    the first day without the draft, be it of an area above; `differences` lead from there to the entry.
    """

    line: DraftLine[EntryKind]
    content: Content
    entry: AnyEntry | None
    before: AnyEntry | None
    differences: tuple[Difference, ...]
    problems: tuple[str, ...]
    approval: ApprovalLine | None


def drafts(*, by: Viewer, states: Iterable[DraftState] = ()) -> list[DraftLine[EntryKind]]:
    """The drafts of the viewer's area in these states (all, when none is named), the latest first; at most 200.

    A draft whose condition reads a word kept for a purpose that the viewer does not hold is left out.
    """
    rows = drafts_in_scope(Draft, by=by, states=states)[:PAGE]
    return [_line(row, by) for row in rows if policy.reads(by, eligible_in(row))]


def draft_of(public_id: UUID, *, by: Viewer) -> DraftView | None:
    """One draft of the viewer's area with all that hangs on it; None when he may not see it or there is none."""
    row = drafts_in_scope(Draft, by=by).filter(public_id=public_id).first()
    if row is None or not policy.reads(by, eligible_in(row)):
        return None
    known = whole_catalogue()
    entry, problems = _judged(row, known)
    before = _deciding(row, known, entry.period.start) if entry else None
    is_compared = before is not None and entry is not None and not is_stop(row.content)
    return DraftView(
        line=_line(row, by),
        content=dict(row.content),
        entry=entry,
        before=before,
        differences=differences(before, entry) if is_compared and before and entry else (),
        problems=problems,
        approval=approval_of(row.approval, by=by) if row.approval else None,
    )


def planned(row: Draft, known: Sequence[AnyEntry]) -> tuple[AnyEntry, Change]:
    """What the draft stands for and what it would change in what is `known`.

    Raises DraftRefused with every problem of its form, and of the catalogue as it would be.
    """
    entry = _read(row, known)
    change = superseding(entry, known, stops=is_stop(row.content))
    problems = [*_code_taken(entry, known), *problems_of(after(known, change), vocabulary())]
    if problems:
        raise DraftRefused(problems)
    return entry, change


def eligible_in(row: Draft) -> str:
    """The condition that a draft writes, or would be the first to drop."""
    said = row.content.get("eligible", "")
    return said if isinstance(said, str) else ""


def next_code(kind: EntryKind, category: Category | None = None) -> str:
    """The next free code: of an item in its category, or of a package. Raises NoCodeLeft."""
    if kind is EntryKind.PACKAGE:
        taken = _highest(Package.objects.values_list("code", flat=True), kind, "P")
        return f"P{taken + 1:04}" if taken < 9_999 else _none_left()
    assert category is not None, "an item stands in a category"
    taken = max(_highest(Item.objects.values_list("code", flat=True), kind, category.value), OWN_FROM - 1)
    return f"{category.value}{taken + 1:02}" if taken < 99 else _none_left()


def _none_left() -> str:
    raise NoCodeLeft


def _highest(codes: QuerySet[Item, str] | QuerySet[Package, str], kind: EntryKind, prefix: str) -> int:
    """The highest number that stands behind a prefix, in the catalogue or in a draft that is not given up."""
    stored = codes.filter(code__begins=prefix).aggregate(most=Max("code"))["most"]
    going_on = Draft.objects.filter(kind=kind, code__begins=prefix).exclude(state=DraftState.DISCARDED)
    drafted = going_on.aggregate(most=Max("code"))["most"]
    numbers = [code.removeprefix(prefix) for code in (stored, drafted) if code]
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def _read(row: Draft, known: Sequence[AnyEntry]) -> AnyEntry:
    kind = EntryKind(row.kind)
    if is_stop(row.content):
        return _stopped(row, known)
    fields = {name: value for name, value in row.content.items() if name != STOPS}
    fields |= {"area": row.area_code, "code": row.code, "version": next_version(kind, row.code, row.area_code)}
    try:
        return read_entry(kind, fields)
    except CatalogueRefused as refused:
        raise DraftRefused(refused.problems) from None


def _code_taken(entry: AnyEntry, known: Iterable[AnyEntry]) -> list[str]:
    """Two offices drew the same code for different things: drafts of other areas are hidden, the catalogue is not."""
    if not isinstance(entry, ItemEntry | PackageEntry):
        return []
    same = [one for one in known if isinstance(one, type(entry)) and one.code == entry.code]
    if any(covers(one.area_code, entry.area_code) or one.name == entry.name for one in same):
        return []
    names = {"code": entry.code, "name": same[0].name} if same else {}
    return [_("代码%(code)s已被别的地区用于“%(name)s”，请放弃这份草稿，重新写一份") % names] if same else []


def _stopped(row: Draft, known: Sequence[AnyEntry]) -> AnyEntry:
    """What ends on the draft's first day, or would begin later, dated from that day."""
    day = day_in(row.content)
    if day is None:
        raise DraftRefused([_("请填写停用的日期")])
    going_on = [one for one in _alike(row, known) if one.area_code == row.area_code]
    meant = [one for one in going_on if one.period.end is None or one.period.end > day]
    if not meant:
        raise DraftRefused([_("本地区在这一天没有可以停用的内容")])
    return replace(min(meant, key=lambda one: one.period.start), period=Period(day))


def _alike(row: Draft, known: Iterable[AnyEntry]) -> list[AnyEntry]:
    return [one for one in known if kind_of(one).value == row.kind and one.code == row.code]


def _deciding(row: Draft, known: Iterable[AnyEntry], day: date) -> AnyEntry | None:
    """What decides in the draft's area on a day, of the smallest area that it lies in."""
    above = upwards(row.area_code)
    held = [one for one in _alike(row, known) if one.area_code in above and one.period.contains(day)]
    return max(held, key=lambda one: len(one.area_code), default=None)


def _judged(row: Draft, known: Sequence[AnyEntry]) -> tuple[AnyEntry | None, tuple[str, ...]]:
    if row.published_at is not None:
        return _published(row), ()
    try:
        return planned(row, known)[0], ()
    except DraftRefused as refused:
        return None, refused.problems if row.state in _CHECKED else ()


def _published(row: Draft) -> AnyEntry | None:
    """The version that the draft became; None of one that ended something."""
    model, day = MODELS[EntryKind(row.kind)], day_in(row.content)
    if is_stop(row.content) or day is None:
        return None
    found = model.objects.filter(code=row.code, area_code=row.area_code, valid_from=day).order_by("-version").first()
    return entry_of(found) if found else None


def _line(row: Draft, by: Viewer) -> DraftLine[EntryKind]:
    return draft_line(
        row, EntryKind(row.kind), title=title_in(row.content) or row.code, stops=is_stop(row.content),
        valid_from=day_in(row.content), by=by,
    )  # fmt: skip

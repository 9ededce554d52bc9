"""Which entries may stand beside each other, and what a file or a draft would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TypeAlias

from django.utils.translation import gettext as _

from yinling.kernel.areas import covers
from yinling.kernel.expression import ExpressionError, Vocabulary, parse
from yinling.kernel.periods import Period
from yinling.supply.catalogue.domain.entries import AnyEntry, Change, ItemEntry, PackageEntry, kind_of

Key: TypeAlias = tuple[str, str, str, int]


def plan(file: Sequence[AnyEntry], known: Sequence[AnyEntry], vocabulary: Vocabulary) -> tuple[Change, list[str]]:
    """What `file` would change in what is `known`, and every reason why it must not.

    What once held is never edited: a changed entry needs a new version, only its last day may move.
    """
    problems: list[str] = []
    change = _compare(file, {_key(entry): entry for entry in known}, problems)
    problems += problems_of(after(known, change), vocabulary)
    return change, list(dict.fromkeys(problems))


def superseding(entry: AnyEntry, known: Iterable[AnyEntry], *, stops: bool = False) -> Change:
    """What it changes when `entry` holds from its first day on.

    What held in the same area under the same code ends on that day; what would begin no earlier is retired. With
    `stops` nothing takes its place.
    """
    same = [one for one in known if _place(one) == _place(entry)]
    start = entry.period.start
    cut = [one for one in same if one.period.start < start and one.period.overlaps(Period(start))]
    return Change(
        new=() if stops else (entry,),
        ended=tuple(replace(one, period=Period(one.period.start, start)) for one in cut),
        retired=tuple(one for one in same if one.period.start >= start),
    )


def after(known: Iterable[AnyEntry], change: Change) -> list[AnyEntry]:
    """The entries once a change is made."""
    moved = {_key(entry) for entry in (*change.ended, *change.retired)}
    return [*(entry for entry in known if _key(entry) not in moved), *change.ended, *change.new]


def problems_of(entries: Sequence[AnyEntry], vocabulary: Vocabulary) -> list[str]:
    """Every reason why entries contradict each other, or cannot be read."""
    items = [entry for entry in entries if isinstance(entry, ItemEntry)]
    return [
        *_overlaps(entries, {}),
        *_namesakes(items),
        *(said for item in items for said in _unreadable(item, vocabulary)),
        *(said for entry in entries if isinstance(entry, PackageEntry) for said in _unknown_items(entry, items)),
    ]


def _compare(file: Sequence[AnyEntry], known: dict[Key, AnyEntry], problems: list[str]) -> Change:
    new: list[AnyEntry] = []
    ended: list[AnyEntry] = []
    seen: set[Key] = set()
    for entry in file:
        key = _key(entry)
        if key in seen:
            problems.append(_("%(entry)s：文件里写了两次") % {"entry": _called(entry)})
        seen.add(key)
        before = known.get(key)
        if before is None:
            new.append(entry)
        elif replace(before, period=entry.period) != entry or before.period.start != entry.period.start:
            problems.append(_("%(entry)s：已经生效的内容不能改，请写成新的版本") % {"entry": _called(entry)})
        elif before != entry:
            ended.append(entry)
    return Change(tuple(new), tuple(ended))


def _overlaps(entries: Iterable[AnyEntry], alike: dict[tuple[str, str, str], list[AnyEntry]]) -> Iterator[str]:
    for entry in entries:
        alike.setdefault(_place(entry), []).append(entry)
    for one, other in (pair for same in alike.values() for pair in combinations(same, 2)):
        if one.period.overlaps(other.period):
            names = {"one": _called(one), "other": _called(other)}
            yield _("%(one)s与%(other)s：同一地区同一时间只能有一个生效") % names


def _namesakes(items: Iterable[ItemEntry]) -> Iterator[str]:
    """Two items of one name: whoever orders by name would not know which."""
    alike: dict[str, list[ItemEntry]] = {}
    for item in items:
        alike.setdefault(item.name, []).append(item)
    for one, other in (pair for same in alike.values() for pair in combinations(same, 2)):
        if one.code != other.code and _meet(one, other):
            names = {"one": _called(one), "other": _called(other)}
            yield _("%(one)s与%(other)s：同一地区的两个服务项目不能同名") % names


def _meet(one: AnyEntry, other: AnyEntry) -> bool:
    near = covers(one.area_code, other.area_code) or covers(other.area_code, one.area_code)
    return near and one.period.overlaps(other.period)


def _unreadable(item: ItemEntry, vocabulary: Vocabulary) -> Iterator[str]:
    if not item.eligible:
        return
    try:
        parse(item.eligible, vocabulary)
    except ExpressionError as error:
        problem = f"{error}\n{error.pointer}"
        yield _("%(entry)s：%(problem)s") % {"entry": _called(item), "problem": problem}


def _unknown_items(package: PackageEntry, items: Iterable[ItemEntry]) -> Iterator[str]:
    known = {item.code for item in items if _covers_start(item, package.area_code, package.period.start)}
    for code in package.items:
        if code not in known:
            names = {"entry": _called(package), "code": code}
            yield _("%(entry)s：起始日没有代码为“%(code)s”的服务项目") % names


def _covers_start(item: ItemEntry, area_code: str, day: date) -> bool:
    return covers(item.area_code, area_code) and item.period.contains(day)


def _place(entry: AnyEntry) -> tuple[str, str, str]:
    return kind_of(entry).value, entry.code, entry.area_code


def _key(entry: AnyEntry) -> Key:
    return (*_place(entry), entry.version)


def _called(entry: AnyEntry) -> str:
    name = entry.name if isinstance(entry, ItemEntry | PackageEntry) else entry.title
    what = {"kind": kind_of(entry).label, "code": entry.code, "name": name, "area": entry.area_code}
    return _("%(kind)s%(code)s“%(name)s”（地区%(area)s）") % what

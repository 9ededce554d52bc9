"""Reads of the workforce: profiles by account for matching, and the workers of a scope for the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from yinling.base.access.models import Grant
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import area_range, upwards
from yinling.kernel.masks import mask_phone
from yinling.kernel.names import fold_query, search_keys, split_name
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry.terms import Sex
from yinling.supply.catalogue.queries import items_in_force
from yinling.supply.catalogue.terms import Category
from yinling.supply.workforce import policy
from yinling.supply.workforce.domain import Profile, is_away, knows
from yinling.supply.workforce.models import Worker
from yinling.supply.workforce.terms import Language, WorkerKind


@dataclass(frozen=True)
class Sendable:
    """What matching needs to know of an account that may work. Without a profile it can do everything, as far as known.

    `most_at_once` is None where nobody said it.
    """

    account: UUID
    sex: str = ""
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    most_at_once: int | None = None
    away_from: date | None = None
    away_to: date | None = None

    def is_away(self, on: date) -> bool:
        """Whether he is away on a day."""
        return is_away(self.away_from, self.away_to, on)

    def knows(self, item_code: str) -> bool:
        """Whether he can do an item, by its code in the catalogue."""
        return knows(self.skills, item_code)


@dataclass(frozen=True)
class WorkerLine:
    """A worker in a list of the desk: the account, where it works, and its profile, if there is one.

    `phone` is masked and stands in the line of one worker alone; `may_edit` says whether the viewer keeps this worker.
    """

    account: UUID
    name: str
    areas: tuple[str, ...]
    worker: UUID | None
    area_code: str
    kind: WorkerKind | None
    provider_name: str
    sex: str
    languages: tuple[Language, ...]
    skills: tuple[str, ...]
    most_at_once: int | None
    phone: str
    away_from: date | None
    away_to: date | None
    version: int
    may_edit: bool
    pinyin: str = ""
    initials: str = ""

    def is_away(self, on: date) -> bool:
        """Whether he is away on a day."""
        return is_away(self.away_from, self.away_to, on)

    @property
    def sex_label(self) -> str:
        """In words; empty where nobody said it."""
        return str(Sex(self.sex).label) if self.sex else ""


def profiles_of(accounts: Iterable[UUID]) -> dict[UUID, Sendable]:
    """What matching knows of each of these accounts, in one query."""
    wanted = list(accounts)
    found = {row.account: _sendable(row) for row in Worker.objects.filter(account__in=wanted).defer("phone")}
    return {account: found.get(account) or Sendable(account) for account in wanted}


def workers_of(
    *, by: Viewer, on: date, text: str = "", category: str = "", language: str = "", near: Sequence[str] = ()
) -> list[WorkerLine]:
    """Who works in the viewer's area, or beyond it and so in it, too: by name in pinyin, telephones left out.

    `text` is the beginning of a name, its pinyin or initials; `category` keeps who can do something of it, `near` who
    works in one of these areas, in part of it or beyond it. Two queries. Raises Forbidden when `by` is no officer.
    """
    policy.may_list(by)
    held = _grants(by, on)
    if near:
        held = held.filter(reduce(or_, (_around(area) for area in near)))
    lines = sorted(_lines(held, by), key=lambda line: (line.pinyin, str(line.account)))
    said = fold_query(text)
    return [
        line
        for line in lines
        if (not said or _is_called(line, said))
        and (not category or _does_something_of(line.skills, category))
        and (not language or language in line.languages)
    ]


def worker_line(*, account: UUID, by: Viewer, on: date) -> WorkerLine:
    """One worker of the viewer's scope. Raises Forbidden when absent or outside it."""
    policy.may_list(by)
    found = _lines(_grants(by, on).filter(account__public_id=account), by)
    if not found:
        raise Forbidden
    line = found[0]
    if not line.may_edit or line.worker is None:
        return line
    phone = Worker.objects.get(account=account).phone
    return replace(line, phone=mask_phone(phone) if phone else "")


def profile_of(worker: UUID, *, by: Viewer) -> Profile:
    """What was said of a worker, the telephone number in clear, for the form of who keeps him. Raises Forbidden."""
    return as_profile(worker_row(worker, by=by))


def worker_row(worker: UUID, *, by: Viewer) -> Worker:
    """The row, for actions. Raises Forbidden when absent or kept elsewhere."""
    row = Worker.objects.filter(public_id=worker).first()
    if row is None:
        raise Forbidden
    policy.may_keep(by, row.area_code)
    return row


def as_profile(row: Worker) -> Profile:
    """A row as what was said of it."""
    return Profile(
        kind=row.kind, provider_name=row.provider_name, sex=row.sex, languages=tuple(row.languages),
        skills=tuple(row.skills), most_at_once=row.most_at_once, phone=row.phone or "",
    )  # fmt: skip


def home_of(account: UUID, *, by: Viewer, on: date) -> str:
    """Where an account would be kept by this officer: the first of its worker grants within his area.

    Empty when there is none: somebody above keeps it.
    """
    held = Grant.objects.filter(_working(on), account__public_id=account).order_by("id")
    return next((g.area_code for g in held if policy.keeps(by, g.area_code)), "")


def skill_labels(area_code: str, on: date) -> dict[str, str]:
    """Every code that a skill can be, with what it is called: the categories, and the items of an area on a day."""
    items = {item.code: item.name for item in items_in_force(area_code, on)}
    return {**{c.value: str(c.label) for c in Category}, **items}


def _working(on: date) -> Q:
    in_time = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return in_time & Q(role=Role.WORKER, account__is_active=True) & ~Q(area_code="")


def _grants(by: Viewer, on: date) -> QuerySet[Grant]:
    """The grants of workers in the viewer's area or in one above it."""
    near = _around(by.area) if by.area else Q(pk__in=())
    return Grant.objects.filter(_working(on), near).order_by("account_id", "id")


def _around(area: str) -> Q:
    """What lies in an area, and what it lies in."""
    low, high = area_range(area)
    return Q(area_code__gte=low, area_code__lt=high) | Q(area_code__in=upwards(area))


def _lines(grants: QuerySet[Grant], by: Viewer) -> list[WorkerLine]:
    names: dict[UUID, str] = {}
    areas: dict[UUID, list[str]] = {}
    for account, name, area in grants.values_list("account__public_id", "account__display_name", "area_code"):
        names[account] = name
        areas.setdefault(account, []).append(area)
    rows = {row.account: row for row in Worker.objects.filter(account__in=names).defer("phone")}
    return [_line(account, name, tuple(areas[account]), rows.get(account), by) for account, name in names.items()]


def _line(account: UUID, name: str, areas: tuple[str, ...], row: Worker | None, by: Viewer) -> WorkerLine:
    if row is None:
        may_edit, keys = any(policy.keeps(by, area) for area in areas), search_keys(name)
        return WorkerLine(
            account, name, areas, None, "", None, "", "", (), (), None, "", None, None, 0, may_edit=may_edit,
            pinyin=keys.pinyin, initials=keys.initials,
        )  # fmt: skip
    may_edit = policy.keeps(by, row.area_code)
    return WorkerLine(
        account=account, name=row.name, areas=areas, worker=row.public_id, area_code=row.area_code,
        kind=WorkerKind(row.kind), provider_name=row.provider_name, sex=row.sex,
        languages=tuple(Language(code) for code in row.languages if code in Language.values),
        skills=tuple(row.skills), most_at_once=row.most_at_once,
        phone="", away_from=row.away_from, away_to=row.away_to, version=row.version, may_edit=may_edit,
        pinyin=row.pinyin, initials=row.initials,
    )  # fmt: skip


def _sendable(row: Worker) -> Sendable:
    return Sendable(
        account=row.account, sex=row.sex, languages=tuple(row.languages), skills=tuple(row.skills),
        most_at_once=row.most_at_once, away_from=row.away_from, away_to=row.away_to,
    )  # fmt: skip


def _is_called(line: WorkerLine, said: str) -> bool:
    """Whether a name, the given name, pinyin or initials begin so."""
    keys = (line.name, split_name(line.name)[1], line.pinyin, line.initials)
    return any(key.startswith(said) for key in keys)


def _does_something_of(skills: tuple[str, ...], category: str) -> bool:
    return not skills or any(skill.startswith(category) for skill in skills)

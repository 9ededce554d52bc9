"""What the proof of one visit rests on: out of its rows, the catalogue and the parameters in force."""

from __future__ import annotations

from datetime import datetime, timedelta

from yinling.base.regions.domain import great_circle_km
from yinling.base.regions.queries import county_of
from yinling.decisions.rulebook.queries import parameters_in_force
from yinling.kernel.calendars import local_day
from yinling.service.delivery.domain import (
    Evidence,
    Picture,
    PlaceImpossible,
    Proof,
    Word,
    read_checklist,
    read_place,
    score,
    weights_from,
)
from yinling.service.delivery.models import Photo, Task
from yinling.service.delivery.queries.visits import days_of
from yinling.service.delivery.terms import CheckInWay
from yinling.supply.catalogue.domain import ItemEntry
from yinling.supply.catalogue.queries import item_in_force


def item_of(task: Task) -> ItemEntry | None:
    """The catalogue's entry of what a task is about, as it held where and when it was taken; None: it has none."""
    on = local_day(task.taken_at or task.offered_at)
    return item_in_force(task.order.item_code or task.item, task.area_code, on)


def evidence_of(task: Task, word: Word, at: datetime) -> Evidence:
    """How well a visit that is done is proven when this word confirms it, by the parameters in force where it was."""
    values = {code: entry.value for code, entry in parameters_in_force(task.area_code, local_day(at)).items()}
    return score(_proof(task, word), weights_from(values))


def _proof(task: Task, word: Word) -> Proof:
    lines = read_checklist(task.checklist)
    item = item_of(task)
    stayed = (task.done_at - task.checked_in_at) if task.done_at and task.checked_in_at else timedelta()
    return Proof(
        way=CheckInWay(task.check_in_way), word=word, accuracy=task.check_in_accuracy,
        km_from_seat=_km_from_seat(task), pictures=_pictures(task), lines=len(lines),
        lines_done=sum(line.is_done is True for line in lines), stayed=max(0, stayed // timedelta(minutes=1)),
        usual=item.minutes if item else None, notes_length=len(task.notes or ""),
    )  # fmt: skip


def _pictures(task: Task) -> tuple[Picture, ...]:
    rows = list(Photo.objects.filter(task=task).defer("image").order_by("id"))
    days = days_of(row.repeats for row in rows)
    return tuple(
        Picture(
            added=local_day(row.added_at), repeats=days.get(row.repeats) if row.repeats else None,
            said=local_day(row.said_taken_at) if row.said_taken_at else None,
        )
        for row in rows
    )  # fmt: skip


def _km_from_seat(task: Task) -> int | None:
    """How far the phone said to be from the seat of the county's government; None where either is not known."""
    county = county_of(task.area_code)
    if county is None or county.longitude is None or county.latitude is None or not task.check_in_place:
        return None
    try:
        place = read_place(task.check_in_place, task.check_in_accuracy or 0)
    except PlaceImpossible:
        return None
    return round(great_circle_km((county.longitude, county.latitude), (place.longitude, place.latitude)))

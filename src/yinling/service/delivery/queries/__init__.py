"""Reads of delivery: a worker's list and one task, visits and their proof, a receipt's file."""

from yinling.service.delivery.queries.handing_over import Carried, carried_by
from yinling.service.delivery.queries.proving import evidence_of, item_of
from yinling.service.delivery.queries.visits import (
    EvidenceLine,
    PhotoLine,
    VisitLine,
    VisitPage,
    receipt_file,
    visit_of,
    visits_for,
    visits_of,
)
from yinling.service.delivery.queries.worker import (
    AtTheDoor,
    TaskPage,
    at_the_door,
    ended_lately,
    in_hand,
    task_of,
    tasks_at_card,
)

__all__ = [
    "AtTheDoor", "Carried", "EvidenceLine", "PhotoLine", "TaskPage", "VisitLine", "VisitPage", "at_the_door",
    "carried_by", "ended_lately", "evidence_of", "in_hand", "item_of", "receipt_file", "task_of", "tasks_at_card",
    "visit_of", "visits_for", "visits_of",
]  # fmt: skip

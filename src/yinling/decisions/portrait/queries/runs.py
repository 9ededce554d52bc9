"""Recalculations: what runs, and what ran last."""

from __future__ import annotations

from yinling.decisions.portrait.models import Run
from yinling.decisions.portrait.terms import RunState
from yinling.kernel.areas import covers
from yinling.kernel.viewer import Viewer


def running(*, by: Viewer) -> Run | None:
    """The newest recalculation under way that touches the viewer's area; None when all is drawn."""
    rows = Run.objects.filter(state=RunState.RUNNING).order_by("-started_at")[:20]
    return next((row for row in rows if _touches(row.area_code, by)), None)


def last(*, by: Viewer) -> Run | None:
    """The last finished recalculation of the whole of the viewer's area."""
    rows = Run.objects.filter(state=RunState.DONE).order_by("-started_at")[:200]
    return next((row for row in rows if by.area is None or covers(row.area_code, by.area)), None)


def _touches(area_code: str, by: Viewer) -> bool:
    return by.area is None or covers(area_code, by.area) or covers(by.area, area_code)

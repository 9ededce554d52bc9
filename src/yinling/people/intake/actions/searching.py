"""Matching sees every body's persons: what a roster may learn of them in a day is limited, or it would be a search."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.people.intake.domain.planning import Plan
from yinling.people.intake.models import Roster
from yinling.people.intake.outside import FileRefused

HELD_ELSEWHERE_PER_DAY = 200
ELSEWHERE = "elsewhere"  # in Roster.counts: rows about which it was learnt that another body may keep them


def held_elsewhere(made: Plan, elsewhere: Collection[int]) -> int:
    """How many held rows would tell that another body may keep the person."""
    return sum(any(one.person in elsewhere for one in possible) for possible in made.held.values())


def refuse_search(row: Roster, number: int, at: datetime) -> None:
    """Refuse a roster whose account would learn of too many persons of other bodies within a day.

    Nobody at a door learns from what the command line takes in, so that is not limited. Raises FileRefused.
    """
    if not number or not _is_account(row.received_by):
        return
    since = at - timedelta(days=1)
    earlier = Roster.objects.filter(received_by=row.received_by, finished_at__gt=since).exclude(id=row.id)
    learnt = sum(int(counts.get(ELSEWHERE, 0)) for counts in earlier.values_list("counts", flat=True))
    if learnt + number > HELD_ELSEWHERE_PER_DAY:
        raise FileRefused(
            "kept_elsewhere",
            _("有 {number} 行可能已由其他单位管理，超过一天允许的次数：请由上级老干部部门导入这份名册。").format(
                number=number
            ),
        )


def _is_account(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True

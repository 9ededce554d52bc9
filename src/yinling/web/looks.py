"""Who looked at a record, in words: the same look repeated on one day is one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from yinling.base.access.models import Look
from yinling.base.access.terms import BREAK_GLASS
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role
from yinling.people.registry.terms import TERMS, label_of


class LookLine(NamedTuple):
    """Looks of one account at one part on one day: the latest moment, and how many."""

    who: str
    role: str
    part: str
    reason: str
    at: datetime
    times: int


def grouped(looks: Sequence[Look]) -> list[LookLine]:
    """The looks, newest first, those that follow each other and say the same on one day drawn together."""
    lines = []
    for _key, same in groupby(looks, key=_same):
        found = list(same)
        first = found[0]
        said = role_said(first.role), part_said(first.part)
        lines.append(LookLine(first.account_name, *said, first.reason, first.at, len(found)))
    return lines


def _same(look: Look) -> tuple[object, ...]:
    return look.account, look.part, look.reason, local_day(look.at)


def role_said(role: str) -> str:
    """What the role of a look is called."""
    return {
        Role.OFFICER.value: _("经办人员"),
        Role.WORKER.value: _("服务人员"),
        Role.PERSON.value: _("本人"),
        Role.PROXY.value: _("代办人"),
    }.get(role, "")


def part_said(part: str) -> str:
    """What was looked at, in words."""
    if part in TERMS:
        return _("查看{term}").format(term=label_of(part))
    said = {
        "dossier": _("打开档案"),
        "task": _("接单查看"),
        "order": _("打开服务单"),
        "said": _("查看评价和投诉"),
        "evidence": _("查看待遇材料"),
        BREAK_GLASS: _("紧急临时查看（不在其范围内）"),
    }
    return said.get(part, part)

"""The demo accounts as the sign-in page of a demo shows them: who each is, and the code of this moment."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from yinling.base.access.queries import Seat, seats
from yinling.base.accounts.queries import demo_accounts
from yinling.base.regions.queries import paths
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role


class DemoLine(NamedTuple):
    """One line: the name to type, who that is and where, and what the authenticator app would show."""

    username: str
    display_name: str
    does: str
    secret: str
    code: str
    seconds_left: int


def demo_lines(*, at: datetime) -> list[DemoLine]:
    """The demo accounts with their current codes; empty when this is no demo."""
    return [
        DemoLine(
            found.account.username,
            found.account.display_name,
            _("、").join(_does(seat) for seat in seats(found.account, on=local_day(at))),
            found.secret,
            found.code,
            found.seconds_left,
        )
        for found in demo_accounts(at=at)
    ]


def _does(seat: Seat) -> str:
    names = {
        Role.OFFICER: _("经办人员"),
        Role.WORKER: _("服务人员"),
        Role.SYSTEM_ADMIN: _("系统管理员"),
        Role.SECURITY_ADMIN: _("安全管理员"),
        Role.AUDIT_ADMIN: _("审计管理员"),
    }
    place = paths([seat.area_code]).get(seat.area_code, "") if seat.area_code else ""
    if not place:
        return names[seat.role]
    return _("%(place)s%(role)s") % {"place": place.split()[-1], "role": names[seat.role]}

"""What the doors have in common where somebody shows a proof: where it comes from, and how long a locked one waits."""

from __future__ import annotations

import math
from datetime import datetime
from ipaddress import ip_address

from django.http import HttpRequest
from django.utils.translation import ngettext


def address_of(request: HttpRequest) -> str | None:
    """The address a request comes from, without a zone; None when the server knows none (a socket)."""
    try:
        return str(ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0]))
    except ValueError:
        return None


def wait_message(until: datetime, now: datetime) -> str:
    """How long a locked name or address waits, in whole minutes."""
    minutes = max(1, math.ceil((until - now).total_seconds() / 60))
    said = ngettext(
        "试错次数过多，请在 %(minutes)s 分钟后再试。", "试错次数过多，请在 %(minutes)s 分钟后再试。", minutes
    )
    return said % {"minutes": minutes}

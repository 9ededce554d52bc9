"""The daily chore of accounts."""

from __future__ import annotations

from django.utils import timezone

from yinling.base.accounts.actions import forget_ended
from yinling.base.jobs.jobs import chore
from yinling.kernel.viewer import system

_FORGETTING = system("forgetting ended sessions and old tries")


@chore("accounts.forget_ended", viewer=_FORGETTING, cron="40 19 * * *")
def forget(timestamp: int) -> None:
    """At 3:40 in Shanghai: delete ended sessions and old tries."""
    forget_ended(by=_FORGETTING, at=timezone.now())

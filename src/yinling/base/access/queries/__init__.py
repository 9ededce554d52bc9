"""Reads of rights: viewers, accounts with their grants, extra power, and what the audit administrator reads."""

from yinling.base.access.queries.auditing import (
    Failure,
    LookPage,
    Origin,
    looks_at,
    looks_of_day,
    origins,
    sign_in_failures,
)
from yinling.base.access.queries.extra import Asked, Glass, GlassPage, asked_glass, asks_of, glass_of, glasses
from yinling.base.access.queries.holders import (
    AccountFilter,
    AccountPage,
    AccountView,
    GrantView,
    account_page,
    account_view,
    grants_given,
)
from yinling.base.access.queries.viewers import Seat, extra_power, seats, viewer, workers_for

__all__ = [
    "AccountFilter", "AccountPage", "AccountView", "Asked", "Failure", "Glass", "GlassPage", "GrantView", "LookPage",
    "Origin", "Seat", "account_page", "account_view", "asked_glass", "asks_of", "extra_power", "glass_of", "glasses",
    "grants_given", "looks_at", "looks_of_day", "origins", "seats", "sign_in_failures", "viewer", "workers_for",
]  # fmt: skip

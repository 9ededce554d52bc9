"""An account keeps a filter of a list under a name, and drops it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.accounts import policy
from yinling.base.accounts.events import FilterDropped, FilterSaved
from yinling.base.accounts.models import Account, SavedFilter
from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.viewer import Viewer

MOST_FILTERS = 20  # of one page: what more would no longer be a short way
LONGEST_NAME, LONGEST_QUERY = 30, 2_000


class FilterUnfit(Refused):
    """A name that is empty or too long, a filter that is too long, or more of them than a page shows."""


@transaction.atomic
def save_filter(*, account: Account, page: str, name: str, query: str, by: Viewer, at: datetime) -> UUID:
    """Keep a filter of a page under a name; the same name again replaces it. Returns its public id.

    `query` is the address after the question mark. Raises Forbidden for another's account, FilterUnfit.
    """
    policy.is_self(by, account)
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY or not query:
        raise FilterUnfit
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)  # two at once would both find room
    kept = SavedFilter.objects.filter(account=account, page=page)
    if not kept.filter(name=name).exists() and kept.count() >= MOST_FILTERS:
        raise FilterUnfit
    row, _is_new = SavedFilter.objects.update_or_create(
        account=account, page=page, name=name, defaults={"query": query, "saved_at": at}
    )
    record(FilterSaved(subject=row.public_id, page=page), by=by, at=at)
    return row.public_id


@transaction.atomic
def drop_filter(*, saved: UUID, account: Account, by: Viewer, at: datetime) -> SavedFilter:
    """Forget a filter and say what it was, so that it can be kept again. Raises Forbidden for another's."""
    policy.is_self(by, account)
    row = SavedFilter.objects.filter(public_id=saved, account=account).first()
    if row is None:
        raise Forbidden
    SavedFilter.objects.filter(pk=row.pk).delete()
    record(FilterDropped(subject=saved, page=row.page), by=by, at=at)
    return row

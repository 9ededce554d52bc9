"""What else the audit administrator reads: failed sign-ins, grants given, how the journal stands."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yinling.base.access import actions, queries
from yinling.base.accounts.models import Account
from yinling.base.journal.queries import journal_state
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role
from yinling.web.admin.frame import page_of, role_name, show
from yinling.web.looking import viewer_of

SHOWN = timedelta(days=30)
_OLD = timedelta(minutes=10)  # a checkpoint is signed every few seconds while facts are recorded


@page_of(Role.AUDIT_ADMIN, "GET")
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Failed sign-ins of thirty days by account, and of one day by address."""
    by, at = viewer_of(request), timezone.now()
    context = {
        "failures": queries.sign_in_failures(by=by, since=at - SHOWN),
        "origins": queries.origins(by=by, since=at - timedelta(days=1)),
    }
    actions.note_audit(page="sign_ins", about="", by=by, at=at)
    return show(request, "admin/sign_ins.html", context, here="sign_ins")


@page_of(Role.AUDIT_ADMIN, "GET")
def grants(request: HttpRequest) -> HttpResponse:
    """Grants given within a year, newest first."""
    by, at = viewer_of(request), timezone.now()
    found = queries.grants_given(by=by, on=local_day(at), since=at - timedelta(days=365))
    givers = _names({grant.given_by for grant in found})
    context = {"rows": [(grant, role_name(grant.role), givers.get(grant.given_by, "")) for grant in found]}
    actions.note_audit(page="grants", about="", by=by, at=at)
    return show(request, "admin/grants.html", context, here="grants")


def _names(accounts: set[str]) -> dict[str, str]:
    """Names by public id as text; background work and the command line have none."""
    keys = [UUID(account) for account in accounts if account != "system"]
    return {
        str(key): name
        for key, name in Account.objects.filter(public_id__in=keys).values_list("public_id", "display_name")
    }


@page_of(Role.AUDIT_ADMIN, "GET")
def journal(request: HttpRequest) -> HttpResponse:
    """How far the journal is sealed and signed, and how one checks that it is whole."""
    by, at = viewer_of(request), timezone.now()
    actions.note_audit(page="journal", about="", by=by, at=at)
    found = journal_state()
    late = found.signed_at is not None and found.signed_size < found.size and at - found.signed_at > _OLD
    return show(request, "admin/journal.html", {"state": found, "late": late}, here="journal")

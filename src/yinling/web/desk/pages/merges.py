"""Letting two merged records stand apart again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.people.registry import actions, queries
from yinling.people.registry.actions.merging import AlreadyMerged
from yinling.web.desk.frame import officer_page
from yinling.web.frames import say
from yinling.web.looking import viewer_of


@officer_page("POST")
def undo_merge(request: HttpRequest, merge: UUID) -> HttpResponse:
    """Part two records that were found to be one, and show the one that was kept."""
    kept = queries.kept_by_merge(merge)
    try:
        actions.undo_merge(merge=merge, by=viewer_of(request), at=timezone.now())
    except AlreadyMerged as refusal:
        say(request, str(refusal), level=messages.WARNING)
    else:
        say(request, _("已恢复为两份档案。"))
    return HttpResponseRedirect(reverse("desk:person", args=[kept]))

"""Who looked at whom: a day of it, of one account or at one person when named; each reading is itself written down."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.access import actions, queries
from yinling.base.access.models import Look
from yinling.base.access.queries import LookPage
from yinling.base.regions.queries import path
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role
from yinling.people.registry.models import Person
from yinling.people.registry.outside import FileKind, write_table
from yinling.web.admin.forms.looks import Asked, SearchForm, read
from yinling.web.admin.frame import page_of, show
from yinling.web.admin.pages.named import masked_names
from yinling.web.admin.pages.paging import other_page
from yinling.web.downloads import workbook
from yinling.web.frames import page_number
from yinling.web.looking import viewer_of
from yinling.web.looks import part_said, role_said

EXPORTED = 10_000


class Row(NamedTuple):
    """One look in words; `person` is the public id of whom it was at."""

    look: Look
    role: str
    part: str
    name: str
    person: UUID | None


@page_of(Role.AUDIT_ADMIN, "GET", "POST")
def looks(request: HttpRequest) -> HttpResponse:
    """The looks of a day. A search is posted and leads to an address without what was typed."""
    by, at, number = viewer_of(request), timezone.now(), page_number(request)
    today = local_day(at)
    asked = read(request.GET, today=today)
    form = SearchForm(request.POST if request.method == "POST" else None, initial={"day": asked.day})
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        wanted = Asked(typed["day"], plain(typed["account"]), person=typed["person"])
        return HttpResponseRedirect(f"{reverse('admin:looks')}?{wanted.query()}")
    found = LookPage((), False) if asked.unknown else _found(request, asked, number)
    context = {
        "rows": _rows(found), "asked": asked, "form": form, "place": path(by.area) if by.area else "",
        "earlier": _of_day(asked, -1), "later": _of_day(asked, 1) if asked.day < today else "",
        "before": other_page(request, number - 1) if number > 1 else "",
        "after": other_page(request, number + 1) if found.more else "",
    }  # fmt: skip
    actions.note_audit(page="looks", about=asked.query(), by=by, at=at)
    return show(request, "admin/looks.html", context, here="looks", status=422 if form.errors else 200)


@page_of(Role.AUDIT_ADMIN, "POST")
def export(request: HttpRequest) -> HttpResponse:
    """The looks that the address means as a workbook, up to ten thousand; that it left the house is written down."""
    by, at = viewer_of(request), timezone.now()
    asked = read(request.GET, today=local_day(at))
    found = LookPage((), False) if asked.unknown else _found(request, asked, 1, EXPORTED)
    head = {
        "at": _("时间"), "who": _("谁看的"), "role": _("角色"), "name": _("看了谁"), "part": _("看了什么"),
        "reason": _("理由"),
    }  # fmt: skip
    lines = (
        {
            "at": timezone.localtime(row.look.at).strftime("%Y-%m-%d %H:%M:%S"), "who": row.look.account_name,
            "role": row.role, "name": row.name, "part": row.part, "reason": row.look.reason,
        }
        for row in _rows(found)
    )  # fmt: skip
    book = io.BytesIO()
    write_table(lines, head=head, kind=FileKind.XLSX, to=book)
    actions.note_audit(page="looks_export", about=asked.query(), by=by, at=at)
    return workbook(book.getvalue(), _("查看记录"), asked.day)


def _found(request: HttpRequest, asked: Asked, number: int, size: int = 100) -> LookPage:
    return queries.looks_of_day(
        asked.day, by=viewer_of(request), account=asked.account_id, person_id=asked.person_id, page=number, size=size
    )


def _rows(found: LookPage) -> list[Row]:
    ids = sorted({look.person_id for look in found.looks})
    names, keys = masked_names(ids), dict(Person.objects.filter(pk__in=ids).values_list("pk", "public_id"))
    return [
        Row(look, role_said(look.role), part_said(look.part), names.get(look.person_id, "—"), keys.get(look.person_id))
        for look in found.looks
    ]


def _of_day(asked: Asked, days: int) -> str:
    moved = Asked(asked.day + timedelta(days=days), asked.account, person=asked.person)
    return f"?{moved.query()}"

"""A filtered list as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import queries
from yinling.people.registry.actions.exports import EXPORT_LIMIT, Exported, TooManyPersons, export_persons
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.outside import FileKind
from yinling.web.desk.forms.export import ExportForm
from yinling.web.desk.forms.filters import Asked, read
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.pages.people import chosen_columns
from yinling.web.downloads import file_answer
from yinling.web.looking import viewer_of

_TOO_MANY = gettext_lazy("一个文件最多 {limit} 人，请加上筛选条件，按地区或单位分开导出。")


@officer_page("GET", "POST")
def export(request: HttpRequest) -> HttpResponse:
    """Ask what to export of the people whom the address means, then send the file; a refusal shows the form (422)."""
    by, at = viewer_of(request), timezone.now()
    asked = read(request.GET.dict(), by=by, on=local_day(at))
    shown = chosen_columns(request, by)
    form = ExportForm(request.POST if request.method == "POST" else None, by=by, columns=shown)
    if form.is_bound and form.is_valid():
        try:
            made = _export(asked, form.cleaned_data, by)
            return _download(made, FileKind(form.cleaned_data["kind"]), local_day(at))
        except Unacceptable as refusal:
            for field, text in refusal.errors.items():
                form.add_error(field, text)
        except TooManyPersons:
            form.add_error(
                None,
                _("一个文件最多 {limit} 人，请加上筛选条件，按地区或单位分开导出。").format(limit=f"{EXPORT_LIMIT:,}"),
            )
    found = queries.count(by=by, chosen=asked.chosen, among=asked.portrait.condition(by=by))
    context = {"form": form, "asked": asked, "query": asked.query(), "found": found}
    return show(request, "desk/export.html", context, at=at, here="people", status=422 if form.errors else 200)


def _export(asked: Asked, typed: Mapping[str, list[str] | str], by: Viewer) -> Exported:
    return export_persons(
        chosen=asked.chosen, sort=asked.sort, columns=[*typed["columns"], *typed["secrets"]],
        kind=FileKind(str(typed["kind"])), reason=str(typed["reason"]), among=asked.portrait.condition(by=by),
        among_said=asked.portrait.for_journal(), by=by, at=timezone.now(),
    )  # fmt: skip


def _download(made: Exported, kind: FileKind, on: date) -> HttpResponse:
    name = _("人员名单") + f"-{on.isoformat()}.{kind.value}"
    return file_answer(made.content, kind.media_type, name)

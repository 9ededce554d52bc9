"""What was done at the person's side: pictures, the checklist, and in words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery import actions
from yinling.service.delivery.outside import MAX_PHOTO_BYTES, NoFont, PhotoRefused
from yinling.service.delivery.queries import TaskPage, task_of
from yinling.service.delivery.terms import TaskState
from yinling.web.field.door import step, to_task, workers_only
from yinling.web.field.forms.task import VisitForm
from yinling.web.field.pages.task import UNPROCESSABLE, put_errors, shown, shown_again
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_DURING = {TaskState.CHECKED_IN}


@step
def photo(request: HttpRequest, task: UUID) -> HttpResponse:
    """Add a picture. The page comes back at once with what was typed meanwhile, so that nothing is lost."""
    by, at = viewer_of(request), timezone.now()
    wrong = _add_photo(request, task, by, at) if "image" in request.FILES else _("请先拍照或选择一张照片。")
    page = task_of(task=task, by=by, at=at)
    if page.state not in _DURING:
        raise actions.TaskMoved
    return _kept(request, page, by, at, wrong)


@step
def finish(request: HttpRequest, task: UUID) -> HttpResponse:
    """Note what was done; a picture that was chosen and not yet sent comes first."""
    by, at = viewer_of(request), timezone.now()
    page = task_of(task=task, by=by, at=at)
    wrong = _add_photo(request, task, by, at) if "image" in request.FILES and page.state in _DURING else ""
    if wrong:
        return _kept(request, page, by, at, wrong)
    form = VisitForm(request.POST, checklist=page.checklist)
    if form.is_valid():
        try:
            actions.finish(task=task, notes=form.cleaned_data["notes"], checklist=form.said(), by=by, at=at)
            return to_task(task)
        except Unacceptable as refusal:
            put_errors(form, refusal)
    return shown_again(request, task, _DURING, by, at, visit=form)


@workers_only
@require_safe
def picture(request: HttpRequest, task: UUID, photo: UUID) -> HttpResponse:
    """A picture of one's own visit."""
    image = actions.see_photo(photo=photo, by=viewer_of(request), at=timezone.now())
    return HttpResponse(image, content_type="image/jpeg")


def _kept(request: HttpRequest, page: TaskPage, by: Viewer, at: datetime, wrong: str) -> HttpResponse:
    """The page with everything that was typed, not yet judged."""
    form = VisitForm(initial=request.POST.dict(), checklist=page.checklist)
    return shown(
        request, page, by, at, status=UNPROCESSABLE if wrong else 200, photo_error=wrong, given={"visit": form}
    )


def _add_photo(request: HttpRequest, task: UUID, by: Viewer, at: datetime) -> str:
    """Add what was sent; what was wrong with it, in words."""
    try:
        sent = request.FILES["image"].read(MAX_PHOTO_BYTES + 1)  # type: ignore[union-attr]  # one file by this name
        added = actions.add_photo(task=task, image=sent, by=by, at=at)
    except (PhotoRefused, NoFont) as refused:
        return str(refused)
    except Unacceptable as refusal:
        return " ".join(refusal.errors.values())
    if added.repeats is not None:
        told = _("这张照片与 %(day)s 拍过的重复，不能作为这次服务的证据。请重新拍一张。")
        say(request, told % {"day": added.repeats.isoformat()}, level=messages.WARNING)
    return ""

"""Receipts of confirmed visits, to download."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yinling.base.journal.queries import BodyDiffers, NotSealedYet
from yinling.service.delivery.queries import receipt_file
from yinling.web.desk.frame import officer_page, show
from yinling.web.looking import viewer_of


@officer_page("GET")
def receipt(request: HttpRequest, task: UUID) -> HttpResponse:
    """The receipt's file; until the journal has sealed it, a page that asks again by itself (202).

    When what was kept no longer fits the journal, there is no receipt but a page that says so (409).
    """
    asked = "HX-Request" in request.headers
    context: dict[str, object] = {"task": task, "file_name": f"yinling-{task}.tlog-proof"}
    try:
        file = receipt_file(task=task, by=viewer_of(request))
    except NotSealedYet:
        if asked:
            return render(request, "desk/parts/sealing.html", context, status=202)
        return show(request, "desk/sealing.html", context, at=timezone.now(), here="orders", status=202)
    except BodyDiffers:
        return show(request, "desk/tampered.html", context, at=timezone.now(), here="orders", status=409)
    if asked:
        return render(request, "desk/parts/sealing.html", context | {"is_ready": True})
    name = {"Content-Disposition": f'attachment; filename="{context["file_name"]}"'}
    return HttpResponse(file, content_type="application/octet-stream", headers=name)

"""Receipts of confirmed visits: the file to download, and the paper to print."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yinling.base.journal.queries import BodyDiffers, NotSealedYet
from yinling.service.delivery.queries import receipt_file
from yinling.web.desk.frame import officer_page, show
from yinling.web.looking import viewer_of
from yinling.web.receipts import receipt_paper


@officer_page("GET")
def receipt(request: HttpRequest, task: UUID) -> HttpResponse:
    """The receipt's file; until the journal has sealed it, a page that asks again by itself (202).

    When what was kept no longer fits the journal, there is no receipt but a page that says so (409).
    """
    return _given(request, task, _download)


@officer_page("GET")
def paper(request: HttpRequest, task: UUID) -> HttpResponse:
    """The receipt in words with its QR code, to print; what `receipt` says of the seal holds here too."""

    def page(request: HttpRequest, file: bytes, context: dict[str, object]) -> HttpResponse:
        told = context | {"paper": receipt_paper(file)}
        return show(request, "desk/receipt_paper.html", told, at=timezone.now(), here="orders")

    return _given(request, task, page)


def _given(
    request: HttpRequest, task: UUID, give: Callable[[HttpRequest, bytes, dict[str, object]], HttpResponse]
) -> HttpResponse:
    """What `give` makes of the file, or the page that says why there is none yet or none at all."""
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
    return give(request, file, context)


def _download(_request: HttpRequest, file: bytes, context: dict[str, object]) -> HttpResponse:
    name = {"Content-Disposition": f'attachment; filename="{context["file_name"]}"'}
    return HttpResponse(file, content_type="application/octet-stream", headers=name)

"""Verifying a receipt, for everybody: the page brings the checks and the journal's key, the browser does the rest.

Nothing about the receipt reaches the server: it stands behind the `#` of the address or in a file that the page reads,
and the page's content policy lets no script send anything.
"""

from __future__ import annotations

from base64 import b64encode

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yinling.web.receipts import words_of_receipts


@login_not_required
@require_safe
@csp_replace({"connect-src": [NONE], "report-uri": None})
def verify(request: HttpRequest) -> HttpResponse:
    """The page that verifies receipts in the browser; without a policy of ours it asks for the reader's own."""
    try:
        policy = (settings.YINLING_VAR / "trust-policy.txt").read_bytes()
    except OSError:
        policy = b""
    context = {"policy": b64encode(policy).decode("ascii"), "words": words_of_receipts()}
    return render(request, "public/verify.html", context)


verify.own_transaction = True  # type: ignore[attr-defined]  # Doorway's mark: no row is touched

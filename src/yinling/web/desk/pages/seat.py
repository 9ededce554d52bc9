"""The seat: in which of his scopes an officer works now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role
from yinling.web.desk.frame import back_to_list, held_seats, officer_page
from yinling.web.frames import say
from yinling.web.looking import SEAT


@officer_page("POST")
def scope(request: HttpRequest) -> HttpResponse:
    """Work in another of one's own seats from now on. Raises Forbidden for a seat that is not one's own."""
    wanted = request.POST.get("scope", "")
    found = next((seat for seat in held_seats(request, timezone.now()) if str(seat.grant) == wanted), None)
    if found is None:
        raise Forbidden
    request.session[SEAT] = str(found.grant)
    if found.role is not Role.OFFICER:
        return HttpResponseRedirect("/")
    say(request, _("范围已切换。"))
    return back_to_list(request)

"""One draft at the desk, whatever it is written for: the forms that decide about it, and what follows an act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.approvals.actions import AlreadyDecided, DraftMoved, ReasonUnfit, SameEyes, StaleDraft
from yinling.base.approvals.queries import DraftRefused
from yinling.base.approvals.terms import DraftState
from yinling.base.rows.refusals import Stale
from yinling.kernel.viewer import Viewer
from yinling.web.desk.forms.decisions import ApproveForm, RefuseForm, SubmitForm
from yinling.web.desk.rule_fields import in_words
from yinling.web.frames import say
from yinling.web.looking import viewer_of

TONES = {
    DraftState.WRITING: "open", DraftState.SUBMITTED: "going", DraftState.APPROVED: "done", DraftState.REFUSED: "due",
    DraftState.DISCARDED: "off",
}  # fmt: skip
Sent = Mapping[str, forms.Form]
View = TypeVar("View")
_View_contra = TypeVar("_View_contra", contravariant=True)


class _Page(Protocol[_View_contra]):
    def __call__(
        self, request: HttpRequest, view: _View_contra, at: datetime, *, status: int = 200, sent: Sent | None = None
    ) -> HttpResponse: ...


@dataclass(frozen=True)
class DraftDesk(Generic[View]):
    """Drafts of one kind: the name of their address, who sees one (or Forbidden), and its page with forms as sent."""

    address: str
    seen: Callable[[UUID, Viewer], View]
    page: _Page[View]

    def decide(
        self, request: HttpRequest, draft: UUID, name: str, act: Callable[[str, int, Viewer, datetime], str]
    ) -> HttpResponse:
        """Do what the form of this name asks in a sentence, or show the draft again with what is wrong (422)."""
        by, at = viewer_of(request), timezone.now()
        view = self.seen(draft, by)
        form = _FORMS[name](request.POST, auto_id=f"{name}_%s")
        if form.is_valid():
            typed = form.cleaned_data
            try:
                done = act(str(typed["said"]), int(typed.get("seen") or 0), by, at)
            except ReasonUnfit as unfit:
                form.add_error("said", str(unfit))
            except (DraftRefused, StaleDraft) as refused:
                form.add_error(None, "\n".join(in_words(refused.problems)))
            except (Stale, DraftMoved, AlreadyDecided, SameEyes) as moved:
                return self._moved(request, draft, moved)
            else:
                return self._done(request, draft, done)
        return self.page(request, view, at, status=422, sent={name: form})

    def move(
        self, request: HttpRequest, draft: UUID, act: Callable[[Viewer, datetime], None], done: str
    ) -> HttpResponse:
        """Do what a button asks."""
        by = viewer_of(request)
        self.seen(draft, by)
        try:
            act(by, timezone.now())
        except (DraftMoved, AlreadyDecided) as moved:
            return self._moved(request, draft, moved)
        return self._done(request, draft, done)

    def _moved(self, request: HttpRequest, draft: UUID, moved: Exception) -> HttpResponse:
        """Somebody else was quicker: say so, and show what stands now."""
        texts: dict[type[Exception], str] = {
            AlreadyDecided: _("已经有人处理过这份草稿，页面已更新。"), SameEyes: _("自己写的草稿要由另一位同事批准。"),
        }  # fmt: skip
        text = texts.get(type(moved)) or str(moved) or _("这份草稿后来又改过，请看过新的内容再决定。")
        return self._done(request, draft, text, level=messages.WARNING)

    def _done(self, request: HttpRequest, draft: UUID, text: str, *, level: int = messages.SUCCESS) -> HttpResponse:
        say(request, text, level=level)
        return HttpResponseRedirect(reverse(self.address, args=[draft]))


_FORMS: Mapping[str, type[forms.Form]] = {"submit": SubmitForm, "approve": ApproveForm, "refuse": RefuseForm}


def decision_forms(version: int, sent: Sent | None) -> dict[str, forms.Form]:
    """The forms that stand below a draft, empty but for those that were sent."""
    return {
        **{name: form(auto_id=f"{name}_%s", initial={"seen": version}) for name, form in _FORMS.items()},
        **(sent or {}),
    }

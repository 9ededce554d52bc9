"""Signing in: name and password, then the code. The steps are django-allauth's, the proofs are accounts'."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.contrib.auth.decorators import login_not_required
from django.utils import timezone

from yinling.base.accounts.terms import DEMO_PASSWORD
from yinling.web.public.demo import demo_lines
from yinling.web.public.forms.sign_in import CodeForm, SignInForm


def _demo(context: dict[str, Any]) -> dict[str, Any]:
    """What newcomers need on a demo; nothing otherwise."""
    accounts = demo_lines(at=timezone.now())
    return context | {"demo_accounts": accounts, "demo_password": DEMO_PASSWORD if accounts else ""}


class SignIn(LoginView):  # type: ignore[misc]  # allauth ships no types
    """The first page: name and password."""

    form_class = SignInForm
    template_name = "public/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        """Ours, whatever the settings of allauth say."""
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the demo's accounts, and whether the last session ended by itself."""
        return _demo(super().get_context_data(**kwargs)) | {"ended": "ended" in self.request.GET}


class SecondFactor(AuthenticateView):  # type: ignore[misc]  # allauth ships no types
    """The second page: the code. Only reachable with a right password in this session."""

    template_name = "public/second_factor.html"

    def _build_forms(self) -> CodeForm | None:
        posted = self.request.method == "POST"
        data = self.request.POST if posted else None
        self.auth_form = CodeForm(data=data, user=self.stage.login.user, request=self.request)
        self.webauthn_form = None
        return self.auth_form if posted else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the demo's codes."""
        return _demo(super().get_context_data(**kwargs))


sign_in = login_not_required(SignIn.as_view())
second_factor = SecondFactor.as_view()

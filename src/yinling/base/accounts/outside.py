"""What django-allauth asks of us: how secrets of authenticator apps are kept, and that no mail is sent."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from yinling.kernel.ciphers import open_sealed, seal

_CONTEXT = b"mfa_authenticator.data.secret"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets are sealed with the data keys, like every secret column."""

    def encrypt(self, text: str) -> str:
        """The secret, sealed, as base64."""
        return base64.b64encode(seal(text.encode(), keys=settings.YINLING_KEY_RING, context=_CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret in clear. Raises CipherError when it was changed or its key is gone."""
        sealed = base64.b64decode(encrypted_text)
        return open_sealed(sealed, keys=settings.YINLING_KEY_RING, context=_CONTEXT).decode()

    def get_totp_issuer(self) -> str:
        """The name that the authenticator app shows."""
        return "银龄"


class QuietAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up, no mail leaves, no library message is shown: the pages say what there is to say."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the security administrator only."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""

"""The language of the pages: Chinese, unless this browser's owner has chosen English.

Django's own middleware follows the browser's Accept-Language; here Chinese is the source language and the
default for all, since many office machines run an English browser.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from yinling.kernel.calendars import Language as Spoken


def chosen_language(request: HttpRequest) -> str:
    """The code of the language chosen by cookie; anything else, tampered or unknown, is the default."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def spoken() -> Spoken:
    """The reader's language as the kernel names it."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


class Language:
    """Middleware: activate the chosen language for the request and say it in Content-Language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language."""
        code = chosen_language(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "en" if code == "en" else "zh-Hans")
        return response

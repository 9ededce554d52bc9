"""The launcher's own words, before Django is there: Chinese, or English where that is the language.

The catalogue is Django's own (`yinling/locale`, domain `django`), so that there is one place to translate.
"""

import gettext
import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def language() -> str:
    """`en` when YINLING_LANG, LC_ALL, LC_MESSAGES or LANG (the first set) begins with en, else `zh`."""
    for name in ("YINLING_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def _catalogue() -> gettext.NullTranslations:
    """The English catalogue, or the source words where there is none yet."""
    if language() != "en":
        return gettext.NullTranslations()
    return gettext.translation("django", LOCALE, ["en"], fallback=True)


def _(text: str) -> str:
    """`text` in the reader's language."""
    return _catalogue().gettext(text)

"""What a process looks at before it does anything: its settings are stated, and production holds no demo accounts."""

import os
from collections.abc import Mapping

import django

from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

_SETTINGS = (
    "DATABASE_URL",
    "YINLING_SECRET_KEY",
    "YINLING_SEAL_KEY",
    "YINLING_DATA_KEYS",
    "YINLING_INDEX_KEY",
    "YINLING_CARD_KEY",
)
_OF_BACKGROUND = ("YINLING_LOG_KEY", "YINLING_LOG_ORIGIN")


def settle(process: str) -> None:
    """Make Django ready for `process`: web, background or owner.

    Raises Refusal when a setting is missing, or when this is no demo and the database holds demo accounts.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinling.config.settings")
    os.environ.setdefault("YINLING_PROCESS", process)
    if missing := unstated(process, os.environ):
        raise Refusal(_("缺少环境变量 %(names)s：见 docs/operations.md。") % {"names": ", ".join(missing)})
    django.setup()
    from yinling.base.accounts.apps import refuse_demo_accounts  # needs the app registry

    for message in refuse_demo_accounts():
        raise Refusal(_(str(message.msg)))


def unstated(process: str, stated: Mapping[str, str]) -> list[str]:
    """Names of the settings that `process` needs and that are not stated."""
    needed = (*_SETTINGS, *_OF_BACKGROUND) if process == "background" else _SETTINGS
    return [name for name in needed if not stated.get(name)]

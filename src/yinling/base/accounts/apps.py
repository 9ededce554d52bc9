"""The app of accounts, and the check that keeps demo accounts out of a production start."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connection
from django.utils.translation import gettext_noop


class AccountsConfig(AppConfig):
    """Holds the user model (`AUTH_USER_MODEL = "accounts.Account"`)."""

    name = "yinling.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let `check --database default` and `migrate` refuse demo accounts too."""
        checks.register(refuse_demo_accounts, checks.Tags.database)


def refuse_demo_accounts(**_: Any) -> list[checks.CheckMessage]:
    """An error when demo accounts exist and this is no demo; the launcher asks before it starts a process."""
    from yinling.base.accounts.models import Account
    from yinling.base.accounts.queries import demo_accounts_exist

    if settings.YINLING_DEMO or Account._meta.db_table not in connection.introspection.table_names():
        return []
    if not demo_accounts_exist():
        return []
    said = gettext_noop("数据库里有演示账号，正式运行不会启动。请换一个数据库，或以演示方式启动（YINLING_DEMO=1）。")
    return [checks.Error(said, id="accounts.E001")]

"""`yinling load [UNITS.csv]`: what a production database must know before the first officer signs in.

Areas and rules come with the program, units from the province's own file. `up` does the same for its own database.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from yinling.config.launcher import words
from yinling.config.launcher.checks import owned_settings
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.config.startup import settle


def main(argv: Sequence[str]) -> int:
    """Load all of it, or nothing; safe to repeat. Raises Refusal with status 1, 2 for wrong usage."""
    if len(argv) > 1 or any(word.startswith("-") for word in argv):
        raise Refusal(_("用法：./yinling load [单位文件.csv]。"), 2)
    units = Path(argv[0]).absolute() if argv else None
    os.environ.update(owned_settings())
    from django.db import DatabaseError
    from django.utils.translation import override

    try:
        settle("owner")
        with override(words.language()):
            _load(units)
    except DatabaseError:
        raise Refusal(_("数据库没有接受：请检查 DATABASE_URL，先运行 ./yinling manage migrate，再试一次。")) from None
    return 0


def _load(units: Path | None) -> None:
    from yinling.base.rows.refusals import Refused
    from yinling.config.seeding import load_reference

    try:
        changed = load_reference(units=units)
    except Refused as refusal:
        raise Refusal(str(refusal)) from None
    say(_("已载入：新增地区 %(areas)s 个，新增单位 %(units)s 个，规则已是最新。") % changed)

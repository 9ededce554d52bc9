"""`yinling report published`: the figures of an area on a day, for a script or for a reader."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from yinling.config.launcher import words
from yinling.config.launcher.checks import owned_settings
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.tables import table
from yinling.config.launcher.words import _
from yinling.config.startup import settle
from yinling.kernel.areas import AreaCodeInvalid, parse_area_code

if TYPE_CHECKING:
    from yinling.people.registry.queries.figures import PublishedFigures


class _Parser(argparse.ArgumentParser):
    """Options whose refusal is one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise Refusal instead of printing a usage in another language."""
        raise Refusal(
            _("用法：./yinling report published --area 区划代码 [--on 日期] [--json]（%(message)s）。")
            % {"message": message},
            2,
        )


def main(argv: Sequence[str]) -> int:
    """Print the figures; 0 done. Raises Refusal: 2 for wrong usage, area or day, 1 when the database is not there."""
    options = _options(argv)
    area, on = _area(options.area), _day(options.on)
    os.environ.update(owned_settings())
    from django.db import DatabaseError, OperationalError
    from django.utils.translation import override

    try:
        settle("owner")
        with override(words.language()):
            _report(area, on, as_json=options.json)
    except OperationalError:
        raise Refusal(_("连不上数据库：请检查 DATABASE_URL，或先运行 ./yinling up。")) from None
    except DatabaseError as error:
        said = {"reason": str(error).partition("\n")[0]}
        raise Refusal(_("数据库拒绝了操作（%(reason)s）：请先完成 migrate，再试一次。") % said) from None
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog="yinling report", add_help=False, allow_abbrev=False)
    parser.add_argument("what", choices=["published"])
    parser.add_argument("--area", required=True)
    parser.add_argument("--on", default="")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(list(argv))


def _area(text: str) -> str:
    """An area code in its shortest form."""
    try:
        return parse_area_code(text)
    except AreaCodeInvalid:
        raise Refusal(
            _("“%(text)s”不是行政区划代码：请填写省 2 位、市州 4 位、县区 6 位的代码，例如 6201。")
            % {"text": text[:20]},
            2,
        ) from None


def _day(text: str) -> date | None:
    """A day as ISO 8601 writes it, YYYY-MM-DD; None when nothing is said."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = None
    if text and (day is None or day.isoformat() != text):
        raise Refusal(_("看不懂日期“%(text)s”：请写作 2017-12-31。") % {"text": text[:20]}, 2)
    return day


def _report(area: str, on: date | None, *, as_json: bool) -> None:
    from django.db import transaction
    from django.utils import timezone

    from yinling.base.regions.queries import AreaUnknown
    from yinling.base.regions.queries import area as area_of
    from yinling.base.rows.viewing import state
    from yinling.kernel.calendars import local_day
    from yinling.kernel.viewer import system
    from yinling.people.intake.queries import held_count
    from yinling.people.registry.queries import published

    by, today = system("report published"), local_day(timezone.now())
    if on is not None and on > today:
        raise Refusal(_("%(day)s 还没有到：请写今天或以前的日期。") % {"day": on.isoformat()}, 2)
    with transaction.atomic():
        state(by)
        try:
            area_of(area)
        except AreaUnknown:
            raise Refusal(_("没有区划代码 %(area)s 这个地区。") % {"area": area}, 2) from None
        found = published(by=by, area=area, on=on or today)
        said = json.dumps(dict(found.figures)) if as_json else _told(found, held_count(by=by, area=area))
    say(said)


def _told(found: PublishedFigures, held: int) -> str:
    """The figures as a table with their names, and what to know about them."""
    from yinling.base.regions.queries import path
    from yinling.people.registry.queries import FIGURES

    rows = [[str(FIGURES[name].label), str(value), name] for name, value in found.figures.items()]
    title = _("%(place)s，%(day)s") % {"place": path(found.area or ""), "day": found.on.isoformat()}
    lines = [title, table([_("指标"), _("数字"), _("名称")], rows)]
    if held:
        lines.append(_("还有 %(number)s 行待判定，数字可能相差这么多。") % {"number": held})
    if found.unknown:
        lines.append(_("有 %(number)s 人在这一天没有资料，没有计入。") % {"number": found.unknown})
    return "\n".join(lines)

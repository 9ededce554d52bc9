"""Headings that the command line explains, `--map 身份=id_number`, and those that it took on assumption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import override

from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.people.intake.actions import OpenedSheet
from yinling.people.intake.domain.headings import Column, fold_heading
from yinling.people.intake.queries import ColumnView, RosterView
from yinling.people.intake.terms import IGNORED, SERIAL
from yinling.people.registry.terms import CATALOGUE


def explained(texts: Sequence[str], opened: Sequence[OpenedSheet]) -> Mapping[str, str]:
    """The meanings of `HEADING=TERM` texts, by the key under which they are remembered.

    TERM is a term, its Chinese label, 序号 or 不导入; HEADING may have its group before it (紧急联系人/姓名). Raises
    Refusal when the file has no such heading, or nothing is called so.
    """
    columns = [column for one in opened if one.layout for column in one.layout.columns]
    found: dict[str, str] = {}
    for text in texts:
        heading, sign, meaning = text.replace("＝", "=").rpartition("=")
        if not sign or not heading.strip() or not meaning.strip():
            raise Refusal(_("看不懂“%(text)s”：请写作 表头=项目，例如 身份=id_number。") % {"text": text}, 2)
        found |= dict.fromkeys(_keys(heading, columns), _term(meaning.strip()))
    return found


def assumptions(view: RosterView) -> Iterator[str]:
    """One line for every heading that was taken on assumption, and for every one left in the original."""
    seen: set[tuple[str, str]] = set()
    for sheet in view.sheets:
        for column in sheet.columns:
            key = (column.group, column.label)
            if not column.is_sure and key not in seen and (line := _assumed(column)):
                seen.add(key)
                yield line


def _assumed(column: ColumnView) -> str:
    said = {"heading": column.label or _("第%(number)s列") % {"number": column.index + 1}}
    if column.term in CATALOGUE:
        term = str(CATALOGUE[column.term].label)
        return _("列“%(heading)s”按“%(term)s”导入，如不对可用 --map 说明。") % {**said, "term": term}
    return _("列“%(heading)s”没有对应的项目，已原样保留，可用 --map 说明。") % said


def _keys(heading: str, columns: Sequence[Column]) -> set[str]:
    """The keys of the columns that are called so, with their group or without."""
    group, _slash, label = heading.rpartition("/")
    wanted = fold_heading("", label)
    found = {
        fold_heading(column.group, column.label)
        for column in columns
        if wanted and fold_heading("", column.label) == wanted and group.strip() in column.group
    }
    if not found:
        raise Refusal(_("文件里没有叫“%(heading)s”的列：请照文件里的表头填写。") % {"heading": heading.strip()}, 2)
    return found


def _term(meaning: str) -> str:
    with override("zh-hans"):
        labels = {str(spec.label): term for term, spec in CATALOGUE.items()}
    known = {**labels, "序号": SERIAL, "不导入": IGNORED, **{name: name for name in (*CATALOGUE, SERIAL, IGNORED)}}
    if meaning not in known:
        raise Refusal(
            _("没有“%(meaning)s”这个项目：请写项目的名称，例如 身份证号，或写 不导入。") % {"meaning": meaning}, 2
        )
    return known[meaning]

"""The forms of the intake: a file handed in, headings explained, decisions in a file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.rows.texts import plain
from yinling.base.units.models import Unit
from yinling.kernel.viewer import Viewer
from yinling.people.intake.queries import ColumnView, SheetView
from yinling.people.intake.terms import IGNORED, SERIAL
from yinling.people.registry.terms import CATALOGUE, SECTIONS
from yinling.web.desk.forms.places import unit_named, units_of

_MANY = 100  # units in one list; more are searched for by name
_HINTED = 200
_PLEASE_CHOOSE = ("", gettext_lazy("请选择"))
ACCEPTED = ".xlsx,.xls,.csv"


class UploadForm(forms.Form):
    """A roster: the file, and the unit that answers for it. `roster` is the form's own key: sent twice, kept once."""

    use_required_attribute = False
    roster = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unit = forms.CharField(
        label=gettext_lazy("报送单位"),
        help_text=gettext_lazy(
            "这份名册由哪个单位负责。名册里各人的管理单位按“单位”一列确定，没有这一列的归这个单位。"
        ),
        error_messages={"required": gettext_lazy("请选择这份名册由哪个单位负责")},
    )
    file = forms.FileField(
        label=gettext_lazy("名册文件"),
        help_text=gettext_lazy("Excel（.xlsx、.xls）或 .csv，不超过 60 MB。"),
        error_messages={
            "required": gettext_lazy("请选择名册文件，或把文件拖到方框里"),
            "empty": gettext_lazy("这个文件是空的：请确认文件已保存，再重新选择。"),
        },
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        by: Viewer,
        on: date,
    ) -> None:
        super().__init__(data, files, initial={"roster": uuid.uuid4()})
        self._units = units_of(by, on)
        found = list(self._units[: _MANY + 1])
        self.is_searched = len(found) > _MANY
        self.unit_names = [unit.name for unit in self._units[:_HINTED]] if self.is_searched else []
        usual = _usual(self._units, by)
        if usual is not None:
            self.initial["unit"] = usual.name if self.is_searched else str(usual.public_id)
        if self.is_searched:
            self.fields["unit"].widget = forms.TextInput(attrs={"list": "roster_units", "autocomplete": "off"})
            self.fields["unit"].help_text = _("这份名册由哪个单位负责。输入单位名称的开头。")
        else:
            choices = [(str(unit.public_id), unit.name) for unit in found]
            self.fields["unit"].widget = forms.Select(
                choices=choices if len(choices) == 1 else [_PLEASE_CHOOSE, *choices]
            )

    def clean_unit(self) -> UUID:
        """The public id of the unit that was chosen or whose name was typed."""
        typed = plain(str(self.cleaned_data["unit"]))
        if not self.is_searched:
            try:
                found = self._units.filter(public_id=UUID(typed)).first()
            except ValueError:
                found = None
            if found is None:
                raise forms.ValidationError(_("没有这个单位，请重新选择"))
            return found.public_id
        return unit_named(self._units, typed).public_id

    def key(self) -> UUID:
        """The form's own key; a form whose key was lost is a new form."""
        return self.cleaned_data.get("roster") or uuid.uuid4()


def _usual(units: QuerySet[Unit], by: Viewer) -> Unit | None:
    """Who most likely answers for a roster: the body at the top of the officer's own area, when there is one alone."""
    found = list(units.filter(area=by.area, parent__isnull=True)[:2]) if by.area else []
    return found[0] if len(found) == 1 else None


class Option(NamedTuple):
    """One meaning that a heading may have."""

    value: str
    label: str


class HeadingRow(NamedTuple):
    """One column as the page asks about it: `chosen` is what the select stands on."""

    column: ColumnView
    name: str
    letter: str
    chosen: str
    is_wrong: bool


class HeadingSheet(NamedTuple):
    """One sheet: the columns that are asked, and those that are understood."""

    sheet: SheetView
    asked: list[HeadingRow]
    known: list[HeadingRow]


class HeadingsForm:
    """A select for each column. Sure ones stand on their term and count only when they are changed."""

    def __init__(self, sheets: Sequence[SheetView], data: Mapping[str, str] | None = None) -> None:
        self._sheets, self._data = sheets, data
        self.errors: list[tuple[str, str]] = []
        if data is not None:
            self.errors = [(name_of(c), _missing(sheet, c)) for sheet, c in self._asked() if not self._chosen(c)]

    @staticmethod
    def options() -> list[tuple[str, list[Option]]]:
        """The terms by section, and the two that are no term."""
        others = [Option(IGNORED, _("不导入（原表保留）")), Option(SERIAL, _("序号"))]
        sections = [
            (str(label), [Option(t, str(spec.label)) for t, spec in CATALOGUE.items() if spec.section is section])
            for section, label in SECTIONS.items()
        ]
        return [(_("不是登记内容"), others), *sections]

    def sheets(self) -> list[HeadingSheet]:
        """The sheets with their columns, as the page shows them."""
        wrong = {name for name, _said in self.errors}
        found = []
        for sheet in self._sheets:
            rows = [
                HeadingRow(c, name_of(c), letter(c.index), self._chosen(c), name_of(c) in wrong) for c in sheet.columns
            ]
            asked = [row for row in rows if row.column.term is None]
            found.append(HeadingSheet(sheet, asked, [row for row in rows if row.column.term is not None]))
        return found

    def meanings(self) -> dict[tuple[int, int], str]:
        """What was said: of columns that waited, and of those whose meaning was changed."""
        return {
            (c.place, c.index): self._chosen(c)
            for sheet in self._sheets
            for c in sheet.columns
            if self._chosen(c) and self._chosen(c) != c.term
        }

    def _asked(self) -> list[tuple[SheetView, ColumnView]]:
        return [(sheet, c) for sheet in self._sheets for c in sheet.columns if c.term is None]

    def _chosen(self, column: ColumnView) -> str:
        if self._data is not None:
            return self._data.get(name_of(column), column.term or "")[:64]
        return column.term or column.guess or ""


def name_of(column: ColumnView) -> str:
    """The name of a column's select."""
    return f"c-{column.place}-{column.index}"


def letter(index: int) -> str:
    """A column's letters in Excel, from its index."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _missing(sheet: SheetView, column: ColumnView) -> str:
    heading = column.label or _("没有表头的列")
    return _("工作表“{sheet}”{letter} 列“{heading}”还没有选择").format(
        sheet=sheet.name, letter=letter(column.index), heading=heading
    )


class DecisionsFileForm(forms.Form):
    """Decisions on held rows, in a CSV file."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("判定文件"),
        help_text=gettext_lazy("CSV（UTF-8），四列：sheet,row,verdict,person。"),
        error_messages={"required": gettext_lazy("请选择判定文件"), "empty": gettext_lazy("这个文件是空的")},
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )

"""The form for a list that leaves the house."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from yinling.kernel.viewer import Viewer
from yinling.people.registry.outside import FileKind
from yinling.people.registry.queries import columns_for, label_of_column, secret_columns_for

REASON_LENGTH = 200
_KINDS = [(FileKind.XLSX.value, _("Excel 工作簿（.xlsx）")), (FileKind.CSV.value, _("CSV 文本（.csv）"))]


class ExportForm(forms.Form):
    """Which columns, in which kind of file; what is secret only with a reason."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("文件格式"), choices=_KINDS, initial=FileKind.XLSX.value, widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(label=_("列"), required=False, widget=forms.CheckboxSelectMultiple)
    secrets = forms.MultipleChoiceField(
        label=_("加密保存的内容"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("默认不导出。选了就要写理由，文件请妥善保管，用完删除。"),
    )
    reason = forms.CharField(
        label=_("导出的理由"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("例如：春节走访慰问。谁、何时、导出了哪些人的哪些内容和理由，都会写入日志。"),
    )

    def __init__(self, *args: object, by: Viewer, columns: Sequence[str], **more: object) -> None:
        super().__init__(*args, initial={"columns": list(columns)}, **more)  # type: ignore[arg-type, misc]  # Django's own __init__ names them
        self._offer("columns", [column for column in columns_for(by) if column != "name"])
        self._offer("secrets", secret_columns_for(by))

    def _offer(self, field: str, columns: Sequence[str]) -> None:
        choice = self.fields[field]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(column, label_of_column(column)) for column in columns]

"""Forms of feedback: filters of its lists, somebody's word entered, a concern settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.regions.queries import paths
from yinling.kernel.areas import AreaCodeInvalid, parse_area_code
from yinling.kernel.calendars import local_day
from yinling.people.proxies.queries import RightLine
from yinling.quality.feedback.domain import LONGEST_ANSWER, LONGEST_COMPLAINT, LONGEST_REMARK
from yinling.quality.feedback.queries import Group
from yinling.quality.feedback.terms import ConcernKind, ConcernState, Stars, Way
from yinling.web.desk.forms.facts import RecordForm
from yinling.web.desk.forms.filters import YES, Chip

USUAL_DAYS = 90
REDO_DAYS = 60
_OFF = {"autocomplete": "off"}
_ALL = ("", gettext_lazy("全部"))
_NOT_CHOSEN = {"required": gettext_lazy("请选择一项"), "invalid_choice": gettext_lazy("没有这个选项，请重新选择")}
_NO_DATE = {"invalid": gettext_lazy("不是日期，请写成 2026-03-08 这样")}
_HIMSELF = "person"
_OUTCOMES = [
    (ConcernState.ANSWERED.value, gettext_lazy("答复：说明情况、致歉或已改进")),
    (ConcernState.REDONE.value, gettext_lazy("重做：答复，并重新安排这项服务")),
    (ConcernState.DISMISSED.value, gettext_lazy("不成立：核实后没有这回事")),
]
_SAID_WAYS = [(Way.PHONE.value, gettext_lazy("电话里说的")), (Way.PAPER.value, gettext_lazy("纸上写的"))]


def _day(label: object, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "min": "2000-01-01", "max": "2199-12-31"}, format="%Y-%m-%d")
    within = [MinValueValidator(date(2000, 1, 1), _NO_DATE["invalid"]), MaxValueValidator(date(2199, 12, 31))]
    return forms.DateField(label=label, required=required, widget=widget, error_messages=_NO_DATE, validators=within)  # type: ignore[arg-type]  # labels may be lazy


class Panel(forms.Form):
    """A filter as the address says it: what cannot be asked is left out, and `notes` says so."""

    unseen: ClassVar[tuple[str, ...]] = ()  # chosen by links, not in the panel

    def __init__(self, parameters: Mapping[str, str]) -> None:
        super().__init__({name: text for name, text in parameters.items() if text}, auto_id="f-%s")
        self.is_valid()
        kept = {name: text for name, text in self.cleaned_data.items() if text not in {None, "", False}}
        self.asked: dict[str, object] = kept
        self.parameters = {name: self._plain(value) for name, value in kept.items()}
        unknown = [name for name, text in parameters.items() if text and name not in self.fields and name != "after"]
        self.notes = [_("没有这个筛选条件，已略过。")] if unknown or self.errors else []

    def clean_area(self) -> str:
        """An area's code in its shortest form. Raises ValidationError."""
        text = self.cleaned_data["area"]
        try:
            return parse_area_code(text) if text else ""
        except AreaCodeInvalid as refusal:
            raise forms.ValidationError(_("没有这个地区")) from refusal

    def shown_fields(self) -> list[forms.BoundField]:
        """The fields of the panel."""
        return [field for field in self.visible_fields() if field.name not in self.unseen]

    def query(self, *, without: Iterable[str] = (), **changed: str) -> str:
        """The query of an address with these parameters changed; the page begins anew."""
        gone = {*without}
        kept = {name: value for name, value in self.parameters.items() if name not in gone}
        return urlencode({name: value for name, value in {**kept, **changed}.items() if value})

    def chips(self, said: Mapping[str, str]) -> list[Chip]:
        """The conditions in words, each with the address without it."""
        return [Chip(text, self.query(without=[name])) for name, text in said.items() if name in self.parameters]

    @staticmethod
    def _plain(value: object) -> str:
        if value is True:
            return YES
        return value.isoformat() if isinstance(value, date) else str(value)


class RatingPanel(Panel):
    """Which ratings are listed and drawn together; without days, the last ninety."""

    unseen: ClassVar[tuple[str, ...]] = ("by", "worker", "item", "area", "all")

    q = forms.CharField(label=gettext_lazy("姓名或拼音"), required=False, max_length=60)
    since = _day(gettext_lazy("从"))
    until = _day(gettext_lazy("到"))
    stars = forms.TypedChoiceField(
        label=gettext_lazy("评分"), required=False, coerce=int, empty_value=None, choices=[_ALL, *Stars.choices]
    )
    way = forms.ChoiceField(label=gettext_lazy("方式"), required=False, choices=[_ALL, *Way.choices])
    low = forms.BooleanField(label=gettext_lazy("只看低分"), required=False)
    item = forms.CharField(required=False, max_length=100)
    worker = forms.UUIDField(required=False)
    area = forms.CharField(required=False, max_length=12)
    by = forms.ChoiceField(required=False, choices=[(group.value, group.value) for group in Group])
    all = forms.BooleanField(required=False)

    def since_day(self, today: date) -> date | None:
        """From when ratings are listed: the day asked for, else ninety days back, else (all) no day."""
        asked = self.asked.get("since")
        if isinstance(asked, date) or self.asked.get("all"):
            return asked if isinstance(asked, date) else None
        return today - timedelta(days=USUAL_DAYS - 1)


class ConcernPanel(Panel):
    """Which concerns are listed."""

    unseen: ClassVar[tuple[str, ...]] = ("state", "area", "overdue")

    q = forms.CharField(label=gettext_lazy("姓名或拼音"), required=False, max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("类别"), required=False, choices=[_ALL, *ConcernKind.choices])
    item = forms.CharField(label=gettext_lazy("服务"), required=False, max_length=100)
    state = forms.ChoiceField(required=False, choices=ConcernState.choices)
    overdue = forms.BooleanField(required=False)
    area = forms.CharField(required=False, max_length=12)


def place_said(code: str) -> str:
    """An area as a chip says it."""
    names = paths([code])[code].split()
    return _("地区：{place}").format(place=" ".join(names[1:] or names))


class _SaidForm(RecordForm):
    """Whose word is entered and how it came: the person's own, or that of a proxy who may."""

    way = forms.ChoiceField(
        label=gettext_lazy("怎么说的"), choices=_SAID_WAYS, widget=forms.RadioSelect, error_messages=_NOT_CHOSEN
    )
    right = forms.ChoiceField(
        label=gettext_lazy("谁说的"), widget=forms.RadioSelect, error_messages=_NOT_CHOSEN,
        help_text=gettext_lazy("代办人要先在档案的“代办人”里登记，并勾选“代评价和投诉”。"),
    )  # fmt: skip

    def __init__(
        self, data: Mapping[str, str] | None = None, *, rights: Sequence[RightLine], **initial: object
    ) -> None:
        super().__init__(data, initial={"way": Way.PHONE.value, "right": _HIMSELF, **initial})
        field = self.fields["right"]
        assert isinstance(field, forms.ChoiceField)
        proxies = [
            (str(one.right), _("%(name)s（%(relation)s）") % {"name": one.name, "relation": one.relation})
            for one in rights
        ]
        field.choices = [(_HIMSELF, _("本人")), *proxies]

    @property
    def said_way(self) -> Way:
        """On which way it was said."""
        return Way(self.cleaned_data["way"])

    @property
    def said_right(self) -> UUID | None:
        """The right of the proxy who said it, None for the person."""
        right = self.cleaned_data["right"]
        return UUID(right) if right != _HIMSELF else None


def _stars(widget: forms.Widget | type[forms.Widget]) -> forms.TypedChoiceField:
    choices = [(stars.value, f"{stars.value} {stars.label}") for stars in Stars]
    return forms.TypedChoiceField(
        label=gettext_lazy("评分"), coerce=int, choices=choices, error_messages=_NOT_CHOSEN, widget=widget,
    )  # fmt: skip


class RateForm(_SaidForm):
    """A rating entered on somebody's word. `seen` is the rating that stood on the page."""

    field_order = ("stars", "remark", "way", "right")

    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    stars = _stars(widget=forms.RadioSelect)
    remark = forms.CharField(
        label=gettext_lazy("评语"), required=False, max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={**_OFF, "rows": 3}), help_text=gettext_lazy("照原话写。"),
    )  # fmt: skip


class ComplainForm(_SaidForm):
    """A complaint entered on somebody's word. `request` is the form's own key."""

    field_order = ("text", "way", "right")

    request = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("哪里不满意"), max_length=LONGEST_COMPLAINT,
        widget=forms.Textarea(attrs={**_OFF, "rows": 5}), help_text=gettext_lazy("照原话写，本人能看到。"),
    )  # fmt: skip


class SlipForm(RecordForm):
    """One paper slip, typed from left to right and sent with Enter."""

    code = forms.CharField(
        label=gettext_lazy("评价单编号"), max_length=40,
        widget=forms.TextInput(attrs={**_OFF, "autofocus": True, "spellcheck": "false"}),
        help_text=gettext_lazy("印在评价单右上角的十个字符，大小写、横线都不要紧。"),
    )  # fmt: skip
    stars = _stars(widget=forms.TextInput(attrs={**_OFF, "inputmode": "numeric", "maxlength": "1"}))
    stars.help_text = gettext_lazy("填 1 到 5：5 很满意，4 满意，3 一般，2 不满意，1 很不满意。")
    remark = forms.CharField(
        label=gettext_lazy("评语"), required=False, max_length=LONGEST_REMARK, widget=forms.TextInput(attrs=_OFF)
    )
    by_proxy = forms.BooleanField(
        label=gettext_lazy("是代办人填的（下一步选是谁）"), required=False,
    )  # fmt: skip


class SettleForm(RecordForm):
    """How a concern is settled: answered, ordered again until a day, or without ground; in words either way."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("怎么处理"), widget=forms.RadioSelect, error_messages=_NOT_CHOSEN,
        choices=_OUTCOMES,
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("答复"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={**_OFF, "rows": 4}),
        help_text=gettext_lazy("本人在自己的页面上看得到；登记了手机的，同时发短信。"),
    )  # fmt: skip
    due_date = _day(gettext_lazy("重做的期限"))

    def __init__(self, data: Mapping[str, str] | None = None, *, can_redo: bool, at: datetime) -> None:
        today = local_day(at)
        super().__init__(data, initial={"due_date": today + timedelta(days=7)})
        bounds = {"min": today.isoformat(), "max": (today + timedelta(days=REDO_DAYS)).isoformat()}
        self.fields["due_date"].widget.attrs.update(bounds)
        self.fields["due_date"].help_text = _("只有选“重做”时才用，今天起 60 天之内。")
        if not can_redo:
            del self.fields["due_date"]
            field = self.fields["outcome"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [one for one in _OUTCOMES if one[0] != ConcernState.REDONE]

    def clean(self) -> dict[str, object] | None:
        """A redo names its day."""
        cleaned = super().clean()
        if self.cleaned_data.get("outcome") == ConcernState.REDONE and not self.cleaned_data.get("due_date"):
            self.add_error("due_date", _("请填写重做的期限"))
        return cleaned

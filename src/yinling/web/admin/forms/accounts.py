"""Forms about accounts and rights: read what was typed, say what is wrong at its field."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.access.queries import AccountFilter
from yinling.base.regions.queries import AreaUnknown, area, search
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.texts import plain
from yinling.base.units.queries import units_in
from yinling.kernel.areas import NATION, AreaCodeInvalid, parse_area_code
from yinling.kernel.viewer import Purpose, Role
from yinling.web.kernel_texts import translated

REASON_LENGTH = 300
STATES = {
    "": gettext_lazy("全部"),
    "active": gettext_lazy("可登录"),
    "closed": gettext_lazy("已停用"),
    "unenrolled": gettext_lazy("未绑定动态口令"),
    "ungranted": gettext_lazy("没有授权"),
}
_LATEST = date(2099, 12, 31)


class AccountForm(forms.Form):
    """A new account of staff."""

    username = forms.CharField(
        label=gettext_lazy("账号"),
        max_length=60,
        help_text=gettext_lazy("登录用的名字：3 到 40 个小写字母、数字、点、横线或下划线，以字母或数字开头。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=50, help_text=gettext_lazy("真实姓名，会写进日志。"))


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=gettext_lazy("理由"), min_length=2, max_length=REASON_LENGTH)


class GrantForm(forms.Form):
    """A role over a scope, for purposes, over a period."""

    role = forms.ChoiceField(
        label=gettext_lazy("角色"),
        choices=[(Role.OFFICER.value, gettext_lazy("经办人员")), (Role.WORKER.value, gettext_lazy("服务人员"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("三类管理员的授权只能在服务器上用命令行办理：./yinling account grant。"),
    )
    area = forms.CharField(
        label=gettext_lazy("地区"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("区划代码或名称，例如 620102 或 城关区。范围包括它下面的全部地区。"),
    )
    units = forms.CharField(
        label=gettext_lazy("单位"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("只管几个单位的经办人员：写单位全称或简称，一行一个。"),
    )
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("除一般用途外，还可以看"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (Purpose.HEALTH.value, gettext_lazy("健康")),
            (Purpose.MONEY.value, gettext_lazy("钱款")),
            (Purpose.POLITICAL.value, gettext_lazy("政治待遇")),
        ],
        help_text=gettext_lazy("工作需要才勾选。"),
    )
    start = forms.DateField(
        label=gettext_lazy("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label=gettext_lazy("到哪天止"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("从这一天起不再有效；不填就是一直有效。"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: object, today: date, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as Django takes them
        self.today = today
        self.area_code = ""
        self.unit_ids: tuple[UUID, ...] = ()

    def clean_area(self) -> str:
        """The area as typed; its code is kept beside."""
        typed = plain(self.cleaned_data["area"])
        self.area_code = _area_code(typed, self.today) if typed else ""
        return str(typed)

    def clean_units(self) -> str:
        """The units as typed; their public ids are kept beside."""
        lines = {line.strip() for line in self.cleaned_data["units"].replace("\x00", "").splitlines() if line.strip()}
        if not lines:
            return ""
        found: dict[str, UUID] = {}
        for unit in units_in(NATION, on=self.today).only("name", "short_name", "public_id"):
            for name in {unit.name, unit.short_name} & lines:
                found[name] = unit.public_id
        if missing := sorted(lines - set(found)):
            told = _("没有这样的单位：%(names)s。请写全称或简称。")
            raise forms.ValidationError(told % {"names": _("、").join(missing)})
        self.unit_ids = tuple(sorted(set(found.values())))
        return str(self.cleaned_data["units"])

    def clean(self) -> dict[str, object]:
        """The period runs forwards and is not over yet."""
        typed = super().clean() or {}
        start, end = typed.get("start"), typed.get("end")
        if start and start > _LATEST:
            self.add_error("start", _("日期太远。"))
        if end and (end > _LATEST or end <= max(start or self.today, self.today)):
            self.add_error("end", _("终止的日期要晚于今天，也要晚于开始的日期。"))
        return typed


def read_filter(typed: QueryDict, *, on: date) -> tuple[AccountFilter, str]:
    """What the address narrows the list to, and the area as it was typed. Raises Forbidden for an area that is none."""
    role = typed.get("role", "")
    state = typed.get("state", "")
    place = plain(typed.get("area", ""))[:60]
    try:
        code = _area_code(place, on) if place else ""
    except forms.ValidationError as unreadable:
        raise Forbidden from unreadable
    chosen = AccountFilter(
        text=typed.get("q", ""), role=Role(role) if role in set(Role) else None, area_code=code,
        state=state if state in STATES else "",
    )  # fmt: skip
    return chosen, place


def _area_code(typed: str, on: date) -> str:
    """The code of an area in force on a day, by its code or by a name that only one area has."""
    if not typed[:1].isdigit():
        found = [a for a in search(typed, on=on, limit=50) if typed in {a.name, a.short_name}]
        if len(found) != 1:
            told = _("叫这个名字的地区不止一个，请填区划代码。") if found else _("没有这个地区，请填区划代码。")
            raise forms.ValidationError(told)
        return str(found[0].code)
    try:
        place = area(parse_area_code(typed))
    except AreaCodeInvalid as error:
        raise forms.ValidationError(translated(str(error), _)) from None
    except AreaUnknown:
        raise forms.ValidationError(_("没有区划代码 %(code)s 这个地区。") % {"code": typed}) from None
    if place.valid_to is not None and place.valid_to <= on:
        raise forms.ValidationError(
            _("%(name)s已于 %(day)s 撤销：请用现在的区划代码。") % {"name": place.name, "day": place.valid_to}
        )
    return str(place.code)

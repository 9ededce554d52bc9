"""The editor's fields: what an officer writes of a rule, a parameter or a measure. A draft may be incomplete."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yinling.base.regions.models import Area
from yinling.base.regions.queries import in_force
from yinling.base.regions.terms import Level
from yinling.decisions.rulebook.domain import MAX_DUE_DAYS, AnyEntry, MeasureEntry, fields_said
from yinling.decisions.rulebook.terms import Confidence, DraftKind, NeedType, RuleKind, ValueKind
from yinling.kernel.areas import NATION
from yinling.kernel.viewer import Viewer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

Label: TypeAlias = "str | StrPromise"
_NO_DATE = {"invalid": gettext_lazy("不是日期，请写成 1935-03-08 这样")}
_NO_NUMBER = {"invalid": gettext_lazy("请填写整数")}
_CODE = r"^\w+$"
_YES, _NO = "true", "false"


def _text(label: Label, most: int, help_text: Label = "", **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attributes})
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text, widget=widget)


def _long(label: Label, most: int, help_text: Label = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text, widget=widget)


def _choice(label: Label, choices: Sequence[tuple[str, Label]], help_text: Label = "") -> forms.ChoiceField:
    offered = [("", gettext_lazy("请选择")), *choices]
    return forms.ChoiceField(label=label, choices=offered, required=False, help_text=help_text)


def _number(label: Label, most: int, help_text: Label = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=False, help_text=help_text, widget=widget,
        error_messages=_NO_NUMBER,
    )  # fmt: skip


def _day(label: Label, help_text: Label = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=False, help_text=help_text, input_formats=["%Y-%m-%d", "%Y/%m/%d"], widget=widget,
        error_messages=_NO_DATE,
    )  # fmt: skip


class Asked(NamedTuple):
    """A field of the editor, and whether what is submitted may lack it; a draft may lack all."""

    field: forms.BoundField
    is_optional: bool


class DraftForm(forms.Form):
    """What all drafts have: the form's own key, the version that was read, where and from when it holds, and why.

    `seen` is empty for a draft that was never saved; `stops` says that what holds ends and nothing takes its place.
    """

    use_required_attribute = False
    entry_kind: ClassVar[DraftKind]
    what: ClassVar[tuple[str, ...]] = ()
    fixed: ClassVar[tuple[str, ...]] = ()

    draft = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=1, max_value=10**6, widget=forms.HiddenInput)
    stops = forms.BooleanField(required=False, widget=forms.HiddenInput)

    area = forms.ChoiceField(
        label=gettext_lazy("适用地区"),
        help_text=gettext_lazy("下级地区另有规定的，以下级的为准。"),
        error_messages={
            "required": gettext_lazy("请选择一项"), "invalid_choice": gettext_lazy("没有这个选项，请重新选择"),
        },
    )  # fmt: skip
    valid_from = _day(
        gettext_lazy("从哪天起执行"),
        gettext_lazy(
            "可以是今天、以后，也可以是以前。写以前的日期时，标签仍从批准那天起改变，预览会另外列出那天的人数。"
        ),
    )
    source_document = _text(
        gettext_lazy("依据的文件"), 200, gettext_lazy("写文件全称和文号；没有文件的，如实写明是谁、在哪次会上定的。")
    )
    clause = _text(gettext_lazy("条款"), 300, gettext_lazy("第几条、第几款，或者摘一句原文。"))
    confidence = _choice(gettext_lazy("核对程度"), Confidence.choices, gettext_lazy("凡是用到这一条的地方都会标出来。"))
    note = _long(pgettext_lazy("source", "说明"), 500, gettext_lazy("文件原文之外加了什么、为什么。"), rows=2)

    def __init__(self, *args: object, by: Viewer, on: date, fix: bool = False, **more: object) -> None:
        super().__init__(*args, auto_id="draft_%s", **more)  # type: ignore[arg-type, misc]  # Django's own
        self._context = (by, on, fix)
        self._areas = areas_to_write_for(by, on)
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)
        area.choices = self._areas
        if self._stops():
            hidden: tuple[str, ...] = self.what
            self.fields["valid_from"].label = gettext_lazy("从哪天起停用")
        else:
            hidden = self.fixed if fix else ()
        for name in hidden:
            self.fields[name].widget = forms.HiddenInput()

    def _stops(self) -> bool:
        given = self.data.get("stops") if self.is_bound else self.initial.get("stops")
        return str(given).lower() in {"true", "on", "1"}

    @property
    def ends_only(self) -> bool:
        """Whether this draft only ends what holds."""
        return self._stops()

    @property
    def is_unplaced(self) -> bool:
        """Whether it lacks what even a draft needs: the area that it is written for."""
        return bool({"area", "draft", "seen"} & self.errors.keys())

    def area_choices(self) -> list[tuple[str, str]]:
        """The areas that one may write for."""
        return self._areas

    def key(self) -> uuid.UUID:
        """Under which public id it is kept."""
        return uuid.UUID(str(self.cleaned_data["draft"]))

    def seeing(self, version: int) -> DraftForm:
        """The same as typed, but having seen that version."""
        data = QueryDict(mutable=True)
        data.update({name: str(self.data.get(name, "")) for name in self.fields})
        data["seen"] = str(version)
        by, on, fix = self._context
        return type(self)(data, by=by, on=on, fix=fix)

    def area_code(self) -> str:
        """For which area the draft is written."""
        return str(self.cleaned_data["area"])

    def content(self) -> dict[str, object]:
        """What was typed, named as in a rule file; what is empty is left out, what is wrong is kept as typed."""
        names = [name for name in (*self.what, *_PLACE) if name != "area"]
        typed = {name: self._typed(name) for name in names}
        found = {name: value for name, value in typed.items() if value not in (None, "")}
        return {**found, "stops": True} if self.ends_only else found

    def _typed(self, name: str) -> object:
        if name in self.errors:
            return str(self.data.get(name, ""))[:2_000].replace("\x00", "")
        value = self.cleaned_data.get(name)
        return value.isoformat() if isinstance(value, date) else value

    def groups(self) -> Iterator[tuple[str, list[Asked]]]:
        """The fields as the page sets them, under headings; hidden ones are not among them."""
        shown = [self._asked(name) for name in self.what if not self[name].is_hidden]
        if shown:
            yield self.heading(), shown
        yield _("适用范围"), [self._asked("area"), self._asked("valid_from")]
        yield _("依据"), [self._asked(name) for name in ("source_document", "clause", "confidence", "note")]

    def _asked(self, name: str) -> Asked:
        return Asked(self[name], name in _OPTIONAL)

    def heading(self) -> str:
        """What the first group of fields is called."""
        return str(self.entry_kind.label)


_OPTIONAL = frozenset({"note", "unit", "rank", "due_days", "due_parameter", "repeat_days"})
_PLACE = ("area", "valid_from", "source_document", "clause", "confidence", "note")


class RuleDraftForm(DraftForm):
    """A version of a rule."""

    entry_kind = DraftKind.RULE
    what = ("code", "title", "text", "kind", "need_type", "rank", "need")
    fixed = ("code",)

    code = forms.RegexField(
        _CODE,
        label=gettext_lazy("规则代码"),
        max_length=60,
        required=False,
        strip=True,
        help_text=gettext_lazy("以后不能改。用字母、数字、下划线或汉字，例如 medal_50_years。"),
        error_messages={"invalid": gettext_lazy("只能用字母、数字、下划线和汉字")},
    )
    title = _text(gettext_lazy("名称"), 60, gettext_lazy("标签上显示的几个字，例如：高龄独居。"))
    text = forms.CharField(
        label=gettext_lazy("条件"),
        max_length=2_000,
        strip=False,  # the check counts characters from the first
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off", "data-condition": ""}),
        help_text=gettext_lazy(
            "用下面“可用的词”里的词来写；边写边检查。阈值写成参数，用花括号括起来，以后调整不用改规则。"
        ),
    )
    kind = _choice(gettext_lazy("这条规则用来"), RuleKind.choices)
    need_type = _choice(gettext_lazy("所需类型"), NeedType.choices)
    rank = _number(gettext_lazy("困难类别的等次"), 9, gettext_lazy("只用于困难类别：一类写 1，二类写 2，三类写 3。"))
    need = _text(gettext_lazy("一句话说明需要什么"), 200, gettext_lazy("例如：高龄独居，需要有人每月上门看望。"))

    def clean_text(self) -> str:
        """The condition with plain line ends, as the check counts them."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def content(self) -> dict[str, object]:
        """As for every draft; the rank belongs to tiers alone."""
        found = super().content()
        if found.get("kind") != RuleKind.TIER:
            found.pop("rank", None)
        return found


class ParameterDraftForm(DraftForm):
    """A value of a parameter."""

    entry_kind = DraftKind.PARAMETER
    what = ("code", "kind", "value", "unit")
    fixed = ("code", "kind", "unit")

    code = forms.RegexField(
        r"^[^\W\d]\w*$",
        label=gettext_lazy("参数名"),
        max_length=50,
        required=False,
        help_text=gettext_lazy("规则里写在花括号里，例如“高龄起点”。以后不能改。"),
        error_messages={"invalid": gettext_lazy("用汉字、字母、数字和下划线，不以数字开头")},
    )
    kind = _choice(gettext_lazy("值的种类"), ValueKind.choices)
    value = _text(gettext_lazy("新的值"), 100, gettext_lazy("日期写成 1935-03-08 这样；是否类写“是”或“否”。"))
    unit = _text(gettext_lazy("单位"), 10, gettext_lazy("跟在数字后面，例如：岁、天。"))

    def content(self) -> dict[str, object]:
        """As for every draft, the value in its own type where it is of that type."""
        found = super().content()
        if "value" in found:
            found["value"] = _VALUES.get(str(found.get("kind")), str)(str(found["value"]).strip())
        return found


class MeasureDraftForm(DraftForm):
    """What follows where a rule holds."""

    entry_kind = DraftKind.MEASURE
    what = ("rule", "item", "due_days", "due_parameter", "repeat_days")
    fixed = ("rule",)

    rule = _choice(gettext_lazy("符合哪条规则的人"), ())
    item = _text(gettext_lazy("建议的服务项目"), 60, gettext_lazy("例如：上门关怀。"), list="draft_items")
    due_days = _number(gettext_lazy("几天内办"), MAX_DUE_DAYS, gettext_lazy("这一项和“由参数决定”填一个。"))
    due_parameter = _choice(gettext_lazy("由参数决定几天内办"), ())
    repeat_days = _number(gettext_lazy("隔多少天再办一次"), MAX_DUE_DAYS, gettext_lazy("不填：情况不变就只建议一次。"))

    def offer(self, rules: Sequence[tuple[str, str]], parameters: Sequence[tuple[str, str]]) -> None:
        """Say which rules and which parameters one can choose; what the draft says already is always among them."""
        for name, offered in (("rule", rules), ("due_parameter", parameters)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            now = str((self.data if self.is_bound else self.initial).get(name) or "")
            known = {value for value, _label in offered}
            own = [] if not now or now in known or self.is_bound else [(now, now)]
            field.choices = [("", _("请选择")), *offered, *own]


FORMS: dict[DraftKind, type[DraftForm]] = {
    DraftKind.RULE: RuleDraftForm, DraftKind.PARAMETER: ParameterDraftForm, DraftKind.MEASURE: MeasureDraftForm,
}  # fmt: skip


def bound(kind: DraftKind, data: QueryDict, *, by: Viewer, on: date, fix: bool) -> DraftForm:
    """The form of a kind with what was typed; one whose key was lost or broken is a new draft."""
    try:
        uuid.UUID(data.get("draft", ""))
    except ValueError:
        data = data.copy()
        data["draft"] = new_key()
        data["seen"] = ""
    return FORMS[kind](data, by=by, on=on, fix=fix)


def filled(kind: DraftKind, held: AnyEntry | None, *, area: str, on: date) -> dict[str, object]:
    """The fields of a new draft that changes what holds: its source only where it is of the same area."""
    initial: dict[str, object] = {"area": area, "valid_from": on.isoformat()}
    if held is None:
        return initial
    said = {name: text for name, text in fields_said(held).items() if text and name not in {"valid_to", *initial}}
    own = {"rule": held.rule_code} if isinstance(held, MeasureEntry) else {"code": held.code}
    if held.area_code != area:
        said = {name: text for name, text in said.items() if name not in _PLACE}
    if said.get("value") in {_YES, _NO} and kind is DraftKind.PARAMETER:
        said["value"] = _("是") if said["value"] == _YES else _("否")
    return {**own, **said, **initial}


def areas_to_write_for(by: Viewer, on: date) -> list[tuple[str, str]]:
    """The areas of an officer's scope down to the counties, in order of their codes, lower ones set in."""
    if not by.area:
        return []
    levels = [Level.PROVINCE, Level.PREFECTURE, *([] if by.area == NATION else [Level.COUNTY])]
    found = Area.objects.filter(in_force(on), code__gte=by.area_lo, code__lt=by.area_hi, level__in=levels)
    rows = list(found.order_by("code").values_list("code", "name"))
    depths = sorted({len(code) for code, _name in rows})
    return [(code, "　" * depths.index(len(code)) + name) for code, name in rows]


def new_key() -> str:
    """The key under which a new draft is saved, however often the form is sent."""
    return str(uuid.uuid4())


def _as_number(text: str) -> object:
    return int(text) if text.removeprefix("-").isdecimal() and text.isascii() and len(text) <= 16 else text


def _as_truth(text: str) -> object:
    words = {"是": True, "否": False, _YES: True, _NO: False, _("是"): True, _("否"): False}
    return words.get(text, text)


_VALUES: dict[str, Callable[[str], object]] = {ValueKind.NUMBER: _as_number, ValueKind.BOOLEAN: _as_truth}

"""The editor's fields: what an officer writes of an item, a package or a line of the contact card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yinling.kernel.viewer import Viewer
from yinling.supply.catalogue.domain import AnyEntry, Content
from yinling.supply.catalogue.terms import FIELDS, Category, Colour, Confidence, EntryKind, Evidence
from yinling.web.desk.forms.drafts import Asked, Label, areas_to_write_for

_UNSET = ("", gettext_lazy("未定"))
_TRUTHS = (_UNSET, ("yes", gettext_lazy("是")), ("no", gettext_lazy("否")))
_NO_DATE = {"invalid": gettext_lazy("不是日期，请写成 2026-12-01 这样")}
_WANTED = frozenset({"category", "name", "unit", "items", "title", "area", "valid_from", "source", "confidence"})
_PLACE = ("area", "valid_from", "source", "confidence", "note")


def _text(name: str, most: int, help_text: Label = "", **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attributes})
    return forms.CharField(label=FIELDS[name], max_length=most, required=False, help_text=help_text, widget=widget)


def _long(name: str, most: int, help_text: Label = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=FIELDS[name], max_length=most, required=False, help_text=help_text, widget=widget)


def _choice(name: str, choices: Sequence[tuple[str, Label]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=FIELDS[name], choices=choices, required=False)


class EntryForm(forms.Form):
    """What all drafts have: the form's own key, the version that was read, where and from when it holds, its source.

    `seen` is empty for a draft that was never saved; `stops` says that what holds ends and nothing takes its place.
    """

    use_required_attribute = False
    entry_kind: ClassVar[EntryKind]
    what: ClassVar[tuple[str, ...]] = ()

    draft = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=1, max_value=10**6, widget=forms.HiddenInput)
    stops = forms.BooleanField(required=False, widget=forms.HiddenInput)
    code = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    area = forms.ChoiceField(
        label=gettext_lazy("适用地区"), help_text=gettext_lazy("下级地区另有规定的，以下级的为准。")
    )
    valid_from = forms.DateField(
        label=FIELDS["valid_from"], required=False, input_formats=["%Y-%m-%d", "%Y/%m/%d"], error_messages=_NO_DATE,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    source = _text("source", 300, gettext_lazy("写文件全称和文号；没有文件的，如实写明是谁、在哪次会上定的。"))
    confidence = _choice("confidence", Confidence.choices)
    note = _long("note", 500, rows=2)

    def __init__(self, *args: object, by: Viewer, on: date, **more: object) -> None:
        super().__init__(*args, auto_id="entry_%s", **more)  # type: ignore[arg-type, misc]  # Django's own
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)
        area.choices = areas_to_write_for(by, on)
        if self.ends_only:
            self.fields["valid_from"].label = gettext_lazy("从哪天起停用")
            for name in (*self.what, "source", "confidence", "note"):
                self.fields[name].widget = forms.HiddenInput()

    @property
    def ends_only(self) -> bool:
        """Whether this draft only ends what holds."""
        given = self.data.get("stops") if self.is_bound else self.initial.get("stops")
        return str(given).lower() in {"true", "on", "1"}

    @property
    def is_unplaced(self) -> bool:
        """Whether it lacks what even a draft needs: a key and the area that it is written for."""
        return bool({"area", "draft", "seen"} & self.errors.keys())

    def key(self) -> UUID:
        """Under which public id it is kept."""
        return UUID(str(self.cleaned_data["draft"]))

    def content(self, code: str) -> dict[str, object]:
        """What was typed, named as in a catalogue file; what is wrong is kept as typed."""
        if self.ends_only:
            named = {"name": self._typed("name")} if "name" in self.fields else {"title": self._typed("title")}
            return {"code": code, "stops": True, **named, "valid_from": self._typed("valid_from")}
        names = (*(name for name in self.what if name != "category"), *_PLACE[1:])
        return {"code": code, **{name: self._typed(name) for name in names}}

    def _typed(self, name: str) -> object:
        if name in self.errors:
            return str(self.data.get(name, ""))[:2_000].replace("\x00", "")
        value = self.cleaned_data.get(name)
        return value.isoformat() if isinstance(value, date) else value or ""

    def groups(self) -> Iterator[tuple[str, list[Asked]]]:
        """The fields as the page sets them, under headings; hidden ones are not among them."""
        shown = [self._asked(name) for name in self.what if not self[name].is_hidden]
        if shown:
            yield str(self.entry_kind.label), shown
        yield _("适用范围"), [self._asked("area"), self._asked("valid_from")]
        if not self.ends_only:
            yield _("依据"), [self._asked(name) for name in ("source", "confidence", "note")]

    def _asked(self, name: str) -> Asked:
        return Asked(self[name], name not in _WANTED)


class ItemForm(EntryForm):
    """A version of a service item. What is not known is left empty."""

    entry_kind = EntryKind.ITEM
    what = (
        "category", "name", "unit", "price", "subsidy", "colour", "minutes", "qualification", "course", "checklist",
        "evidence", "risk", "consent_needed", "remote", "eligible",
    )  # fmt: skip

    category = forms.ChoiceField(label=pgettext_lazy("catalogue", "类别"), choices=Category.choices, required=False)
    name = _text("name", 40)
    unit = _text("unit", 10, gettext_lazy("例如：次、小时、月。"))
    price = _text(
        "price", 20, gettext_lazy("以元为单位，最多两位小数；还没有定的就留空，页面上显示“未定”。"), inputmode="decimal"
    )
    subsidy = _long("subsidy", 300, rows=2)
    colour = _choice("colour", [_UNSET, *Colour.choices])
    minutes = _text("minutes", 4, inputmode="numeric")
    qualification = _text("qualification", 200)
    course = _text("course", 200)
    checklist = _long("checklist", 1_300, gettext_lazy("每行一步，服务人员上门时逐项打勾；最多20行。"), rows=5)
    evidence = forms.MultipleChoiceField(
        label=FIELDS["evidence"], choices=Evidence.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    risk = _long("risk", 300, rows=2)
    consent_needed = _choice("consent_needed", _TRUTHS)
    remote = _choice("remote", _TRUTHS)
    eligible = _long(
        "eligible",
        2_000,
        gettext_lazy('用规则的写法，例如：年龄 >= 80 and 居住方式 == "独居"。留空表示本地区所有人。'),
        rows=2,
    )

    def fix_category(self) -> None:
        """Keep an item in the category that its code says."""
        self.fields["category"].widget = forms.HiddenInput()


class PackageForm(EntryForm):
    """A version of a package."""

    entry_kind = EntryKind.PACKAGE
    what = ("name", "price", "unit", "items")

    name = _text("name", 40)
    price = _text("price", 20, gettext_lazy("整包的价格，以元为单位；还没有定的就留空。"), inputmode="decimal")
    unit = _text("unit", 10, gettext_lazy("例如：月、次。"))
    items = forms.MultipleChoiceField(label=FIELDS["items"], required=False, widget=forms.CheckboxSelectMultiple)

    def offer(self, items: Sequence[tuple[str, str]]) -> None:
        """The items to choose from, as (code, name)."""
        field = self.fields["items"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(items)


class ContactForm(EntryForm):
    """A version of a line of the contact card."""

    entry_kind = EntryKind.CONTACT
    what = ("title", "contacts")

    title = _text("title", 20)
    contacts = _long(
        "contacts", 300, gettext_lazy("每行写名称、空格、电话，最多4行。例如：社区服务站 0931-1234567"), rows=4
    )


FORMS: Mapping[EntryKind, type[EntryForm]] = {
    EntryKind.ITEM: ItemForm, EntryKind.PACKAGE: PackageForm, EntryKind.CONTACT: ContactForm,
}  # fmt: skip


def bound(kind: EntryKind, data: QueryDict, *, by: Viewer, on: date) -> EntryForm:
    """The form as it was sent."""
    return FORMS[kind](data, by=by, on=on)


def as_typed(content: Content) -> dict[str, object]:
    """A draft's content as fields show it."""
    return {name: _lines(name, value) for name, value in content.items()}


_AS_THEY_ARE = (
    "code", "name", "title", "unit", "colour", "subsidy", "qualification", "course", "minutes", "risk", "eligible",
    "category", "evidence", "items",
)  # fmt: skip


def filled(entry: AnyEntry) -> dict[str, object]:
    """An entry as fields show it, to write its next version; its days and source are to be said anew."""
    said = {name: getattr(entry, name) for name in ("code", "name", "title", "unit", "colour") if hasattr(entry, name)}
    said |= {
        name: getattr(entry, name)
        for name in (
            "subsidy",
            "qualification",
            "course",
            "minutes",
            "risk",
            "eligible",
            "category",
            "evidence",
            "items",
        )
        if hasattr(entry, name)
    }
    fen = getattr(entry, "price_fen", None)
    said["price"] = "" if fen is None else f"{fen // 100}.{fen % 100:02}"
    for name in ("consent_needed", "remote"):
        said[name] = {True: "yes", False: "no", None: ""}[getattr(entry, name, None)]
    said["checklist"] = "\n".join(getattr(entry, "checklist", ()))
    said["contacts"] = "\n".join(f"{one.name} {one.phone}" for one in getattr(entry, "contacts", ()))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def _lines(name: str, value: object) -> object:
    return "\n".join(map(str, value)) if isinstance(value, list) and name in {"checklist", "contacts"} else value


class OrderForm(forms.Form):
    """An order that an officer places on a person's word. `request` is drawn with the page: it makes one order."""

    use_required_attribute = False
    request = forms.UUIDField(widget=forms.HiddenInput)
    way = forms.ChoiceField(label=gettext_lazy("怎样提出的"), widget=forms.RadioSelect)
    wished_day = forms.DateField(
        label=gettext_lazy("希望哪天"), input_formats=["%Y-%m-%d", "%Y/%m/%d"], error_messages={
            **_NO_DATE, "required": gettext_lazy("请选一天"),
        }, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("今天起60天内。"),
    )  # fmt: skip
    note = forms.CharField(
        label=pgettext_lazy("order", "说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("服务人员会看到，例如：下午三点以后在家。"),
    )  # fmt: skip

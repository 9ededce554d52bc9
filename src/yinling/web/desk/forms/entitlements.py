"""Lists of candidates: from the address to what is asked and back; and the form of a paper that was seen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.decisions.entitlements.actions import DOCUMENT_LENGTH
from yinling.decisions.entitlements.queries import SORTS, CandidateFilter, CandidateSort
from yinling.decisions.entitlements.terms import Gathering
from yinling.kernel.viewer import Viewer
from yinling.web.desk.forms.filters import YES, Asked, Chip, read

_OF_PEOPLE = ("area", "unit", "q")
_UNDECIDED = "undecided"
_OFF = {"autocomplete": "off"}


class Choice(NamedTuple):
    """One of several views of the list: what it is called, where it leads, and whether it is shown now."""

    text: str
    query: str
    current: bool


@dataclass(frozen=True)
class AskedCandidates:
    """What the address asks for. `notes` say what was not understood."""

    people: Asked
    evidence: Gathering
    undecided: bool
    sort: CandidateSort
    notes: tuple[str, ...]

    @property
    def chosen(self) -> CandidateFilter:
        """As the list knows it."""
        return CandidateFilter(people=self.people.chosen, evidence=self.evidence, undecided=self.undecided)

    @property
    def parameters(self) -> Mapping[str, str]:
        """What stands in the address, without what is usual."""
        given = {name: self.people.parameters.get(name, "") for name in _OF_PEOPLE}
        given["evidence"] = "" if self.evidence is Gathering.ALL else self.evidence.value
        given[_UNDECIDED] = YES if self.undecided else ""
        given["sort"] = "" if self.sort == CandidateSort() else str(self.sort)
        return {name: value for name, value in given.items() if value}

    def query(self, *, without: Iterable[str] = (), **changed: str) -> str:
        """The query of an address with these parameters changed; the page begins anew."""
        gone = {*without}
        kept = {name: value for name, value in self.parameters.items() if name not in gone}
        return urlencode({name: value for name, value in {**kept, **changed}.items() if value})

    def chips(self) -> list[Chip]:
        """The conditions of place and name, and the address without each."""
        return [Chip(text, self.query(without=[name])) for name, text in self.people.said.items()]

    def views(self) -> list[Choice]:
        """The candidates, and those who cannot be judged."""
        sort = ["sort"] if self.sort.by == "since" else []
        return [
            Choice(_("候选人"), self.query(without=[_UNDECIDED]), not self.undecided),
            Choice(_("缺资料，不能判断"), self.query(without=sort, **{_UNDECIDED: YES}), self.undecided),
        ]

    def gatherings(self) -> list[Choice]:
        """How far the papers are."""
        return [
            Choice(
                str(one.label) if one is not Gathering.ALL else _("材料不限"),
                self.query(evidence="" if one is Gathering.ALL else one.value),
                self.evidence is one,
            )
            for one in Gathering
        ]

    def sort_link(self, by: str) -> str:
        """The query that sorts by this; asked again, the other way round."""
        again = self.sort.by == by and not self.sort.descending
        return self.query(sort=str(CandidateSort(by, descending=again)))

    def way(self, by: str) -> str:
        """How the list is sorted by this, as aria-sort says it; empty when it is not."""
        if self.sort.by != by:
            return ""
        return "descending" if self.sort.descending else "ascending"


def read_candidates(parameters: Mapping[str, str], *, by: Viewer, on: date) -> AskedCandidates:
    """What an address asks for. What cannot be asked is left out, and a note says so."""
    people = read({name: parameters[name] for name in _OF_PEOPLE if name in parameters}, by=by, on=on)
    notes = list(people.notes)
    evidence, undecided = _evidence(parameters.get("evidence", ""), notes), parameters.get(_UNDECIDED) == YES
    sort = _sort(parameters.get("sort", ""), notes, undecided=undecided)
    unknown = parameters.keys() - {*_OF_PEOPLE, "evidence", _UNDECIDED, "sort", "after"}
    if unknown or parameters.get(_UNDECIDED, YES) not in {YES, ""}:
        notes.append(_("没有这个筛选条件，已略过。"))
    return AskedCandidates(people, evidence, undecided, sort, tuple(dict.fromkeys(notes)))


def _evidence(text: str, notes: list[str]) -> Gathering:
    if not text or text in Gathering.values:
        return Gathering(text or Gathering.ALL)
    notes.append(_("没有这个筛选条件，已略过。"))
    return Gathering.ALL


def _sort(text: str, notes: list[str], *, undecided: bool) -> CandidateSort:
    by = text.removeprefix("-")
    if text and (by not in SORTS or (undecided and by == "since")):
        notes.append(_("没有这种排序，已按姓名拼音排列。"))
        return CandidateSort()
    return CandidateSort(by, descending=text.startswith("-")) if text else CandidateSort()


class EvidenceForm(forms.Form):
    """A paper that was seen. `evidence` is the form's own key: sent twice, it is written once."""

    use_required_attribute = False

    evidence = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput, max_length=60)
    issued_on = forms.DateField(
        label=gettext_lazy("出具日期"),
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"],
        error_messages={"invalid": gettext_lazy("不是日期，请写成 2026-03-08 这样")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    document = forms.CharField(
        label=gettext_lazy("文号或说明"),
        required=False,
        max_length=DOCUMENT_LENGTH,
        help_text=gettext_lazy("例如：哪家医院出具、第几号。加密保存，再看要写理由。"),
        widget=forms.TextInput(attrs=_OFF),
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, name: str, place: int) -> None:
        initial = {"evidence": uuid.uuid4(), "name": name}
        super().__init__(data, initial=initial, auto_id=f"paper-{place}-%s")

    def take_back(self, errors: Mapping[str, str]) -> None:
        """Show refusals at their fields."""
        for field, message in errors.items():
            self.add_error(field if field in self.fields else None, message)

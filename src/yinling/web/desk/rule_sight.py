"""What is said of an entry of the rulebook: level and place, confidence, value, days; and who may look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from yinling.base.units.models import Unit
from yinling.decisions.rulebook import policy
from yinling.decisions.rulebook.domain import (
    Content,
    MeasureEntry,
    ParameterEntry,
    RuleEntry,
    touched,
    words_read,
)
from yinling.decisions.rulebook.queries import whole_book
from yinling.decisions.rulebook.terms import Confidence, DraftKind, RuleKind
from yinling.kernel.areas import NATION, AreaLevel, level_of
from yinling.kernel.viewer import Viewer
from yinling.people.registry.terms import purposes_of, vocabulary
from yinling.web.desk.conditions import said

_MARKS = {Confidence.KNOWN: "†", Confidence.UNVERIFIED: "‡"}


class Level(NamedTuple):
    """From how high an entry comes, and the place when it is not the nation."""

    label: str
    place: str


class Sureness(NamedTuple):
    """How far a source was checked: the sign beside a title, and the words for it."""

    mark: str
    words: str


class Origin(NamedTuple):
    """Where an entry comes from and how sure that is."""

    level: Level
    sure: Sureness


def sees(text: str, by: Viewer) -> bool:
    """Whether a viewer holds the purpose of every term that a condition reads."""
    return policy.reads(by, purposes_of(words_read(text, vocabulary())))


class Pen:
    """What a viewer may write: for an area of his own, and touching no word that he holds no purpose for.

    A value touches the words of every rule that rests on it.
    """

    def __init__(self, by: Viewer) -> None:
        self._by = by
        self._words = touched(whole_book(), vocabulary())

    def may_write(self, kind: DraftKind, content: Content) -> bool:
        """Whether a draft of this content is his to write."""
        words = self._words.by(kind, content)
        return bool(self._by.area) and policy.reads(self._by, purposes_of(words))


def home_area(by: Viewer) -> str:
    """Where the viewer's rules hold: his area, else that of his units, else the nation."""
    if by.area:
        return by.area
    found = Unit.objects.filter(id__in=by.units).order_by("area").values_list("area", flat=True).first()
    return str(found) if found else NATION


def level_words() -> dict[AreaLevel, str]:
    """What the levels are called, the highest first."""
    return {
        AreaLevel.NATION: _("中央"), AreaLevel.PROVINCE: _("省级"), AreaLevel.PREFECTURE: _("市州级"),
        AreaLevel.COUNTY: _("县区级"), AreaLevel.TOWNSHIP: _("乡镇街道级"),
    }  # fmt: skip


def level(area_code: str, places: Mapping[str, str]) -> Level:
    """The level of an area in words; `places` says its path."""
    place = "" if area_code == NATION else places.get(area_code, area_code).split()[-1]
    return Level(level_words()[level_of(area_code)], place)


def sureness(confidence: str) -> Sureness:
    """How far a source was checked, in words without its sign; what is no confidence yet says so."""
    if confidence not in Confidence.values:
        return Sureness("", _("没有填写"))
    found = Confidence(confidence)
    return Sureness(_MARKS.get(found, ""), str(found.label).lstrip("†‡ "))


def origin(entry: RuleEntry | ParameterEntry | MeasureEntry, places: Mapping[str, str]) -> Origin:
    """Where an entry comes from and how sure that is."""
    return Origin(level(entry.area_code, places), sureness(entry.source.confidence))


def kind_said(rule: RuleEntry) -> str:
    """What a rule makes of a person, with the rank of a tier."""
    label = str(RuleKind(rule.kind).label)
    return _("%(kind)s第%(rank)s等") % {"kind": label, "rank": rule.rank} if rule.rank else label


def value_said(entry: ParameterEntry) -> str:
    """A parameter's value with its unit."""
    return said(entry.value, entry.unit)


def values_said(entries: Iterable[ParameterEntry]) -> dict[str, str]:
    """Each parameter's value with its unit, by name."""
    return {entry.code: value_said(entry) for entry in entries}


def due_said(measure: MeasureEntry, days: int | None) -> str:
    """Within how long a measure is due, which parameter says so, and whether it comes again."""
    if measure.due_parameter:
        text = _("%(days)s 天内（按“%(name)s”）") % {
            "days": "—" if days is None else days, "name": measure.due_parameter,
        }  # fmt: skip
    else:
        text = _("%(days)s 天内") % {"days": measure.due_days}
    return text + (_("，每 %(days)s 天一次") % {"days": measure.repeat_days} if measure.repeat_days else "")

"""What each published figure counts: one definition, read by the count, by the people behind it and by the page.

Names and meaning are those of the figures that Lanzhou publishes (features A07). A level is that of a post held (实职),
never that of a treatment (待遇).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yinling.base.units.terms import Nature
from yinling.kernel.viewer import Purpose
from yinling.people.registry.terms import (
    CATALOGUE,
    DATE_TERMS,
    Affiliation,
    Hardship,
    Level,
    PersonType,
    PoliticalStatus,
    SelfCare,
    YesNo,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Comparison(StrEnum):
    """How a condition compares."""

    ONE_OF = "one_of"
    AT_LEAST = "at_least"  # a level: the lower the code, the higher the post (GB/T 12407-2008 †)
    KNOWN = "known"


class Measure(StrEnum):
    """What is done with the people who meet the conditions."""

    PERSONS = "persons"  # counted
    MEAN_AGE = "mean_age"  # the mean of their completed years, one decimal place
    DIFFERENT = "different"  # the different values of the first condition's term, counted


class Group(StrEnum):
    """The parts of the table of figures."""

    RETIRED_WITH_HONOURS = "retired_with_honours"
    RETIRED = "retired"
    SURVIVORS = "survivors"
    ELSEWHERE = "elsewhere"
    PARTY = "party"
    SPECIAL = "special"


GROUPS: dict[Group, StrPromise] = {
    Group.RETIRED_WITH_HONOURS: _("离休干部"),
    Group.RETIRED: _("退休干部"),
    Group.SURVIVORS: _("遗属"),
    Group.ELSEWHERE: _("易地安置"),
    Group.PARTY: _("党员和党支部"),
    Group.SPECIAL: _("护理和特殊困难"),
}


@dataclass(frozen=True)
class Condition:
    """One thing that must be so about a term."""

    term: str
    test: Comparison = Comparison.KNOWN
    values: tuple[str, ...] = ()

    def rows(self) -> Q:
        """The condition on rows of `person_now`."""
        match self.test:
            case Comparison.ONE_OF:
                return Q((f"{self.term}__in", self.values))
            case Comparison.AT_LEAST:
                return Q((f"{self.term}__lte", self.values[0]))
        if self.term in DATE_TERMS:
            return Q((f"{self.term}__isnull", False))
        return Q((f"{self.term}__gt", ""))

    def holds(self, values: Mapping[str, str]) -> bool:
        """The condition on one person's plain values by term, absent where not known."""
        value = values.get(self.term, "")
        match self.test:
            case Comparison.ONE_OF:
                return value in self.values
            case Comparison.AT_LEAST:
                return "" < value <= self.values[0]
        return value != ""


@dataclass(frozen=True)
class Figure:
    """One published figure. `definition` says to people what `conditions` say to the database, all of which hold."""

    name: str
    group: Group
    label: StrPromise
    definition: StrPromise
    conditions: tuple[Condition, ...]
    measure: Measure = Measure.PERSONS

    @property
    def purposes(self) -> frozenset[Purpose]:
        """The purposes that a viewer needs to see it: those of the terms it reads."""
        return frozenset(CATALOGUE[condition.term].purpose for condition in self.conditions) - {Purpose.GENERAL}

    def rows(self) -> Q:
        """The conditions on rows of `person_now`."""
        found = Q()
        for condition in self.conditions:
            found &= condition.rows()
        return found

    def holds(self, values: Mapping[str, str]) -> bool:
        """The conditions on one person's plain values by term."""
        return all(condition.holds(values) for condition in self.conditions)


def _is(term: str, *values: str) -> Condition:
    return Condition(term, Comparison.ONE_OF, values)


def _at_least(level: Level) -> Condition:
    return Condition("post_level", Comparison.AT_LEAST, (level.value,))


_WITH_HONOURS = _is("person_type", PersonType.RETIRED_WITH_HONOURS)
_RETIRED = _is("person_type", PersonType.RETIRED)
_CADRE = _is("person_type", PersonType.RETIRED_WITH_HONOURS, PersonType.RETIRED)
_SURVIVOR = _is("person_type", PersonType.SURVIVOR)
_ELSEWHERE = Condition("living_elsewhere")
_MEMBER = _is("political_status", PoliticalStatus.PARTY_MEMBER)
_SPECIAL = _is("hardship", Hardship.SPECIAL)

# The order is that in which the figures are published.
_ALL = (
    Figure(
        "retired_with_honours", Group.RETIRED_WITH_HONOURS, _("离休干部"),
        _("在册的离休干部。"), (_WITH_HONOURS,),
    ),
    Figure(
        "retired_with_honours_municipal", Group.RETIRED_WITH_HONOURS, _("离休干部，市属"),
        _("在册离休干部中，隶属关系是市属的。"), (_WITH_HONOURS, _is("affiliation", Affiliation.MUNICIPAL)),
    ),
    Figure(
        "retired_with_honours_county", Group.RETIRED_WITH_HONOURS, _("离休干部，区县"),
        _("在册离休干部中，隶属关系是区县的。"), (_WITH_HONOURS, _is("affiliation", Affiliation.COUNTY)),
    ),
    Figure(
        "retired_with_honours_new_area", Group.RETIRED_WITH_HONOURS, _("离休干部，新区"),
        _("在册离休干部中，隶属关系是新区的。"), (_WITH_HONOURS, _is("affiliation", Affiliation.NEW_AREA)),
    ),
    Figure(
        "retired_with_honours_government", Group.RETIRED_WITH_HONOURS, _("离休干部，机关"),
        _("在册离休干部中，单位性质是机关的。"), (_WITH_HONOURS, _is("unit_nature", Nature.GOVERNMENT)),
    ),
    Figure(
        "retired_with_honours_institution", Group.RETIRED_WITH_HONOURS, _("离休干部，事业单位"),
        _("在册离休干部中，单位性质是事业单位的。"), (_WITH_HONOURS, _is("unit_nature", Nature.INSTITUTION)),
    ),
    Figure(
        "retired_with_honours_enterprise", Group.RETIRED_WITH_HONOURS, _("离休干部，企业"),
        _("在册离休干部中，单位性质是企业的。"), (_WITH_HONOURS, _is("unit_nature", Nature.ENTERPRISE)),
    ),
    Figure(
        "retired_with_honours_senior_post", Group.RETIRED_WITH_HONOURS, _("离休干部，担任过副地级以上职务"),
        _("在册离休干部中，职务级别是厅局级副职（副地级）或更高的；只看实职，只享受待遇的不算。"),
        (_WITH_HONOURS, _at_least(Level.PREFECTURE_DEPUTY)),
    ),
    Figure(
        "retired_with_honours_mean_age", Group.RETIRED_WITH_HONOURS, _("离休干部，平均年龄"),
        _("在册离休干部统计日周岁的平均数，保留一位小数；出生日期只知道年月或年份的，按当月或当年第一天算；不知道的不计入。"),
        (_WITH_HONOURS, Condition("birth_date")), Measure.MEAN_AGE,
    ),
    Figure("retired", Group.RETIRED, _("退休干部"), _("在册的退休干部。"), (_RETIRED,)),
    Figure(
        "retired_government", Group.RETIRED, _("退休干部，机关"),
        _("在册退休干部中，单位性质是机关的。"), (_RETIRED, _is("unit_nature", Nature.GOVERNMENT)),
    ),
    Figure(
        "retired_institution", Group.RETIRED, _("退休干部，事业单位"),
        _("在册退休干部中，单位性质是事业单位的。"), (_RETIRED, _is("unit_nature", Nature.INSTITUTION)),
    ),
    Figure(
        "retired_enterprise", Group.RETIRED, _("退休干部，企业"),
        _("在册退休干部中，单位性质是企业的。"), (_RETIRED, _is("unit_nature", Nature.ENTERPRISE)),
    ),
    Figure(
        "retired_prefecture_chief_post", Group.RETIRED, _("退休干部，担任过正地级职务"),
        _("在册退休干部中，职务级别是厅局级正职（正地级）的；只看实职，只享受待遇的不算。"),
        (_RETIRED, _is("post_level", Level.PREFECTURE_CHIEF)),
    ),
    Figure(
        "retired_prefecture_deputy_post", Group.RETIRED, _("退休干部，担任过副地级职务"),
        _("在册退休干部中，职务级别是厅局级副职（副地级）的；只看实职，只享受待遇的不算。"),
        (_RETIRED, _is("post_level", Level.PREFECTURE_DEPUTY)),
    ),
    Figure(
        "retired_county_post_and_above", Group.RETIRED, _("退休干部，担任过副县级以上职务"),
        _("在册退休干部中，职务级别是县处级副职（副县级）或更高的；只看实职，只享受待遇的不算。"),
        (_RETIRED, _at_least(Level.COUNTY_DEPUTY)),
    ),
    Figure(
        "survivors_without_fixed_income", Group.SURVIVORS, _("已故离休干部无固定收入遗属"),
        _("在册遗属中，有无固定收入一项是“否”的。"), (_SURVIVOR, _is("fixed_income", YesNo.NO)),
    ),
    Figure(
        "living_elsewhere", Group.ELSEWHERE, _("易地安置和长期外地居住"),
        _("在册人员中，写明了易地安置地的。"), (_ELSEWHERE,),
    ),
    Figure(
        "living_elsewhere_cadres", Group.ELSEWHERE, _("易地安置和长期外地居住，干部"),
        _("在册离休、退休干部中，写明了易地安置地的。"), (_ELSEWHERE, _CADRE),
    ),
    Figure(
        "living_elsewhere_survivors", Group.ELSEWHERE, _("易地安置和长期外地居住，遗属"),
        _("在册遗属中，写明了易地安置地的。"), (_ELSEWHERE, _SURVIVOR),
    ),
    Figure(
        "party_members", Group.PARTY, _("中共党员"),
        _("在册人员中，政治面貌是中共党员的；公布的口径是中共党员，预备党员不算在内。"), (_MEMBER,),
    ),
    Figure(
        "party_members_retired_with_honours", Group.PARTY, _("中共党员，离休干部"),
        _("在册离休干部中，政治面貌是中共党员的，不含预备党员。"), (_MEMBER, _WITH_HONOURS),
    ),
    Figure(
        "party_members_retired", Group.PARTY, _("中共党员，退休干部"),
        _("在册退休干部中，政治面貌是中共党员的，不含预备党员。"), (_MEMBER, _RETIRED),
    ),
    Figure(
        "party_branches", Group.PARTY, _("党支部"),
        _("在册人员的所在党支部，同名的算一个。"), (Condition("party_branch"),), Measure.DIFFERENT,
    ),
    Figure(
        "nursing_allowance_candidates", Group.SPECIAL, _("护理费对象"),
        _("在册离休干部中，自理能力是不能自理的。"), (_WITH_HONOURS, _is("self_care", SelfCare.UNABLE)),
    ),
    Figure(
        "special_hardship_cadres", Group.SPECIAL, _("特殊困难离休干部"),
        _("在册离休干部中，生活困难情况是特殊困难的。"), (_WITH_HONOURS, _SPECIAL),
    ),
    Figure(
        "special_hardship_survivors", Group.SPECIAL, _("特殊困难遗属"),
        _("在册遗属中，生活困难情况是特殊困难的。"), (_SURVIVOR, _SPECIAL),
    ),
)  # fmt: skip

FIGURES: dict[str, Figure] = {figure.name: figure for figure in _ALL}
READ_TERMS = frozenset(condition.term for figure in _ALL for condition in figure.conditions)

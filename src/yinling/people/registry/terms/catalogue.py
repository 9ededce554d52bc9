"""Every term that a record may hold: what people call it, of what kind it is, how sensitive, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yinling.base.rows.rules import Sensitivity
from yinling.base.units.terms import Nature
from yinling.kernel.viewer import Purpose
from yinling.people.registry.terms.choices import (
    Affiliation,
    DailyCarer,
    Education,
    Hardship,
    Health,
    Housing,
    Kin,
    Level,
    LivingArrangement,
    MaritalStatus,
    Period,
    PersonType,
    PoliticalStatus,
    SelfCare,
    Senses,
    Sex,
    Smartphone,
    Standing,
    YesNo,
)
from yinling.people.registry.terms.ethnic_groups import EthnicGroup

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class TermKind(StrEnum):
    """How a term's plain value is written: the same in facts, in rosters and in exports."""

    TEXT = "text"  # as written, spaces tidied
    CHOICE = "choice"  # the code of one of `choices`
    DATE = "date"  # YYYY, YYYY-MM or YYYY-MM-DD: as exactly as it is known
    NUMBER = "number"  # decimal digits, perhaps one decimal place
    LIST = "list"  # words joined by 、
    AREA = "area"  # an area code


class Section(StrEnum):
    """The parts of a record, after the groups of the survey of 27 (features A05, A12)."""

    BASIC = "basic"
    WORK = "work"
    LIVING = "living"
    FAMILY = "family"
    HEALTH = "health"
    LEARNING = "learning"
    NEEDS = "needs"
    DECEASED = "deceased"


SECTIONS: dict[Section, StrPromise] = {
    Section.BASIC: _("基本信息"),
    Section.WORK: _("工作与政治"),
    Section.LIVING: _("生活状况"),
    Section.FAMILY: _("家庭情况"),
    Section.HEALTH: _("身体状况"),
    Section.LEARNING: _("学习情况"),
    Section.NEEDS: _("服务需求"),
    Section.DECEASED: _("已故离休干部"),
}


@dataclass(frozen=True)
class TermSpec:
    """One term. `changes` says whether a later roster may simply bring a new value; else a difference is a doubt."""

    label: StrPromise
    kind: TermKind
    kept: Sensitivity
    section: Section
    purpose: Purpose = Purpose.GENERAL
    choices: type[TextChoices] | None = None
    changes: bool = True
    unit: StrPromise | str = ""


_T, _D, _N, _L = TermKind.TEXT, TermKind.DATE, TermKind.NUMBER, TermKind.LIST
_NAMED, _CODED, _SECRET = Sensitivity.NAMED, Sensitivity.CODED, Sensitivity.SECRET
_BASIC, _WORK, _LIVING, _FAMILY = Section.BASIC, Section.WORK, Section.LIVING, Section.FAMILY
_HEALTH, _LEARNING, _NEEDS, _DECEASED = Section.HEALTH, Section.LEARNING, Section.NEEDS, Section.DECEASED
_POLITICAL, _MEDICAL = Purpose.POLITICAL, Purpose.HEALTH


def _choice(
    label: StrPromise,
    choices: type[TextChoices],
    section: Section,
    purpose: Purpose = Purpose.GENERAL,
    *,
    changes: bool = True,
) -> TermSpec:
    return TermSpec(label, TermKind.CHOICE, _CODED, section, purpose, choices, changes)


# The order is that of the dossier.
CATALOGUE: dict[str, TermSpec] = {
    "name": TermSpec(_("姓名"), _T, _NAMED, _BASIC, changes=False),
    "former_name": TermSpec(_("曾用名"), _T, _NAMED, _BASIC),
    "sex": _choice(_("性别"), Sex, _BASIC, changes=False),
    "ethnic_group": _choice(_("民族"), EthnicGroup, _BASIC, changes=False),
    "birth_date": TermSpec(_("出生日期"), _D, _CODED, _BASIC, changes=False),
    "id_number": TermSpec(_("身份证号"), _T, _SECRET, _BASIC, changes=False),
    "person_type": _choice(_("人员类别"), PersonType, _BASIC, changes=False),
    "standing": _choice(_("在册状态"), Standing, _BASIC),
    "died_on": TermSpec(_("去世日期"), _D, _CODED, _BASIC, changes=False),
    "native_place": TermSpec(_("籍贯"), _T, _NAMED, _BASIC),
    "education": _choice(_("文化程度"), Education, _BASIC),
    "phone": TermSpec(_("联系电话"), _T, _SECRET, _BASIC),
    "address": TermSpec(_("家庭住址"), _T, _SECRET, _BASIC),
    "residence": TermSpec(_("居住地区"), TermKind.AREA, _CODED, _BASIC),
    "street": TermSpec(_("所属街道"), _T, _NAMED, _BASIC),
    "community": TermSpec(_("所属社区"), _T, _NAMED, _BASIC),
    "living_elsewhere": TermSpec(_("易地安置地"), _T, _NAMED, _BASIC),
    "former_unit": TermSpec(_("原工作单位"), _T, _CODED, _WORK),
    "unit_nature": _choice(_("单位性质"), Nature, _WORK),
    "affiliation": _choice(_("隶属关系"), Affiliation, _WORK),
    "post": TermSpec(_("原职务"), _T, _CODED, _WORK),
    "post_level": _choice(_("职务级别"), Level, _WORK, changes=False),
    "treatment_level": _choice(_("享受待遇级别"), Level, _WORK),
    "professional_title": TermSpec(_("专业技术职务"), _T, _CODED, _WORK),
    "began_work": TermSpec(_("参加革命工作时间"), _D, _CODED, _WORK, changes=False),
    "retired_on": TermSpec(_("离退休时间"), _D, _CODED, _WORK, changes=False),
    "period": _choice(_("革命时期"), Period, _WORK, changes=False),
    "political_status": _choice(_("政治面貌"), PoliticalStatus, _WORK, _POLITICAL),
    "joined_party": TermSpec(_("入党时间"), _D, _CODED, _WORK, _POLITICAL, changes=False),
    "party_branch": TermSpec(_("所在党支部"), _T, _CODED, _WORK, _POLITICAL),
    "living_arrangement": _choice(_("居住方式"), LivingArrangement, _LIVING),
    "housing": _choice(_("住房性质"), Housing, _LIVING),
    "floor_area": TermSpec(_("住房面积"), _N, _CODED, _LIVING, unit=_("平方米")),
    "elevator": _choice(_("有无电梯"), YesNo, _LIVING),
    "income_source": TermSpec(_("主要经济来源"), _T, _CODED, _LIVING),
    "hardship": _choice(_("生活困难情况"), Hardship, _LIVING),
    "daily_carer": _choice(_("日常照料人"), DailyCarer, _LIVING),
    "marital_status": _choice(_("婚姻状况"), MaritalStatus, _FAMILY),
    "spouse_name": TermSpec(_("配偶姓名"), _T, _NAMED, _FAMILY),
    "children_count": TermSpec(_("子女数"), _N, _CODED, _FAMILY, unit=_("人")),
    "children_nearby": _choice(_("子女是否同城"), YesNo, _FAMILY),
    "contact_name": TermSpec(_("紧急联系人"), _T, _NAMED, _FAMILY),
    "contact_kin": _choice(_("联系人关系"), Kin, _FAMILY),
    "contact_phone": TermSpec(_("联系人电话"), _T, _SECRET, _FAMILY),
    "health": _choice(_("健康状况"), Health, _HEALTH, _MEDICAL),
    "self_care": _choice(_("自理能力"), SelfCare, _HEALTH),
    "chronic_diseases": TermSpec(_("慢性病"), _L, _CODED, _HEALTH, _MEDICAL),
    "serious_diseases": TermSpec(_("重大疾病"), _L, _CODED, _HEALTH, _MEDICAL),
    "health_note": TermSpec(_("健康说明"), _T, _SECRET, _HEALTH, _MEDICAL),
    "hospital_stays": TermSpec(_("近一年住院次数"), _N, _CODED, _HEALTH, _MEDICAL, unit=_("次")),
    "bedridden": _choice(_("是否长期卧床"), YesNo, _HEALTH, _MEDICAL),
    "senses": _choice(_("视力听力"), Senses, _HEALTH, _MEDICAL),
    "family_doctor": _choice(_("家庭医生签约"), YesNo, _HEALTH, _MEDICAL),
    "party_life": _choice(_("是否参加组织生活"), YesNo, _LEARNING, _POLITICAL),
    "elder_university": _choice(_("是否参加老年大学"), YesNo, _LEARNING),
    "hobbies": TermSpec(_("兴趣爱好"), _L, _CODED, _LEARNING),
    "skills": TermSpec(_("特长"), _L, _CODED, _LEARNING),
    "personality": TermSpec(_("性格特征"), _T, _CODED, _LEARNING),
    "smartphone": _choice(_("智能手机使用"), Smartphone, _LEARNING),
    "service_wishes": TermSpec(_("服务需求"), _L, _CODED, _NEEDS),
    "remarks": TermSpec(_("备注"), _T, _SECRET, _NEEDS),
    "deceased_cadre": TermSpec(_("已故离休干部姓名"), _T, _NAMED, _DECEASED, changes=False),
    "deceased_kin": _choice(_("与逝者关系"), Kin, _DECEASED, changes=False),
    "fixed_income": _choice(_("有无固定收入"), YesNo, _DECEASED),
}

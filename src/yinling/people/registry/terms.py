"""The words of a person's record: their choices, and the vocabulary that rules are written in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from yinling.base.rows.rules import Sensitivity
from yinling.kernel.expression import Kind, Term, Vocabulary

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Sex(TextChoices):
    """GB/T 2261.1-2003."""

    UNKNOWN = "0", _("未知")
    MALE = "1", _("男")
    FEMALE = "2", _("女")
    UNSTATED = "9", _("未说明")


class PersonType(TextChoices):
    """Who is served: 国发〔1982〕62号 draws the line between the first two."""

    RETIRED_WITH_HONOURS = "retired_with_honours", _("离休干部")
    RETIRED = "retired", _("退休干部")


class LivingArrangement(TextChoices):
    """居住方式, item of the survey of 27 (features A14)."""

    ALONE = "alone", _("独居")
    WITH_SPOUSE = "with_spouse", _("与配偶同住")
    WITH_CHILDREN = "with_children", _("与子女同住")
    IN_INSTITUTION = "in_institution", _("住养老机构")
    OTHER = "other", _("其他")


class SelfCare(TextChoices):
    """自理能力, item of the survey of 27 (features A14)."""

    ABLE = "able", _("能自理")
    PARTLY = "partly", _("部分自理")
    UNABLE = "unable", _("不能自理")


class Source(TextChoices):
    """Where a fact comes from."""

    OFFICER = "officer", _("经办人员录入")
    ID_NUMBER = "id_number", _("由身份证号得出")


# Every term that a record may hold, how sensitive it is, and what people call it. The order is that of the dossier.
TERMS: dict[str, tuple[StrPromise, Sensitivity]] = {
    "name": (_("姓名"), Sensitivity.NAMED),
    "sex": (_("性别"), Sensitivity.CODED),
    "birth_date": (_("出生日期"), Sensitivity.CODED),
    "id_number": (_("身份证号"), Sensitivity.SECRET),
    "person_type": (_("人员类别"), Sensitivity.CODED),
    "living_arrangement": (_("居住方式"), Sensitivity.CODED),
    "self_care": (_("自理能力"), Sensitivity.CODED),
    "phone": (_("联系电话"), Sensitivity.SECRET),
    "address": (_("家庭住址"), Sensitivity.SECRET),
}

CHOICES: dict[str, type[TextChoices]] = {
    "sex": Sex,
    "person_type": PersonType,
    "living_arrangement": LivingArrangement,
    "self_care": SelfCare,
}

SECRET_TERMS = frozenset(term for term, (_label, kept) in TERMS.items() if kept is Sensitivity.SECRET)


def label_of(term: str) -> str:
    """What people call a term."""
    return str(TERMS[term][0])


def say_value(term: str, value: str) -> str:
    """A plain value in words: codes become their label, dates stay as they are written."""
    choices = CHOICES.get(term)
    return str(choices(value).label) if choices and value in choices.values else value


def word_of(term: str, value: str | None) -> str | None:
    """The word that rules know a coded value by: the source text, whatever language the reader has chosen."""
    with override("zh-hans"):
        return say_value(term, value) if value else None


@cache
def vocabulary() -> Vocabulary:
    """The words in which rules speak of persons; each is a term of `person_now` or is computed from one."""
    with override("zh-hans"):
        chosen = [_choice_term(term) for term in CHOICES]
    age = Term("年龄", Kind.NUMBER, unit="岁", source="由出生日期得出的周岁")
    birth = Term("出生日期", Kind.DATE, source="身份证号或录入")
    return Vocabulary([age, birth, *chosen])


def _choice_term(term: str) -> Term:
    words = tuple(str(label) for label in CHOICES[term].labels)
    return Term(label_of(term), Kind.CHOICE, source="登记表", words=words)

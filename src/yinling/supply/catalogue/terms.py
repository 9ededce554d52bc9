"""The ten categories, the four colours, what proves a service, and the states of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Category(TextChoices):
    """The ten categories of services, as Lanzhou published them (features F02)."""

    MEALS = "01", _("就餐")
    CARE = "02", _("生活照料")
    MEDICAL = "03", _("卫生医疗")
    REHABILITATION = "04", _("保健康复")
    COMPANY = "05", _("日常陪护")
    HOUSEHOLD = "06", _("家政便民")
    COMFORT = "07", _("心理慰藉")
    LEGAL = "08", _("法律咨询")
    LEARNING = "09", _("娱乐学习")
    HOSPICE = "10", _("临终关怀")


class Colour(TextChoices):
    """The four colours of the contact card (features F18), in the order of the card."""

    RED = "red", pgettext_lazy("card", "红")
    GREEN = "green", pgettext_lazy("card", "绿")
    BLUE = "blue", pgettext_lazy("card", "蓝")
    YELLOW = "yellow", pgettext_lazy("card", "黄")


class Evidence(TextChoices):
    """What a service must leave behind as its proof."""

    PLACE = "place", _("签到位置")
    PHOTO = "photo", _("照片")
    SIGNATURE = "signature", _("签字")
    VITALS = "vitals", _("生命体征")


class EntryKind(TextChoices):
    """What of the catalogue a draft writes."""

    ITEM = "item", _("服务项目")
    PACKAGE = "package", _("服务套餐")
    CONTACT = "contact", _("联系卡")


class Confidence(TextChoices):
    """How far the source of an entry was checked. Whoever relies on it is shown it."""

    PLAIN = "plain", _("有文件出处")
    KNOWN = "known", _("† 通行做法，尚未与原文核对")
    UNVERIFIED = "unverified", _("‡ 未经核实")


# What people call the fields of an entry: on pages, in refusals, in a comparison.
FIELDS: dict[str, StrPromise] = {
    "code": _("代码"),
    "version": _("版本"),
    "name": _("名称"),
    "title": _("含义"),
    "unit": _("单位"),
    "colour": _("联系卡颜色"),
    "price": _("单价（元）"),
    "subsidy": _("补贴规则"),
    "qualification": _("人员资质"),
    "course": _("必修课程"),
    "minutes": _("时长（分钟）"),
    "checklist": _("服务清单"),
    "evidence": _("服务凭证"),
    "risk": _("风险"),
    "consent_needed": _("须知情同意"),
    "remote": _("可远程"),
    "eligible": _("适用对象"),
    "items": _("包含的项目"),
    "contacts": _("联系人"),
    "area": _("地区"),
    "valid_from": _("生效日期"),
    "valid_to": _("截止日期"),
    "source": _("来源"),
    "note": _("说明"),
    "confidence": _("来源核对"),
}

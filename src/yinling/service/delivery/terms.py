"""The states of a task and the words of a visit."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class TaskState(TextChoices):
    """taken -> checked_in -> done -> confirmed; taken -> withdrawn; taken or checked_in -> no_show."""

    TAKEN = "taken", _("已接单")
    CHECKED_IN = "checked_in", _("已到达")
    DONE = "done", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    WITHDRAWN = "withdrawn", _("已收回")
    NO_SHOW = "no_show", _("未能见面")


class CheckInWay(TextChoices):
    """How the worker showed to be at the person's side."""

    CARD_QR = "card_qr", _("扫描服务卡")
    CARD_CODE = "card_code", _("输入服务卡短码")
    PLACE = "place", _("手机定位")
    PHONE_CODE = "phone_code", _("本人手机验证码")


class Confirmer(TextChoices):
    """Who confirmed that the service was given."""

    PERSON = "person", _("本人")
    PROXY = "proxy", _("代办人")
    STAFF = "staff", _("经办人员代办")


class WordWay(TextChoices):
    """On which way an officer heard the person's word (features O05)."""

    PHONE = "phone", _("电话")
    PAPER = "paper", _("纸质")


class NoShow(TextChoices):
    """Why the worker who went did not meet the person or could not help."""

    NOBODY = "nobody", _("无人应门")
    HOSPITAL = "hospital", _("本人在住院")
    AWAY = "away", _("本人外出或已搬走")
    REFUSED = "refused", _("本人谢绝")
    OTHER = "other", _("其他情况")


RESTS_ON: dict[str, Promise] = {
    "check_in": _("签到"), "photo": _("照片"), "checklist": _("清单"), "stay": _("在场时间"), "word": _("确认"),
    "notes": _("记录"),
}  # fmt: skip
EVIDENCE: dict[str, Promise] = {
    "card_qr": _("扫描服务卡"),
    "card_code": _("输入服务卡短码"),
    "phone_code": _("本人手机验证码"),
    "place": _("手机定位（误差 %(metres)s 米）"),
    "place_vague": _("手机定位误差太大（%(metres)s 米）"),
    "place_far": _("手机定位距县区驻地约 %(km)s 公里，太远"),
    "photo_fresh": _("%(count)s 张"),
    "photo_repeats": _("与 %(day)s 的照片重复"),
    "photo_other_day": _("照片拍于 %(day)s，不是当天"),
    "photo_none": _("没有"),
    "checklist": _("%(lines)s 项做了 %(done)s 项"),
    "checklist_none": _("这个项目没有清单"),
    "stay": _("%(minutes)s 分钟"),
    "stay_short": _("%(minutes)s 分钟，偏短（通常 %(usual)s 分钟）"),
    "stay_long": _("%(minutes)s 分钟，偏长（通常 %(usual)s 分钟）"),
    "stay_unknown": _("%(minutes)s 分钟，没有规定时长"),
    "person_self": _("本人在自己的网页上"),
    "person": _("本人当面"),
    "proxy": _("已登记的代办人"),
    "proxy_unknown": _("未登记授权的代办人"),
    "staff": _("经办人员代办"),
    "notes": _("%(count)s 字"),
    "notes_brief": _("太短（%(count)s 字）"),
}


def say_part(*, rests_on: str, found: str, points: int, of: int, values: Mapping[str, int | str]) -> str:
    """One part of the evidence as a sentence with its points: `签到：扫描服务卡，40 分（满分 40）`."""
    said = {"on": str(RESTS_ON[rests_on]), "found": str(EVIDENCE[found]) % values, "points": points, "of": of}
    if not of:
        return gettext("%(on)s：%(found)s，不计入") % said
    if not points:
        return gettext("%(on)s：%(found)s，不计分（满分 %(of)s）") % said
    return gettext("%(on)s：%(found)s，%(points)s 分（满分 %(of)s）") % said

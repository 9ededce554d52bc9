"""The states of a task and the words of a visit."""

from django.db.models import TextChoices
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

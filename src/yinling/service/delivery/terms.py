"""The states of a task and the words of a visit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TaskState(TextChoices):
    """offered -> taken -> checked_in -> done -> confirmed; offered or taken -> withdrawn."""

    OFFERED = "offered", _("可接单")
    TAKEN = "taken", _("已接单")
    CHECKED_IN = "checked_in", _("已到达")
    DONE = "done", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    WITHDRAWN = "withdrawn", _("已收回")


class CheckInWay(TextChoices):
    """How the worker showed to be at the person's side."""

    CARD_QR = "card_qr", _("扫描服务卡")
    CARD_CODE = "card_code", _("输入服务卡短码")


class Confirmer(TextChoices):
    """Who confirmed that the service was given."""

    PERSON = "person", _("本人")
    PROXY = "proxy", _("代办人")

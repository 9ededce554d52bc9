"""The words of acting for a person."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProxyKind(TextChoices):
    """What makes somebody a proxy."""

    FAMILY = "family", _("家属")
    GUARDIAN = "guardian", _("监护人")
    STAFF = "staff", _("工作人员")
    OTHER = "other", _("其他受托人")


class ProxyBasis(TextChoices):
    """On what a right rests."""

    SPOKEN = "spoken", _("本人当面委托")
    WRITTEN = "written", _("书面委托书")
    LEGAL = "legal", _("法定监护")


class ActingScope(TextChoices):
    """For what a proxy may act."""

    ORDER = "order", _("代下单")
    CONFIRM = "confirm", _("代确认服务")
    RATE = "rate", _("代评价和投诉")
    RECORD = "record", _("查看本人记录")


class ActingKind(TextChoices):
    """Who acts: the person, a proxy by a recorded right, or staff on the person's word."""

    PERSON = "person", _("本人")
    PROXY = "proxy", _("代办人")
    STAFF = "staff", _("经办人员代办")


class KeyKind(TextChoices):
    """Whose key to the elder door it is."""

    PERSON = "person", _("本人")
    PROXY = "proxy", _("代办人")

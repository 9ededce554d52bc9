"""The states of a message."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageState(TextChoices):
    """waiting -> sent | failed; in a demo waiting -> shown, for nothing leaves the house."""

    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    SHOWN = "shown", _("已显示（演示）")
    FAILED = "failed", _("发送失败")

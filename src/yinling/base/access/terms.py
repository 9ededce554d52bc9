"""The words of extra power."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

BREAK_GLASS = "break_glass"  # why a person is named for an account, and what part a look was at


class BreakGlassState(TextChoices):
    """asked -> open -> ended; asked -> not_found."""

    ASKED = "asked", _("正在打开")
    OPEN = "open", _("已打开")
    ENDED = "ended", _("已结束")
    NOT_FOUND = "not_found", _("没有找到")


class Sought(TextChoices):
    """By what the person was named who is outside the scope."""

    ID_NUMBER = "id_number", _("身份证号")
    CARD_CODE = "card_code", _("服务卡短码")

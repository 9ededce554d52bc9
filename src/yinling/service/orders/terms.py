"""The states of an order."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrderState(TextChoices):
    """placed -> in_hand -> fulfilled; placed or in_hand -> returned -> placed; placed or returned -> cancelled."""

    PLACED = "placed", _("待接单")
    IN_HAND = "in_hand", _("服务中")
    FULFILLED = "fulfilled", _("已完成")
    RETURNED = "returned", _("已退回")
    CANCELLED = "cancelled", _("已取消")

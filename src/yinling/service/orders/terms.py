"""The states of an order, and where it comes from."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Where an order comes from."""

    PROPOSAL = "proposal", _("规则建议")
    ASKED = "asked", _("本人申请")


class AskedWay(TextChoices):
    """On which way somebody asked (features O05: whatever can be done on a page can be done by phone or on paper)."""

    PAGE = "page", _("网页")
    PHONE = "phone", _("电话")
    PAPER = "paper", _("纸质")
    DESK = "desk", _("当面")


class OrderState(TextChoices):
    """placed -> in_hand -> fulfilled; placed or in_hand -> returned -> placed; fulfilled -> placed when it is redone;
    placed, returned or in_hand -> cancelled.
    """

    PLACED = "placed", _("待接单")
    IN_HAND = "in_hand", _("服务中")
    FULFILLED = "fulfilled", _("已完成")
    RETURNED = "returned", _("已退回")
    CANCELLED = "cancelled", _("已取消")


OPEN_STATES = (OrderState.PLACED, OrderState.IN_HAND, OrderState.RETURNED)

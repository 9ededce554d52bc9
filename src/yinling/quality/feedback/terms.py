"""The words of feedback."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """On which way somebody said it (features O05)."""

    PAGE = "page", _("网页")
    PHONE = "phone", _("电话")
    PAPER = "paper", _("纸质")


class Stars(IntegerChoices):
    """What each number of stars says in words: a mark is never shown without its word."""

    VERY_GOOD = 5, _("很满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("一般")
    POOR = 2, _("不满意")
    VERY_POOR = 1, _("很不满意")


class ConcernKind(TextChoices):
    """What an officer has to answer."""

    LOW_RATING = "low_rating", _("低分评价")
    COMPLAINT = "complaint", _("投诉")


class ConcernState(TextChoices):
    """open -> answered | redone | dismissed; answered, dismissed -> open while it is undone the same day."""

    OPEN = "open", _("待处理")
    ANSWERED = "answered", _("已答复")
    REDONE = "redone", _("已安排重做")
    DISMISSED = "dismissed", _("不成立")

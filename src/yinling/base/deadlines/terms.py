"""The states of a deadline."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeadlineState(TextChoices):
    """Open until it fires or is closed; parked when its handler failed twice, which somebody must look at."""

    OPEN = "open", _("等待")
    FIRED = "fired", _("已触发")
    CLOSED = "closed", _("已撤销")
    PARKED = "parked", _("触发失败")

"""The states of a proposal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProposalState(TextChoices):
    """Open until a human decides; lapsed when its facts no longer hold."""

    OPEN = "open", _("待审批")
    APPROVED = "approved", _("已批准")
    REJECTED = "rejected", _("未批准")
    POSTPONED = "postponed", _("已延后")
    LAPSED = "lapsed", _("情况已变化")

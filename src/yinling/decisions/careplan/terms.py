"""The states of a proposal, what an officer can say to it, and how an item stands in a personal menu."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProposalState(TextChoices):
    """Open until a human decides; lapsed when its facts no longer hold."""

    OPEN = "open", _("待审批")
    APPROVED = "approved", _("已批准")
    REJECTED = "rejected", _("未批准")
    POSTPONED = "postponed", _("已延后")
    LAPSED = "lapsed", _("情况已变化")


class Verdict(TextChoices):
    """What an officer says to a proposal; the values are the states that follow."""

    APPROVE = "approved", pgettext_lazy("verdict", "批准")
    REJECT = "rejected", pgettext_lazy("verdict", "不批准")
    POSTPONE = "postponed", pgettext_lazy("verdict", "延后")


class Fit(TextChoices):
    """How an item of the catalogue stands to a person. The order is that of the menu."""

    RECOMMENDED = "recommended", pgettext_lazy("menu", "建议")
    OPEN = "open", pgettext_lazy("menu", "可以预约")
    UNSURE = "unsure", pgettext_lazy("menu", "不能判断")
    NOT_FOR = "not_for", pgettext_lazy("menu", "不适用")

"""The states of an approval, and of a draft that asks for one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApprovalState(TextChoices):
    """Open until somebody else decides, or whoever asked withdraws."""

    OPEN = "open", _("待审批")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未批准")
    WITHDRAWN = "withdrawn", _("已撤回")


class DraftState(TextChoices):
    """A draft is written by one officer and approved by another."""

    WRITING = "writing", _("起草中")
    SUBMITTED = "submitted", _("待审批")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未批准")
    DISCARDED = "discarded", _("已放弃")

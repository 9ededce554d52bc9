"""The states of a rule and how far its source is to be trusted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RuleState(TextChoices):
    """Only an approved rule decides; a retired one did."""

    DRAFT = "draft", _("草稿")
    APPROVED = "approved", _("已批准")
    RETIRED = "retired", _("已停用")


class Confidence(TextChoices):
    """How far the source was checked. Whoever relies on a rule is shown it."""

    PLAIN = "plain", _("有文件出处")
    KNOWN = "known", _("† 通行做法，尚未与原文核对")
    UNVERIFIED = "unverified", _("‡ 未经核实")


class ValueKind(TextChoices):
    """What a parameter holds; the values are those of the expression language."""

    NUMBER = "number", _("整数")
    TEXT = "text", _("文字")
    DATE = "date", _("日期")
    BOOLEAN = "boolean", _("是否")

"""What rules are for, their states, and how far a source is to be trusted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RuleState(TextChoices):
    """Only an approved rule decides; a retired one did."""

    DRAFT = "draft", _("草稿")
    APPROVED = "approved", _("已批准")
    RETIRED = "retired", _("已停用")


class RuleKind(TextChoices):
    """What a rule that holds makes of a person."""

    TAG = "tag", _("标签")
    TIER = "tier", _("困难类别")  # features C10: of several the one with the smallest rank
    FOCUS = "focus", _("重点关注")  # features C07
    ENTITLEMENT = "entitlement", _("待遇候选")  # features D04, W15: perhaps entitled, evidence to be gathered


class NeedType(TextChoices):
    """所需类型: of which kind the help is that somebody needs (features C02 to C06, C10)."""

    NONE = "none", pgettext_lazy("need", "无")
    LIVING = "living", _("生活照料")
    COMFORT = "comfort", _("精神慰藉")
    MEDICAL = "medical", _("医疗保健")
    HARDSHIP = "hardship", _("困难帮扶")
    LEARNING = "learning", _("学习活动")
    CONTRIBUTION = "contribution", _("作用发挥")
    POLITICAL = "political", _("政治关怀")


class DraftKind(TextChoices):
    """What of the rulebook a draft writes."""

    RULE = "rule", pgettext_lazy("draft", "规则")
    PARAMETER = "parameter", pgettext_lazy("draft", "参数")
    MEASURE = "measure", pgettext_lazy("draft", "服务措施")


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
